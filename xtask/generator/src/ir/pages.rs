//! Lists that come page by page.

use super::{Presence, Type};
use crate::names::Name;

/// How an object is a page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it has the items.
    pub items: FieldPath,
    /// The type of an item.
    pub item: Type,
    /// Where it has the URL of the next page, if it has one.
    pub next: Option<FieldPath>,
}

/// The fields that lead from an object to a value, each within the one before; none for the value
/// itself.
pub type FieldPath = Vec<FieldStep>;

/// One of the fields that lead to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldStep {
    /// Its name.
    pub field: Name,
    /// When it is there.
    pub presence: Presence,
    /// Whether it should not be used any more.
    pub is_deprecated: bool,
}

/// How the page after one is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// By a URL in the content, which the type of the content knows: [`Page::next`].
    Url,
    /// By a token in the content, which is sent as a query parameter.
    Token {
        /// Where the token is.
        token: FieldPath,
        /// The parameter.
        parameter: String,
    },
    /// By the header `Link`.
    Link,
    /// By the number of its first item, which is sent as a query parameter.
    Offset(Counting),
    /// By its own number, which is sent as a query parameter.
    Number(Counting),
}

/// How pages are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// The query parameter.
    pub parameter: String,
    /// Its value for the first page.
    pub first: u64,
    /// Where the items are in the content.
    pub items: FieldPath,
    /// What says that a page is the last, beside that it has no items.
    pub end: ListEnd,
}

/// What says that a page is the last, beside that it has no items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEnd {
    /// Nothing.
    Nothing,
    /// A flag that is false then.
    NoMore(FieldPath),
    /// The number of all items, or of all pages.
    Total(FieldPath),
}

impl Page {
    /// Whether another object is a page in the same way, whenever its fields are there.
    pub fn is_same(&self, other: &Self) -> bool {
        let next = |page: &Self| page.next.as_ref().map(names);
        names(&self.items) == names(&other.items) && next(self) == next(other)
    }
}

impl NextPage {
    /// Whether pages are found in the same way elsewhere, whenever fields are there.
    pub fn is_same(&self, other: &Self) -> bool {
        let names = |next: &Self| next.paths().into_iter().map(names).collect::<Vec<_>>();
        let parts = |next: &Self| match next {
            Self::Url | Self::Link => None,
            Self::Token { parameter, .. } => Some((parameter.clone(), None)),
            Self::Offset(counting) | Self::Number(counting) => {
                let end = std::mem::discriminant(&counting.end);
                Some((counting.parameter.clone(), Some((counting.first, end))))
            }
        };
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && parts(self) == parts(other)
            && names(self) == names(other)
    }

    /// The fields that are read to find the next page, or to see that there is none.
    pub fn paths(&self) -> Vec<&FieldPath> {
        match self {
            Self::Url | Self::Link => Vec::new(),
            Self::Token { token, .. } => vec![token],
            Self::Offset(counting) | Self::Number(counting) => match &counting.end {
                ListEnd::Nothing => vec![&counting.items],
                ListEnd::NoMore(path) | ListEnd::Total(path) => vec![&counting.items, path],
            },
        }
    }

    /// The same, to change them.
    pub fn paths_mut(&mut self) -> Vec<&mut FieldPath> {
        match self {
            Self::Url | Self::Link => Vec::new(),
            Self::Token { token, .. } => vec![token],
            Self::Offset(counting) | Self::Number(counting) => match &mut counting.end {
                ListEnd::Nothing => vec![&mut counting.items],
                ListEnd::NoMore(path) | ListEnd::Total(path) => vec![&mut counting.items, path],
            },
        }
    }
}

/// The names of the fields of a path.
fn names(path: &FieldPath) -> Vec<Name> {
    path.iter().map(|step| step.field.clone()).collect()
}
