//! The first stage: the text of an OpenAPI document becomes a [`Document`], or diagnostics.
//!
//! 1. [`reader`]: text to JSON values. Nothing of OpenAPI is known here; what [`syntax`] explains
//!    is not YAML or JSON.
//! 2. The version: everything below is about OpenAPI 3.0.
//! 3. [`shape`]: the values are the objects OpenAPI describes, and [`references`] lead to others.
//! 4. [`operations`]: what has to hold across operations.
//! 5. Only then `openapiv3`, whose own errors do not say where they are.
//!
//! All problems of a document are reported, except that a problem in one of the first two steps
//! hides those of the steps after it. [`locate`] finds places in the text, but only when there is
//! something to report.

mod locate;
mod operations;
mod reader;
mod references;
mod shape;
mod source;
mod suggest;
mod syntax;

use serde::Deserialize;
use serde_json::Value;

pub use source::SourceFile;

use crate::diagnostics::{Code, Diagnostics, Location, Part, Place, quoted};

/// The key under which YAML merges another mapping into the one that has the key.
const MERGE_KEY: &str = "<<";

/// An OpenAPI 3.0 document in which nothing is wrong that can be told without generating code.
#[derive(Debug)]
pub struct Document {
    /// The document as a model.
    pub openapi: openapiv3::OpenAPI,
    /// The document as values, with the keys in their order: what the model has no room for can be
    /// found here.
    pub value: Value,
}

impl Document {
    /// Reads a document, and reports all problems found in it.
    ///
    /// Returns nothing if any error has been reported, now or before.
    pub fn read(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        if diagnostics.has_errors() {
            return None;
        }
        let mut value = reader::read(source, diagnostics)?;
        if diagnostics.has_errors() || !is_openapi_3_0(&value, diagnostics) {
            return None;
        }
        let repairs = shape::check(&value, diagnostics);
        operations::check(&value, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }

        let strings = locate::scalars(&source.text, &repairs.strings);
        for (pointer, string) in repairs.strings.iter().zip(strings) {
            if let (Some(value), Some(string)) = (value.pointer_mut(pointer), string) {
                *value = Value::String(string);
            }
        }
        let openapi = if repairs.omissions.is_empty() {
            openapiv3::OpenAPI::deserialize(&value)
        } else {
            openapiv3::OpenAPI::deserialize(&without(&value, &repairs.omissions))
        };
        if openapi.is_err() {
            report_unmodelled(&value, diagnostics);
        }
        Some(Self {
            openapi: openapi.ok()?,
            value,
        })
    }
}

/// Whether the document says that it is OpenAPI 3.0; otherwise, what it is instead is reported.
fn is_openapi_3_0(document: &Value, diagnostics: &mut Diagnostics) -> bool {
    const EXPECTED: &str = "this is not an OpenAPI 3.0 document";

    let Some(fields) = document.as_object() else {
        let message = match document {
            Value::Null => "the document is empty".to_owned(),
            other => format!(
                "the document must be an object, but is {}",
                shape::type_of(other)
            ),
        };
        diagnostics
            .error(Code::WrongType, &Place::ROOT, message)
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
                diagnostics
                    .error(Code::UnsupportedVersion, &place, message)
                    .help(help);
            }
            is_3_0
        }
        Some(other) => {
            let message = format!(
                "`openapi` must be a string, but is {}",
                shape::type_of(other)
            );
            diagnostics
                .error(Code::UnsupportedVersion, &place, message)
                .help("write all three numbers of the version, such as `openapi: 3.0.3`");
            false
        }
        None if fields.contains_key("swagger") => {
            diagnostics
                .error(
                    Code::UnsupportedVersion,
                    &Place::ROOT.key("swagger"),
                    EXPECTED,
                )
                .help("Swagger 2.0 came before it; convert the document to OpenAPI 3.0 first");
            false
        }
        None => {
            diagnostics
                .error(Code::UnsupportedVersion, &Place::ROOT, EXPECTED)
                .help("an OpenAPI document begins with `openapi: 3.0.3`");
            false
        }
    }
}

/// A document without the values at some pointers.
fn without(document: &Value, pointers: &[String]) -> Value {
    let mut document = document.clone();
    for pointer in pointers {
        let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
        let parent = parent.and_then(|parent| document.pointer_mut(parent));
        if let (Some(Value::Object(parent)), Some(key)) = (parent, locate::segments(pointer).last())
        {
            parent.shift_remove(&key);
        }
    }
    document
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
                let pointer = format!("{pointer}/{}", crate::diagnostics::escape_segment(key));
                let location = Location::Node {
                    pointer,
                    part: Part::Key,
                };
                diagnostics.error(Code::Unsupported, location, message);
            }
        }
    }
    if diagnostics.count(crate::diagnostics::Severity::Error) == before {
        diagnostics.error(Code::Unsupported, &Place::ROOT, message);
    }
}
