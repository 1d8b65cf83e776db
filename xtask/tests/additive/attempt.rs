//! Changes that are made, and what they move.

use std::fmt;

use fastrand::Rng;
use serde_json::Value;

use crate::document::Document;
use crate::mutations::Mutation;
use crate::offer::{Base, Offer, crate_of};

/// A change of a document that moved something.
pub(crate) struct Failure {
    pub(crate) kind: &'static str,
    document: String,
    seed: u64,
    /// What has become of what.
    changes: Vec<String>,
    /// How long the document is.
    length: usize,
    /// The lines of the document that differ.
    difference: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, document, seed, changes, difference, .. } = self;
        writeln!(f, "{kind} in {document} (seed {seed}):")?;
        changes
            .iter()
            .take(12)
            .try_for_each(|change| change.lines().try_for_each(|line| writeln!(f, "    {line}")))?;
        if changes.len() > 12 {
            writeln!(f, "    and {} more", changes.len() - 12)?;
        }
        difference.lines().take(40).try_for_each(|line| writeln!(f, "  | {line}"))
    }
}

/// A document with one change. Nothing if that cannot be made in it.
pub(crate) fn changed(base: &Base, (_, apply): Mutation, seed: u64) -> Option<Value> {
    let mut document = Document {
        value: base.value.clone(),
        rng: Rng::with_seed(seed),
        made_up: base.offer.made_up.clone(),
    };
    let is_made = apply(&mut document);
    // Values are equal in whatever order.
    let [old, new] = [&base.value, &document.value].map(Value::to_string);
    (is_made && old != new).then_some(document.value)
}

/// Makes one change, and compares. Nothing if it cannot be made in the document.
fn attempt(base: &Base, mutation: Mutation, seed: u64) -> Option<Result<(), Failure>> {
    let value = changed(base, mutation, seed)?;
    let changes = match crate_of(&value, "client", &base.lock) {
        Ok(generated) => base.offer.moved(&Offer::of(&generated, &value)),
        Err(report) => vec![format!("refused: {report}")],
    };
    if changes.is_empty() {
        return Some(Ok(()));
    }
    let [old, new] = [&base.value, &value]
        .map(|value| serde_yaml::to_string(value).expect("it can be written as YAML"));
    let difference = similar::TextDiff::from_lines(&old, &new);
    let difference = difference.unified_diff().context_radius(1).to_string();
    let (document, length) = (base.name.clone(), old.len());
    let kind = mutation.0;
    Some(Err(Failure { kind, document, seed, changes, length, difference }))
}

/// A number that is the same on each machine for a kind and a document, whatever others there are.
pub(crate) fn seed(kind: &str, document: &str, number: usize) -> u64 {
    // FNV-1a. The hashes of the standard library may be others tomorrow.
    let text = format!("{kind} {document} {number}");
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Tries a kind in so many cases, in all documents in turn.
pub(crate) fn attempts(bases: &[Base], kind: Mutation, cases: usize) -> (usize, Vec<Failure>) {
    let mut order: Vec<&Base> = bases.iter().collect();
    order.sort_by_key(|base| seed(kind.0, &base.name, 0));
    let (mut tried, mut failures) = (0, Vec::new());
    // Some changes can be made in few documents, or depend on where they are made.
    for number in 0..cases {
        for base in &order {
            if tried >= cases {
                return (tried, failures);
            }
            if let Some(result) = attempt(base, kind, seed(kind.0, &base.name, number)) {
                tried += 1;
                failures.extend(result.err());
            }
        }
    }
    (tried, failures)
}

/// A smallest failure of each kind.
pub(crate) fn report(results: &[(&str, (usize, Vec<Failure>))]) -> String {
    let mut text = String::new();
    for (kind, (tried, failures)) in results {
        let smallest =
            failures.iter().min_by_key(|failure| (failure.changes.len(), failure.length));
        if let Some(smallest) = smallest {
            let count = failures.len();
            text.push_str(&format!("## {kind}: {count} of {tried}\n\n```text\n{smallest}```\n\n"));
        }
    }
    text
}
