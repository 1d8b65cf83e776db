//! Prose of a document as doc comments.
//!
//! Descriptions are CommonMark by anybody. As doc comments they have to survive
//! rustdoc: no HTML, no link to nowhere, no code block that is run as a test; and
//! they should read well in the source, so they are wrapped.

mod markdown;

use std::borrow::Cow;

/// The widest line of prose, in characters.
const WIDTH: usize = 88;

/// The lines of a doc comment, without `///`. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs(Vec<String>);

impl Docs {
    /// Our own words, which are fit to print.
    pub fn own(text: &str) -> Self {
        Self(paragraphs(&unbroken(text)))
    }

    /// A description of the document, or else our own words in its place.
    pub fn of(description: Option<&str>, fallback: impl FnOnce() -> String) -> Self {
        let mut clean = Cow::Borrowed(description.unwrap_or_default());
        if !clean.chars().all(is_printable) {
            clean = clean.replace('\t', " ").replace(|c| !is_printable(c), "").into();
        }
        let lines = if is_plain(&clean) { paragraphs(&clean) } else { markdown::render(&clean) };
        if lines.is_empty() { Self::own(&fallback()) } else { Self(lines) }
    }

    /// Appends a paragraph of our own words.
    #[must_use]
    pub fn and(mut self, paragraph: &str) -> Self {
        push_paragraph(&mut self.0, &unbroken(paragraph));
        self
    }

    /// Appends a sentence of our own to a single paragraph, or else a paragraph.
    #[must_use]
    pub fn continued(self, sentence: &str) -> Self {
        if self.leading_prose() < self.0.len() {
            return self.and(sentence);
        }
        Self(paragraphs(&unbroken(&format!("{} {sentence}", self.0.join(" ")))))
    }

    /// Appends other documentation.
    #[must_use]
    pub fn and_docs(mut self, other: &Docs) -> Self {
        self.0.push(String::new());
        self.0.extend_from_slice(&other.0);
        self
    }

    /// Appends a block of code that is not Rust.
    #[must_use]
    pub fn and_code(mut self, code: &str) -> Self {
        self.0.extend(["", "```text"].map(str::to_owned));
        self.0.extend(code.lines().map(str::to_owned));
        self.0.push("```".to_owned());
        self
    }

    /// Appends a list of names and what they mean.
    #[must_use]
    pub fn and_list<'d>(mut self, names: impl Iterator<Item = (&'d str, &'d Docs)>) -> Self {
        self.0.push(String::new());
        for (name, docs) in names {
            let (first, rest) = docs.0.split_at(docs.leading_prose());
            wrap(&mut self.0, &format!("`{name}`: {}", unbroken(&first.join(" "))), "- ", "  ");
            if first.is_empty() {
                self.0.push(String::new());
            }
            self.0.extend(rest.iter().map(|line| format!("  {line}").trim_end().to_owned()));
        }
        self
    }

    /// How many lines the first paragraph has; none if a list, a table or a block of
    /// code comes first.
    fn leading_prose(&self) -> usize {
        let line = self.0.first().map_or("", String::as_str);
        if line.starts_with('|') || line.split(' ').next().is_some_and(starts_a_block) {
            return 0;
        }
        self.0.iter().take_while(|line| !line.is_empty()).count()
    }

    /// Puts a paragraph of our own words after the first one.
    #[must_use]
    pub fn with_second(mut self, paragraph: &str) -> Self {
        let rest = self.0.split_off(self.leading_prose());
        self = self.and(paragraph);
        if rest.first().is_some_and(|line| !line.is_empty()) {
            self.0.push(String::new());
        }
        self.0.extend(rest);
        self
    }

    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.0
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

/// Whether CommonMark would leave the text as it is, paragraphs aside. Most
/// descriptions are like that, and reading them as CommonMark takes time.
fn is_plain(text: &str) -> bool {
    !text.contains(['<', '[', ']', '*', '`', '\\', '#', '&', '_', '|', '~'])
        && !text.contains("://")
        && !text
            .lines()
            .any(|line| line.starts_with(' ') || line.split(' ').next().is_some_and(starts_a_block))
}

/// Wraps paragraphs that are separated by blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        push_paragraph(&mut lines, paragraph);
    }
    lines
}

/// Wraps a paragraph and appends it, with a blank line before it where needed.
fn push_paragraph(lines: &mut Vec<String>, text: &str) {
    if !lines.is_empty() && !text.trim().is_empty() {
        lines.push(String::new());
    }
    wrap(lines, text, "", "");
}

/// Stands for a space at which no line may end. Descriptions contain no control
/// characters, so it is free for this.
const JOINER: char = '\u{1}';

/// Keeps code spans and the texts of links together when lines are wrapped.
fn unbroken(text: &str) -> Cow<'_, str> {
    if !text.contains(['`', '[']) {
        return text.into();
    }
    // As many backticks as began the code span end it.
    let (mut fence, mut is_link) = (0, false);
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches('`').len();
        match c {
            '`' if fence == run => fence = 0,
            '`' if fence == 0 => fence = run,
            '[' if fence == 0 => is_link = true,
            ']' if fence == 0 => is_link = false,
            _ => {}
        }
        let (start, end) = rest.split_at(run.max(c.len_utf8()));
        if start == " " && (fence > 0 || is_link) {
            result.push(JOINER);
        } else {
            result.push_str(start);
        }
        rest = end;
    }
    result.into()
}

/// Wraps text into lines, the first of which starts with `first` and the others
/// with `rest`.
fn wrap(lines: &mut Vec<String>, text: &str, first: &str, rest: &str) {
    let mut line = String::from(first);
    let mut width = first.chars().count();
    let mut is_start = true;
    for word in text.split_whitespace() {
        let mut word = Cow::Borrowed(word);
        if word.contains(JOINER) {
            word = word.replace(JOINER, " ").into();
        }
        let length = word.chars().count();
        if !is_start && width + 1 + length > WIDTH && !starts_a_block(&word) {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            width = rest.chars().count();
            is_start = true;
        }
        if !is_start {
            line.push(' ');
            width += 1;
        }
        line.push_str(&word);
        width += length;
        is_start = false;
    }
    if !is_start {
        lines.push(line);
    }
}

/// Whether a word would begin a list, a heading, a quotation or a rule if it came
/// first in a line.
fn starts_a_block(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    let is_number = number.len() < word.len() && number.bytes().all(|b| b.is_ascii_digit());
    let is_marker = ["-", "+", "*", "=", "#", "_"]
        .iter()
        .any(|sign| word.trim_matches(|c| sign.contains(c)).is_empty());
    is_number
        || is_marker
        || word.starts_with('>')
        || word.starts_with("```")
        || word.starts_with("~~~")
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
