//! JSON values: how large they are, and what their types are called.

use serde_json::Value;

/// How many values and bytes of text a value consists of.
#[must_use]
pub fn total_size(value: &Value) -> usize {
    match value {
        Value::Array(entries) => 1 + entries.iter().map(total_size).sum::<usize>(),
        Value::Object(fields) => {
            1 + fields.iter().map(|(key, field)| key.len() + total_size(field)).sum::<usize>()
        }
        Value::String(text) => 1 + text.len(),
        _ => 1,
    }
}

/// How many arrays and objects are in one another, counting the value itself.
pub(crate) fn nesting(value: &Value) -> usize {
    match value {
        Value::Array(entries) => 1 + entries.iter().map(nesting).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(nesting).max().unwrap_or_default(),
        _ => 0,
    }
}

/// The type of a value with its article, as it is called in messages.
pub(crate) fn type_with_article(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(true) => "`true`",
        Value::Bool(false) => "`false`",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(number) if number.is_u64() => "an integer",
        Value::Number(_) => "a negative integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{nesting, total_size};

    #[test]
    fn sizes_are_those_of_all_parts() {
        let check = |value: Value, size: usize, depth: usize| {
            assert_eq!((total_size(&value), nesting(&value)), (size, depth), "{value}");
        };
        check(json!(null), 1, 0);
        check(json!("abc"), 4, 0);
        check(json!([]), 1, 1);
        check(json!({"ab": [1, {}], "c": "d"}), 9, 3);
    }
}
