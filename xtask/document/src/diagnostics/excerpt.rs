//! Lines of the texts that diagnostics are about.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::{Text, Texts};
use crate::printable::escaped;

/// Cuts lines out of the texts.
#[derive(Debug)]
pub struct Excerpts<'s> {
    spec: Lines<'s>,
    files: Vec<Lines<'s>>,
    overlay: Option<Lines<'s>>,
}

impl<'s> Excerpts<'s> {
    /// Looks where the lines of the texts begin.
    #[must_use]
    pub fn new(texts: &'s dyn Texts) -> Self {
        let lines = |text| texts.text(text).map(|(name, text)| Lines::new(name, text));
        let spec = lines(Text::Spec).unwrap_or_else(|| Lines::new("", ""));
        let files = (0..).map_while(|number| lines(Text::File(number))).collect();
        Self { spec, files, overlay: lines(Text::Overlay) }
    }

    /// The names of the document and its overlay.
    #[must_use]
    pub fn names(&self) -> String {
        match &self.overlay {
            Some(overlay) => format!("{} with {}", self.spec.name, overlay.name),
            None => self.spec.name.clone(),
        }
    }

    /// The line on which a range begins, with the part of the range that is on it underlined. What
    /// is rendered is to be corrected.
    pub(super) fn excerpt(
        &self,
        (text, range): &(Text, Range<usize>),
        kind: AnnotationKind,
        label: Option<String>,
        corrections: &mut Corrections,
    ) -> Snippet<'s, Annotation<'s>> {
        let lines = self.of(*text);
        let Window { line, column, source, underlined } = lines.window(range);
        let shown = source[..underlined.start].chars().count() + 1;
        if shown != column {
            let place = |column| format!("{}:{line}:{column}", lines.name);
            corrections.0.push((place(shown), place(column)));
        }
        Snippet::source(source)
            .path(lines.name.clone())
            .line_start(line)
            .annotation(kind.span(underlined).label(label))
    }

    /// The name of the file that has a range.
    pub(super) fn name(&self, (text, _): &(Text, Range<usize>)) -> &str {
        &self.of(*text).name
    }

    /// The line and the column, both counted from 1 and columns in characters, at which a range
    /// begins.
    pub(super) fn line_and_column(&self, (text, range): &(Text, Range<usize>)) -> (usize, usize) {
        self.of(*text).position(range.start)
    }

    fn of(&self, text: Text) -> &Lines<'s> {
        let found = match text {
            Text::Overlay => self.overlay.as_ref(),
            Text::File(number) => self.files.get(number),
            Text::Document | Text::Written | Text::Spec => None,
        };
        found.unwrap_or(&self.spec)
    }
}

/// Places that the renderer says and those that are meant, in their order: of a long line it is given
/// a part, and counts from where that begins.
#[derive(Default)]
pub(super) struct Corrections(Vec<(String, String)>);

impl Corrections {
    /// Corrects what is rendered.
    pub(super) fn apply(&self, mut rendered: String) -> String {
        let mut from = 0;
        for (shown, meant) in &self.0 {
            if let Some(found) = rendered[from..].find(shown) {
                from += found;
                rendered.replace_range(from..from + shown.len(), meant);
                from += meant.len();
            }
        }
        rendered
    }
}

/// Cuts lines out of a text.
#[derive(Debug)]
struct Lines<'s> {
    name: String,
    text: &'s str,
    /// The bytes at which lines begin.
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes; none if each byte is one.
    counts: Vec<usize>,
}

/// How many bytes are in a block. A line may be the whole text: to count its characters for each
/// place on it would take quadratic time.
const BLOCK: usize = 1024;

impl<'s> Lines<'s> {
    fn new(name: &str, text: &'s str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(index, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = ends.map(|(end, _)| end + 1);
        Self {
            name: escaped(name).into_owned(),
            text,
            starts: std::iter::once(0).chain(starts).collect(),
            counts: if text.is_ascii() { Vec::new() } else { counts(bytes) },
        }
    }

    /// The number, counted from 0, and the first byte of the line that has a byte, and what stands
    /// on it.
    fn line(&self, byte: usize) -> (usize, usize, &'s str) {
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        (line, start, self.text[start..end].trim_end_matches(['\n', '\r']))
    }

    fn position(&self, byte: usize) -> (usize, usize) {
        let (line, start, content) = self.line(byte);
        let end = start + boundary(content, byte - start);
        (line + 1, self.characters(end) - self.characters(start) + 1)
    }

    /// How many characters begin before a byte.
    fn characters(&self, byte: usize) -> usize {
        match self.counts.get(byte / BLOCK) {
            Some(before) => before + characters(&self.text.as_bytes()[byte / BLOCK * BLOCK..byte]),
            None => byte,
        }
    }

    /// What is shown of the line on which a range begins. It is short, however long the line is: the
    /// renderer cuts it to what fits a terminal, but takes its time over that.
    fn window(&self, range: &Range<usize>) -> Window {
        const LONGEST_UNDERLINE: usize = 60;
        const MOST_AROUND: usize = 200;

        let (_, line_start, content) = self.line(range.start);
        let (line, column) = self.position(range.start);

        let start = boundary(content, range.start - line_start);
        let end = range.end.saturating_sub(line_start).max(start);
        let end = boundary(content, end.min(start + LONGEST_UNDERLINE));
        let end = start + content[start..end].trim_end().len();
        let first = boundary(content, start.saturating_sub(MOST_AROUND));
        let last = boundary(content, end + MOST_AROUND);

        let before = harmless(&content[first..start]);
        let underlined = harmless(&content[start..end]);
        let after = harmless(&content[end..last]);
        Window {
            line,
            column,
            underlined: before.len()..before.len() + underlined.len(),
            source: before + &underlined + &after,
        }
    }
}

/// What is shown of a line.
struct Window {
    /// The number of the line, and the column of what is underlined, both counted from 1.
    line: usize,
    column: usize,
    source: String,
    /// The bytes of the source to underline.
    underlined: Range<usize>,
}

/// How many characters of UTF-8 begin before each block.
fn counts(bytes: &[u8]) -> Vec<usize> {
    let mut count = 0;
    let after = bytes.chunks(BLOCK).map(|block| {
        count += characters(block);
        count
    });
    std::iter::once(0).chain(after).collect()
}

/// How many characters of UTF-8 begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

/// Text without the control characters that the renderer lets through, although some terminals
/// obey them.
fn harmless(text: &str) -> String {
    text.replace(|character| matches!(character, '\u{80}'..='\u{9f}'), "\u{fffd}")
}

/// The last position up to another at which a text can be cut.
fn boundary(text: &str, position: usize) -> usize {
    let position = position.min(text.len());
    (0..=position).rev().find(|position| text.is_char_boundary(*position)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Lines};

    /// What rendering takes does not grow with the length of a line.
    #[test]
    fn what_is_shown_of_a_long_line_is_short() {
        let long = "é\"".repeat(100_000);
        let text = format!("{long}here{long}");
        let start = long.len();
        let window = Lines::new("a.json", &text).window(&(start..start + 4));
        assert_eq!((window.line, window.column), (1, 200_001));
        assert_eq!(&window.source[window.underlined], "here");
        assert!(window.source.len() < 500, "{}", window.source.len());
    }

    /// However long a line is, and wherever its blocks end.
    #[test]
    fn positions_are_counted_in_characters() {
        let long = "aé€".repeat(BLOCK);
        for text in
            [format!("{long}\n{long}"), format!("\r\n{long}\r{long}\r\n"), "a\nb".to_owned()]
        {
            let lines = Lines::new("a.yaml", &text);
            let (mut line, mut column) = (1, 1);
            let mut last = None;
            for (byte, character) in text.char_indices() {
                if last == Some('\n') || (last == Some('\r') && character != '\n') {
                    (line, column) = (line + 1, 1);
                }
                last = Some(character);
                // What ends a line is behind its last column.
                assert_eq!(lines.position(byte), (line, column), "{byte}");
                column += usize::from(!matches!(character, '\r' | '\n'));
            }
        }
    }
}
