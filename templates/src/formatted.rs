//! Text with a meaning: kept as it is, and understood when asked.

/// Implements the traits of text with a meaning, for a newtype over `String`.
macro_rules! formatted {
    ($name:ident) => {
        /// Takes the text as it is, without looking at it.
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        /// Takes the text as it is, without looking at it.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
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
                self.0.append_to(texts)
            }
        }
    };
}

pub(crate) use formatted;
