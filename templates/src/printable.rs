//! Text of a server, for terminals and logs.

use std::borrow::Cow;
use std::fmt;

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
