//! A JSONPath (RFC 9535) that is evaluated with bounded effort.
//!
//! `serde_json_path` says whether a text is a JSONPath, and is the judge of what it selects (in the
//! tests). Its own evaluation has no bounds: it keeps a node as often as it is selected, each
//! segment multiplies that, and it compiles a regular expression for every node.

mod evaluate;
mod nearest;
mod parse;

use regex::Regex;
use serde_json::Value;

pub(super) use evaluate::{Budget, Exhausted, PathStep};
pub(super) use nearest::Near;

/// What selects nodes, from the document or the node that a filter is about.
pub(super) struct Query {
    is_absolute: bool,
    segments: Vec<Segment>,
}

/// What selects nodes below a node.
struct Segment {
    /// Whether it is about everything below the node as well.
    is_descendant: bool,
    selectors: Vec<Selector>,
    /// Where it ends in the text.
    end: usize,
}

enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Test),
}

/// What a filter says of a node.
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compared(Operand, Comparison, Operand),
    Matches(Operand, Pattern),
}

#[derive(Clone, Copy)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is compared.
enum Operand {
    Literal(Value),
    /// The only node that is selected, if there is just one.
    Node(Query),
    Length(Box<Operand>),
    Count(Query),
}

/// A regular expression, compiled once. One that cannot be compiled matches nothing.
struct Pattern {
    regex: Option<Regex>,
    /// What it costs to look at a byte with it.
    cost: usize,
}

/// Why a JSONPath is not used, although it is one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A regular expression becomes too large, or too many become large.
    LargePattern,
    /// A regular expression is taken from the document.
    FoundPattern,
    /// It is not understood.
    Unknown,
}

impl Query {
    /// Reads a text that `serde_json_path` takes for a JSONPath. Large regular expressions take
    /// from the effort that all have together.
    pub(super) fn parse(text: &str, effort: &mut usize) -> Result<Self, Refusal> {
        parse::query(text, effort)
    }
}
