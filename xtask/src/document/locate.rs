//! JSON pointers to places in the text.
//!
//! Nothing that reads a document keeps positions, because they are needed only to report a
//! problem. Then the text is parsed once more, by a parser that says where each node is, and all
//! wanted pointers are followed in one walk. JSON is YAML to this parser.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Parser, StrInput};

use super::MERGE_KEY;
use crate::diagnostics::{Part, Spot};

/// The bytes of the text that each spot stands for.
pub(super) fn ranges(nodes: &Nodes, spots: &[&Spot]) -> Vec<Range<usize>> {
    let mut wanted = Wanted::default();
    let pointers = spots.iter().filter_map(|spot| match spot {
        Spot::Node { pointer, .. } => Some(pointer.as_str()),
        Spot::Bytes(_) => None,
    });
    wanted.find_all(nodes, pointers);

    let range = |spot: &&Spot| match spot {
        Spot::Node { pointer, part } => wanted.nearest(pointer, *part),
        Spot::Bytes(range) => range.clone(),
    };
    spots.iter().map(range).collect()
}

/// The scalars at the pointers as they are written in the text, where they can be found.
pub(super) fn scalars(nodes: &Nodes, pointers: &[impl AsRef<str>]) -> Vec<Option<String>> {
    let mut wanted = Wanted::default();
    wanted.find_all(nodes, pointers.iter().map(AsRef::as_ref));
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
    fn find_all<'p>(&mut self, nodes: &Nodes, pointers: impl Iterator<Item = &'p str>) {
        for pointer in pointers {
            keys(pointer).fold(&mut *self, |wanted, key| wanted.children.entry(key).or_default());
        }
        nodes.find(0, self);
    }

    fn get(&self, pointer: &str) -> Option<&Self> {
        keys(pointer).try_fold(self, |wanted, key| wanted.children.get(&key))
    }

    /// The range of a node, or that of the nearest node around it that was found.
    fn nearest(&self, pointer: &str, part: Part) -> Range<usize> {
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

    fn range(&self, part: Part) -> Option<Range<usize>> {
        let key = match part {
            Part::RepeatedKey(times) => self.keys.get(times).or(self.keys.last()),
            Part::Key | Part::Value => self.keys.first(),
        };
        let value = self.value.as_ref();
        let scalar = value.filter(|range| self.scalar.is_some() && !range.is_empty());
        match part {
            Part::Value => scalar.or(key).or(value),
            Part::Key | Part::RepeatedKey(_) => key.or(value),
        }
        .cloned()
    }
}

/// The keys a JSON pointer is made of.
pub(super) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    // What stands before the first slash is empty.
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

/// The keys a JSON pointer is made of, as they are compared with those in the text.
fn keys(pointer: &str) -> impl Iterator<Item = String> {
    segments(pointer).map(|key| printable(&key).into_owned())
}

/// Text with others in place of the characters that JSON allows and YAML does not. Its length stays
/// the same.
fn printable(text: &str) -> Cow<'_, str> {
    let others = |character| match character {
        '\u{7f}' => Some('?'),
        '\u{80}'..='\u{9f}' => Some('\u{a0}'),
        '\u{fffe}' | '\u{ffff}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    };
    if text.chars().any(|character| others(character).is_some()) {
        Cow::Owned(text.chars().map(|character| others(character).unwrap_or(character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The nodes of a text in the order in which they begin.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    list: Vec<Node>,
    /// The nodes that have an anchor, by the number the parser gives to it.
    anchors: HashMap<usize, usize>,
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    /// The text of a scalar.
    text: Box<str>,
    range: Range<usize>,
    /// The number of the first node that is not part of this one.
    after: usize,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Scalar,
    Array,
    Object,
    Alias(usize),
}

impl Nodes {
    /// Parses the first document of a text, as far as it can be parsed.
    pub(super) fn parse(text: &str) -> Self {
        let text = printable(text);
        let mut nodes = Self::default();
        let mut open = Vec::new();
        for (event, span) in parser(&text).map_while(Result::ok) {
            let range = span.byte_range().unwrap_or_default();
            match event {
                Event::Scalar(text, _, anchor, _) => {
                    // An absent value is given as `~`.
                    let text = if range.is_empty() { Cow::Borrowed("") } else { printable(&text) };
                    nodes.push(Kind::Scalar, &text, range, anchor);
                }
                Event::Alias(anchor) => {
                    nodes.push(Kind::Alias(anchor), "", range, 0);
                }
                Event::SequenceStart(_, anchor, _) => {
                    open.push(nodes.list.len());
                    nodes.push(Kind::Array, "", range, anchor);
                }
                Event::MappingStart(_, anchor, _) => {
                    open.push(nodes.list.len());
                    nodes.push(Kind::Object, "", range, anchor);
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(closed) = open.pop() {
                        nodes.list[closed].after = nodes.list.len();
                        nodes.list[closed].range.end = range.end;
                    }
                }
                Event::DocumentEnd => break,
                _ => {}
            }
        }
        for unclosed in open {
            nodes.list[unclosed].after = nodes.list.len();
        }
        nodes
    }

    fn push(&mut self, kind: Kind, text: &str, range: Range<usize>, anchor: usize) {
        let number = self.list.len();
        // The parser counts anchors from 1; 0 means none.
        if anchor != 0 {
            self.anchors.insert(anchor, number);
        }
        self.list.push(Node { kind, text: text.into(), range, after: number + 1 });
    }

    /// Notes where the wanted nodes in and below a node are.
    fn find(&self, number: usize, wanted: &mut Wanted) {
        let Some(node) = self.list.get(number) else {
            return;
        };
        wanted.value = Some(node.range.clone());
        match node.kind {
            Kind::Scalar => wanted.scalar = Some(node.text.to_string()),
            Kind::Alias(anchor) => {
                if let Some(&target) = self.anchors.get(&anchor) {
                    self.find(target, wanted);
                }
            }
            Kind::Array | Kind::Object if wanted.children.is_empty() => {}
            Kind::Array => {
                for (index, entry) in self.children(number).enumerate() {
                    if let Some(child) = wanted.children.get_mut(&index.to_string()) {
                        self.find(entry, child);
                    }
                }
            }
            Kind::Object => self.find_fields(number, wanted),
        }
    }

    fn find_fields(&self, object: usize, wanted: &mut Wanted) {
        // What is merged into the object counts where the object does not have the key itself.
        let mut sources = vec![object];
        let mut known = HashSet::from([object]);
        let mut next = 0;
        while let Some(&source) = sources.get(next) {
            next += 1;
            let mut children = self.children(source);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                if *self.list[key].text == *MERGE_KEY {
                    sources.extend(self.merged(value).filter(|&merged| known.insert(merged)));
                }
            }
        }
        for source in sources {
            let mut found_here = HashSet::new();
            let mut children = self.children(source);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                let key = &self.list[key];
                let Some(child) = wanted.children.get_mut(&*key.text) else {
                    continue;
                };
                if child.keys.is_empty() {
                    found_here.insert(&key.text);
                    child.keys.push(key.range.clone());
                    self.find(value, child);
                } else if found_here.contains(&key.text) {
                    child.keys.push(key.range.clone());
                }
            }
        }
    }

    /// The objects that the value of a merge key stands for.
    fn merged(&self, value: usize) -> impl Iterator<Item = usize> {
        let value = self.resolved(value);
        let entries = match self.list[value].kind {
            Kind::Array => self.children(value).map(|entry| self.resolved(entry)).collect(),
            _ => vec![value],
        };
        entries.into_iter().filter(|&entry| matches!(self.list[entry].kind, Kind::Object))
    }

    fn resolved(&self, number: usize) -> usize {
        match self.list[number].kind {
            Kind::Alias(anchor) => self.anchors.get(&anchor).copied().unwrap_or(number),
            _ => number,
        }
    }

    /// The entries of an array, or the keys and values of an object in turn.
    fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        let end = self.list[parent].after;
        let first = (parent + 1 < end).then_some(parent + 1);
        std::iter::successors(first, move |&child| {
            Some(self.list[child].after).filter(|&next| next < end)
        })
    }
}

fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let options = granit_parser::options! {
        emit_comments: false,
        // JSON, other than YAML, does not limit the length of a key.
        simple_key_max_lookahead: 1 << 16,
        // The parser does not recurse, and the reader has a limit of its own.
        flow_nesting_limit: usize::MAX,
        block_nesting_limit: usize::MAX,
    };
    Parser::new_from_str_with_options(text, options)
}
