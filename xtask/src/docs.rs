//! Prose of a document as doc comments.
//!
//! Descriptions are CommonMark by anybody. As doc comments they have to survive
//! rustdoc: no HTML, no link to nowhere, no code block that is run as a test; and
//! they should read well in the source, so they are wrapped.

mod lines;
mod markdown;

use lines::Lines;

/// The documentation of an item: what is to be said, in order.
///
/// It becomes lines only where it is written down. Some documents have much of it, and that is done
/// on several processors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
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
    /// Names, and what they mean.
    List(Vec<(String, Docs)>),
    /// Other documentation.
    Docs(Docs),
}

impl Docs {
    /// Our own words, which are fit to print.
    pub fn own(text: impl Into<String>) -> Self {
        Self(vec![Part::Own(text.into())])
    }

    /// A description of the document, or else our own words in its place.
    pub fn of(description: Option<&str>, fallback: impl FnOnce() -> String) -> Self {
        Self(vec![match description {
            Some(text) => Part::Described { text: text.to_owned(), fallback: fallback() },
            None => Part::Own(fallback()),
        }])
    }

    /// Appends a paragraph of our own words.
    #[must_use]
    pub fn and(self, paragraph: impl Into<String>) -> Self {
        self.with(Part::Own(paragraph.into()))
    }

    /// Appends a sentence of our own to a single paragraph, or else a paragraph.
    #[must_use]
    pub fn continued(self, sentence: impl Into<String>) -> Self {
        self.with(Part::Continued(sentence.into()))
    }

    /// Appends other documentation.
    #[must_use]
    pub fn and_docs(self, other: &Docs) -> Self {
        self.with(Part::Docs(other.clone()))
    }

    /// Appends a block of code that is not Rust.
    #[must_use]
    pub fn and_code(self, code: &str) -> Self {
        self.with(Part::Code(code.to_owned()))
    }

    /// Appends a list of names and what they mean.
    #[must_use]
    pub fn and_list<'d>(self, names: impl Iterator<Item = (&'d str, &'d Docs)>) -> Self {
        let names = names.map(|(name, docs)| (name.to_owned(), docs.clone()));
        self.with(Part::List(names.collect()))
    }

    /// Puts a paragraph of our own words after the first one.
    #[must_use]
    pub fn with_second(self, paragraph: impl Into<String>) -> Self {
        self.with(Part::Second(paragraph.into()))
    }

    fn with(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// The lines of the doc comment, without `///`. Never empty.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Lines::default();
        for part in &self.0 {
            match part {
                Part::Own(text) => lines.own(text),
                Part::Described { text, fallback } => lines.description(text, fallback),
                Part::Continued(sentence) => lines.continued(sentence),
                Part::Second(paragraph) => lines.second(paragraph),
                Part::Code(code) => lines.code(code),
                Part::List(names) => lines.list(names),
                Part::Docs(docs) => lines.docs(docs),
            }
        }
        lines.0
    }
}

/// Text as a code span, whatever it contains.
pub fn code_span(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if is_printable(c) && c != '\n' { c } else { ' ' }).collect();
    match text.trim() {
        "" => "an empty text".to_owned(),
        // The fence has to be longer than any within.
        text if text.contains('`') => {
            let within = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(within + 1);
            format!("{fence} {text} {fence}")
        }
        text => format!("`{text}`"),
    }
}

/// A URL as a link, whatever it contains.
pub fn link(url: &str) -> String {
    let mut link = String::from("<");
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | '`' | '"' => link.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_whitespace() || !is_printable(c) => link.push_str("%20"),
            c => link.push(c),
        }
    }
    link.push('>');
    link
}

/// Whether a character may stand in a comment: rustc refuses control characters and
/// those that change the direction of text.
fn is_printable(c: char) -> bool {
    let changes_direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c == '\n' || (!c.is_control() && !changes_direction)
}

#[cfg(test)]
mod tests {
    use super::Docs;

    #[track_caller]
    fn check(description: &str, lines: &[&str]) {
        assert_eq!(Docs::of(Some(description), || "Nothing.".to_owned()).lines(), lines);
    }

    #[test]
    fn nothing_is_said_honestly() {
        check("", &["Nothing."]);
        check(" \n ", &["Nothing."]);
        check("\u{7}\u{202e}", &["Nothing."]);
    }

    #[test]
    fn what_is_added_leaves_blocks_whole() {
        let block = Docs::of(Some("```\na\n\nb\n```"), String::new);
        let list = Docs::own("Own.").and_list([("x", &block)].into_iter());
        assert_eq!(list.lines()[2..].join("\n"), "- `x`:\n\n  ```text\n  a\n\n  b\n  ```");
        let second = block.with_second("Second.");
        assert_eq!(second.lines().join("\n"), "Second.\n\n```text\na\n\nb\n```");
    }

    #[test]
    fn prose_is_wrapped() {
        check("one\ttwo", &["one two"]);
        check("One.\nTwo.\n\nThree.", &["One. Two.", "", "Three."]);
        let long = "word ".repeat(20);
        check(&long, &["word ".repeat(17).trim_end(), "word word word"]);
        // A dash that came first in a line would begin a list.
        let full = format!("{}abc", "word ".repeat(17));
        check(&format!("{full} - x"), &[&format!("{full} -"), "x"]);
    }

    #[test]
    fn rustdoc_gets_nothing_that_it_would_trip_over() {
        check("a <br /> b", &["a b"]);
        check("Vec<String> and <script>", &["Vec\\<String> and \\<script>"]);
        check("the [sid] of it", &["the \\[sid\\] of it"]);
        check(
            "see [here](/docs/x) and [there](https://a.b/c)",
            &["see here and [there](https://a.b/c)"],
        );
        check("see https://a.b/c.", &["see <https://a.b/c>."]);
        check("    let x = 1;", &["```text", "let x = 1;", "```"]);
        check("```\nlet x;\n```", &["```text", "let x;", "```"]);
        check("```rust,no_run\nx\n```", &["```text", "x", "```"]);
        check("```\na\n``` ```\nb\n```", &["```text", "a", "", "b", "```"]);
        check("```json\n{}\n```", &["```json", "{}", "```"]);
        check("# Title\ntext", &["**Title**", "", "text"]);
        check("a_b and `c_d` * e", &["a_b and `c_d` \\* e"]);
        check("*/ } fn main() {}", &["\\*/ } fn main() {}"]);
    }

    #[test]
    fn lists_and_tables_keep_their_shape() {
        check("x\n- a\n- b\n  c\n\ny", &["x", "", "- a", "- b c", "", "y"]);
        check("1. a\n   - b\n2. c", &["1. a", "   - b", "2. c"]);
        check("> q", &["> q"]);
        check(
            "| a | b |\n|---|---|\n| 1 | <x> |",
            &["| a | b |", "| --- | --- |", "| 1 | \\<x> |"],
        );
    }
}
