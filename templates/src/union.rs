//! Reading unions: a variant is taken only if nothing is lost by it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a value as a `T`, and gives the value back if it is none, or if writing the
/// `T` would not give the same again.
#[allow(dead_code, reason = "an API may have only unions that are sent")]
pub(crate) fn read<T: DeserializeOwned + Serialize>(value: Value) -> Result<T, Value> {
    match T::deserialize(&value) {
        Ok(read) if serde_json::to_value(&read).is_ok_and(|written| is_same(&written, &value)) => {
            Ok(read)
        }
        _ => Err(value),
    }
}

/// The same for what is to be sent, where it matters whether a property is `null` or
/// missing.
#[allow(dead_code, reason = "an API may have only unions that are received")]
pub(crate) fn read_exactly<T: DeserializeOwned + Serialize>(value: Value) -> Result<T, Value> {
    match T::deserialize(&value) {
        Ok(read) if serde_json::to_value(&read).is_ok_and(|written| written == value) => Ok(read),
        _ => Err(value),
    }
}

static NULL: Value = Value::Null;

/// Below this, 2^53, no float stands for more than one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether two values are equal, where a property that is `null` is as good as none.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        // Each property is compared once: twice would be 2ⁿ times at a depth of n.
        (Value::Object(one), Value::Object(other)) => {
            one.iter().all(|(name, value)| is_same(value, other.get(name).unwrap_or(&NULL)))
                && other.iter().all(|(name, value)| one.contains_key(name) || value.is_null())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        // `1` is read as `1.0` where a fraction is possible, and is the same number as
        // long as a float can count to it.
        (Value::Number(one), Value::Number(other)) if one.is_f64() || other.is_f64() => {
            one.as_f64() == other.as_f64() && one.as_f64().is_some_and(|n| n.abs() < EXACT)
        }
        (one, other) => one == other,
    }
}
