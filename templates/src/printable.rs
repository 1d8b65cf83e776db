//! Text of a server, for terminals and logs.

use std::borrow::Cow;
use std::fmt::{self, Write};

use http::HeaderMap;

/// Shows a text without what a terminal obeys or what reorders it: control characters,
/// breaks of lines and marks of direction are written as in Rust, `\u{1b}` say.
pub(crate) struct Printable<T>(pub(crate) T);

impl<T: AsRef<str>> fmt::Display for Printable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.as_ref();
        while let Some((start, character)) = rest.char_indices().find(|(_, it)| is_harmful(*it)) {
            f.write_str(&rest[..start])?;
            write!(f, "{}", character.escape_default())?;
            rest = &rest[start + character.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// The beginning of a text that is longer than some number of characters.
pub(crate) fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}...", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// How much of a text, a header or the content of an answer is shown: enough to know it by.
pub(crate) const LONGEST_EXCERPT: usize = 500;

/// Shows the beginning of some content, and how long the whole is.
pub(crate) struct Excerpt<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.get(..LONGEST_EXCERPT) {
            Some(start) if start.len() < self.0.len() => {
                let whole = self.0.len();
                write!(f, "{:?}... of {whole} bytes", String::from_utf8_lossy(start))
            }
            _ => write!(f, "{:?}", String::from_utf8_lossy(self.0)),
        }
    }
}

/// Shows headers, each up to some length.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0.iter().take(MOST_HEADERS) {
            let name = shortened(name.as_str(), LONGEST_EXCERPT);
            if value.is_sensitive() || value.len() <= LONGEST_EXCERPT {
                map.entry(&name, value);
            } else {
                map.entry(&name, &Excerpt(value.as_bytes()));
            }
        }
        if self.0.len() > MOST_HEADERS { map.finish_non_exhaustive() } else { map.finish() }
    }
}

/// How many headers are shown.
const MOST_HEADERS: usize = 50;

/// Shows the beginning of what `Debug` says of a value, which is as long as an API wants.
pub(crate) struct Beginning<'a, T>(pub(crate) &'a T);

impl<T: fmt::Debug> fmt::Debug for Beginning<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_pretty = f.alternate();
        let mut text = Limited { to: f, room: LONGEST_DEBUG, is_full: false };
        let written =
            if is_pretty { write!(text, "{:#?}", self.0) } else { write!(text, "{:?}", self.0) };
        if text.is_full { f.write_str("...") } else { written }
    }
}

/// How many bytes of a value are shown.
const LONGEST_DEBUG: usize = 10_000;

/// Passes text on until there is too much of it, and is an error then, so that no more is made.
struct Limited<'a, 'b> {
    to: &'a mut fmt::Formatter<'b>,
    room: usize,
    is_full: bool,
}

impl fmt::Write for Limited<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let fits = text.char_indices().map(|(start, it)| start + it.len_utf8());
        let end = fits.take_while(|end| *end <= self.room).last().unwrap_or(0);
        self.room -= end;
        self.to.write_str(&text[..end])?;
        self.is_full = end < text.len();
        if self.is_full { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Whether a character is more than what is seen of it.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}
