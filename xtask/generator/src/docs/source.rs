//! Where HTML stands in a description.
//!
//! In CommonMark a line that begins with a tag is HTML as a whole, with all that follows up to a blank
//! line, and Markdown means nothing there. Who writes descriptions seldom knows that. So all tags are
//! read as those within a line are, and Markdown means the same everywhere.

use std::borrow::Cow;
use std::ops::Range;

/// Stands before a tag with which a line begins, so that it is a tag within a line. Descriptions
/// contain no control characters, so it is free for this, and it is never written.
pub(super) const GUARD: char = '\u{2}';

/// A description that is to be read as CommonMark, with no blocks of HTML but comments that go on
/// after a blank line.
pub(super) fn guarded(source: &str) -> Cow<'_, str> {
    if !source.contains('<') {
        return source.into();
    }
    let mut ends = Finder::new("-->");
    let mut gaps = Finder::new("\n\n");
    let mut guarded = String::with_capacity(source.len() + source.len() / 8);
    let mut offset = 0;
    for line in source.split_inclusive('\n') {
        // Signs of quotations and lists may stand before it.
        let is_marker = |c: char| c.is_whitespace() || c.is_ascii_digit() || ">-*+.)".contains(c);
        let text = line.trim_start_matches(is_marker);
        let start = offset + line.len() - text.len();
        let is_guarded = if text.starts_with("<!--") {
            let end = ends.after(source, start);
            end.is_none_or(|end| gaps.after(source, start).is_none_or(|gap| end < gap))
        } else {
            text.starts_with('<')
        };
        guarded.push_str(&source[offset..start]);
        guarded.extend(is_guarded.then_some(GUARD));
        guarded.push_str(text);
        offset += line.len();
    }
    guarded.into()
}

/// Finds a text again and again, always further on.
#[derive(Debug)]
pub(super) struct Finder {
    needle: &'static str,
    /// From where it was searched, and where it was found; nowhere, if it is not there any more.
    found: Option<(usize, Option<usize>)>,
}

impl Finder {
    pub(super) fn new(needle: &'static str) -> Self {
        Self { needle, found: None }
    }

    /// Where it stands next at or after a position, which is never before that of the last search.
    pub(super) fn after(&mut self, text: &str, from: usize) -> Option<usize> {
        match self.found {
            Some((_, None)) => None,
            Some((_, Some(found))) if found >= from => Some(found),
            _ => {
                let found = text.get(from..)?.find(self.needle).map(|found| from + found);
                self.found = Some((from, found));
                found
            }
        }
    }
}

/// An element whose content is no Markdown.
struct Verbatim {
    name: &'static str,
    begins: Finder,
    ends: Finder,
}

/// Finds the content of elements in which Markdown means nothing.
pub(super) struct Contents {
    /// The text in small letters.
    lower: String,
    elements: [Verbatim; 7],
}

impl Contents {
    pub(super) fn new(source: &str) -> Self {
        let element = |name, begin, end| Verbatim {
            name,
            begins: Finder::new(begin),
            ends: Finder::new(end),
        };
        let has_tags = source.contains('<');
        Self {
            lower: if has_tags { source.to_ascii_lowercase() } else { String::new() },
            elements: [
                element("code", "<code", "</code"),
                element("tt", "<tt", "</tt"),
                element("kbd", "<kbd", "</kbd"),
                element("samp", "<samp", "</samp"),
                element("pre", "<pre", "</pre"),
                element("script", "<script", "</script"),
                element("style", "<style", "</style"),
            ],
        }
    }

    /// The content of an element whose tag ends at a position, and where its last tag ends; nothing
    /// if it has none.
    pub(super) fn of(&mut self, name: &str, from: usize) -> Option<(Range<usize>, usize)> {
        let element = self.elements.iter_mut().find(|element| element.name == name)?;
        let end = element.ends.after(&self.lower, from)?;
        // Of one in which another begins, the end is missing.
        if element.begins.after(&self.lower, from).is_some_and(|begin| begin < end) {
            return None;
        }
        let after = self.lower[end..].find('>').map_or(self.lower.len(), |length| end + length + 1);
        Some((from..end, after))
    }
}
