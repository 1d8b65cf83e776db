//! Lines of the texts that diagnostics are about.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::{Text, Texts};
use crate::printable::escaped;

/// Cuts lines out of the texts.
#[derive(Debug)]
pub struct Excerpts<'s> {
    spec: Lines<'s>,
    overlay: Option<Lines<'s>>,
}

impl<'s> Excerpts<'s> {
    /// Looks where the lines of the texts begin.
    #[must_use]
    pub fn new(texts: &'s dyn Texts) -> Self {
        let lines = |text| texts.text(text).map(|(name, text)| Lines::new(name, text));
        let spec = lines(Text::Spec).unwrap_or_else(|| Lines::new("", ""));
        Self { spec, overlay: lines(Text::Overlay) }
    }

    /// The names of the files.
    #[must_use]
    pub fn names(&self) -> String {
        match &self.overlay {
            Some(overlay) => format!("{} with {}", self.spec.name, overlay.name),
            None => self.spec.name.clone(),
        }
    }

    /// The line on which a range begins, with the part of the range that is on it underlined.
    pub(super) fn excerpt(
        &self,
        (text, range): &(Text, Range<usize>),
        kind: AnnotationKind,
        label: Option<String>,
    ) -> Snippet<'s, Annotation<'s>> {
        self.of(*text).excerpt(range, kind, label)
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
        match (text, &self.overlay) {
            (Text::Overlay, Some(overlay)) => overlay,
            _ => &self.spec,
        }
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

    fn excerpt(
        &self,
        range: &Range<usize>,
        kind: AnnotationKind,
        label: Option<String>,
    ) -> Snippet<'s, Annotation<'s>> {
        const LONGEST_UNDERLINE: usize = 60;
        const LONGEST_REST: usize = 200;

        let (line, line_start, content) = self.line(range.start);

        let start = boundary(content, range.start - line_start);
        let end = range.end.saturating_sub(line_start).max(start);
        let end = boundary(content, end.min(start + LONGEST_UNDERLINE));
        let end = start + content[start..end].trim_end().len();
        // The renderer cuts long lines to what fits a terminal, but takes its time over it.
        let cut = boundary(content, end + LONGEST_REST);

        let before = harmless(&content[..start]);
        let underlined = harmless(&content[start..end]);
        let annotation = kind.span(before.len()..before.len() + underlined.len());
        let after = harmless(&content[end..cut]);
        Snippet::source(before + &underlined + &after)
            .path(self.name.clone())
            .line_start(line + 1)
            .annotation(annotation.label(label))
    }
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
