//! Extensions for this generator: `x-rust-...`.

use document::diagnostics::{Code, quoted};
use document::{Extension, ExtensionValue, Extensions, Problem};
use semver::Version;
use serde_json::Value;

use crate::codes::Codes;
use crate::names::Name;

/// The extension of an operation that says which method it has, whatever field of the path item it
/// stands in.
pub(crate) const METHOD: &str = "x-rust-method";

/// All extensions, which `lower` reads.
pub const EXTENSIONS: Extensions = Extensions {
    prefix: "x-rust",
    is_foreign,
    list: &[
        // Code to show in the documentation of the crate.
        Extension { name: "x-rust-example", value: ExtensionValue::Text, objects: &["OpenAPI"] },
        // What to call the type of a response's headers.
        Extension {
            name: "x-rust-headers",
            value: ExtensionValue::Checked(type_name),
            objects: &["Response"],
        },
        // Whether sending a request twice does no more than sending it once.
        Extension {
            name: "x-rust-idempotent",
            value: ExtensionValue::Flag,
            objects: &["Operation"],
        },
        // The example is known not to be as its schema says.
        Extension { name: "x-rust-invalid", value: ExtensionValue::Flag, objects: &["Example"] },
        // The string may be the text of JSON.
        Extension { name: "x-rust-json-text", value: ExtensionValue::Flag, objects: &["Schema"] },
        // The method of an operation, if OpenAPI 3.0 does not have it.
        Extension {
            name: METHOD,
            value: ExtensionValue::Checked(other_method),
            objects: &["Operation"],
        },
        // What to call the type.
        Extension {
            name: "x-rust-name",
            value: ExtensionValue::Checked(type_name),
            objects: &["Schema"],
        },
        // How the next page of a list is found, and what has its items; `false` for no pages.
        Extension { name: "x-rust-pages", value: ExtensionValue::Free, objects: &["Operation"] },
        // The data of what ends a stream of events and is none.
        Extension {
            name: "x-rust-stream-end",
            value: ExtensionValue::Text,
            objects: &["Media Type", "Operation"],
        },
        // The version of the crate.
        Extension {
            name: "x-rust-version",
            value: ExtensionValue::Checked(version),
            objects: &["Info"],
        },
        // How to wait for what an operation creates, or for what it answers with.
        Extension { name: "x-rust-wait", value: ExtensionValue::Free, objects: &["Operation"] },
        // What has to be in the document for an action of an overlay to be done.
        Extension { name: "x-rust-when", value: ExtensionValue::Text, objects: &["Action"] },
    ],
    former: &[
        ("x-rust-next-page", "x-rust-pages: {url: /meta/next}"),
        ("x-rust-page-items", "x-rust-pages: {items: /things}"),
    ],
    invalid_example: "x-rust-invalid",
    method: METHOD,
    condition: "x-rust-when",
};

/// An `x-rust-type` that is an object names a type of some crate: it is for typify, and in the
/// documents of servers that are made with dropshot.
fn is_foreign(key: &str, value: &Value) -> bool {
    key == "x-rust-type" && value.is_object()
}

/// A name that is to be that of a type is not turned into another one.
fn type_name(text: &str) -> Result<(), Problem> {
    let Err(meant) = Name::of_type(text) else { return Ok(()) };
    let meant = meant.map(|name| name.type_name());
    let help = match &meant {
        Some(meant) => format!("write {}", quoted(meant)),
        None => "choose another, such as `PetOwner`".to_owned(),
    };
    let message = format!("{} cannot be the name of a type", quoted(text));
    Err(Problem { code: Codes::INVALID_NAME, message, help, meant })
}

/// The methods that OpenAPI 3.0 has are fields of path items.
fn other_method(text: &str) -> Result<(), Problem> {
    const KNOWN: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

    let is_known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(text));
    let (message, help) = match http::Method::from_bytes(text.as_bytes()) {
        Ok(_) if !is_known => return Ok(()),
        Ok(_) => (format!("{} has a field of its own", quoted(text)), "write the operation there"),
        Err(_) => (
            format!("{} cannot be a method", quoted(text)),
            "write a method such as `QUERY` or `PROPFIND`",
        ),
    };
    Err(Problem { code: Code::WRONG_TYPE, message, help: help.to_owned(), meant: None })
}

/// A version is written as cargo wants it.
fn version(text: &str) -> Result<(), Problem> {
    if Version::parse(text).is_ok() {
        return Ok(());
    }
    let numbers = text.trim().trim_start_matches(['v', 'V']);
    let longer = ["", ".0", ".0.0"].map(|rest| format!("{numbers}{rest}"));
    let meant = longer.into_iter().find(|text| Version::parse(text).is_ok());
    let help = match &meant {
        Some(meant) => format!("write {}", quoted(meant)),
        None => "write three numbers with dots between them, such as `0.1.0`".to_owned(),
    };
    let message = format!("{} cannot be the version of a crate", quoted(text));
    Err(Problem { code: Codes::INVALID_VERSION, message, help, meant })
}
