//! Responses of operations.

use super::Type;
use crate::docs::Docs;
use crate::names::Name;

/// What a successful response is read as.
#[derive(Debug, Clone)]
pub enum OperationOutput {
    /// The same, whatever the status.
    One(Content),
    /// Content, or nothing where the status says so.
    Optional(Content),
    /// A variant of an enum for each status.
    ByStatus(ByStatus),
    /// The URL that a redirect leads to.
    Redirect,
}

/// What responses that are errors contain.
#[derive(Debug, Clone)]
pub enum Errors {
    /// JSON of one type, whatever the status. Any other content has no type.
    One(Content),
    /// A variant of an enum for each status.
    ByStatus(ByStatus),
}

/// The content of a response.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Content {
    /// There is none.
    #[default]
    Nothing,
    /// JSON.
    Json(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// Contents that differ by status.
#[derive(Debug, Clone)]
pub struct ByStatus {
    /// The name of the type that has them all.
    pub name: Name,
    /// The variants, those for single statuses before those for ranges.
    pub cases: Vec<Case>,
}

/// The variant for a status.
#[derive(Debug, Clone)]
pub struct Case {
    /// The status.
    pub status: Status,
    /// The name of its variant.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// What comes with it.
    pub content: Content,
}

/// Statuses that stand for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One alone.
    Code(u16),
    /// All that begin with a digit.
    Class(u16),
    /// All others.
    Default,
}

/// Content that the API gives in place of the usual one, if it is asked for.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The name of the method that asks for it.
    pub name: Name,
    /// The media type to ask for.
    pub media_type: String,
    /// What it is.
    pub content: Content,
}

impl OperationOutput {
    /// The type of the content, if that is always JSON.
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::One(content) => content.json(),
            Self::Optional(_) | Self::ByStatus(_) | Self::Redirect => None,
        }
    }

    /// All contents that it may have.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let (one, cases) = match self {
            Self::One(content) | Self::Optional(content) => (Some(content), &[][..]),
            Self::ByStatus(by_status) => (None, by_status.cases.as_slice()),
            Self::Redirect => (None, &[][..]),
        };
        one.into_iter().chain(cases.iter().map(|case| &case.content))
    }
}

impl Errors {
    /// The enum for contents that differ by status.
    pub fn by_status(&self) -> Option<&ByStatus> {
        match self {
            Self::One(_) => None,
            Self::ByStatus(by_status) => Some(by_status),
        }
    }

    /// All contents that they may have.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let (one, cases) = match self {
            Self::One(content) => (Some(content), &[][..]),
            Self::ByStatus(by_status) => (None, by_status.cases.as_slice()),
        };
        one.into_iter().chain(cases.iter().map(|case| &case.content))
    }
}

impl Content {
    /// The type of JSON.
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Nothing | Self::Text | Self::Bytes => None,
        }
    }
}
