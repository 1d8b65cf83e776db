//! Where lines begin and end, much as rustfmt has it with `use_small_heuristics =
//! "Max"`: what fits stands on one line, and what does not is broken from the outside
//! in.
//!
//! It knows the Rust that [`emit`](crate::emit) writes, not all of Rust. What it does
//! not know how to break becomes a long line, which is the same program.

use std::ops::Range;

use proc_macro2::TokenStream;

use super::tokens::{Holds, Kind, Tokens};

mod find;
#[cfg(test)]
mod tests;

/// How long a line may be.
const WIDTH: usize = 100;

/// How far the inside of a group is moved to the right.
const STEP: usize = 4;

/// The text of a module.
pub(super) fn module(stream: TokenStream) -> String {
    let tokens = Tokens::new(stream);
    let mut page = Page { tokens: &tokens, text: String::new(), line: 0, indent: 0 };
    page.module();
    page.text
}

/// What is written so far.
struct Page<'a> {
    tokens: &'a Tokens,
    text: String,
    /// Where the last line begins.
    line: usize,
    indent: usize,
}

impl Page<'_> {
    fn module(&mut self) {
        let is_inner = |index: &usize| match self.tokens.kind(*index) {
            Some(Kind::Attribute(_)) => self.tokens.word(*index) == "#!",
            kind => kind == Some(Kind::InnerDocs),
        };
        let all = 0..self.tokens.len();
        let start = self.tokens.outer(all.clone()).find(|index| !is_inner(index));
        let start = self.attributes(0..start.unwrap_or(all.end));
        if start > 0 {
            self.end_line();
        }
        self.parts(start..self.tokens.len(), Holds::Items);
        self.end_line();
    }

    /// Items or statements, one below the other.
    fn parts(&mut self, range: Range<usize>, holds: Holds) {
        let mut next = range.start;
        let mut before = None;
        while next < range.end {
            let end = self.part_end(next..range.end);
            if let Some(before) = before.replace(next)
                && holds == Holds::Items
                && self.family(before).is_none_or(|family| self.family(next) != Some(family))
            {
                self.end_line();
            }
            self.part(next..end, "");
            next = end;
        }
    }

    /// Fields, variants or arguments, one below the other. Blank lines set those apart whose
    /// documentation has several lines.
    fn entries(&mut self, range: Range<usize>) {
        let mut was_long = false;
        for entry in self.split(range.clone(), ",") {
            let is_long = self.has_long_docs(entry.start);
            if entry.start > range.start && (is_long || was_long) {
                self.end_line();
            }
            was_long = is_long;
            // Nothing may follow what fills up a struct, not even a comma.
            let is_base = self.tokens.word(entry.start) == "..";
            self.part(entry, if is_base { "" } else { "," });
        }
    }

    fn has_long_docs(&self, start: usize) -> bool {
        let is_docs = |index| self.tokens.kind(index) == Some(Kind::Docs);
        is_docs(start) && (is_docs(start + 1) || self.tokens.word(start).contains('\n'))
    }

    /// Something in lines of its own, with its attributes, and what has to follow it.
    fn part(&mut self, range: Range<usize>, after: &str) {
        let start = self.attributes(range.clone());
        self.begin_line();
        self.expression(start..range.end, after);
    }

    /// The attributes that a range begins with; returns where they end.
    fn attributes(&mut self, range: Range<usize>) -> usize {
        let mut next = range.start;
        while next < range.end {
            match self.tokens.kind(next) {
                Some(Kind::Docs) => self.docs(next, "///"),
                Some(Kind::InnerDocs) => self.docs(next, "//!"),
                Some(Kind::Attribute(end)) => {
                    self.begin_line();
                    self.expression(next..end + 1, "");
                    next = end;
                }
                _ => break,
            }
            next += 1;
        }
        next
    }

    fn docs(&mut self, index: usize, sign: &str) {
        for line in self.tokens.word(index).split('\n') {
            self.begin_line();
            self.text.push_str(sign);
            self.text.push_str(line);
        }
    }

    /// The arms of a `match`.
    fn arms(&mut self, range: Range<usize>) {
        let mut next = range.start;
        while next < range.end {
            let body = self.find(next..range.end, "=>").map_or(range.end, |arrow| arrow + 1);
            self.begin_line();
            if let Some(Kind::Open(Holds::Statements, _)) = self.tokens.kind(body) {
                self.expression(next..body, " {");
                next = self.group(body);
                continue;
            }
            let end = self.find(body..range.end, ",").unwrap_or(range.end);
            self.expression(next..body, " ");
            if self.fits(&(body..end), ",") || !self.fits_below(&(body..end), "") {
                self.expression(body..end, ",");
            } else {
                self.text.push('{');
                self.inside(|page| page.part(body..end, ""));
                self.text.push('}');
            }
            next = end + 1;
        }
    }

    /// Tokens, and what has to follow them on the last line.
    fn expression(&mut self, range: Range<usize>, after: &str) {
        if self.fits(&range, after) {
            self.flat(range);
            self.text.push_str(after);
            return;
        }
        let block = self.outer_block(range.clone());
        let equals = self.find(range.clone(), "=");
        if let Some(equals) = equals.filter(|equals| block.is_none_or(|block| *equals < block)) {
            self.assignment(range, equals, after);
        } else if let Some(block) = block {
            self.block(range, block, after);
        } else if let Some(bar) = self.closure_bar(range.clone()) {
            self.flat(range.start..bar + 1);
            self.text.push(' ');
            self.expression(bar + 1..range.end, after);
        } else if !self.alternatives(range.clone(), after) && !self.chain(range.clone(), after) {
            self.last_group(range, after);
        }
    }

    /// `left = right`: the right side is broken, or stands in the next line if it fits.
    fn assignment(&mut self, range: Range<usize>, equals: usize, after: &str) {
        self.flat(range.start..equals + 1);
        self.assigned(equals + 1..range.end, after);
    }

    /// What is right of `=`.
    fn assigned(&mut self, right: Range<usize>, after: &str) {
        self.text.push(' ');
        let stays = self.fits(&right, after) || self.links(right.clone()).is_some();
        if !stays && self.fits_below(&right, after) {
            self.text.pop();
            self.indent += STEP;
            self.begin_line();
            self.expression(right, after);
            self.indent -= STEP;
        } else {
            self.expression(right, after);
        }
    }

    /// An item or a statement with braces that have lines of their own, and what is
    /// behind them.
    fn block(&mut self, range: Range<usize>, open: usize, after: &str) {
        let head = range.start..open;
        let is_else = open > head.start + 1 && self.tokens.word(open - 1) == "else";
        if is_else && !self.fits(&head, " {") {
            // The space behind `=` may end a line.
            self.text.truncate(self.text.trim_end().len());
            self.assigned(head.start..open - 1, "");
            self.begin_line();
            self.text.push_str("else {");
        } else {
            self.expression(head, " {");
        }
        let rest = self.group(open);
        self.rest(rest..range.end, after);
    }

    /// Patterns of which one has to fit.
    fn alternatives(&mut self, range: Range<usize>, after: &str) -> bool {
        let mut patterns = self.split(range.clone(), "|").into_iter();
        let (Some(first), true) = (patterns.next(), patterns.len() > 0) else {
            return false;
        };
        self.expression(first, "");
        for pattern in patterns {
            self.begin_line();
            self.text.push_str("| ");
            let after = if pattern.end == range.end { after } else { "" };
            self.expression(pattern, after);
        }
        true
    }

    /// Calls of methods, each in a line of its own.
    fn chain(&mut self, range: Range<usize>, after: &str) -> bool {
        let Some((first, links)) = self.links(range.clone()) else {
            return false;
        };
        let last = links.last().unwrap_or(&first);
        let is_long_at_the_end = self
            .last_open(last.clone())
            .is_some_and(|open| !self.tokens.is_flat(last) && self.fits(&(range.start..open), "("));
        if is_long_at_the_end {
            return false;
        }
        self.expression(first, "");
        self.indent += STEP;
        for link in links {
            self.begin_line();
            self.text.push('.');
            let after = if link.end == range.end { after } else { "" };
            self.expression(link, after);
        }
        self.indent -= STEP;
        true
    }

    /// Something of which the last group is broken, if there is one.
    fn last_group(&mut self, range: Range<usize>, after: &str) {
        if let Some(open) = self.last_open(range.clone()) {
            self.flat(range.start..open + 1);
            let rest = self.group(open);
            self.rest(rest..range.end, after);
        } else {
            self.flat(range);
            self.text.push_str(after);
        }
    }

    /// What is behind a group that was broken.
    fn rest(&mut self, range: Range<usize>, after: &str) {
        if !range.is_empty() {
            self.text.push_str(self.tokens.gap(range.start));
        }
        self.expression(range, after);
    }

    /// What a group holds, whose begin is written, and its end; returns what is next.
    fn group(&mut self, open: usize) -> usize {
        let Some(Kind::Open(holds, close)) = self.tokens.kind(open) else {
            return open + 1;
        };
        let range = open + 1..close;
        match holds {
            Holds::Items | Holds::Statements => self.inside(|page| page.parts(range, holds)),
            Holds::Fields => self.inside(|page| page.entries(range)),
            Holds::Arms => self.inside(|page| page.arms(range)),
            Holds::Imports => self.inside(|page| page.filled(range)),
            Holds::List if self.hugs(range.clone()) => self.expression(range, ""),
            Holds::List => self.inside(|page| page.entries(range)),
        }
        self.flat(close..close + 1);
        close + 1
    }

    /// Names, as many in a line as fit.
    fn filled(&mut self, range: Range<usize>) {
        self.begin_line();
        let start = self.text.len();
        for name in self.split(range, ",") {
            if self.text.len() > start {
                if self.fits(&name, " ,") {
                    self.text.push(' ');
                } else {
                    self.begin_line();
                }
            }
            self.expression(name, ",");
        }
    }

    /// Lines that are moved to the right, and a new one for the end of the group.
    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += STEP;
        write(self);
        self.indent -= STEP;
        self.begin_line();
    }

    fn begin_line(&mut self) {
        if !self.text.is_empty() {
            self.end_line();
        }
        self.line = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn end_line(&mut self) {
        self.text.push('\n');
    }

    fn flat(&mut self, range: Range<usize>) {
        self.text.push_str(self.tokens.flat(range));
    }

    /// Whether tokens and what follows them fit on the rest of the line.
    fn fits(&self, range: &Range<usize>, after: &str) -> bool {
        let line = &self.text[self.line..];
        self.tokens.is_flat(range)
            && is_short(&[line, self.tokens.flat(range.clone()), after], WIDTH)
    }

    /// Whether they would fit in a line below, moved to the right.
    fn fits_below(&self, range: &Range<usize>, after: &str) -> bool {
        self.tokens.is_flat(range)
            && is_short(&[self.tokens.flat(range.clone()), after], WIDTH - STEP - self.indent)
    }
}

/// Whether texts in a row are not too long.
fn is_short(texts: &[&str], width: usize) -> bool {
    texts.iter().map(|text| text.len()).sum::<usize>() <= width
        || texts.iter().map(|text| text.chars().count()).sum::<usize>() <= width
}
