//! The nodes of a text, and where they are in it.
//!
//! A text is parsed once, to a list of its nodes with the bytes that each takes. The values of a
//! YAML document are made of the list, and whoever reports something finds the place in it. JSON,
//! which is YAML to this parser, is read by a parser of its own, and here only for places.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Tag};

/// How deep values may be nested. The parser of JSON would give up a little later.
pub(crate) const DEEPEST: usize = 100;

/// The key under which YAML merges another mapping into the one that has the key.
pub(super) const MERGE_KEY: &str = "<<";

/// The nodes of a text in the order in which they begin: first a collection, then what is in it.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    list: Vec<TextNode>,
    /// The nodes that have an anchor, by the number the parser gives to it.
    anchors: HashMap<usize, usize>,
    /// The tags of the nodes that have one.
    tags: HashMap<usize, Tag>,
    /// Why there are no more nodes than these.
    end: End,
}

/// Why parsing came to an end.
#[derive(Debug, Default)]
pub(super) enum End {
    /// The text did.
    #[default]
    Text,
    /// What comes then is not YAML.
    Error(ScanError),
    /// A second document begins there.
    Document(Range<usize>),
}

#[derive(Debug)]
pub(super) struct TextNode {
    pub(super) kind: NodeKind,
    /// The bytes of the text that it takes.
    pub(super) range: Range<usize>,
    /// The number of the first node that is not part of this one.
    after: usize,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    Scalar {
        written: Written,
        /// Whether it is neither quoted nor a block, so that it can be something else than text.
        is_plain: bool,
    },
    Array,
    Object,
    /// Stands for the node that has the anchor of this number.
    Alias(usize),
}

/// How a scalar stands in the text. Most are there as they are, and need no copy.
#[derive(Debug)]
pub(super) enum Written {
    /// As it is.
    Verbatim,
    /// Between quotes.
    Quoted,
    /// With escapes, or on several lines.
    Otherwise(Box<str>),
}

impl Nodes {
    /// Parses the one document of a YAML text, as far as it can be parsed.
    pub(super) fn of_yaml(text: &str) -> Self {
        // The reader would go no deeper.
        let limits = granit_parser::options! {
            flow_nesting_limit: DEEPEST,
            block_nesting_limit: DEEPEST,
        };
        Self::parse(text, limits)
    }

    /// Parses the nodes of a JSON text.
    pub(super) fn of_json(text: &str) -> Self {
        let limits = granit_parser::options! {
            // JSON, other than YAML, does not limit the length of a key.
            simple_key_max_lookahead: 1 << 16,
            // The reader of JSON has a limit of its own.
            flow_nesting_limit: usize::MAX,
            block_nesting_limit: usize::MAX,
        };
        Self::parse(&printable(text), limits)
    }

    fn parse(text: &str, options: Options) -> Self {
        let mut nodes = Self::default();
        let mut open = Vec::new();
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(text, options) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    nodes.end = End::Error(error);
                    break;
                }
            };
            let range = span.byte_range().unwrap_or_default();
            match event {
                Event::Scalar(value, style, anchor, tag) => {
                    let is_plain = style == ScalarStyle::Plain;
                    let kind =
                        NodeKind::Scalar { written: Written::of(&value, text, &range), is_plain };
                    nodes.push(kind, range, anchor, tag);
                }
                Event::Alias(anchor) => nodes.push(NodeKind::Alias(anchor), range, 0, None),
                Event::SequenceStart(_, anchor, tag) => {
                    open.push(nodes.list.len());
                    nodes.push(NodeKind::Array, range, anchor, tag);
                }
                Event::MappingStart(_, anchor, tag) => {
                    open.push(nodes.list.len());
                    nodes.push(NodeKind::Object, range, anchor, tag);
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(closed) = open.pop() {
                        nodes.list[closed].after = nodes.list.len();
                        nodes.list[closed].range.end = range.end;
                    }
                }
                Event::DocumentStart(..) if documents == 1 => {
                    nodes.end = End::Document(range);
                    break;
                }
                Event::DocumentStart(..) => documents += 1,
                _ => {}
            }
        }
        for unclosed in open {
            nodes.list[unclosed].after = nodes.list.len();
        }
        nodes
    }

    fn push(
        &mut self,
        kind: NodeKind,
        range: Range<usize>,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
    ) {
        let number = self.list.len();
        // The parser counts anchors from 1; 0 means none.
        if anchor != 0 {
            self.anchors.insert(anchor, number);
        }
        if let Some(tag) = tag {
            self.tags.insert(number, tag.into_owned());
        }
        self.list.push(TextNode { kind, range, after: number + 1 });
    }

    /// Why there are no more nodes.
    pub(super) const fn end(&self) -> &End {
        &self.end
    }

    /// Where the last scalar ends.
    pub(super) fn read_to(&self) -> usize {
        let is_scalar = |node: &&TextNode| matches!(node.kind, NodeKind::Scalar { .. });
        self.list.iter().rev().find(is_scalar).map_or(0, |node| node.range.end)
    }

    /// A node by its number, from 0, which is the whole document.
    pub(super) fn get(&self, number: usize) -> Option<&TextNode> {
        self.list.get(number)
    }

    /// The tag of a node.
    pub(super) fn tag(&self, number: usize) -> Option<&Tag> {
        self.tags.get(&number)
    }

    /// The text of a scalar, which is in `text`, the one that was parsed; nothing for other nodes.
    pub(super) fn scalar<'a>(&'a self, number: usize, text: &'a str) -> Option<&'a str> {
        let node = self.list.get(number)?;
        let NodeKind::Scalar { written, .. } = &node.kind else {
            return None;
        };
        match written {
            Written::Verbatim => text.get(node.range.clone()),
            Written::Quoted => text.get(node.range.start + 1..node.range.end - 1),
            Written::Otherwise(text) => Some(text),
        }
    }

    /// The node that a node stands for: itself, if it is not an alias.
    pub(super) fn resolved(&self, number: usize) -> usize {
        match self.list.get(number).map(|node| &node.kind) {
            Some(NodeKind::Alias(anchor)) => self.anchors.get(anchor).copied().unwrap_or(number),
            _ => number,
        }
    }

    /// Whether a node is part of another.
    pub(super) fn is_within(&self, number: usize, other: usize) -> bool {
        other <= number && self.list.get(other).is_some_and(|other| number < other.after)
    }

    /// The entries of an array, or the keys and values of an object in turn.
    pub(super) fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        let end = self.list.get(parent).map_or(0, |parent| parent.after);
        let first = (parent + 1 < end).then_some(parent + 1);
        std::iter::successors(first, move |&child| {
            Some(self.list[child].after).filter(|&next| next < end)
        })
    }
}

impl Written {
    fn of(value: &str, text: &str, range: &Range<usize>) -> Self {
        let written = text.get(range.clone()).unwrap_or_default();
        let within_quotes = |quote| written.strip_prefix(quote)?.strip_suffix(quote);
        // An absent value is given as `~`.
        if written == value || written.is_empty() {
            Self::Verbatim
        } else if within_quotes('\'').or_else(|| within_quotes('"')) == Some(value) {
            Self::Quoted
        } else {
            Self::Otherwise(value.into())
        }
    }
}

/// Text in which the characters that JSON allows and YAML does not are replaced by others of the
/// same length.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
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
