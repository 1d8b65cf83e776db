//! A field in which `null` and nothing at all are different.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::from_json::{FromJson, Misfit};
use crate::node::Node;
use crate::object::Writer;
use crate::reading::Reading;

/// An optional field to send that may also be JSON's `null`.
///
/// It is made from a value, or from an `Option` where `None` means `null`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nullable<T> {
    /// The field is left out.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the field is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: FromJson> FromJson for Nullable<T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        Option::from_json(node, reading).map(Self::from)
    }
}

impl<S: Serializer, T: Serialize> Writer<'_, S, T> {
    /// Writes a field, unless it is to be left out.
    pub(crate) fn optional_nullable<F: Serialize>(
        self,
        name: &'static str,
        value: &Nullable<F>,
    ) -> Self {
        if value.is_absent() { self } else { self.required(name, value) }
    }
}
