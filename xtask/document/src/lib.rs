//! The first stage: the text of an OpenAPI document becomes a [`Document`], or diagnostics.
//!
//! 1. `reader`: text to JSON values. Nothing of OpenAPI is known here; what `syntax` explains
//!    is not YAML or JSON.
//! 2. The version: everything below is about OpenAPI 3.0.
//! 3. `overlay`: changes to the values, if there is an overlay. `origins` know which text has
//!    what the values are from then on.
//! 4. `shape`: the values are the objects OpenAPI describes, and `references` lead to others.
//! 5. `operations`: what has to hold across operations.
//! 6. `hoist`: what references into the middle of the document lead to becomes components.
//! 7. Only then `openapiv3`, whose own errors do not say where they are.
//!
//! All problems of a document are reported, except that a problem in one of the first three steps
//! hides those of the steps after it. What has errors is left out of the model by `salvage`. `nodes`
//! are what the text consists of; `locate` finds places among them when there is something to
//! report.

pub mod diagnostics;
mod examples;
mod extensions;
mod follow;
mod hoist;
pub mod instance;
mod locate;
mod nodes;
mod operations;
mod origins;
mod overlay;
pub mod pointer;
pub mod printable;
mod reader;
mod references;
mod salvage;
mod shape;
mod size;
mod source;
pub mod stack;
mod suggest;
mod syntax;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use overlay::Overlay;
use salvage::salvage;
use shape::Repairs;
pub use size::size;
pub use source::{SourceFile, Sources};

pub use self::extensions::{Extension, ExtensionValue, Extensions, Problem};
pub(crate) use self::origins::Origins;
pub use self::suggest::did_you_mean;
use crate::diagnostics::{
    Code, Diagnostics, Location, Model, Part, Place, SourceMap, Text, quoted,
};
use crate::stack::with_large_stack;

/// The key under which YAML merges another mapping into the one that has the key.
const MERGE_KEY: &str = "<<";

/// An OpenAPI 3.0 document in which nothing is wrong that can be told without generating code.
#[derive(Debug)]
pub struct Document {
    /// The document as a model.
    pub openapi: OpenAPI,
    /// The document as values, with the keys in their order and the overlay applied: what the model
    /// has no room for can be found here.
    pub value: Value,
    /// Where nodes of the model are in the values.
    pub(crate) moved: Origins,
    /// Whether the model has everything that is in the values. In a document with errors, parts may
    /// be left out.
    pub is_whole: bool,
}

impl Document {
    /// Reads a document, applies the overlay if there is one, and reports all problems found.
    ///
    /// Returns nothing if any error has been reported, now or before.
    pub fn read<'s>(
        sources: impl Into<Sources<'s>>,
        extensions: &Extensions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let document = Self::read_as_far_as_possible(sources, extensions, diagnostics);
        document.filter(|_| !diagnostics.has_errors())
    }

    /// The same, but returns a document with errors, too, if there is any sense in it: there may be
    /// more to say about it.
    pub fn read_as_far_as_possible<'s>(
        sources: impl Into<Sources<'s>>,
        extensions: &Extensions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if diagnostics.has_errors() {
            return None;
        }
        let sources = sources.into();
        let overlay = sources.overlay.map(|source| Overlay::read(source, extensions, diagnostics));
        let mut value = diagnostics.about(Text::Spec, |diagnostics| {
            let value = reader::read(sources.spec, diagnostics)?;
            is_openapi_3_0(&value, diagnostics).then_some(value)
        })?;
        if let Some(overlay) = overlay {
            overlay?.apply(&mut value, sources.spec, diagnostics);
            if diagnostics.has_errors() || !is_openapi_3_0(&value, diagnostics) {
                return None;
            }
        }
        let repairs = shape::check(&value, &shape::OPENAPI, extensions, diagnostics);
        operations::check(&value, diagnostics);

        let origin = |pointer: &String| diagnostics.origin_of(pointer);
        let origins: Vec<_> = repairs.strings.iter().map(origin).collect();
        let strings = sources.scalars(&origins);
        for (pointer, string) in repairs.strings.iter().zip(strings) {
            if let (Some(value), Some(string)) = (value.pointer_mut(pointer), string) {
                *value = Value::String(string);
            }
        }
        let mut moved = Origins::default();
        let (openapi, is_whole) = if repairs.are_of_values() {
            let mut repaired = value.clone();
            repair(&mut repaired, &repairs);
            moved = hoist::hoist(&mut repaired, repairs.deep, diagnostics);
            model(&repaired, diagnostics)?
        } else {
            model(&value, diagnostics)?
        };
        Some(Self { openapi, value, moved, is_whole })
    }
}

impl Model for Document {
    fn values(&self) -> &Value {
        &self.value
    }

    fn moved_from(&self, pointer: &str) -> String {
        self.moved.resolve(pointer).1
    }

    fn follow(&self, pointer: &str) -> (String, bool) {
        follow::follow(&self.value, pointer)
    }
}

/// All fields of all objects of OpenAPI 3.0: the name of the object, and that of the field.
#[must_use]
pub fn keywords() -> Vec<(&'static str, &'static str)> {
    shape::keywords()
}

/// Whether the document says that it is OpenAPI 3.0; otherwise, what it is instead is reported.
fn is_openapi_3_0(document: &Value, diagnostics: &mut Diagnostics) -> bool {
    const EXPECTED: &str = "this is not an OpenAPI 3.0 document";

    let Some(fields) = document.as_object() else {
        let message = match document {
            Value::Null => "the document is empty".to_owned(),
            other => format!("the document must be an object, but is {}", shape::type_of(other)),
        };
        diagnostics
            .error(Code::WRONG_TYPE, &Place::ROOT, message)
            .help("an OpenAPI document begins with `openapi: 3.0.3`");
        return false;
    };
    let place = Place::ROOT.key("openapi");
    match fields.get("openapi") {
        Some(Value::String(version)) => {
            let is_3_0 = version
                .strip_prefix("3.0")
                .is_some_and(|patch| patch.is_empty() || patch.starts_with('.'));
            if !is_3_0 {
                let message = format!("OpenAPI {} is not supported", quoted(version));
                let help = if version.starts_with("3.") {
                    "this generator reads OpenAPI 3.0; write the document for it, or convert it"
                } else {
                    "this generator reads OpenAPI 3.0, such as `openapi: 3.0.3`"
                };
                diagnostics.error(Code::UNSUPPORTED_VERSION, &place, message).help(help);
            }
            is_3_0
        }
        Some(other) => {
            let message = format!("`openapi` must be a string, but is {}", shape::type_of(other));
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &place, message)
                .help("write all three numbers of the version, such as `openapi: 3.0.3`");
            false
        }
        None if fields.contains_key("swagger") => {
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &Place::ROOT.key("swagger"), EXPECTED)
                .help("Swagger 2.0 came before it; convert the document to OpenAPI 3.0 first");
            false
        }
        None => {
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &Place::ROOT, EXPECTED)
                .help("an OpenAPI document begins with `openapi: 3.0.3`");
            false
        }
    }
}

/// Takes what the model has no room for out of a document, and says what it could not tell.
fn repair(document: &mut Value, repairs: &Repairs) {
    for pointer in &repairs.callbacks {
        if let Some(callback) = document.pointer_mut(pointer) {
            *callback = Value::Object(serde_json::Map::new());
        }
    }
    for pointer in &repairs.omissions {
        let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
        let parent = parent.and_then(|parent| document.pointer_mut(parent));
        if let (Some(Value::Object(parent)), Some(key)) =
            (parent, pointer::segments(pointer).last())
        {
            parent.shift_remove(&*key);
        }
    }
    for pointer in &repairs.styled {
        if let Some(Value::Object(encoding)) = document.pointer_mut(pointer) {
            let style = encoding.entry("style").or_insert_with(|| "form".into());
            let explode = style == "form";
            encoding.entry("explode").or_insert_with(|| explode.into());
        }
    }
}

/// The model of a document, and whether it is whole; of a document with errors, it may be the model of
/// what is left. Reading it takes much stack for each level of the document.
fn model(document: &Value, diagnostics: &mut Diagnostics) -> Option<(OpenAPI, bool)> {
    with_large_stack(|| {
        if let Ok(openapi) = OpenAPI::deserialize(document) {
            return Some((openapi, true));
        }
        if !diagnostics.has_errors() {
            report_unmodelled(document, diagnostics);
        }
        let mut rest = document.clone();
        salvage(&mut rest);
        Some((OpenAPI::deserialize(rest).ok()?, false))
    })
}

/// The last resort: a document in which nothing is wrong, but that `openapiv3` does not take.
fn report_unmodelled(document: &Value, diagnostics: &mut Diagnostics) {
    use openapiv3::{Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema};

    type IsModelled = fn(&Value) -> bool;
    fn is_modelled<T: for<'de> Deserialize<'de>>(value: &Value) -> bool {
        ReferenceOr::<T>::deserialize(value).is_ok()
    }
    let parts: [(&str, IsModelled); 5] = [
        ("/components/schemas", is_modelled::<Schema>),
        ("/components/responses", is_modelled::<Response>),
        ("/components/parameters", is_modelled::<Parameter>),
        ("/components/requestBodies", is_modelled::<RequestBody>),
        ("/paths", is_modelled::<PathItem>),
    ];

    let message = "the generator has no room for this in its model of a document";
    let before = diagnostics.count(crate::diagnostics::Severity::Error);
    for (pointer, is_modelled) in parts {
        let part = document.pointer(pointer).and_then(Value::as_object);
        for (key, value) in part.into_iter().flatten() {
            if !key.starts_with("x-") && !is_modelled(value) {
                let pointer = format!("{pointer}/{}", pointer::escape(key));
                let location = Location::node(pointer, Part::Key);
                diagnostics.error(Code::UNSUPPORTED, location, message);
            }
        }
    }
    if diagnostics.count(crate::diagnostics::Severity::Error) == before {
        diagnostics.error(Code::UNSUPPORTED, &Place::ROOT, message);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Document, Extensions, SourceFile, report_unmodelled};
    use crate::diagnostics::Diagnostics;

    const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: 1.10, description: }\n";

    fn read(rest: &str) -> Document {
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::new("a.yaml", &format!("{HEAD}{rest}"));
        let document = Document::read(&source, &Extensions::NONE, &mut diagnostics);
        document.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }

    #[test]
    fn scalars_that_must_be_strings_are_read_as_they_are_written() {
        let document = read("paths: {}");
        assert_eq!(document.openapi.info.version, "1.10");
        assert_eq!(document.value["info"]["version"], "1.10");
    }

    #[test]
    fn what_the_model_has_no_room_for_stays_in_the_values() {
        let document = read(
            "paths:
              /a:
                get:
                  responses: {'200': {description: ok}}
                  callbacks:
                    done: {$ref: '#/components/callbacks/Done'}
                    other: {'{$url}': {$ref: '#/paths/~1b'}, x-a: 1}
              /b: {}
components: {callbacks: {Done: {}}}",
        );
        let operation = &document.value["paths"]["/a"]["get"];
        assert_eq!(operation["callbacks"]["other"]["x-a"], 1);
        let (_, _, operation) = document.openapi.operations().next().expect("it has one");
        assert_eq!(operation.callbacks.keys().collect::<Vec<_>>(), ["done", "other"]);
        assert_eq!(operation.callbacks.values().flatten().count(), 0);
    }

    #[test]
    fn the_deepest_documents_do_not_overflow_the_stack() {
        let levels = 90;
        let schema = format!("{}{{}}{}", "{not: ".repeat(levels), "}".repeat(levels));
        read(&format!("paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}"));
    }

    #[test]
    fn what_cannot_be_modelled_is_found() {
        let document = json!({
            "paths": {"/a": {}, "/b/c": {"get": 1}},
            "components": {"schemas": {"A": {"required": 1}}},
        });
        let mut diagnostics = Diagnostics::new();
        report_unmodelled(&document, &mut diagnostics);

        let pointers = diagnostics.iter().map(|diagnostic| diagnostic.location.pointer());
        let expected = ["/components/schemas/A", "/paths/~1b~1c"].map(Some);
        assert_eq!(pointers.collect::<Vec<_>>(), expected);
    }
}
