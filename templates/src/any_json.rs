//! JSON of which nothing is known.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::from_json::{self, FromJson, Misfit};
use crate::node::Node;
use crate::reading::Reading;

/// JSON that the API's document does not describe, with all digits of its integers.
///
/// It is read like the [`Value`] that it dereferences to. A `Value` has no room for integers beyond
/// 64 bits: in their place it has the nearest floating-point number. Written as text, by
/// [`to_string`](ToString::to_string) or as JSON, it has all digits.
#[derive(Clone, Default)]
pub struct AnyJson {
    value: Value,
    /// The same as text, if it has integers for which the value has no room.
    exact: Option<Box<RawValue>>,
}

impl AnyJson {
    /// The value, in which integers beyond 64 bits are rounded.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value
    }

    /// The text, if the value is not all there is.
    fn digits(&self) -> Option<&str> {
        self.exact.as_deref().map(RawValue::get)
    }

    /// A node as it is; nothing of it while something is being decided.
    pub(crate) fn of_node(node: &Node<'_>, reading: &Reading) -> Self {
        if reading.is_deciding {
            return Self::default();
        }
        let exact = node.has_digits().then(|| serde_json::value::to_raw_value(node).ok());
        Self { value: node.to_value(), exact: exact.flatten() }
    }
}

impl Deref for AnyJson {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl<V: Into<Value>> From<V> for AnyJson {
    fn from(value: V) -> Self {
        Self { value: value.into(), exact: None }
    }
}

impl PartialEq for AnyJson {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.digits() == other.digits()
    }
}

/// With integers beyond 64 bits rounded.
impl<T> PartialEq<T> for AnyJson
where
    Value: PartialEq<T>,
{
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl fmt::Display for AnyJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.digits() {
            Some(text) => f.write_str(text),
            None => self.value.fmt(f),
        }
    }
}

impl fmt::Debug for AnyJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.digits() {
            Some(text) => f.write_str(text),
            None => self.value.fmt(f),
        }
    }
}

impl Serialize for AnyJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.exact {
            Some(exact) => exact.serialize(serializer),
            None => self.value.serialize(serializer),
        }
    }
}

impl FromJson for AnyJson {
    const IS_ANY: bool = true;

    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        Ok(Self::of_node(node, reading))
    }
}

impl<'de> Deserialize<'de> for AnyJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_json::deserialize(deserializer)
    }
}
