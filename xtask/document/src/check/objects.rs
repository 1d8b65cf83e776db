//! Whether the values of a document are the objects OpenAPI 3.0 describes, and those of an overlay
//! the objects Overlay 1.0 describes.
//!
//! The walk follows a table of `shape`, and hands references and examples on. It never looks into
//! what is free data: examples, defaults, enumerated values and extensions other than those that
//! whoever uses this crate reads.

use serde_json::{Map, Value, json};

use super::advice;
use super::examples::{self, ExampleChecker};
use super::references::{DeepReference, ReferenceChecker};
use super::required;
use super::siblings::{self, Siblings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix, Place, quoted};
use crate::extensions::{ExtensionValue, Extensions, Problem};
use crate::files::Refusals;
use crate::shape::{CALLBACK, ENCODING, Object, SCHEMA, Shape, Version, has_style};
use crate::suggest::{alternatives, did_you_mean, nearest};
use crate::validation::Direction;
use crate::value::type_with_article;

/// Changes to the values that are needed before the model can be made of them, by JSON pointers.
/// Where they are no mistakes, the remedy is plain.
#[derive(Default)]
pub(crate) struct Repairs {
    /// Scalars that stand where a string is needed, to be read as they are written.
    pub(crate) unquoted_strings: Vec<String>,
    /// Values that the model has no type for and a client does not need: fields that are null, and
    /// entries of callbacks that are no path items, and discriminators by files.
    pub(crate) ignored_fields: Vec<String>,
    /// Callbacks that are references, which the model has no type for either.
    pub(crate) referenced_callbacks: Vec<String>,
    /// References that lead elsewhere than to components.
    pub(crate) deep_references: Vec<DeepReference>,
    /// References to schemas that have something beside them.
    pub(crate) siblings: Vec<Siblings>,
    /// Encodings that set a part of the style. The defaults of the other parts have to be written
    /// down, because the model does not tell them from what is given.
    pub(crate) styled_encodings: Vec<String>,
}

impl Repairs {
    /// Whether anything but strings has to be changed.
    pub(crate) fn are_of_values(&self) -> bool {
        let Self {
            unquoted_strings: _,
            ignored_fields,
            referenced_callbacks,
            deep_references,
            siblings,
            styled_encodings,
        } = self;
        !(ignored_fields.is_empty()
            && referenced_callbacks.is_empty()
            && deep_references.is_empty()
            && siblings.is_empty()
            && styled_encodings.is_empty())
    }
}

/// Checks a document of some kind, which was written in a version of OpenAPI, and some of whose
/// references to other files are not followed.
pub(crate) fn check(
    document: &Value,
    (kind, version): (&'static Object, Version),
    (extensions, refusals): (&Extensions, &Refusals),
    diagnostics: &mut Diagnostics,
) -> Repairs {
    let mut checker = ObjectChecker {
        document,
        version,
        references: ReferenceChecker::new(document, refusals),
        examples: ExampleChecker::new(document, version, extensions.invalid_example),
        extensions,
        direction: Direction::Either,
        repairs: Repairs::default(),
        diagnostics,
    };
    checker.check(document, Shape::Object(kind), &Place::ROOT);
    Repairs { deep_references: checker.references.deep, ..checker.repairs }
}

struct ObjectChecker<'c> {
    document: &'c Value,
    /// The version that the document was written in.
    version: Version,
    references: ReferenceChecker<'c>,
    examples: ExampleChecker<'c>,
    extensions: &'c Extensions,
    /// Whether what is checked is sent or received.
    direction: Direction,
    repairs: Repairs,
    diagnostics: &'c mut Diagnostics,
}

impl<'c> ObjectChecker<'c> {
    fn check(&mut self, value: &'c Value, shape: Shape, place: &Place<'_>) {
        match (shape, value) {
            (Shape::Free, _)
            | (Shape::Text, Value::String(_))
            | (Shape::Flag | Shape::FlagOrReferable(_), Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => {}
            (Shape::Count, Value::Number(count)) if count.is_u64() => {}
            (Shape::SchemaName, Value::String(name)) => {
                let unusable = self.references.check_name(name, place, self.diagnostics);
                self.repairs.ignored_fields.extend(unusable);
            }
            (Shape::OneOf(known), Value::String(text)) => self.check_one_of(text, known, place),
            (Shape::Array(shape), Value::Array(entries)) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.check(entry, *shape, &place.index(index));
                }
            }
            (Shape::Map(_) | Shape::Object(_), Value::Object(object))
                if self.is_refused(object, place) => {}
            (Shape::Map(shape), Value::Object(entries)) => {
                for (key, entry) in entries {
                    self.check(entry, *shape, &place.key(key));
                }
            }
            (Shape::Referable(kind) | Shape::FlagOrReferable(kind), Value::Object(object)) => {
                if object.contains_key("$ref") {
                    if kind.is(&CALLBACK) {
                        self.repairs.referenced_callbacks.push(place.pointer());
                    }
                    self.references.check(object, kind, place, self.diagnostics);
                    self.check_extensions(object, kind, place);
                    self.check_siblings(object, kind, place);
                } else {
                    self.check_object(object, kind, place);
                }
                if kind.is(&SCHEMA) {
                    self.examples.of_schema(value, place, self.diagnostics);
                }
            }
            (Shape::Object(kind), Value::Object(object)) => {
                if object.contains_key("$ref") {
                    let message = format!("{} cannot be a reference", kind.with_article());
                    self.diagnostics
                        .error(Code::UNSUPPORTED_REFERENCE, &place.key("$ref"), message)
                        .help("write the object itself here");
                } else {
                    self.check_object(object, kind, place);
                }
            }
            (Shape::Text, Value::Number(_) | Value::Bool(_)) => self.read_as_string(value, place),
            _ => {
                self.report_type(value, shape, place);
            }
        }
    }

    /// Whether an object stands for one in another file that there is not, which is reported.
    fn is_refused(&mut self, object: &Map<String, Value>, place: &Place<'_>) -> bool {
        let Some(Value::String(reference)) = object.get("$ref") else { return false };
        self.references.report_refused(reference, &place.key("$ref"), self.diagnostics)
    }

    fn check_object(&mut self, object: &'c Map<String, Value>, kind: &Object, place: &Place<'_>) {
        for field in kind.required().filter(|field| !object.contains_key(*field)) {
            let message = format!("{} needs the field `{field}`", kind.with_article());
            let diagnostic = self.diagnostics.error(Code::MISSING_FIELD, place, message).at_key();
            if let Some(value) = advice::harmless(kind.name, field) {
                diagnostic.fix(Fix::update(place, json!({ field: value })));
            }
        }
        self.check_extensions(object, kind, place);
        let outer = self.direction;
        self.direction = examples::direction_of(kind).unwrap_or(outer);
        self.check_fields(object, kind, place);
        if kind.is(&ENCODING) && has_style(object) {
            self.repairs.styled_encodings.push(place.pointer());
        }
        if examples::has_examples(kind) {
            self.examples.beside_schema(object, self.direction, place, self.diagnostics);
        }
        self.direction = outer;
        if let Some(rule) = kind.rule {
            rule(object, place, self.diagnostics);
        }
    }

    /// Checks the fields of an object one by one; a reference among them is none of its fields.
    fn check_fields(&mut self, object: &'c Map<String, Value>, kind: &Object, place: &Place<'_>) {
        for (key, value) in object.iter().filter(|(key, _)| *key != "$ref") {
            self.check_field(key, value, kind, &place.key(key));
        }
    }

    fn check_field(&mut self, key: &str, value: &'c Value, kind: &Object, place: &Place<'_>) {
        match kind.shape_of(key) {
            None if self.extensions.has(key, value) => {}
            None => self.report_key(key, kind, place),
            Some(shape) if value.is_null() && kind.can_omit(key) => match shape {
                Shape::Free => {}
                Shape::OneOf(_) => {
                    self.report_type(value, shape, place);
                }
                _ => self.omit(place),
            },
            Some(shape) => {
                if kind.is(&CALLBACK) && is_no_plain_path_item(key, value) {
                    self.repairs.ignored_fields.push(place.pointer());
                }
                self.check(value, shape, place);
            }
        }
    }

    /// Checks what stands beside a `$ref`.
    fn check_siblings(&mut self, object: &'c Map<String, Value>, kind: &Object, place: &Place<'_>) {
        siblings::report_ignored(object, kind, self.extensions, place, self.diagnostics);
        if object.len() > 1 && kind.is(&SCHEMA) {
            let keys = object.keys().map(String::as_str).filter(|key| *key != "$ref");
            let valid: Vec<&str> =
                keys.filter(|key| self.check_sibling(key, object, kind, place)).collect();
            if let Some(siblings) = siblings::of_schema(self.document, object, &valid, place) {
                if self.version == Version::V3_0 {
                    siblings::report_changes(&siblings.changes, place, self.diagnostics);
                }
                self.repairs.siblings.push(siblings);
            }
        }
    }

    /// Checks a field beside the `$ref` of a schema. Returns whether it is valid; if it is not, it is
    /// ignored as OpenAPI 3.0 ignores all of them.
    fn check_sibling(
        &mut self,
        key: &str,
        object: &'c Map<String, Value>,
        kind: &Object,
        place: &Place<'_>,
    ) -> bool {
        let Some(value) = object.get(key) else { return true };
        let (known, deep) = (self.diagnostics.len(), self.references.deep.len());
        let place = place.key(key);
        self.check_field(key, value, kind, &place);
        let why = "; beside `$ref` it has no effect";
        if self.diagnostics.ignore_errors(known, why, &Fix::remove(&place)) {
            self.references.deep.truncate(deep);
            return false;
        }
        true
    }

    /// Checks what is meant for this generator.
    fn check_extensions(&mut self, object: &Map<String, Value>, kind: &Object, place: &Place<'_>) {
        for (key, value) in object.iter().filter(|(key, value)| self.extensions.has(key, value)) {
            let place = place.key(key);
            match self.extensions.value_of(key, kind.name, &kind.with_article()) {
                Ok(ExtensionValue::Text) => self.check_type(value, Shape::Text, &place),
                Ok(ExtensionValue::Free) => {}
                Ok(ExtensionValue::Flag) => self.check_type(value, Shape::Flag, &place),
                Ok(ExtensionValue::Checked(check)) => match value.as_str().map(check) {
                    None => self.check_type(value, Shape::Text, &place),
                    Some(Ok(())) => {}
                    Some(Err(problem)) => self.report_problem(problem, &place),
                },
                Err((message, help)) => {
                    let diagnostic =
                        self.diagnostics.error(Code::UNKNOWN_EXTENSION, &place, message);
                    diagnostic.at_key().help(help).fix(Fix::remove(&place));
                }
            }
        }
    }

    /// Checks the type of an extension. One of which nobody can tell what is meant is better left out.
    fn check_type(&mut self, value: &Value, shape: Shape, place: &Place<'_>) {
        if shape.accepts(value) {
            return;
        }
        let diagnostic = self.report_type(value, shape, place);
        if diagnostic.fix.is_none() {
            diagnostic.fix(Fix::remove(place));
        }
    }

    fn report_problem(&mut self, problem: Problem, place: &Place<'_>) {
        let Problem { code, message, help, meant } = problem;
        let diagnostic = self.diagnostics.error(code, place, message).help(help);
        if let Some(meant) = meant {
            diagnostic.fix_field(place, Value::String(meant));
        }
    }

    fn check_one_of(&mut self, text: &str, known: &[&str], place: &Place<'_>) {
        if known.contains(&text) {
            return;
        }
        let alternatives = alternatives(known);
        let message =
            format!("{} must be {alternatives}, but is {}", place.describe(), quoted(text));
        let diagnostic = self.diagnostics.error(Code::UNKNOWN_VALUE, place, message);
        if let Some(meant) = nearest(text, known.iter().copied()) {
            diagnostic.help(format!("did you mean {}?", quoted(meant)));
            diagnostic.fix_field(place, json!(meant));
        }
    }

    /// A number or flag where a string is needed, as in `version: 1.0`, can only mean its text.
    fn read_as_string(&mut self, value: &Value, place: &Place<'_>) {
        self.repairs.unquoted_strings.push(place.pointer());
        let message =
            format!("{} must be a string, but is {}", place.describe(), type_with_article(value));
        self.diagnostics
            .warning(Code::WRONG_TYPE, place, message)
            .help("put it in quotes; it is read as a string, just as it is written")
            .fix_field(place, Value::String(value.to_string()));
    }

    /// A key without a value, as in `description:`, can only mean that there is none.
    fn omit(&mut self, place: &Place<'_>) {
        self.repairs.ignored_fields.push(place.pointer());
        let message = format!("{} has no value", place.describe());
        self.diagnostics
            .warning(Code::WRONG_TYPE, place, message)
            .help("give it a value or remove it; it is read as if it were not there")
            .fix(Fix::remove(place));
    }

    fn report_key(&mut self, key: &str, kind: &Object, place: &Place<'_>) {
        if let Some(entries) = &kind.entries {
            let (code, what) = entries.otherwise;
            self.diagnostics.error(code, place, format!("{} {what}", quoted(key))).at_key();
            return;
        }
        let message = format!("{} has no field {}", kind.with_article(), quoted(key));
        let diagnostic = self.diagnostics.warning(Code::UNKNOWN_KEYWORD, place, message);
        diagnostic.at_key().fix(Fix::remove(place));
        if let Some(help) = advice::on_unknown_field(kind.name, key) {
            diagnostic.help(help);
        } else if let Some(help) = did_you_mean(key, kind.field_names()) {
            diagnostic.help(help);
        } else {
            diagnostic.help("it has no effect; fields of your own begin with `x-`");
        }
    }

    fn report_type(&mut self, value: &Value, shape: Shape, place: &Place<'_>) -> &mut Diagnostic {
        let message =
            format!("{} must be {shape}, but is {}", place.describe(), type_with_article(value));
        let diagnostic = self.diagnostics.error(Code::WRONG_TYPE, place, message);
        if let Some(help) = advice::on_wrong_type(place.name(), shape, value) {
            diagnostic.help(help);
        }
        if let Some(fix) = advice::mend(self.document, shape, value, place) {
            diagnostic.fix(fix);
        } else if required::is_flag(place.name(), shape, value) {
            required::advise(self.document, value, place, diagnostic);
        }
        diagnostic
    }
}

/// Whether an entry of a callback is anything but a Path Item Object, which is all that the model
/// has room for.
fn is_no_plain_path_item(key: &str, value: &Value) -> bool {
    key.starts_with("x-") || value.get("$ref").is_some()
}
