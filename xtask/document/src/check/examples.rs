//! Examples and defaults, which should be valid against their schemas.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostics, Fix, FixTarget, Location, NodePart, Place};
use crate::media_type::{essence, is_form, is_json, is_multipart_form};
use crate::pointer::segments;
use crate::reference::{resolve, target};
use crate::shape::{HEADER, MEDIA_TYPE, Object, PARAMETER, REQUEST_BODY, RESPONSE, Version};
use crate::validation::{Direction, LocatedSchema, Validator, Violation};

/// Whether what is in an object of some kind is sent or received, if the kind tells.
pub(super) fn direction_of(kind: &Object) -> Option<Direction> {
    if kind.is(&REQUEST_BODY) || kind.is(&PARAMETER) {
        Some(Direction::Request)
    } else if kind.is(&RESPONSE) {
        Some(Direction::Response)
    } else {
        None
    }
}

/// Whether objects of some kind have examples of what a schema beside them describes.
pub(super) fn has_examples(kind: &Object) -> bool {
    kind.is(&MEDIA_TYPE) || kind.is(&PARAMETER) || kind.is(&HEADER)
}

/// Checks the examples of objects one by one.
pub(super) struct ExampleChecker<'v> {
    document: &'v Value,
    /// The version that the document was written in.
    version: Version,
    validator: Validator<'v>,
    /// The extension of examples that are known to be invalid.
    invalid: &'static str,
}

/// A value to check.
struct CheckedExample<'p> {
    /// What to call it.
    noun: &'static str,
    /// Whether it is sent as text, or each of its fields is. Then a number may be written as text.
    may_be_text: bool,
    /// The JSON pointer of it.
    pointer: String,
    /// The place of all that is removed with it, such as an entry of `examples`.
    whole: &'p Place<'p>,
}

impl<'v> ExampleChecker<'v> {
    pub(super) fn new(document: &'v Value, version: Version, invalid: &'static str) -> Self {
        Self { document, version, validator: Validator::new(document), invalid }
    }

    /// Checks the example and the default that are part of a schema.
    pub(super) fn of_schema(
        &mut self,
        schema: &'v Value,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        for noun in ["example", "default"] {
            if let Some(value) = schema.get(noun) {
                let whole = &place.key(noun);
                let example =
                    CheckedExample { noun, may_be_text: false, pointer: whole.pointer(), whole };
                self.check(
                    LocatedSchema::new(schema, *place),
                    value,
                    Direction::Either,
                    &example,
                    diagnostics,
                );
            }
        }
    }

    /// Checks the examples beside a schema: those of a media type, a parameter or a header.
    pub(super) fn beside_schema(
        &mut self,
        object: &'v Map<String, Value>,
        direction: Direction,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(value) = object.get("schema") else { return };
        let name = place.name();
        let may_be_text = is_form(name) || is_multipart_form(name) || object.contains_key("in");
        // Text in another format than JSON, such as XML, is not what the schema is about.
        let is_text = |value: &Value| has_texts(name) && value.is_string();
        let at = place.key("schema");
        let schema = LocatedSchema::new(value, at);
        if let Some(value) = object.get("example").filter(|value| !is_text(value)) {
            let whole = &place.key("example");
            let example =
                CheckedExample { noun: "example", may_be_text, pointer: whole.pointer(), whole };
            self.check(schema, value, direction, &example, diagnostics);
        }
        let all = place.key("examples");
        let examples = object.get("examples").and_then(Value::as_object);
        for (name, example) in examples.into_iter().flatten() {
            let whole = &all.key(name);
            let object = resolve(self.document, example);
            if object.get(self.invalid) == Some(&Value::Bool(true)) {
                continue;
            }
            let value = object.get("value");
            let Some(value) = value.filter(|value| !is_text(value)) else { continue };
            let base = target(self.document, example).unwrap_or_else(|| whole.pointer());
            let example =
                CheckedExample { noun: "example", may_be_text, pointer: base + "/value", whole };
            self.check(schema, value, direction, &example, diagnostics);
        }
    }

    fn check(
        &mut self,
        schema: LocatedSchema<'v, '_>,
        value: &Value,
        direction: Direction,
        example: &CheckedExample<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut violations = self.validator.violations(schema, value, direction);
        if example.may_be_text
            && let Some(value) = parse_texts(value, &violations)
        {
            violations = self.validator.violations(schema, &value, direction);
        }
        for violation in violations {
            let Violation { at, name, problem, help, schema, keyword, is_null } = violation;
            let noun = example.noun;
            let message = match name {
                Some(name) => format!("in this {noun}, {name} {problem}"),
                None => format!("this {noun} {problem}"),
            };
            let location = Location::node(format!("{}{at}", example.pointer), NodePart::Value);
            let said = Location::node(format!("{schema}/{keyword}"), NodePart::Value);
            let diagnostic = diagnostics.warning(Code::INVALID_EXAMPLE, location, message);
            diagnostic.related(said, "by this");
            if is_null && self.version > Version::V3_0 {
                diagnostic.help("if the API has null here, add `null` to the types of the schema");
            } else if let Some(help) = help {
                diagnostic.help(help);
            }
            diagnostic.fix(if is_null {
                Fix::update(FixTarget::of(self.document, &schema), json!({"nullable": true}))
            } else {
                Fix::remove(example.whole)
            });
        }
    }
}

/// Whether examples beside a schema are texts in a format that is not JSON: the name of the object
/// is a media type, and not one of values.
fn has_texts(name: &str) -> bool {
    let has_values = is_json(name) || is_form(name) || is_multipart_form(name);
    name.contains('/') && !has_values && essence(name) != "*/*"
}

/// A value with JSON in place of the texts that violate its schema: the value itself, or its
/// fields. None if no such text is JSON.
fn parse_texts(value: &Value, violations: &[Violation]) -> Option<Value> {
    let mut changed = None;
    for Violation { at, .. } in violations {
        let text = value.pointer(at).and_then(Value::as_str);
        let meant = text.and_then(|text| serde_json::from_str(text).ok());
        if let Some(meant) = meant.filter(|_| segments(at).count() <= 1) {
            let place = changed.get_or_insert_with(|| value.clone()).pointer_mut(at);
            *place? = meant;
        }
    }
    changed
}
