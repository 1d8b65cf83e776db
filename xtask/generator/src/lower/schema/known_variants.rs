//! Which of the schemas that are written out in a union are variants that the lock has.
//!
//! Each thing that is said of a schema may change, and its name by the rules with it. So all of it is
//! compared with what the lock has of the types of the variants, and the best evidence counts.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::lower::Lowering;
use crate::lower::memory::KnownVariant;
use crate::lower::schema::parts::{Features, Part};
use crate::lower::schema::tag::UnionTag;
use crate::names::Name;

/// Of more variants on either side, only names are compared, and what is said word by word.
const MOST_COMPARED: usize = 200;

/// The names that variants had.
pub(super) struct KnownNames {
    by_position: HashMap<usize, Name>,
    all: HashSet<Name>,
}

impl KnownNames {
    /// Leaves of the names of a schema the one that its variant had, or those that no other had.
    /// Returns whether its variant had one.
    pub(super) fn settle(&self, position: usize, names: &mut Vec<Name>) -> bool {
        if let Some(name) = self.by_position.get(&position) {
            *names = vec![name.clone()];
            return true;
        }
        let mut number = position;
        while names.last().is_some_and(|last| self.all.contains(last)) {
            number += 1;
            names.push(Name::new(&format!("variant {number}")));
        }
        names.retain(|name| !self.all.contains(name));
        false
    }
}

impl<'a> Lowering<'a> {
    /// The names that the variants of a union had.
    pub(super) fn known_variants(
        &self,
        union: &Name,
        parts: &[Part],
        tag: Option<UnionTag<'a>>,
    ) -> KnownNames {
        let known = self.memory.variants(union);
        let candidates = parts.iter().filter_map(|part| {
            let Part { position, names, digest, features } = part;
            // The last name is a number, which says nothing.
            let (_, names) = names.split_last()?;
            Some(Candidate { position: *position, names, digest, features: features.as_ref()? })
        });
        let mut candidates: Vec<_> = candidates.take_while(|_| !known.is_empty()).collect();
        if tag.is_none() {
            // As the lock has them, if they are told apart by what they require.
            candidates.sort_by_key(|part| (Reverse(part.features.demand), part.position));
        }
        let compared = candidates.len().min(MOST_COMPARED) * known.len().min(MOST_COMPARED);
        self.effort.spend(compared);
        let mut matching = Matching {
            tag: tag.map(|tag| tag.property),
            found: vec![None; candidates.len()],
            is_taken: vec![false; known.len()],
            candidates,
            known,
        };
        matching.settle();
        let Matching { candidates, known, found, .. } = matching;
        let found = candidates.iter().zip(found).filter_map(|(part, found)| {
            let variant = &known[found?];
            Some((part.position, variant.name.clone()))
        });
        let by_position: HashMap<usize, Name> = found.collect();
        KnownNames { all: by_position.values().cloned().collect(), by_position }
    }
}

/// A schema that is written out.
#[derive(Debug, Clone, Copy)]
struct Candidate<'m> {
    position: usize,
    names: &'m [Name],
    digest: &'m str,
    features: &'m Features,
}

/// Finds a variant for each schema; each is taken once.
struct Matching<'m> {
    candidates: Vec<Candidate<'m>>,
    known: Vec<KnownVariant<'m>>,
    /// The property by which the variants are told apart now.
    tag: Option<&'m str>,
    /// The variant of each schema.
    found: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Matching<'_> {
    fn settle(&mut self) {
        self.by_words();
        self.by_told_texts();
        self.by_names_and(has_exactly);
        self.by_content(has_exactly);
        self.by_names_and(has_all);
        self.by_content(has_all);
        self.by_names_and(|_, _| true);
        self.by_content(|features, _| features.is_union);
    }

    /// Those that say the same as a variant, in their order.
    fn by_words(&mut self) {
        let mut by_digest: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, known) in self.known.iter().enumerate().rev() {
            by_digest.entry(known.digest).or_default().push(index);
        }
        for index in 0..self.candidates.len() {
            let same = by_digest.get_mut(self.candidates[index].digest);
            if let Some(known) = same.and_then(Vec::pop) {
                self.take(index, known);
            }
        }
    }

    /// Those with a text that a variant is called after.
    fn by_told_texts(&mut self) {
        let known = self.by_name();
        for index in 0..self.candidates.len() {
            let told = self.candidates[index].features.told.iter();
            let mut found = told.filter_map(|(_, name)| known.get(name).copied());
            if let Some(found) = found.find(|found| self.may_be(index, *found)) {
                self.take(index, found);
            }
        }
    }

    /// Those that may have the name of a variant by the rules, and more evidence.
    fn by_names_and(&mut self, is_it: fn(&Features, &KnownVariant<'_>) -> bool) {
        let known = self.by_name();
        for index in 0..self.candidates.len() {
            let part = self.candidates[index];
            let mut found = part.names.iter().filter_map(|name| known.get(name).copied());
            let found = found.find(|found| {
                self.may_be(index, *found) && is_it(part.features, &self.known[*found])
            });
            if let Some(found) = found {
                self.take(index, found);
            }
        }
    }

    /// Those that have what a variant has, in their order.
    fn by_content(&mut self, is_it: fn(&Features, &KnownVariant<'_>) -> bool) {
        if self.candidates.len().max(self.known.len()) > MOST_COMPARED {
            return;
        }
        for index in 0..self.candidates.len() {
            let part = self.candidates[index];
            let found = (0..self.known.len()).find(|found| {
                self.may_be(index, *found) && is_it(part.features, &self.known[*found])
            });
            if let Some(found) = found {
                self.take(index, found);
            }
        }
    }

    /// The variants by their names.
    fn by_name(&self) -> HashMap<Name, usize> {
        let known = self.known.iter().enumerate();
        known.map(|(index, known)| (known.name.clone(), index)).collect()
    }

    fn take(&mut self, index: usize, known: usize) {
        self.found[index] = Some(known);
        self.is_taken[known] = true;
    }

    /// Whether nothing speaks against it: both are free, and no other text tells the schema apart.
    fn may_be(&self, index: usize, known: usize) -> bool {
        let (part, variant) = (self.candidates[index], &self.known[known]);
        let is_free = self.found[index].is_none() && !self.is_taken[known];
        is_free
            && part.features.wrappers == variant.wrappers
            && !self.tells_otherwise(part, variant)
    }

    fn tells_otherwise(&self, part: Candidate<'_>, variant: &KnownVariant<'_>) -> bool {
        let Some(tag) = self.tag else { return false };
        part.features.told.iter().any(|(property, _)| property == tag)
            && variant.members.iter().any(|member| member == tag)
            && !part.names.contains(&variant.name)
    }
}

/// Whether a schema has just the properties or values of a variant.
fn has_exactly(features: &Features, variant: &KnownVariant<'_>) -> bool {
    features.members.len() == variant.members.len() && has_all(features, variant)
}

/// Whether a schema has all properties or values of a variant.
fn has_all(features: &Features, variant: &KnownVariant<'_>) -> bool {
    let has = |name| features.members.contains(name);
    !variant.members.is_empty() && variant.members.iter().all(has)
}
