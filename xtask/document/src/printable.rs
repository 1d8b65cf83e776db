//! Which characters may be printed: in comments, in files, on a terminal.

use std::borrow::Cow;

/// Whether printing a character only shows it, without another effect.
///
/// Control characters steer terminals, and rustc refuses some of them. Those that change the
/// direction of text make it look as if it said something else. Of separators of lines and
/// paragraphs and of the byte order mark, programs disagree on what they do.
pub fn is_printable(c: char) -> bool {
    let changes_direction = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    let separates = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    !c.is_control() && !changes_direction && !separates
}

/// Text of others on one line, such as the name of a file: what may not be printed is written as
/// Rust would write it in a string.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_printable(c) {
            escaped.push(c);
        } else {
            escaped.extend(c.escape_default());
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_may_not_be_printed_is_spelled_out() {
        assert_eq!(escaped("a b/é.yaml"), "a b/é.yaml");
        assert_eq!(
            escaped("a\nb\r\t\u{1b}\u{85}\u{2028}\u{202e}\u{feff}"),
            r"a\nb\r\t\u{1b}\u{85}\u{2028}\u{202e}\u{feff}"
        );
    }
}
