//! The comparison of two versions of an API.
//!
//! Operations are paired first, and then what they send and receive. Where both have a model in the same
//! place, the two are compared once, whatever refers to them. What nothing is paired with was added or
//! removed.

mod answers;
mod client;
mod enums;
mod events;
mod fields;
mod inputs;
mod limits;
mod models;
mod moves;
mod operations;
mod paired;
mod places;
mod streams;
mod structs;
mod types;
mod unions;
mod usage;
mod waits;

use std::collections::{HashMap, HashSet, VecDeque};

use generator::ir::{Api, Model};
use generator::names::Name;

use self::limits::{Documents, SchemaPairs};
use crate::change::Change;
use crate::kind::{Kind, Side};
use crate::{Version, compare::usage::Usage};

/// What is different in a new version of an API.
pub(crate) fn compare(old: Version<'_>, new: Version<'_>) -> Vec<Change> {
    let mut comparison = Comparison {
        old: Models::of(old.api),
        new: Models::of(new.api),
        queue: VecDeque::new(),
        paired: HashSet::new(),
        changes: Vec::new(),
        documented: Vec::new(),
        documents: Documents::of(old, new),
        schemas: SchemaPairs::default(),
    };
    comparison.client(old, new);
    comparison.operations(old, new);
    comparison.events(old.api, new.api);
    comparison.other_models(old.api, new.api);
    comparison.identifiers(old.api, new.api);
    comparison.limits();
    comparison.moves(old.api, new.api);
    comparison.documentation();
    comparison.changes
}

/// A comparison in progress.
struct Comparison<'a> {
    old: Models<'a>,
    new: Models<'a>,
    /// Pairs of models that are still to be compared.
    queue: VecDeque<(&'a Model, &'a Model)>,
    /// All pairs of models, by their names.
    paired: HashSet<(&'a Name, &'a Name)>,
    changes: Vec<Change>,
    documents: Documents<'a>,
    /// Schemas of which the client does not check all that they say.
    schemas: SchemaPairs,
    /// The items whose documentation is different, with where they were and are.
    documented: Vec<(String, Place, Place)>,
}

/// Where something is in a document, as a JSON pointer.
type Place = String;

/// The models of a version.
struct Models<'a> {
    by_name: HashMap<&'a Name, &'a Model>,
    usage: Usage<'a>,
    /// Those that are told of: paired with one of the other version, or told of with what they came or
    /// went with.
    told: HashSet<&'a Name>,
}

impl<'a> Models<'a> {
    fn of(api: &'a Api) -> Self {
        let models = api.models.iter().flat_map(|group| &group.models);
        let by_name: HashMap<_, _> = models.map(|model| (&model.name, model)).collect();
        let usage = Usage::of(api, &by_name);
        Self { by_name, usage, told: HashSet::new() }
    }
}

/// A change that is about to be told.
struct Told<'c> {
    change: &'c mut Change,
}

impl Told<'_> {
    /// Says where it was in the old document.
    fn was(self, at: &str) -> Self {
        self.change.old = Some(at.to_owned());
        self
    }

    /// Says where it is in the new document.
    fn is(self, at: &str) -> Self {
        self.change.new = Some(at.to_owned());
        self
    }

    /// Adds a Rust item.
    fn item(self, item: impl Into<String>) -> Self {
        self.change.items.push(item.into());
        self
    }

    /// Adds Rust items.
    fn items(self, items: impl IntoIterator<Item = String>) -> Self {
        self.change.items.extend(items);
        self
    }
}

impl Comparison<'_> {
    /// Tells of a change.
    fn tell(&mut self, kind: Kind, side: Side, what: impl Into<String>) -> Told<'_> {
        self.changes.push(Change {
            kind,
            side,
            what: what.into(),
            old: None,
            new: None,
            items: Vec::new(),
        });
        let last = self.changes.len() - 1;
        Told { change: &mut self.changes[last] }
    }
}
