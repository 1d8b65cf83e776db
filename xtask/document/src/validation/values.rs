//! Values, and what they are called in messages.

use serde_json::Value;

use crate::diagnostics::quoted;

pub(super) fn is_type(value: &Value, expected: &str) -> bool {
    match expected {
        "integer" => value.is_i64() || value.is_u64() || is_whole(value),
        "number" => value.is_number(),
        expected => type_of(value) == expected,
    }
}

/// Whether a number has a fraction that is zero.
fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// Whether two values are the same to JSON, which does not tell `1` from `1.0`.
pub(super) fn is_same(left: &Value, right: &Value) -> bool {
    left == right || left.is_number() && left.as_f64() == right.as_f64()
}

pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// What to do about a value of the wrong type.
pub(super) fn on_type(value: &Value, expected: &str) -> Option<String> {
    let help = match value {
        Value::Null => "if the API has null here, say so with `nullable: true`",
        Value::String(text) if expected != "string" => {
            let meant = serde_json::from_str::<Value>(text).ok()?;
            if is_type(&meant, expected) {
                "write it as what it is, not as text"
            } else {
                return None;
            }
        }
        Value::Number(_) | Value::Bool(_) if expected == "string" => "put it in quotes",
        _ => return None,
    };
    Some(help.to_owned())
}

pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    }
}

pub(super) fn listed(values: &[Value]) -> String {
    const LISTED: usize = 10;

    let mut list: Vec<_> = values.iter().take(LISTED).map(shown).collect();
    if values.len() > LISTED {
        list.push("...".to_owned());
    }
    format!("the values are {}", list.join(", "))
}
