//! The document as it was written.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostics::{OriginLookup, WrittenDocument};
use crate::pointer::ancestors;
use crate::source_map::SourceMap;

/// A document before it was rewritten, and where the nodes of what was made of it are in it.
#[derive(Debug)]
pub(super) struct Written {
    values: Value,
    origins: SourceMap,
}

impl Written {
    pub(super) fn new(values: Value, origins: SourceMap) -> Self {
        Self { values, origins }
    }
}

impl WrittenDocument for Written {
    fn values(&self) -> &Value {
        &self.values
    }

    fn pointer_to(&self, pointer: &str) -> String {
        self.origins.resolve(pointer).1
    }
}

/// Where nodes of the document are that were elsewhere when it was written.
pub(super) struct Moves {
    now: HashMap<String, Vec<String>>,
    /// Schemas that became one with the schema around them, by where they were.
    absorbed: HashMap<String, String>,
}

impl Moves {
    pub(super) fn new(origins: &SourceMap, absorbed: Vec<(String, String)>) -> Self {
        let mut now: HashMap<String, Vec<String>> = HashMap::new();
        origins.each_moved(&mut String::new(), &mut |pointer, before| {
            if pointer != before {
                now.entry(before.to_owned()).or_default().push(pointer.to_owned());
            }
        });
        // The order of a map of origins is not always the same.
        for pointers in now.values_mut() {
            pointers.sort();
        }
        Self { now, absorbed: absorbed.into_iter().collect() }
    }

    /// Where a node is now; first of all, if it is in several places.
    pub(super) fn now(&self, pointer: &str) -> Vec<String> {
        let mut pointer = pointer.to_owned();
        loop {
            let around: Vec<&str> = ancestors(&pointer).collect();
            let known = |around: &&&str| {
                self.now.contains_key(**around) || self.absorbed.contains_key(**around)
            };
            let Some(around) = around.iter().rev().find(known) else { return vec![pointer] };
            let rest = &pointer[around.len()..];
            if let Some(now) = self.now.get(*around) {
                return now.iter().map(|now| format!("{now}{rest}")).collect();
            }
            // What is around it is shorter, so that this ends.
            pointer = format!("{}{rest}", self.absorbed[*around]);
        }
    }
}
