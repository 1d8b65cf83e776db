//! What is to be said, as lines that are not too wide.

use std::borrow::Cow;

use super::ending::{Ending, is_title};
use super::{Descriptions, Docs, backstop, fence, is_tidy, markdown};
use document::printable::is_printable;

/// The widest line of prose, in characters.
const WIDTH: usize = 88;

/// The lines of a doc comment.
#[derive(Default)]
pub(super) struct DocLines(pub(super) Vec<String>);

impl DocLines {
    /// A paragraph of our own words, or several.
    pub(super) fn own(&mut self, text: &str) {
        paragraphs(&mut self.0, &unbroken(text));
    }

    /// A description of the document. Nothing stands before it.
    pub(super) fn description(&mut self, text: &str, fallback: &str, as_what: Descriptions) {
        if as_what == Descriptions::Plain {
            self.0 = backstop::plain(text);
        } else if is_prose(text) {
            paragraphs(&mut self.0, text);
        } else {
            let is_known = |c: char| matches!(c, '\n' | '\r' | '\t') || is_printable(c);
            let mut known = Cow::Borrowed(text);
            if !text.chars().all(is_known) {
                known = text.replace(|c| !is_known(c), "").into();
            }
            self.0 = markdown::render(&known).unwrap_or_else(|| backstop::plain(&known));
        }
        if self.0.is_empty() {
            self.own(fallback);
        }
    }

    /// A sentence of our own: part of the paragraph, if there is but one and it is no title.
    pub(super) fn continued(&mut self, sentence: &str) {
        let is_paragraph = self.leading_prose() == self.0.len();
        let text = self.0.join(" ");
        let stop = match Ending::of(&text) {
            Ending::Stop => "",
            Ending::Nothing if !is_title(&text) => ".",
            Ending::Nothing | Ending::More => return self.own(sentence),
        };
        if !is_paragraph {
            return self.own(sentence);
        }
        self.0.clear();
        self.own(&format!("{text}{stop} {sentence}"));
    }

    pub(super) fn docs(&mut self, other: &Docs, descriptions: Descriptions) {
        self.0.push(String::new());
        self.0.extend(other.written(descriptions));
    }

    pub(super) fn code(&mut self, code: &str) {
        let fence = fence(code, 3);
        self.0.extend([String::new(), format!("{fence}text")]);
        self.0.extend(code.lines().map(str::to_owned));
        self.0.push(fence);
    }

    pub(super) fn list(&mut self, items: &[(String, Docs)], descriptions: Descriptions) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        for (label, docs) in items {
            let docs = DocLines(docs.written(descriptions));
            let (first, rest) = docs.0.split_at(docs.leading_prose());
            let text = format!("{label}: {}", first.join(" "));
            wrap(&mut self.0, &unbroken(&text), "- ", "  ");
            if first.is_empty() {
                self.0.push(String::new());
            }
            self.0.extend(rest.iter().map(|line| format!("  {line}").trim_end().to_owned()));
        }
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

    /// A paragraph of our own words after the first one.
    pub(super) fn second(&mut self, paragraph: &str) {
        let rest = self.0.split_off(self.leading_prose());
        self.own(paragraph);
        if rest.first().is_some_and(|line| !line.is_empty()) {
            self.0.push(String::new());
        }
        self.0.extend(rest);
    }
}

/// Whether CommonMark would leave the text as it is, paragraphs aside. Most
/// descriptions are like that, and reading them as CommonMark takes time.
fn is_prose(text: &str) -> bool {
    is_tidy(text, |c| matches!(c, ' ' | '\n'))
        && !text.contains(['<', '[', ']', '*', '`', '\\', '#', '&', '_', '|', '~'])
        && !text.contains("://")
        && !text
            .lines()
            .any(|line| line.starts_with(' ') || line.split(' ').next().is_some_and(starts_a_block))
}

/// Wraps paragraphs that are separated by blank lines, and appends them, each with a blank line
/// before it where needed.
fn paragraphs(lines: &mut Vec<String>, text: &str) {
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        wrap(lines, paragraph, "", "");
    }
}

/// Stands for a space at which no line may end. Descriptions contain no control
/// characters, so it is free for this.
pub(super) const JOINER: char = '\u{1}';

/// Keeps code spans and the texts of links together when lines are wrapped.
fn unbroken(text: &str) -> Cow<'_, str> {
    if !text.contains(['`', '[']) {
        return text.into();
    }
    // As many backticks as began the code span end it.
    let (mut fence, mut is_link) = (0, false);
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find([' ', '`', '[', ']', '\\']) {
        let (before, sign) = rest.split_at(position);
        result.push_str(before);
        let length = match sign.chars().nth(1) {
            // A sign that is escaped, outside of code, is none.
            Some(escaped) if fence == 0 && sign.starts_with('\\') && escaped != ' ' => {
                1 + escaped.len_utf8()
            }
            _ => (sign.len() - sign.trim_start_matches('`').len()).max(1),
        };
        let (sign, after) = sign.split_at(length);
        match sign {
            " " if fence > 0 || is_link => result.push(JOINER),
            _ => result.push_str(sign),
        }
        match sign {
            "[" if fence == 0 => is_link = true,
            "]" if fence == 0 => is_link = false,
            _ if !sign.starts_with('`') => {}
            _ if fence == length => fence = 0,
            _ if fence == 0 => fence = length,
            _ => {}
        }
        rest = after;
    }
    result.push_str(rest);
    result.into()
}

/// Wraps text into lines, the first of which starts with `first` and the others
/// with `rest`.
pub(super) fn wrap(lines: &mut Vec<String>, text: &str, first: &str, rest: &str) {
    let line_of = |start: &str| {
        let mut line = String::with_capacity(start.len() + WIDTH);
        line.push_str(start);
        line
    };
    let has_joiners = text.contains(JOINER);
    let mut line = line_of(first);
    let mut width = first.chars().count();
    let mut is_start = true;
    for word in text.split_whitespace() {
        let mut word = Cow::Borrowed(word);
        if has_joiners {
            // A blank that a line began with would belong to what stands around it.
            word = word.trim_matches(JOINER).replace(JOINER, " ").into();
            if word.is_empty() {
                continue;
            }
        }
        let length = word.chars().count();
        if !is_start && width + 1 + length > WIDTH && !starts_a_block(&word) {
            lines.push(std::mem::replace(&mut line, line_of(rest)));
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

/// Whether a word would begin a list, a heading, a quotation, a rule, a block of code or of HTML,
/// or be part of the second line of a table, if it came first in a line.
pub(super) fn starts_a_block(word: &str) -> bool {
    let word = word.split(' ').next().unwrap_or_default();
    if word.is_empty() {
        return false;
    }
    let number = word.trim_end_matches(['.', ')']);
    let is_number = !number.is_empty()
        && number.len() < word.len()
        && number.bytes().all(|b| b.is_ascii_digit());
    let consists_of = |signs: &[u8]| word.bytes().all(|b| signs.contains(&b));
    let is_marker = [b"-", b"+", b"*", b"=", b"#", b"_"].iter().any(|sign| consists_of(*sign));
    let is_of_table = consists_of(b"|:-");
    let is_html = word.starts_with('<') && !word.starts_with("<http");
    is_number
        || is_marker
        || is_of_table
        || is_html
        || word.starts_with('>')
        || word.starts_with("```")
        || word.starts_with("~~~")
}
