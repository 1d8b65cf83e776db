//! References: what values they lead to, wherever they stand and whatever they lead to.

mod follow;

use serde_json::Value;

pub(crate) use follow::follow;

use crate::pointer;

/// How many references may lead to one another before something is reached; longer chains are taken
/// for cycles.
pub(crate) const LONGEST_CHAIN: usize = 16;

/// What a reference leads to, and every other value itself.
pub fn resolve<'v>(document: &'v Value, mut value: &'v Value) -> &'v Value {
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let target = pointer::of_reference(reference);
        value = target.and_then(|it| pointer::find(document, &it)).unwrap_or(&Value::Null);
    }
    value
}

/// The JSON pointer of what a reference leads to, if it is one.
pub fn target<'v>(document: &'v Value, mut value: &'v Value) -> Option<String> {
    let mut pointer = None;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let target = pointer::of_reference(reference).unwrap_or_default();
        value = pointer::find(document, &target).unwrap_or(&Value::Null);
        pointer = Some(target);
    }
    pointer
}
