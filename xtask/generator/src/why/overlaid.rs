//! What an overlay has to do with a node of the document.

use document::diagnostics::{Diagnostics, DocumentView as _, Text};
use document::{Document, pointer};
use serde_json::Value;

/// An action of an overlay that made a node or something that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayAction {
    /// Its number, counted from 1.
    pub number: usize,
    /// What it made or changed, as a JSON pointer into the document.
    pub made: String,
    /// Where that stands in the overlay, as a JSON pointer.
    pub at: String,
}

/// The actions that made the node at a pointer of the model, or something that is said of it: its fields,
/// and the entries of its lists. What a schema or an operation consists of is not looked through.
#[must_use]
pub fn overlay_actions(
    document: &Document,
    diagnostics: &Diagnostics,
    pointer: &str,
) -> Vec<OverlayAction> {
    let (found, is_there) = document.follow(&document.pointer_in_document(pointer));
    let mut actions: Vec<OverlayAction> = Vec::new();
    let mut look = |pointer: &str| {
        let (text, at) = diagnostics.origin_of(pointer);
        let number = at.strip_prefix("/actions/").and_then(|rest| rest.split('/').next());
        let number = number.and_then(|number| number.parse::<usize>().ok());
        if let (Text::Overlay, Some(number)) = (text, number) {
            let is_new = actions.iter().all(|known| known.number != number + 1);
            let made = pointer.to_owned();
            actions.extend(is_new.then_some(OverlayAction { number: number + 1, made, at }));
            return true;
        }
        false
    };
    if look(&found) || !is_there {
        return actions;
    }
    let Some(Value::Object(fields)) = pointer::find(&document.value, &found) else {
        return actions;
    };
    for (key, value) in fields {
        let field = format!("{found}/{}", pointer::escape(key));
        if !look(&field)
            && let Value::Array(entries) = value
        {
            for index in 0..entries.len() {
                look(&format!("{field}/{index}"));
            }
        }
    }
    actions
}
