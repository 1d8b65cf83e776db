//! JSON pointers to places in the text.
//!
//! Values do not know the nodes that they are made of. When diagnostics are shown, all their
//! pointers are followed through the nodes in one walk.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::nodes::{MERGE_KEY, NodeKind, Nodes, printable};
use crate::diagnostics::{NodePart, Spot};
use crate::pointer;

/// The nodes of a text, and the text.
#[derive(Clone, Copy)]
pub(super) struct Places<'n> {
    pub(super) nodes: &'n Nodes,
    pub(super) text: &'n str,
}

/// The bytes of the text that each spot stands for.
pub(super) fn ranges(places: Places<'_>, spots: &[&Spot]) -> Vec<Range<usize>> {
    let mut wanted = Wanted::default();
    let pointers = spots.iter().filter_map(|spot| match spot {
        Spot::Node { pointer, .. } => Some(pointer.as_str()),
        Spot::Bytes(_) => None,
    });
    wanted.find_all(places, pointers);

    let range = |spot: &&Spot| match spot {
        Spot::Node { pointer, part } => wanted.nearest(pointer, *part),
        Spot::Bytes(range) => range.clone(),
    };
    spots.iter().map(range).collect()
}

/// The scalars at the pointers as they are written in the text, where they can be found.
pub(super) fn scalars(places: Places<'_>, pointers: &[impl AsRef<str>]) -> Vec<Option<String>> {
    let mut wanted = Wanted::default();
    wanted.find_all(places, pointers.iter().map(AsRef::as_ref));
    let scalar = |pointer: &str| wanted.get(pointer)?.scalar.clone();
    pointers.iter().map(|pointer| scalar(pointer.as_ref())).collect()
}

/// A tree of the nodes that are asked for, each with what was found for it.
#[derive(Default)]
struct Wanted {
    children: HashMap<String, Wanted>,
    /// Where the key is written: more than once if the key is repeated.
    keys: Vec<Range<usize>>,
    value: Option<Range<usize>>,
    /// The text of the value if it is a scalar.
    scalar: Option<String>,
}

impl Wanted {
    fn find_all<'p>(&mut self, places: Places<'_>, pointers: impl Iterator<Item = &'p str>) {
        for pointer in pointers {
            keys(pointer).fold(&mut *self, |wanted, key| wanted.children.entry(key).or_default());
        }
        places.find(0, self);
    }

    fn get(&self, pointer: &str) -> Option<&Self> {
        keys(pointer).try_fold(self, |wanted, key| wanted.children.get(&key))
    }

    /// The range of a node, or that of the nearest node around it that was found.
    fn nearest(&self, pointer: &str, part: NodePart) -> Range<usize> {
        let mut wanted = self;
        let mut range = self.range(part);
        for key in keys(pointer) {
            let Some(child) = wanted.children.get(&key) else {
                break;
            };
            wanted = child;
            range = child.range(part).or(range);
        }
        range.unwrap_or_default()
    }

    fn range(&self, part: NodePart) -> Option<Range<usize>> {
        let key = match part {
            NodePart::RepeatedKey(times) => self.keys.get(times).or(self.keys.last()),
            NodePart::Key | NodePart::Value => self.keys.first(),
        };
        let value = self.value.as_ref();
        let scalar = value.filter(|range| self.scalar.is_some() && !range.is_empty());
        match part {
            NodePart::Value => scalar.or(key).or(value),
            NodePart::Key | NodePart::RepeatedKey(_) => key.or(value),
        }
        .cloned()
    }
}

/// The keys a JSON pointer is made of, as they are compared with those in the text.
fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer::segments(pointer).map(|key| printable(&key).into_owned())
}

impl Places<'_> {
    /// Notes where the wanted nodes in and below a node are.
    fn find(self, number: usize, wanted: &mut Wanted) {
        let Some(node) = self.nodes.get(number) else {
            return;
        };
        wanted.value = Some(node.range.clone());
        match node.kind {
            NodeKind::Scalar { .. } => {
                wanted.scalar = self.nodes.scalar(number, self.text).map(str::to_owned);
            }
            NodeKind::Alias(_) => {
                let target = self.nodes.resolved(number);
                if target != number {
                    self.find(target, wanted);
                }
            }
            NodeKind::Array | NodeKind::Object if wanted.children.is_empty() => {}
            NodeKind::Array => {
                for (index, entry) in self.nodes.children(number).enumerate() {
                    if let Some(child) = wanted.children.get_mut(&index.to_string()) {
                        self.find(entry, child);
                    }
                }
            }
            NodeKind::Object => self.find_fields(number, wanted),
        }
    }

    fn find_fields(self, object: usize, wanted: &mut Wanted) {
        // Merged fields count where the object does not have the key itself.
        let mut sources = vec![object];
        let mut known = HashSet::from([object]);
        let mut next = 0;
        while let Some(&source) = sources.get(next) {
            next += 1;
            for (key, value) in self.fields(source) {
                if self.key(key) == Some(MERGE_KEY) {
                    sources.extend(self.merged(value).filter(|&merged| known.insert(merged)));
                }
            }
        }
        for source in sources {
            let mut found_here = HashSet::new();
            for (key, value) in self.fields(source) {
                let (Some(node), Some(text)) = (self.nodes.get(key), self.key(key)) else {
                    continue;
                };
                let text = printable(text);
                let Some(child) = wanted.children.get_mut(&*text) else {
                    continue;
                };
                if child.keys.is_empty() {
                    found_here.insert(text);
                    child.keys.push(node.range.clone());
                    self.find(value, child);
                } else if found_here.contains(&text) {
                    child.keys.push(node.range.clone());
                }
            }
        }
    }

    /// The keys and values of an object.
    fn fields(self, object: usize) -> impl Iterator<Item = (usize, usize)> {
        let mut children = self.nodes.children(object);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The text of a key.
    fn key(&self, number: usize) -> Option<&str> {
        self.nodes.scalar(self.nodes.resolved(number), self.text)
    }

    /// The objects that the value of a merge key stands for.
    fn merged(&self, value: usize) -> impl Iterator<Item = usize> {
        let nodes = self.nodes;
        let is = |number: usize, is: fn(&NodeKind) -> bool| {
            nodes.get(number).is_some_and(|node| is(&node.kind))
        };
        let value = nodes.resolved(value);
        let entries = if is(value, |kind| matches!(kind, NodeKind::Array)) {
            nodes.children(value).map(|entry| nodes.resolved(entry)).collect()
        } else {
            vec![value]
        };
        entries.into_iter().filter(move |&entry| is(entry, |kind| matches!(kind, NodeKind::Object)))
    }
}
