//! Identifiers: strings with a prefix that tells their kind, as newtypes.

mod refused_text;

use std::fmt;

pub(crate) use refused_text::{Unchecked, refuse_text};

/// An identifier: text that begins with letters that tell its kind, and goes on with hexadecimal
/// digits.
pub(crate) trait Identifier {
    /// What it begins with, such as `KD`.
    const PREFIX: &str;

    /// How many hexadecimal digits follow.
    const DIGITS: usize;
}

/// Implements the traits of an [`Identifier`], for a type that has `new_unchecked` and `as_str`.
macro_rules! identifier {
    ($name:ident) => {
        $crate::identifier::refuse_text!($name);

        impl std::str::FromStr for $name {
            type Err = $crate::identifier::ParseIdentifierError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::identifier::check::<Self>(text, stringify!($name))?;
                Ok(Self::new_unchecked(text))
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

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
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
                $crate::from_json::text(node).map(Self::new_unchecked)
            }
        }

        impl $crate::parameter::Parameter for $name {
            fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
                String::from(self).append_to(texts)
            }
        }
    };
}

pub(crate) use identifier;

/// Why a text is not an identifier of the wanted kind.
///
/// The message does not repeat the text: what is pasted in the wrong place may be a
/// secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIdentifierError {
    kind: &'static str,
    prefix: &'static str,
    digits: usize,
    found: Found,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    OtherPrefix,
    Length(usize),
    /// The first character that is no hexadecimal digit, counted from 1.
    Character(usize),
}

impl fmt::Display for ParseIdentifierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, prefix, digits, .. } = self;
        write!(f, "not a valid {kind}, which is `{prefix}` and {digits} hexadecimal digits: ")?;
        match self.found {
            Found::OtherPrefix => f.write_str("it starts differently"),
            Found::Length(length) => write!(f, "it has {length} characters"),
            Found::Character(position) => {
                write!(f, "character {position} is not a hexadecimal digit")
            }
        }
    }
}

impl std::error::Error for ParseIdentifierError {}

/// Checks a text against the pattern `^PREFIX[0-9a-fA-F]{DIGITS}$`.
pub(crate) fn check<I: Identifier>(
    text: &str,
    kind: &'static str,
) -> Result<(), ParseIdentifierError> {
    let (prefix, digits) = (I::PREFIX, I::DIGITS);
    let length = text.chars().count();
    let found = match text.strip_prefix(prefix) {
        None => Some(Found::OtherPrefix),
        Some(_) if length != prefix.len() + digits => Some(Found::Length(length)),
        Some(rest) => rest
            .chars()
            .position(|c| !c.is_ascii_hexdigit())
            .map(|index| Found::Character(prefix.len() + index + 1)),
    };
    match found {
        None => Ok(()),
        Some(found) => Err(ParseIdentifierError { kind, prefix, digits, found }),
    }
}
