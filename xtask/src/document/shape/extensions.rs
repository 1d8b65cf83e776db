//! Extensions for this generator: `x-rust-...`.

use serde_json::Value;

use super::rules::alternatives;
use super::types::Shape;
use super::{Object, did_you_mean};
use crate::diagnostics::quoted;

/// An extension.
struct Extension {
    name: &'static str,
    /// What its value has to be.
    shape: Shape,
    /// The names of the objects that can have it.
    of: &'static [&'static str],
}

/// All extensions. Those of the document are read in `lower`; anything else beginning like them is refused, because
/// it would have no effect.
const EXTENSIONS: [Extension; 7] = [
    // Code to show in the documentation of the crate.
    Extension { name: "x-rust-example", shape: Shape::Text, of: &["OpenAPI"] },
    // The example is known not to be as its schema says.
    Extension { name: "x-rust-invalid", shape: Shape::Flag, of: &["Example"] },
    // The string may be the text of JSON.
    Extension { name: "x-rust-json-text", shape: Shape::Flag, of: &["Schema"] },
    // What to call the type.
    Extension { name: "x-rust-name", shape: Shape::TypeName, of: &["Schema"] },
    // The properties that lead to the URL of the next page, joined by dots; empty for no pages.
    Extension { name: "x-rust-next-page", shape: Shape::Text, of: &["Operation"] },
    // The property that has the items of a page.
    Extension { name: "x-rust-page-items", shape: Shape::Text, of: &["Operation"] },
    // What has to be in the document for an action of an overlay to be done. It is read there.
    Extension { name: "x-rust-when", shape: Shape::Text, of: &["Action"] },
];

/// Whether a key is meant to be one of the extensions. An `x-rust-type` that is an object names a type
/// of some crate: it is for typify, and in the documents of servers that are made with dropshot.
pub(super) fn is_ours(key: &str, value: &Value) -> bool {
    const PREFIX: &str = "x-rust";

    key.get(..PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX))
        && !(key == "x-rust-type" && value.is_object())
}

/// What the value of an extension has to be, or what is wrong with having it and what to do.
pub(super) fn shape_of(key: &str, kind: &Object) -> Result<Shape, (String, String)> {
    let names = || EXTENSIONS.iter().map(|extension| extension.name);
    let Some(extension) = EXTENSIONS.iter().find(|extension| extension.name == key) else {
        let message = format!("this generator knows no extension {}", quoted(key));
        let help = did_you_mean(key, names());
        let all = || format!("it knows {}", alternatives(&names().collect::<Vec<_>>()));
        return Err((message, help.unwrap_or_else(all)));
    };
    if extension.of.contains(&kind.name) {
        return Ok(extension.shape);
    }
    let message = format!("{} means nothing in {}", quoted(key), kind.with_article());
    Err((message, format!("it can stand in objects of the kind {}", alternatives(extension.of))))
}
