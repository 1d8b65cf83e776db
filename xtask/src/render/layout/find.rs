//! Where among the tokens things begin and end.

use std::ops::Range;

use super::super::tokens::Kind;
use super::{Page, STEP};

impl Page<'_> {
    /// Where an item or a statement ends: behind its semicolon or its last block.
    pub(super) fn part_end(&self, range: Range<usize>) -> usize {
        for index in self.tokens.outer(range.clone()) {
            let last = match self.tokens.kind(index) {
                Some(Kind::Open(holds, close)) if holds.is_block() => close,
                _ if self.tokens.word(index) == ";" => return index + 1,
                _ => continue,
            };
            if !matches!(self.tokens.word(last + 1), "else" | ";" | "." | "?") {
                return last + 1;
            }
        }
        range.end
    }

    /// What a chain begins with, and its links; none if fewer than two are calls.
    pub(super) fn links(&self, range: Range<usize>) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let mut links = self.split(range, ".");
        if links.is_empty() {
            return None;
        }
        let mut first = links.remove(0);
        // A short word before the first method leaves room for it.
        if !links.is_empty() && self.tokens.flat(first.clone()).len() <= STEP {
            first.end = links.remove(0).end;
        }
        let is_call = |link: &&Range<usize>| self.last_open((*link).clone()).is_some();
        let calls = links.iter().chain([&first]).filter(is_call).count();
        (calls > 1 && !links.is_empty()).then_some((first, links))
    }

    /// Whether a list is one thing that ends with a group, which alone is broken then.
    pub(super) fn hugs(&self, range: Range<usize>) -> bool {
        self.tokens.kind(range.end - 1) == Some(Kind::Close)
            && self.split(range.clone(), ",").len() == 1
    }

    /// What stands between separators; nothing behind the last one.
    pub(super) fn split(&self, range: Range<usize>, separator: &str) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for index in self.tokens.outer(range.clone()) {
            if self.tokens.word(index) == separator && self.tokens.kind(index) == Some(Kind::Sign) {
                parts.push(start..index);
                start = index + 1;
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    pub(super) fn find(&self, range: Range<usize>, word: &str) -> Option<usize> {
        self.tokens.outer(range).find(|&index| self.tokens.word(index) == word)
    }

    /// The last group that can be broken.
    pub(super) fn last_open(&self, range: Range<usize>) -> Option<usize> {
        let is_group = |index: &usize| match self.tokens.kind(*index) {
            Some(Kind::Open(_, close)) => close > index + 1,
            _ => false,
        };
        self.tokens.outer(range).filter(is_group).last()
    }

    /// The first braces that have lines of their own.
    pub(super) fn outer_block(&self, range: Range<usize>) -> Option<usize> {
        let is_block = |index: &usize| match self.tokens.kind(*index) {
            Some(Kind::Open(holds, _)) => holds.is_block(),
            _ => false,
        };
        self.tokens.outer(range).find(is_block)
    }

    /// The bar behind the parameters, if it is a closure.
    pub(super) fn closure_bar(&self, range: Range<usize>) -> Option<usize> {
        let start = range.start + usize::from(self.tokens.word(range.start) == "move");
        match self.tokens.kind(start) {
            Some(Kind::ClosureEnd) => Some(start),
            Some(Kind::ClosureStart) => {
                let end = |index: &usize| self.tokens.kind(*index) == Some(Kind::ClosureEnd);
                self.tokens.outer(range).find(end)
            }
            _ => None,
        }
    }

    /// What kind of line an item is, if such lines stand together.
    pub(super) fn family(&self, mut index: usize) -> Option<&'static str> {
        if self.tokens.word(index) == "pub" {
            index += 1;
        }
        match (self.tokens.word(index), self.tokens.word(index + 1)) {
            ("mod", _) => Some("modules"),
            ("use", "std") => Some("the standard library"),
            ("use", "crate") => Some("this crate"),
            ("use", _) => Some("other crates"),
            _ => None,
        }
    }
}
