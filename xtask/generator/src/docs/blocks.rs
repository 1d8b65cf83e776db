//! The lines of a description, and the quotations and lists that they stand in.

use super::lines::{JOINER, starts_a_block, wrap};

/// The largest number that can begin an item of a list.
const LARGEST_NUMBER: u64 = 999_999_999;

/// Who began a block. What Markdown begins it ends as well; of HTML either may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Markdown,
    Html,
}

/// A block that has others in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Quote,
    /// With the next number; none for bullets.
    List(Option<u64>),
    Item,
}

#[derive(Debug)]
struct Block {
    kind: Kind,
    origin: Origin,
    /// What its first line starts with, as long as that is still to come. A list has no sign of its
    /// own.
    first: Option<String>,
    /// What its other lines start with.
    rest: String,
}

/// What has been written.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) lines: Vec<String>,
    /// The blocks around, from the outside in.
    around: Vec<Block>,
}

impl Blocks {
    /// How many signs each line begins with.
    pub(super) fn depth(&self) -> usize {
        self.around.iter().filter(|block| !matches!(block.kind, Kind::List(_))).count()
    }

    /// Whether HTML may begin no more of them. Of its lists not all have items.
    pub(super) fn is_deep(&self, deepest: usize) -> bool {
        self.depth() >= deepest || self.around.len() >= 2 * deepest
    }

    pub(super) fn begin_quote(&mut self, origin: Origin) {
        self.separate();
        let sign = "> ".to_owned();
        self.push(Kind::Quote, origin, Some(sign.clone()), sign);
    }

    pub(super) fn begin_list(&mut self, first: Option<u64>, origin: Origin) {
        let is_list = |block: &Block| matches!(block.kind, Kind::List(_));
        let is_in_item =
            self.around.iter().any(is_list) && !self.around.last().is_some_and(is_list);
        if !is_in_item {
            self.separate();
        }
        self.push(Kind::List(first), origin, Some(String::new()), String::new());
    }

    pub(super) fn begin_item(&mut self, origin: Origin) {
        if origin == Origin::Html {
            self.end_item_before();
            let is_in_list = self
                .around
                .last()
                .is_some_and(|block| block.origin == origin && matches!(block.kind, Kind::List(_)));
            if !is_in_list {
                self.begin_list(None, origin);
            }
        }
        let list = self.around.iter_mut().rev().find_map(|block| match &mut block.kind {
            Kind::List(next) => Some((next, block.first.is_some())),
            Kind::Quote | Kind::Item => None,
        });
        let (marker, is_first) = match list {
            Some((Some(number), is_first)) => {
                let marker = (*number).min(LARGEST_NUMBER);
                *number += 1;
                (format!("{marker}. "), is_first && marker != 1)
            }
            _ => ("- ".to_owned(), false),
        };
        // Only a list that begins with 1 can follow a paragraph at once.
        if is_first {
            self.blank_line();
        }
        let rest = " ".repeat(marker.len());
        self.push(Kind::Item, origin, Some(marker), rest);
    }

    /// Ends the item of HTML whose end was left out, as another one begins.
    fn end_item_before(&mut self) {
        let of_html = self.around.iter().rev().take_while(|block| block.origin == Origin::Html);
        let index = of_html.map(|block| block.kind).position(|kind| kind != Kind::Quote);
        if let Some(index) = index
            && self.around[self.around.len() - index - 1].kind == Kind::Item
        {
            self.around.truncate(self.around.len() - index - 1);
        }
    }

    fn push(&mut self, kind: Kind, origin: Origin, first: Option<String>, rest: String) {
        self.around.push(Block { kind, origin, first, rest });
    }

    /// Ends the innermost block that Markdown began.
    pub(super) fn end_of_markdown(&mut self) {
        while self.around.pop().is_some_and(|block| block.origin == Origin::Html) {}
    }

    /// Ends the innermost block of a kind that HTML began, unless Markdown began one within.
    pub(super) fn end_of_html(&mut self, is_wanted: fn(Kind) -> bool) {
        let of_html = self.around.iter().rev().take_while(|block| block.origin == Origin::Html);
        let index = of_html.clone().position(|block| is_wanted(block.kind));
        if let Some(index) = index {
            self.around.truncate(self.around.len() - index - 1);
        }
    }

    /// Writes a paragraph.
    pub(super) fn paragraph(&mut self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        self.separate();
        let (first, rest) = self.starts();
        wrap(&mut self.lines, &escape_start(text), &first, &rest);
    }

    /// A blank line, unless nothing stands before it.
    pub(super) fn separate(&mut self) {
        // What stands in none of its items ends a list.
        let is_over =
            |block: &mut Block| block.origin == Origin::Html && matches!(block.kind, Kind::List(_));
        while self.around.pop_if(is_over).is_some() {}
        self.blank_line();
    }

    fn blank_line(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) && !self.is_at_start() {
            self.lines.push(self.blank());
        }
    }

    /// Whether nothing has been written of the quotation or item around.
    fn is_at_start(&self) -> bool {
        let mut around = self.around.iter().rev();
        let innermost = around.find(|block| !matches!(block.kind, Kind::List(_)));
        innermost.is_some_and(|block| block.first.is_some())
    }

    /// A blank line of the quotations and items of which something has been written.
    fn blank(&self) -> String {
        let is_list = |block: &&Block| matches!(block.kind, Kind::List(_));
        let begun = self.around.iter().take_while(|block| is_list(block) || block.first.is_none());
        begun.map(|block| &*block.rest).collect::<String>().trim_end().to_owned()
    }

    pub(super) fn line(&mut self, text: &str) {
        let (first, _) = self.starts();
        self.lines.push(format!("{first}{text}").trim_end().to_owned());
    }

    /// What the next line starts with, and the lines after it.
    fn starts(&mut self) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        for block in &mut self.around {
            first.push_str(block.first.take().as_deref().unwrap_or(&block.rest));
            rest.push_str(&block.rest);
        }
        (first, rest)
    }
}

/// Text of a paragraph, which would begin with something else.
fn escape_start(mut text: String) -> String {
    let word = text.trim_start_matches([' ', JOINER]);
    let start = text.len() - word.len();
    if word.split(JOINER).next().is_some_and(starts_a_block) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        text.insert(start + digits, '\\');
    }
    text
}
