//! References, as far as they lead to values.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// How many references may lead to one another; longer chains are cycles.
pub(super) const LONGEST_CHAIN: usize = 16;

/// What a reference leads to, and every other value itself.
pub(crate) fn resolve<'v>(document: &'v Value, mut value: &'v Value) -> &'v Value {
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        value = document.pointer(&pointer_of(reference)).unwrap_or(&Value::Null);
    }
    value
}

/// The JSON pointer of what a reference leads to, if it is one.
pub(crate) fn target<'v>(document: &'v Value, mut value: &'v Value) -> Option<String> {
    let mut pointer = None;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let target = pointer_of(reference);
        value = document.pointer(&target).unwrap_or(&Value::Null);
        pointer = Some(target);
    }
    pointer
}

/// The JSON pointer in a reference.
pub(super) fn pointer_of(reference: &str) -> String {
    percent_decode_str(reference.trim_start_matches('#')).decode_utf8_lossy().into_owned()
}
