//! The objects of Overlay 1.0 as a table.

use serde_json::{Map, Value};

use super::types::Shape::{Array, Flag, Free, Text};
use super::types::{Object, Shape, object, optional, required, with_rule};
use crate::diagnostics::{Code, Diagnostics, Place};
use crate::value::type_with_article;

pub(crate) static OVERLAY: Object = with_rule(
    object(
        "Overlay",
        &[
            required("overlay", Text),
            required("info", Shape::Object(&INFO)),
            optional("extends", Text),
            required("actions", Array(&Shape::Object(&ACTION))),
        ],
    ),
    has_actions,
);

static INFO: Object = object("Overlay Info", &[required("title", Text), required("version", Text)]);

static ACTION: Object = with_rule(
    object(
        "Action",
        &[
            // The rule wants a string; that a number can be read as one is of no use here.
            required("target", Free),
            optional("description", Text),
            optional("update", Free),
            optional("remove", Flag),
        ],
    ),
    does_something,
);

fn has_actions(overlay: &Map<String, Value>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    if overlay.get("actions").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        let message = "`actions` must have at least one entry";
        diagnostics.error(Code::MISSING_FIELD, &place.key("actions"), message).at_key();
    }
}

fn does_something(action: &Map<String, Value>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    if let Some(target) = action.get("target").filter(|target| !target.is_string()) {
        let message = format!("`target` must be a string, but is {}", type_with_article(target));
        diagnostics.error(Code::WRONG_TYPE, &place.key("target"), message);
    }
    // What is neither true nor false is reported with its type.
    let remove = action.get("remove").unwrap_or(&Value::Bool(false));
    let removes = *remove == Value::Bool(true);
    if removes && action.contains_key("update") {
        diagnostics
            .warning(
                Code::CONFLICTING_FIELDS,
                &place.key("update"),
                "beside `remove: true`, `update` has no effect",
            )
            .at_key()
            .help("remove it; to replace something, remove it with one action and add it with the next");
    }
    if *remove == Value::Bool(false) && !action.contains_key("update") {
        diagnostics
            .warning(Code::MISSING_FIELD, place, "this action does nothing")
            .help("add `update`, or `remove: true`");
    }
}
