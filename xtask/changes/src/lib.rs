//! Compares two versions of an API, and says what each difference means for its users: whether their
//! code still compiles, whether clients and servers of both versions understand each other, and whether
//! code that compiles does something else.
//!
//! What is compared is the representation that the generator makes of a document ([`generator::ir`]),
//! and for what the client does not check, such as limits, the document itself. The [`table`] says what
//! each kind of change means.

mod advice;
mod change;
mod compare;
mod explanation;
mod kind;
mod pair;
pub mod pairs;
pub mod release;
pub mod table;
mod verdict;

use document::Document;
use generator::ir::Api;

pub use change::Change;
pub use kind::{Kind, Side};
pub use pair::Pair;
pub use verdict::{Behaviour, Exchange, Level, Source, Verdicts, Wire};

/// A version of an API.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What its client is.
    pub api: &'a Api,
    /// What that is made from.
    pub document: &'a Document,
}

/// What is different in a new version of an API: what compiles and means something else first, then
/// what breaks, then the rest.
#[must_use]
pub fn compare(old: Version<'_>, new: Version<'_>) -> Vec<Change> {
    let mut changes = compare::compare(old, new);
    changes.sort_by_cached_key(|change| {
        let verdicts = change.verdicts();
        (
            std::cmp::Reverse(verdicts.behaviour == Behaviour::Differs),
            std::cmp::Reverse((verdicts.level, verdicts.source, verdicts.wire.worst())),
            change.kind,
            change.what.clone(),
        )
    });
    changes
}

/// How far the version of the crate has to be raised for some changes.
#[must_use]
pub fn level(changes: &[Change]) -> Level {
    changes.iter().map(|change| change.verdicts().level).max().unwrap_or(Level::None)
}
