//! A type in whose place any other JSON may stand.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::any_json::AnyJson;
use crate::from_json::{self, FromJson, Misfit};
use crate::node::Node;
use crate::reading::Reading;
use crate::union;

/// A `T`, or any other JSON.
///
/// JSON is read as a `T` if nothing is lost by it, but for a property that is
/// `null`; one that does not fit its type is kept by its object. Reading never fails.
/// It is made from a `T` and from any [`Value`], which is sent exactly as it was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Open<T> {
    /// What the API's document describes.
    Known(T),
    /// Anything else, as it is.
    Other(AnyJson),
}

impl<T> Open<T> {
    /// What the API's document describes, if it is that.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(known) => Some(known),
            Self::Other(_) => None,
        }
    }

    /// Any other JSON, if it is that.
    pub fn other(&self) -> Option<&AnyJson> {
        match self {
            Self::Known(_) => None,
            Self::Other(value) => Some(value),
        }
    }
}

impl<T: FromJson + 'static> From<Value> for Open<T> {
    fn from(value: Value) -> Self {
        let known = union::read_open::<Self, T>(&Node::from(&value), &mut Reading::given());
        known.map_or_else(|| Self::Other(value.into()), Self::Known)
    }
}

impl<T: FromJson + 'static> FromJson for Open<T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let known = union::read_open::<Self, T>(node, reading);
        Ok(known.map_or_else(|| Self::Other(AnyJson::of_node(node, reading)), Self::Known))
    }
}

impl<'de, T: FromJson + 'static> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_json::deserialize(deserializer)
    }
}
