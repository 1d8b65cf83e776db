//! Tokens as one flat text, which says how they are spaced, and an index of it, which
//! says where a line may be broken.

mod read;

use std::ops::Range;

use proc_macro2::TokenStream;

/// All tokens of a module.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The tokens as they stand on one line.
    text: String,
    list: Vec<Token>,
    /// What the next pair of braces holds, by what was read before it.
    next_braces: Option<Holds>,
    /// Whether a closure's parameters have begun and not ended.
    in_closure: bool,
    /// Room for the next word.
    scratch: String,
}

/// A token, and where it stands in the text.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    start: usize,
    end: usize,
    /// How many tokens before it cannot stand in the middle of a line.
    breaks_before: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword, a literal or a lifetime.
    Word,
    /// An operator or a separator, of one character or several.
    Sign,
    /// An operator that belongs to the word that follows.
    Prefix,
    /// The bar before the parameters of a closure, and the one after them.
    ClosureStart,
    ClosureEnd,
    /// The begin of a group, and the index of its end.
    Open(Holds, usize),
    Close,
    /// Documentation of what follows; its text has the lines.
    Docs,
    /// Documentation of what it stands in.
    InnerDocs,
    /// `#[...]` or `#![...]` up to its end, which has this index.
    Attribute(usize),
}

/// What a group holds, which decides how it is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Items of a module, an implementation or a macro.
    Items,
    /// Fields or variants.
    Fields,
    /// The arms of a `match`.
    Arms,
    Statements,
    /// The names that a `use` line imports.
    Imports,
    /// Anything else with commas in between.
    List,
}

impl Holds {
    /// Whether it is never written on one line.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Self::Imports | Self::List)
    }
}

impl Tokens {
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self::default();
        tokens.read(stream);
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.list.get(index).map(|token| token.kind)
    }

    /// The text of a token; empty behind the last one.
    pub(super) fn word(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |token| &self.text[token.start..token.end])
    }

    /// What stands between a token and the one before it.
    pub(super) fn gap(&self, index: usize) -> &str {
        match self.list.get(index.saturating_sub(1)..=index) {
            Some([before, token]) => &self.text[before.end..token.start],
            _ => "",
        }
    }

    /// Some tokens on one line.
    pub(super) fn flat(&self, range: Range<usize>) -> &str {
        match self.list.get(range) {
            Some([first, .., last]) => &self.text[first.start..last.end],
            Some([only]) => &self.text[only.start..only.end],
            _ => "",
        }
    }

    /// Whether some tokens can stand on one line, if it is long enough.
    pub(super) fn is_flat(&self, range: &Range<usize>) -> bool {
        let before = |index: usize| self.list.get(index).map(|token| token.breaks_before);
        before(range.end).unwrap_or_else(|| self.breaks()) == before(range.start).unwrap_or(0)
    }

    /// The tokens of a range that are in no group within it: what a group holds is
    /// passed over, and so is what stands between `<` and `>`.
    pub(super) fn outer(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut next = range.start;
        let mut angles = 0_usize;
        std::iter::from_fn(move || {
            while next < range.end {
                let index = next;
                next = match self.list[index].kind {
                    Kind::Open(_, close) | Kind::Attribute(close) => close + 1,
                    _ => index + 1,
                };
                match self.word(index) {
                    "<" => angles += 1,
                    ">" => angles = angles.saturating_sub(1),
                    _ if angles == 0 => return Some(index),
                    _ => {}
                }
            }
            None
        })
    }

    fn breaks(&self) -> usize {
        self.list.last().map_or(0, |last| last.breaks_before + usize::from(last.is_break()))
    }
}

impl Token {
    fn is_break(&self) -> bool {
        matches!(self.kind, Kind::Docs | Kind::InnerDocs)
    }
}
