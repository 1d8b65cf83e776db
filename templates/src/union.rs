//! Reading unions: a variant is taken only if nothing is lost by it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a value as a `T`, and gives the value back if it is none, or if writing the
/// `T` would not give the same again.
pub(crate) fn read<T: DeserializeOwned + Serialize>(value: Value) -> Result<T, Value> {
    match T::deserialize(&value) {
        Ok(read) if serde_json::to_value(&read).is_ok_and(|written| is_same(&written, &value)) => {
            Ok(read)
        }
        _ => Err(value),
    }
}

static NULL: Value = Value::Null;

/// Whether two values are equal, where a property that is `null` is as good as none.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let mut names = one.keys().chain(other.keys());
            names.all(|name| {
                let (one, other) = (one.get(name), other.get(name));
                is_same(one.unwrap_or(&NULL), other.unwrap_or(&NULL))
            })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (one, other) => one == other,
    }
}
