//! What is there in place of what a JSONPath looks for.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::evaluate::{Evaluation, Exhausted};
use super::{Budget, Comparison, Operand, Query, Segment, Selector, Test};
use crate::suggest::nearest;

/// How far a JSONPath comes that selects nothing.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Near {
    /// How many bytes of its text select something.
    pub(in super::super) length: usize,
    /// The name or the value that is not there, and one that is and looks like it.
    pub(in super::super) meant: Option<(String, String)>,
}

impl Query {
    /// What is there in place of what it looks for.
    pub(in super::super) fn near(
        &self,
        document: &Value,
        budget: &Budget,
    ) -> Result<Near, Exhausted> {
        let evaluation = Evaluation { root: document, budget };
        let mut nodes = vec![document];
        let mut length = 1;
        for segment in &self.segments {
            let selected = evaluation.segment_of_all(segment, &nodes)?;
            if selected.is_empty() {
                let meant = meant(segment, &nodes, &evaluation)?;
                return Ok(Near { length, meant });
            }
            nodes = selected;
            length = segment.end;
        }
        Ok(Near { length, meant: None })
    }
}

/// The first name or value that a segment looks for, with what looks like it.
fn meant<'v>(
    segment: &Segment,
    nodes: &[&'v Value],
    evaluation: &Evaluation<'v, '_>,
) -> Result<Option<(String, String)>, Exhausted> {
    let everything = Segment {
        is_descendant: segment.is_descendant,
        selectors: vec![Selector::Wildcard],
        end: segment.end,
    };
    let below = evaluation.segment_of_all(&everything, nodes)?;
    let mut candidates: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for selector in &segment.selectors {
        match selector {
            Selector::Name(name) => {
                let deeper = if segment.is_descendant { &*below } else { &[] };
                let around = nodes.iter().chain(deeper).filter_map(|node| node.as_object());
                candidates.push((name, around.flat_map(Map::keys).map(String::as_str).collect()));
            }
            Selector::Filter(test) => {
                for (query, wanted) in wanted_values(test) {
                    candidates.push((wanted, evaluation.texts(query, &below)?));
                }
            }
            _ => {}
        }
    }
    // What is there is not what keeps it from matching.
    let mut absent = candidates.into_iter().filter(|(wanted, known)| !known.contains(wanted));
    Ok(absent.find_map(|(wanted, known)| {
        let there = nearest(wanted, known.into_iter())?;
        Some((wanted.to_owned(), there.to_owned()))
    }))
}

/// The texts that a filter compares something with.
fn wanted_values(test: &Test) -> Vec<(&Query, &str)> {
    match test {
        Test::All(tests) | Test::Any(tests) => tests.iter().flat_map(wanted_values).collect(),
        Test::Compared(left, Comparison::Equal, right) => match (left, right) {
            (Operand::Node(query), Operand::Literal(Value::String(wanted)))
            | (Operand::Literal(Value::String(wanted)), Operand::Node(query)) => {
                vec![(query, wanted)]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
