//! Prose of a document as doc comments.
//!
//! Descriptions are CommonMark by anybody. As doc comments they have to survive
//! rustdoc: no HTML, no link to nowhere, no code block that is run as a test; and
//! they should read well in the source, so they are wrapped.
//!
//! `markdown` writes them so. `backstop` reads what was written as rustdoc does: if it finds code or
//! HTML nevertheless, descriptions are written as plain text.

mod backstop;
mod blocks;
mod ending;
#[cfg(test)]
#[path = "../../../tests/hostile/markdown.rs"]
mod hostile;
mod html;
mod inline;
mod lines;
mod markdown;
mod source;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use document::printable::is_printable;
pub(crate) use html::text_of;
use lines::DocLines;

/// The documentation of an item: what is to be said, in order.
///
/// It becomes lines only where it is written down. Some documents have much of it, and that is done
/// on several processors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs(Vec<Passage>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Passage {
    /// Our own words, as a paragraph.
    Own(String),
    /// Words of the document, and our own should there be none.
    Described { text: String, fallback: String },
    /// Our own words, as a sentence more of a single paragraph.
    Continued(String),
    /// Our own words, after the first paragraph.
    Second(String),
    /// Code that is not Rust.
    Code(String),
    /// Labels, which are fit to print, and what is said of each.
    List(Vec<(String, Docs)>),
    /// Other documentation.
    Docs(Docs),
}

impl Docs {
    /// Our own words, which are fit to print.
    pub fn own(text: impl Into<String>) -> Self {
        Self(vec![Passage::Own(text.into())])
    }

    /// A description of the document, or else our own words in its place.
    pub fn of(description: Option<&str>, fallback: impl FnOnce() -> String) -> Self {
        Self(vec![match description {
            Some(text) => Passage::Described { text: text.to_owned(), fallback: fallback() },
            None => Passage::Own(fallback()),
        }])
    }

    /// A list of labels, which are fit to print, and what is said of each.
    pub fn list(items: Vec<(String, Docs)>) -> Self {
        Self(vec![Passage::List(items)])
    }

    /// Appends a paragraph of our own words.
    #[must_use]
    pub fn and(self, paragraph: impl Into<String>) -> Self {
        self.with(Passage::Own(paragraph.into()))
    }

    /// Appends a sentence of our own to a single paragraph, or else a paragraph.
    #[must_use]
    pub fn continued(self, sentence: impl Into<String>) -> Self {
        self.with(Passage::Continued(sentence.into()))
    }

    /// Appends other documentation.
    #[must_use]
    pub fn and_docs(self, other: &Docs) -> Self {
        self.with(Passage::Docs(other.clone()))
    }

    /// Appends a block of code that is not Rust.
    #[must_use]
    pub fn and_code(self, code: &str) -> Self {
        self.with(Passage::Code(code.to_owned()))
    }

    /// Appends a list of names and what they mean.
    #[must_use]
    pub fn and_list<'d>(self, names: impl Iterator<Item = (&'d str, &'d Docs)>) -> Self {
        let items = names.map(|(name, docs)| (code_span(name), docs.clone()));
        self.with(Passage::List(items.collect()))
    }

    /// Puts a paragraph of our own words after the first one.
    #[must_use]
    pub fn with_second(self, paragraph: impl Into<String>) -> Self {
        self.with(Passage::Second(paragraph.into()))
    }

    fn with(mut self, part: Passage) -> Self {
        self.0.push(part);
        self
    }

    /// The lines of the doc comment, without `///`. Never empty.
    pub fn lines(&self) -> Vec<String> {
        let lines = self.written(Descriptions::Markdown);
        if backstop::is_harmless(&lines) {
            return lines;
        }
        let lines = self.written(Descriptions::Plain);
        if backstop::is_harmless(&lines) {
            return lines;
        }
        // Then it is words of our own, or how they are put together.
        backstop::plain(&lines.join("\n"))
    }

    /// The lines, which are not looked at again.
    fn written(&self, descriptions: Descriptions) -> Vec<String> {
        let mut lines = DocLines::default();
        for part in &self.0 {
            match part {
                Passage::Own(text) => lines.own(text),
                Passage::Described { text, fallback } => {
                    lines.description(text, fallback, descriptions);
                }
                Passage::Continued(sentence) => lines.continued(sentence),
                Passage::Second(paragraph) => lines.second(paragraph),
                Passage::Code(code) => lines.code(code),
                Passage::List(items) => lines.list(items, descriptions),
                Passage::Docs(docs) => lines.docs(docs, descriptions),
            }
        }
        lines.0
    }
}

/// How descriptions of the document are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Descriptions {
    /// As CommonMark, which they are.
    Markdown,
    /// As text, whatever is in it.
    Plain,
}

/// Text as a code span, whatever it contains.
pub fn code_span(text: &str) -> String {
    match tidy(text).trim() {
        "" => "an empty text".to_owned(),
        // The fence has to be longer than any within.
        text if text.contains('`') => {
            let fence = fence(text, 1);
            format!("{fence} {text} {fence}")
        }
        text => format!("`{text}`"),
    }
}

/// Backticks, at least so many, and more than stand together anywhere in a text.
pub(crate) fn fence(text: &str, least: usize) -> String {
    let within = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(least.max(within + 1))
}

/// A URL as a link, whatever it contains.
pub fn link(url: &str) -> String {
    format!("<{}>", encoded(url, ""))
}

/// A URL with all percent-encoded that could end it where it stands, and some signs more.
fn encoded(url: &str, more: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    // What looks like an entity would be read as one.
    let has_entities = url.contains('&');
    for c in url.chars() {
        let ends_it = c.is_whitespace() || !is_printable(c) || "<>\\`\"|".contains(c);
        if ends_it || more.contains(c) || (c == ';' && has_entities) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// Text on one line: every kind of blank is a space, and what may not be printed is gone. Entities
/// have to be decoded before, or they bring all of it back.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text, |c| c == ' ') {
        return Cow::Borrowed(text);
    }
    let blanks = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    Cow::Owned(blanks.filter(|c| is_printable(*c)).collect())
}

/// Whether all characters of a text are printable, and no blanks but those that may be there.
fn is_tidy(text: &str, is_blank: impl Fn(char) -> bool) -> bool {
    let is_tidy = |c: char| is_blank(c) || (!c.is_whitespace() && is_printable(c));
    // Most text is ASCII.
    text.bytes().all(|b| b.is_ascii_graphic() || is_blank(char::from(b)))
        || text.chars().all(is_tidy)
}
