//! Which version of OpenAPI a document says it is. All other checks are about OpenAPI 3.0, which
//! `rewrite` makes of later versions.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics, Place, quoted};
use crate::shape::Version;
use crate::value::type_with_article;

/// The versions that are read.
const VERSIONS: [(&str, Version); 3] =
    [("3.0", Version::V3_0), ("3.1", Version::V3_1), ("3.2", Version::V3_2)];

/// The version of OpenAPI that the document says it is, if it is one that is read; otherwise, what it
/// is instead is reported.
pub(crate) fn version_of(document: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    const EXPECTED: &str = "this is not an OpenAPI document of version 3.0, 3.1 or 3.2";

    let Some(fields) = document.as_object() else {
        let message = match document {
            Value::Null => "the document is empty".to_owned(),
            other => format!("the document must be an object, but is {}", type_with_article(other)),
        };
        diagnostics
            .error(Code::WRONG_TYPE, &Place::ROOT, message)
            .help("an OpenAPI document begins with `openapi: 3.0.3`");
        return None;
    };
    let place = Place::ROOT.key("openapi");
    match fields.get("openapi") {
        Some(Value::String(version)) => {
            let known = VERSIONS.iter().find(|(number, _)| {
                let patch = version.strip_prefix(number);
                patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
            });
            if known.is_none() {
                let message = format!("OpenAPI {} is not supported", quoted(version));
                let help = if version.starts_with("3.") {
                    "this generator reads OpenAPI 3.0, 3.1 and 3.2; write the document for one of \
                     them, or convert it"
                } else {
                    "this generator reads OpenAPI 3.0, 3.1 and 3.2, such as `openapi: 3.0.3`"
                };
                diagnostics.error(Code::UNSUPPORTED_VERSION, &place, message).help(help);
            }
            known.map(|(_, version)| *version)
        }
        Some(other) => {
            let message =
                format!("`openapi` must be a string, but is {}", type_with_article(other));
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &place, message)
                .help("write all three numbers of the version, such as `openapi: 3.0.3`");
            None
        }
        None if fields.contains_key("swagger") => {
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &Place::ROOT.key("swagger"), EXPECTED)
                .help("Swagger 2.0 came before it; convert the document to OpenAPI 3 first");
            None
        }
        None => {
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &Place::ROOT, EXPECTED)
                .help("an OpenAPI document begins with `openapi: 3.0.3`");
            None
        }
    }
}
