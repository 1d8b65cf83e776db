//! Why the items of a generated crate are as they are: for each, where it comes from, what was decided
//! about it and why, and what would change that.
//!
//! Nothing is decided here. What [`lower`](crate::lower) has decided is in the representation, with the
//! reasons that it has noted; this puts them into words. Which items there are says the
//! [surface](crate::surface) of the crate.

mod actions;
mod callback;
mod called;
mod client;
mod enumeration;
mod features;
mod field;
mod index;
mod input;
mod lock_line;
mod model;
mod operation;
mod overlaid;
mod place;
mod runtime;
mod schema;
mod thing;
mod words;

use document::diagnostics::Fix;

pub use index::{Found, Index, Item};
pub use lock_line::LockLines;
pub use overlaid::{OverlayAction, overlay_actions};

use crate::Generated;

/// What is known of an item, or of a part of the document.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The public items that it is about.
    pub items: Vec<Item>,
    /// What it is, such as `a field`.
    pub what: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What was decided about it and why, each a sentence.
    pub reasons: Vec<Reason>,
    /// What would change it.
    pub changes: Vec<Change>,
}

/// Where an item comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// From the document: the JSON pointer of the node that describes it.
    Document(String),
    /// From the runtime: a file of this workspace.
    Runtime(String),
    /// From the generator alone: every such crate has it.
    #[default]
    Generator,
}

/// A decision, and why it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// A sentence.
    pub text: String,
    /// What of the document it is about, as a JSON pointer.
    pub at: Option<String>,
    /// The line of the lock that says so.
    pub lock: Option<LockKey>,
}

/// A line of the lock: its table, if it is in one, and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockKey {
    /// The table, such as `types`; empty for the lines before the first.
    pub table: &'static str,
    /// The key.
    pub key: String,
}

/// What would change an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What would be otherwise, as `to give it another name`.
    pub what: String,
    /// How that is done.
    pub how: How,
}

/// How something is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// By actions of an overlay on the document as the generator sees it.
    Action(Fix),
    /// At a place of the document or of the overlay, as a JSON pointer, where this is written.
    There(String, String),
    /// By the line of the lock, in which this is written.
    Lock(LockKey, String),
}

impl Answer {
    fn new(what: impl Into<String>, origin: Origin) -> Self {
        Self { what: what.into(), origin, ..Self::default() }
    }

    /// What is known of something that is described at a place.
    fn at(what: impl Into<String>, pointer: &str) -> Self {
        Self::new(what, Origin::Document(pointer.to_owned()))
    }

    fn say(&mut self, text: impl Into<String>) {
        self.reasons.push(Reason { text: text.into(), at: None, lock: None });
    }

    fn say_of(&mut self, text: impl Into<String>, pointer: impl Into<String>) {
        self.reasons.push(Reason { text: text.into(), at: Some(pointer.into()), lock: None });
    }

    fn say_by(&mut self, text: impl Into<String>, key: LockKey) {
        self.reasons.push(Reason { text: text.into(), at: None, lock: Some(key) });
    }

    fn change_by(&mut self, what: &str, action: Option<Fix>) {
        let how = action.map(How::Action);
        self.changes.extend(how.map(|how| Change { what: what.to_owned(), how }));
    }

    fn change_in_lock(&mut self, what: &str, key: LockKey, text: impl Into<String>) {
        self.changes.push(Change { what: what.to_owned(), how: How::Lock(key, text.into()) });
    }
}

impl LockKey {
    fn of_type(name: &crate::names::Name) -> Self {
        Self { table: "types", key: name.type_name() }
    }

    fn new(table: &'static str, key: impl Into<String>) -> Self {
        Self { table, key: key.into() }
    }
}

/// What of a crate the answers are made from.
#[derive(Clone, Copy)]
struct Crate<'a> {
    generated: &'a Generated,
}

impl<'a> Crate<'a> {
    fn api(self) -> &'a crate::ir::Api {
        &self.generated.api
    }

    fn document(self) -> &'a document::Document {
        &self.generated.document
    }
}
