//! What a schema demands beyond its type, as a sentence for the documentation.
//!
//! The client does not enforce it: the API does, and its rules change.

use serde_json::Value;

use super::view::{Kind, Limits, View};
use crate::docs::code_span;

/// A sentence about limits, values and the default, or none.
pub(super) fn limits_of(view: &View<'_>) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(range) = range(&view.limits) {
        sentences.push(range);
    }
    if let Kind::String { pattern: Some(pattern) } = view.kind {
        sentences.push(format!("Pattern: {}.", code_span(pattern)));
    }
    // The values of strings become the variants of an enumeration.
    if !matches!(view.kind, Kind::String { .. }) && !view.values.is_empty() {
        let values: Vec<String> =
            view.values.iter().map(|value| code_span(&value.to_string())).collect();
        sentences.push(format!("One of {}.", values.join(", ")));
    }
    if let Some(default) = &view.data.default {
        let text = match default {
            Value::String(text) => code_span(text),
            other => code_span(&other.to_string()),
        };
        sentences.push(format!("Default: {text}."));
    }
    if view.data.deprecated {
        sentences.push("Deprecated.".to_owned());
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn range(limits: &Limits) -> Option<String> {
    let what = match (&limits.minimum, &limits.maximum) {
        (Some(minimum), Some(maximum)) if minimum == maximum => format!("Exactly {minimum}"),
        (Some(minimum), Some(maximum)) => format!("From {minimum} to {maximum}"),
        (Some(minimum), None) => format!("At least {minimum}"),
        (None, Some(maximum)) => format!("At most {maximum}"),
        (None, None) => return None,
    };
    let unit = limits.unit;
    Some(if unit.is_empty() { format!("{what}.") } else { format!("{what} {unit}.") })
}
