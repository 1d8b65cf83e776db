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

/// The schema of a property as it is declared, also if a part of an `allOf` does so.
#[must_use]
pub fn property<'v>(document: &'v Value, schema: &'v Value, name: &str) -> Option<&'v Value> {
    const MOST_SCHEMAS: usize = 1000;

    let mut pending = vec![schema];
    for _ in 0..MOST_SCHEMAS {
        let schema = resolve(document, pending.pop()?);
        if let Some(property) = schema.get("properties").and_then(|all| all.get(name)) {
            return Some(property);
        }
        pending.extend(schema.get("allOf").and_then(Value::as_array).into_iter().flatten());
    }
    None
}
