//! A stand-in for what is generated for each API.

use serde::{Deserialize, Serialize};

use crate::identifier::identifier;
use crate::string_enum::string_enum;

/// Where requests go unless the builder of the client says otherwise.
pub(crate) const BASE_URL: &str = "https://flex-api.twilio.com";

/// A kind of identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThingSid(String);

identifier!(ThingSid, "TH", 32);

/// An open enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Color {
    /// `red`
    Red,
    /// A value that this version of the crate does not know.
    Unrecognized(String),
}

impl Color {
    /// The value as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Unrecognized(text) => text,
        }
    }
}

impl From<String> for Color {
    fn from(text: String) -> Self {
        match text.as_str() {
            "red" => Self::Red,
            _ => Self::Unrecognized(text),
        }
    }
}

string_enum!(Color);
