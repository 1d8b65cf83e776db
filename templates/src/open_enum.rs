//! Open enumerations: a value that this crate does not know is data, not an error.

/// Implements the traits of an open enumeration, for a type that has `as_str` and is made from
/// `&str`.
macro_rules! open_enum {
    ($name:ident) => {
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            // Not `Self::Err`, which may be a variant.
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::from_json::deserialize(deserializer)
            }
        }

        impl $crate::from_json::FromJson for $name {
            fn from_json(
                node: &$crate::node::Node<'_>,
                _: &mut $crate::reading::Reading,
            ) -> Result<Self, $crate::from_json::Misfit> {
                $crate::from_json::text(node).map(Self::from)
            }
        }

        impl $crate::parameter::Parameter for $name {
            fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
                self.as_str().append_to(texts)
            }
        }
    };
}

pub(crate) use open_enum;
