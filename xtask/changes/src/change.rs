//! A change of an API.

use crate::kind::{Kind, Side};
use crate::verdict::Verdicts;

/// A change of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What has happened.
    pub kind: Kind,
    /// On which side of an exchange.
    pub side: Side,
    /// What it has happened to, in terms of the API.
    pub what: String,
    /// Where that was in the old document, as a JSON pointer, if it was there.
    pub old: Option<String>,
    /// Where it is in the new one, if it is there.
    pub new: Option<String>,
    /// The Rust items that it touches, as callers write them.
    pub items: Vec<String>,
}

impl Change {
    /// What it means.
    #[must_use]
    pub fn verdicts(&self) -> Verdicts {
        self.kind.verdicts(self.side)
    }
}
