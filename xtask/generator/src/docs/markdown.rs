//! CommonMark written anew, as rustdoc takes it, with HTML as the Markdown that says the same.
//!
//! Everything that is not markup of ours is escaped where it could be taken for markup. Text is looked
//! at after entities have been decoded, so that they bring nothing in.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::blocks::{Blocks, Kind, Origin};
use super::html::{self, Element, text_of};
use super::inline::{Inline, MarkKind};
use super::source::{Contents, GUARD, guarded};
use super::table::Table;
use super::{fence, tidy};

/// Languages that a code block may name: those that rustdoc does not run.
pub(super) const LANGUAGES: &[&str] =
    &["bash", "html", "http", "javascript", "json", "python", "sh", "xml", "yaml"];

/// How deep quotations and lists may be nested. Each line begins with a part for each of them, so
/// that a short description of great depth would become a long one.
const DEEPEST: usize = 16;

/// The lines of a description; none if it is nested too deeply.
pub(super) fn render(source: &str) -> Option<Vec<String>> {
    let source = guarded(source);
    let mut renderer = Renderer::new(&source);
    let parser = Parser::new_ext(&source, Options::ENABLE_TABLES).into_offset_iter();
    // An entity is text of its own, and with what follows it may look like another.
    for (event, range) in TextMergeWithOffset::new(parser) {
        renderer.event(event, range);
        if renderer.blocks.depth() > DEEPEST {
            return None;
        }
    }
    renderer.end_table();
    renderer.flush();
    Some(renderer.blocks.lines)
}

/// Takes the events of a parser one by one.
struct Renderer<'s> {
    source: &'s str,
    contents: Contents,
    blocks: Blocks,
    /// The text of the paragraph, item, cell or code block that is being read.
    inline: Inline,
    /// The table that is being read.
    table: Option<Table>,
    /// The language and the text of the block of code that is being read.
    code: Option<(&'static str, String)>,
    /// The block of HTML that is being read.
    block: String,
    is_heading: bool,
    /// For each element of Markdown around, whether it is read.
    are_read: Vec<bool>,
    /// Up to where everything has been read.
    read_up_to: usize,
}

impl<'s> Renderer<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            contents: Contents::new(source),
            blocks: Blocks::default(),
            inline: Inline::default(),
            table: None,
            code: None,
            block: String::new(),
            is_heading: false,
            are_read: Vec::new(),
            read_up_to: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let is_read = range.start >= self.read_up_to;
        match event {
            Event::Start(tag) => {
                self.are_read.push(is_read);
                if is_read {
                    self.start(tag);
                }
            }
            Event::End(tag) => {
                if self.are_read.pop().unwrap_or_default() {
                    self.end(tag);
                }
            }
            _ if !is_read => {}
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.inline.text(&text),
            },
            Event::Html(line) => self.block.push_str(&line),
            Event::InlineHtml(html) => self.html(&html, range.end),
            Event::Code(code) => self.code_span(&code),
            _ => self.inline.space(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.blocks.begin_quote(Origin::Markdown);
            }
            Tag::List(first) => {
                self.flush();
                self.blocks.begin_list(first, Origin::Markdown);
            }
            Tag::Item => {
                self.flush();
                self.blocks.begin_item(Origin::Markdown);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let known = |name: &str| LANGUAGES.iter().find(|language| **language == name);
                let language = match &kind {
                    CodeBlockKind::Fenced(name) => known(name),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language.copied().unwrap_or("text"), String::new()));
            }
            Tag::Table(_) => self.start_table(),
            Tag::TableHead | Tag::TableRow => self.start_row(),
            Tag::Paragraph | Tag::TableCell => {}
            Tag::Emphasis => self.inline.begin(MarkKind::Emphasis),
            // A heading is strong already.
            Tag::Strong if self.is_heading => {}
            Tag::Strong => self.inline.begin(MarkKind::Strong),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.inline.begin_link(&dest_url);
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            // What has nothing in it is not written. Parsers disagree on where an empty item ends.
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::List(_) => {
                self.flush();
                self.blocks.end_of_markdown();
            }
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    self.code_block(language, &code);
                }
            }
            TagEnd::HtmlBlock => {
                // There are none but comments, behind which may be text, and what nobody writes.
                let block = std::mem::take(&mut self.block);
                let comment = block.strip_prefix("<!--").map(|text| text.split_once("-->"));
                self.inline
                    .text(comment.map_or(&*block, |parts| parts.map_or("", |(_, text)| text)));
                self.flush();
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableCell => self.end_cell(true),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Emphasis => self.inline.end(MarkKind::Emphasis),
            TagEnd::Strong if self.is_heading => {}
            TagEnd::Strong => self.inline.end(MarkKind::Strong),
            TagEnd::Link | TagEnd::Image => self.inline.end(MarkKind::Link),
            _ => self.flush(),
        }
    }

    /// HTML that ends at a position: a tag, or else a comment or text.
    fn html(&mut self, text: &str, end: usize) {
        match html::Tag::read(text) {
            _ if text.starts_with("<!--") => {}
            Some(tag) if self.content(&tag, end) => {}
            Some(tag) if tag.is_end => self.end_element(tag.element),
            Some(tag) => self.start_element(&tag),
            None => self.inline.text(text),
        }
    }

    /// Reads the whole of an element in which Markdown means nothing. Returns whether it is one.
    fn content(&mut self, tag: &html::Tag<'_>, end: usize) -> bool {
        if tag.is_end || !matches!(tag.element, Element::Code | Element::Lines | Element::Hidden) {
            return false;
        }
        let Some((content, after)) = self.contents.of(&tag.name, end) else { return false };
        self.read_up_to = after;
        if tag.element == Element::Hidden {
            return true;
        }
        let text = text_of(&self.source[content].replace(GUARD, ""));
        let text = text.trim_end().trim_start_matches(['\n', '\r']);
        let is_block = tag.element == Element::Lines || text.trim().contains('\n');
        if is_block && self.table.is_none() {
            self.flush();
            if !text.trim().is_empty() {
                self.code_block("text", text);
            }
        } else {
            let words: Vec<_> = text.split_whitespace().collect();
            self.code_span(&words.join(" "));
        }
        true
    }

    fn start_element(&mut self, tag: &html::Tag<'_>) {
        match tag.element {
            Element::Mark(MarkKind::Link) => {
                self.inline.begin_link(&tag.attribute("href").unwrap_or_default());
            }
            Element::Mark(MarkKind::Strong) if self.is_heading => {}
            Element::Mark(kind) => self.inline.begin(kind),
            Element::Image => {
                self.inline.begin_link(&tag.attribute("src").unwrap_or_default());
                self.inline.text(&tag.attribute("alt").unwrap_or_default());
                self.inline.end(MarkKind::Link);
            }
            Element::Heading => self.start_heading(),
            Element::List { .. } | Element::Item | Element::Term | Element::Quote
                if self.table.is_some() || self.blocks.is_deep(DEEPEST) =>
            {
                self.flush();
            }
            Element::List { is_numbered } => {
                self.flush();
                let start = || tag.attribute("start").and_then(|start| start.parse().ok());
                self.blocks.begin_list(is_numbered.then(|| start().unwrap_or(1)), Origin::Html);
            }
            Element::Item | Element::Term => {
                self.flush();
                self.blocks.begin_item(Origin::Html);
            }
            Element::Quote => {
                self.flush();
                self.blocks.begin_quote(Origin::Html);
            }
            Element::Table => self.start_table(),
            Element::Row => self.start_row(),
            Element::Cell => self.end_cell(false),
            Element::Power => self.inline.text("^"),
            Element::Quoted => self.inline.text("\""),
            Element::Block | Element::Break | Element::Lines => self.flush(),
            // One without an end more likely stands for something else.
            Element::Code | Element::Hidden => self.inline.text(&format!("<{}>", tag.name)),
            Element::Inline => {}
        }
    }

    fn end_element(&mut self, element: Element) {
        match element {
            Element::Mark(MarkKind::Strong) if self.is_heading => {}
            Element::Mark(kind) => self.inline.end(kind),
            Element::Heading => self.end_heading(),
            Element::List { .. } => {
                self.flush();
                self.blocks.end_of_html(|kind| matches!(kind, Kind::List(_)));
            }
            Element::Item => {
                self.flush();
                self.blocks.end_of_html(|kind| kind == Kind::Item);
            }
            Element::Quote => {
                self.flush();
                self.blocks.end_of_html(|kind| kind == Kind::Quote);
            }
            Element::Table => self.end_table(),
            Element::Cell => self.end_cell(true),
            Element::Row => self.end_cell(false),
            Element::Quoted => self.inline.text("\""),
            Element::Block | Element::Break | Element::Lines | Element::Term => self.flush(),
            Element::Image | Element::Power | Element::Code | Element::Hidden | Element::Inline => {
            }
        }
    }

    fn start_heading(&mut self) {
        self.flush();
        self.is_heading = true;
    }

    fn end_heading(&mut self) {
        self.flush();
        self.is_heading = false;
    }

    fn start_table(&mut self) {
        self.end_table();
        self.flush();
        self.table = Some(Table::default());
    }

    fn start_row(&mut self) {
        self.end_cell(false);
        if let Some(table) = &mut self.table {
            table.begin_row();
        }
    }

    /// Ends a cell, if that is what is being read: there may be none but for what is in it.
    fn end_cell(&mut self, is_cell: bool) {
        if let Some(table) = &mut self.table {
            table.cell(&self.inline.take(), is_cell);
        }
    }

    fn end_table(&mut self) {
        self.end_cell(false);
        if let Some(table) = self.table.take() {
            let lines = table.lines();
            if !lines.is_empty() {
                self.blocks.separate();
            }
            for line in lines {
                self.blocks.line(&line);
            }
        }
    }

    /// Code, with a fence that is longer than any within.
    fn code_block(&mut self, language: &str, code: &str) {
        self.blocks.separate();
        let fence = fence(code, 3);
        self.blocks.line(&format!("{fence}{language}"));
        for line in code.lines() {
            self.blocks.line(&tidy(&line.replace('\t', "    ")));
        }
        self.blocks.line(&fence);
    }

    fn code_span(&mut self, code: &str) {
        let code = tidy(code);
        let is_in_cell = self.table.is_some();
        if code.trim().is_empty() || code.contains('`') || (is_in_cell && code.contains('|')) {
            self.inline.text(&code);
        } else {
            self.inline.code(&code);
        }
    }

    /// Ends the paragraph that is being read. A cell has but one.
    fn flush(&mut self) {
        if self.table.is_some() {
            return self.inline.space();
        }
        let text = self.inline.take();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.is_heading {
            // A heading of its own would stand above those of the item.
            self.blocks.paragraph(format!("**{text}**"));
            self.is_heading = false;
        } else {
            self.blocks.paragraph(text.to_owned());
        }
    }
}
