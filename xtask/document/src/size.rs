//! How large a value is.

use serde_json::Value;

/// How many values and bytes of text a value consists of.
pub fn size(value: &Value) -> usize {
    match value {
        Value::Array(entries) => 1 + entries.iter().map(size).sum::<usize>(),
        Value::Object(fields) => {
            1 + fields.iter().map(|(key, field)| key.len() + size(field)).sum::<usize>()
        }
        Value::String(text) => 1 + text.len(),
        _ => 1,
    }
}
