//! Which version of OpenAPI a document says it is. Everything else is about OpenAPI 3.0.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics, Place, quoted};
use crate::value::type_with_article;

/// Whether the document says that it is OpenAPI 3.0; otherwise, what it is instead is reported.
pub(crate) fn is_openapi_3_0(document: &Value, diagnostics: &mut Diagnostics) -> bool {
    const EXPECTED: &str = "this is not an OpenAPI 3.0 document";

    let Some(fields) = document.as_object() else {
        let message = match document {
            Value::Null => "the document is empty".to_owned(),
            other => format!("the document must be an object, but is {}", type_with_article(other)),
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
            let message =
                format!("`openapi` must be a string, but is {}", type_with_article(other));
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
