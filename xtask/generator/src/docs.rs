//! Prose of a document as doc comments.
//!
//! Descriptions are CommonMark by anybody. As doc comments they have to survive
//! rustdoc: no HTML, no link to nowhere, no code block that is run as a test; and
//! they should read well in the source, so they are wrapped.
//!
//! `markdown` writes them so. `backstop` reads what was written as rustdoc does: if it finds code or
//! HTML nevertheless, descriptions are written as plain text.

mod backstop;
mod ending;
#[cfg(test)]
#[path = "../../../tests/hostile/markdown.rs"]
mod hostile;
mod lines;
mod markdown;

use std::borrow::Cow;

use document::printable::is_printable;
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

#[cfg(test)]
mod tests {
    use arbitrary::Unstructured;

    use super::{Descriptions, Docs, backstop, hostile};

    #[track_caller]
    fn check(description: &str, lines: &[&str]) {
        assert_eq!(Docs::of(Some(description), || "Nothing.".to_owned()).lines(), lines);
    }

    #[test]
    fn a_description_ends_before_a_sentence_of_ours() {
        let check = |text: &str, expected: &str| {
            let docs = Docs::of(Some(text), String::new).continued("At most 5.");
            assert_eq!(docs.lines().join("\n"), expected, "{text}");
        };
        check("How many", "How many. At most 5.");
        check("How many.", "How many. At most 5.");
        check("How many?", "How many? At most 5.");
        check("How many (there are.)", "How many (there are.) At most 5.");
        check("How many (there are)", "How many (there are). At most 5.");
        check("The `size`", "The `size`. At most 5.");
        check("How many [there are.]", "How many \\[there are.\\] At most 5.");
        check("How many...", "How many... At most 5.");
        check("いくつ。", "いくつ。 At most 5.");
        check("See [here](https://a.b)", "See [here](https://a.b). At most 5.");
        check("[See here.](https://a.b)", "[See here.](https://a.b) At most 5.");
        check("See [there.](/c)", "See there. At most 5.");
        check("See https://a.b/c.", "See <https://a.b/c>. At most 5.");
        check("How many<br>", "How many. At most 5.");
        // What is to follow is no sentence of ours.
        check("One of:", "One of:\n\nAt most 5.");
        check("**One of:**", "**One of:**\n\nAt most 5.");
        check("One, two,", "One, two,\n\nAt most 5.");
        // What is no paragraph stands alone.
        check("# How many", "**How many**\n\nAt most 5.");
        check("How many\n===", "**How many**\n\nAt most 5.");
        check("- one\n- two", "- one\n- two\n\nAt most 5.");
        check("1. one", "1. one\n\nAt most 5.");
        check("> How many", "> How many\n\nAt most 5.");
        check("    code", "```text\ncode\n```\n\nAt most 5.");
        check("| a |\n|---|\n| b |", "| a |\n| --- |\n| b |\n\nAt most 5.");
        check("One.\n\nTwo", "One.\n\nTwo\n\nAt most 5.");
        check("One of:\n- a", "One of:\n\n- a\n\nAt most 5.");
    }

    #[test]
    fn items_begin_with_what_is_said_of_them() {
        let docs = |text: &str| Docs::of(Some(text), String::new);
        let items = [
            ("`404`, `410`", "Gone\n\nFor good."),
            ("`500`", "- a\n- b"),
            ("`503`", "```\na\n```"),
        ];
        let items = items.map(|(label, text)| (label.to_owned(), docs(text)));
        let list = Docs::list(items.into()).lines().join("\n");
        let expected = "- `404`, `410`: Gone\n\n  For good.\n- `500`:\n\n  - a\n  - b\n- `503`:\n\n  ```text\n  a\n  ```";
        assert_eq!(list, expected);
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
        check("```\na\n``` ```\nb\n```", &["````text", "a", "``` ```", "b", "````"]);
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

    #[test]
    fn text_cannot_open_a_block() {
        check("\\~~~\n\nx\n\n\\~~~", &["\\~\\~\\~", "", "x", "", "\\~\\~\\~"]);
        check("\\`\\`\\`\nx", &["\\`\\`\\` x"]);
        check("\\- a", &["\\- a"]);
        check("\\+ a", &["\\+ a"]);
        check("1\\. a", &["1\\. a"]);
        check("1\\) a", &["1\\) a"]);
        check("\\> a", &["\\> a"]);
        check("\\# a", &["\\# a"]);
        check("a\n\\===", &["a ==="]);
        check("&#45;&#45;&#45;", &["\\---"]);
        check("\\[a]: https://b.c", &["\\[a\\]: <https://b.c>"]);
        check("\\[^a]: b", &["\\[\\^a\\]: b"]);
        check("[^a](https://b.c)", &["[\\^a](https://b.c)"]);
        check("# &#32;", &["Nothing."]);
        check("# -- #1", &["**-- #1**"]);
        check("&#32;&#32;&#32;&#32;a", &["a"]);
        check("*&#32;a*", &["\\* a*"]);
    }

    #[test]
    fn entities_bring_nothing_in() {
        check("a&#10;&#10;    b", &["a b"]);
        check("a&NewLine;&Tab;&nbsp;&#8232;&#x3000;b", &["a b"]);
        check("# a&#10;&#10;~~~&#10;b", &["**a \\~\\~\\~ b**"]);
        check(
            "| a&#10;~~~&#10;b |\n|---|\n| `c d` |",
            &["| a \\~\\~\\~ b |", "| --- |", "| `c d` |"],
        );
        check("[a&#10;~~~&#10;b](https://c.d)", &["[a \\~\\~\\~ b](https://c.d)"]);
        check("a&#13;&#27;&#8238;&#x202e;&#8206;&#65279;b", &["a b"]);
        check("&lt;b&gt; &amp;lt; &amp;#10; R&amp;D", &["\\<b> \\&lt; \\&#10; R&D"]);
        check("~~~ &#114;ust\na\n~~~", &["```text", "a", "```"]);
    }

    #[test]
    fn every_marker_is_written() {
        check("- - - a", &["- - - a"]);
        check("- > a\n  > - b", &["- > a", "  > - b"]);
        check("> 1. a\n>    b", &["> 1. a b"]);
        check("- ```\n  a\n  ```", &["- ```text", "  a", "  ```"]);
        check("- | a |\n  |---|", &["- | a |", "  | --- |"]);
        check("- a\n\n  b\n- c", &["- a", "", "  b", "- c"]);
        check("-\n- b", &["- b"]);
        check("1. a\n2.\n3. > - c", &["1. a", "3. > - c"]);
        check("- a\n\n  7) b", &["- a", "", "  7. b"]);
        check("999999999. a\n1. b\n\n   c", &["999999999. a", "999999999. b", "", "           c"]);
        // As many lines as words, each with all of the signs, is too much for a short description.
        check(
            &format!("{} a", ">".repeat(17)),
            &["\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\> a"],
        );
    }

    #[test]
    fn links_end_where_they_should() {
        check("[a](<https://b.c/ d>)", &["[a](https://b.c/%20d)"]);
        check("[a](https://b.c/(d)\\<e\\>\\`)", &["[a](https://b.c/%28d%29%3Ce%3E%60)"]);
        check("[a](https://b.c?d&#10;~~~)", &["[a](https://b.c?d%0A~~~)"]);
        check("[a](https://b.c?d&amp;lt;e)", &["[a](https://b.c?d&lt%3Be)"]);
        check("see https://a.b/`c`\\d|e", &["see <https://a.b/>`c`\\\\d\\|e"]);
        check("[![a](https://b.c)](https://d.e)", &["[a](https://d.e)"]);
        check("wow![a](b) wow\\![a](https://b.c)", &["wowa wow\\![a](https://b.c)"]);
    }

    #[test]
    fn code_spans_stay_whole() {
        check("| `a\\|b` |\n|---|", &["| a\\|b |", "| --- |"]);
        let words = "word ".repeat(16);
        check(&format!("{words}`a&#10; <b>`"), &[words.trim_end(), "`a&#10; <b>`"]);
        // A backtick that is escaped begins none.
        let docs = Docs::of(Some(&format!("\\` {words}`a <script>`")), String::new).continued("b");
        assert_eq!(docs.lines(), [&format!("\\` {}", words.trim_end()), "`a <script>`. b"]);
        let code = super::code_span("a\u{3000}<script>\u{2028}b");
        assert_eq!(Docs::own(format!("{words}{code}")).lines().len(), 2);
    }

    #[test]
    fn what_is_not_harmless_becomes_plain() {
        let code =
            |docs: &str| Docs::own("~~~\na\n~~~").and_docs(&Docs::of(Some(docs), String::new));
        assert_eq!(code("*b*").lines(), ["\\~\\~\\~ a \\~\\~\\~", "", "\\\\\\*b\\\\\\*"]);
    }

    /// What was written needs no backstop.
    #[test]
    fn hostile_markdown_is_written_harmlessly() {
        let wanted = std::env::var("HOSTILE_DOCUMENTS").ok();
        let wanted = wanted.and_then(|number| number.parse().ok()).unwrap_or(1000);
        let mut state = 0_u64;
        for number in 0..wanted {
            // splitmix64, as in the tests with hostile documents.
            let bytes: Vec<u8> = (0..256)
                .flat_map(|_| {
                    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    (mixed ^ (mixed >> 31)).to_le_bytes()
                })
                .collect();
            let mut choices = Unstructured::new(&bytes);
            let text = hostile::markdown(&mut choices).expect("the rest is zeros");
            let docs = Docs::of(Some(&text), || "Nothing.".to_owned());
            let list = Docs::own("Own.").and_list([("x", &docs), ("y", &docs)].into_iter());
            for docs in
                [&docs, &docs.clone().continued("More."), &docs.clone().with_second("More."), &list]
            {
                let lines = docs.written(Descriptions::Markdown);
                let written = lines.join("\n");
                assert!(backstop::is_harmless(&lines), "{number}: {text:?}\n\n{text}\n\n{written}");
                let plain = docs.written(Descriptions::Plain);
                assert!(backstop::is_harmless(&plain), "{number}: {text:?}\n\n{plain:?}");
            }
        }
    }
}
