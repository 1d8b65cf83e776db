//! JSON that comes as itself or as a text.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::from_json::{FromJson, Misfit};
use crate::node::Node;
use crate::reading::Reading;

/// JSON that may be wrapped in a string, as Twilio wraps the attributes of a task.
///
/// It is written back as it was read. Reading never fails; only taking the text
/// apart may, if it is no JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonText(Value);

impl JsonText {
    /// The JSON as it was received: possibly a string.
    pub fn as_received(&self) -> &Value {
        &self.0
    }

    /// The JSON itself, taken out of the string if it is in one.
    ///
    /// # Errors
    ///
    /// The string is not JSON.
    pub fn value(&self) -> Result<Cow<'_, Value>, serde_json::Error> {
        match &self.0 {
            Value::String(text) => serde_json::from_str(text).map(Cow::Owned),
            value => Ok(Cow::Borrowed(value)),
        }
    }

    /// The JSON itself, read as a `T`.
    ///
    /// # Errors
    ///
    /// The string is not JSON, or the JSON is no `T`.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match &self.0 {
            Value::String(text) => serde_json::from_str(text),
            value => T::deserialize(value),
        }
    }
}

impl<V: Into<Value>> From<V> for JsonText {
    fn from(value: V) -> Self {
        Self(value.into())
    }
}

impl FromJson for JsonText {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        Value::from_json(node, reading).map(Self)
    }
}
