//! The nodes that places of the representation are about.
//!
//! The representation writes places as if a schema had what the parts of its `allOf` have, and as if each
//! of several alternatives had what stands beside them. Here the node is looked for that the document
//! has.

use document::diagnostics::DocumentView as _;
use document::pointer::{self, escape, of_reference};
use serde_json::Value;

use super::{Answer, Crate, How, Origin};

/// How many nodes are looked at for one place.
const MOST_STEPS: usize = 1_000;

impl Crate<'_> {
    /// The node that a place is about, or else the nearest one around it.
    pub(super) fn place(self, at: &str) -> String {
        if self.has(at) {
            return at.to_owned();
        }
        let document = self.document();
        let written = document.pointer_in_document(at);
        let segments: Vec<String> =
            pointer::segments(&written).map(std::borrow::Cow::into_owned).collect();
        let found = Search { document: &document.value, steps: MOST_STEPS }.find("", &segments);
        found.unwrap_or_else(|| {
            let mut around = at;
            while let Some((parent, _)) = around.rsplit_once('/').filter(|_| !self.has(around)) {
                around = parent;
            }
            around.to_owned()
        })
    }

    /// What a reference leads to; what is no reference stays where it is.
    pub(super) fn behind_references(self, at: &str) -> String {
        let mut at = self.place(at);
        for _ in 0..MOST_STEPS {
            let (_, node) = self.resolved(&at);
            let reference = node.and_then(|node| node.get("$ref")?.as_str());
            match reference.and_then(of_reference).filter(|target| self.has(target)) {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    /// The answer with the places of nodes that are there.
    pub(super) fn placed(self, mut answer: Answer) -> Answer {
        if let Origin::Document(at) = &mut answer.origin {
            *at = self.place(at);
        }
        for at in answer.reasons.iter_mut().filter_map(|reason| reason.at.as_mut()) {
            *at = self.place(at);
        }
        for change in &mut answer.changes {
            if let How::There(at, _) = &mut change.how {
                *at = self.place(at);
            }
        }
        answer
    }
}

/// A search for a node.
struct Search<'d> {
    document: &'d Value,
    steps: usize,
}

impl Search<'_> {
    /// The pointer to what keys lead to from a node.
    fn find(&mut self, at: &str, keys: &[String]) -> Option<String> {
        let [key, rest @ ..] = keys else { return Some(at.to_owned()) };
        self.steps = self.steps.checked_sub(1)?;
        let node = pointer::find(self.document, at)?;
        if let Some(target) = node.get("$ref").and_then(Value::as_str).and_then(of_reference)
            && let Some(found) = self.find(&target, keys)
        {
            return Some(found);
        }
        let child = format!("{at}/{}", escape(key));
        if pointer::find(self.document, &child).is_some()
            && let Some(found) = self.find(&child, rest)
        {
            return Some(found);
        }
        let parts = node.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..parts {
            if let Some(found) = self.find(&format!("{at}/allOf/{index}"), keys) {
                return Some(found);
            }
        }
        // What stands beside alternatives or parts is of each.
        match (key.as_str(), rest) {
            ("allOf" | "anyOf" | "oneOf", [_, beside @ ..]) if !beside.is_empty() => {
                self.find(at, beside)
            }
            _ => None,
        }
    }
}
