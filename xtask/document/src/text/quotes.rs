//! Texts in quotes that cannot be read as YAML, and whether they lack the quote at their end.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostics};

/// Reports a line of a text in quotes that is not indented more than what is around the text.
/// Either that is what is wrong with it, or the line is none of the text, whose quote at its end is
/// missing. `read` is where the last node ends that could be read.
pub(super) fn report_indent(text: &str, read: usize, line: usize, diagnostics: &mut Diagnostics) {
    let opening = opening_quote(text, read, line);
    match opening {
        Some(opening) if is_closed_on_its_line(&text[line..], text.as_bytes()[opening]) => {
            let message = "this line of a text in quotes is indented too little";
            diagnostics
                .error(Code::SYNTAX, line..line + 1, message)
                .help("indent each line of the text more than the key that it belongs to")
                .related(opening..opening + 1, "the text begins here");
        }
        _ => report_unclosed(opening.unwrap_or(line), diagnostics),
    }
}

/// Reports a text in quotes that has no quote at its end.
pub(super) fn report_unclosed(opening: usize, diagnostics: &mut Diagnostics) {
    diagnostics
        .error(Code::SYNTAX, one(opening), "text in quotes is not closed")
        .help("add the closing quote");
}

const fn one(byte: usize) -> Range<usize> {
    byte..byte + 1
}

/// Where the text in quotes begins that is still open at `end`. What is between `start` and `end`
/// is not in the middle of a value: comments, a key, texts that are closed, and that text.
pub(super) fn opening_quote(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = start;
    while position < end {
        let before = position.checked_sub(1).map_or(b'\n', |before| bytes[before]);
        let begins = before.is_ascii_whitespace() || b"[{,:".contains(&before);
        match bytes[position] {
            quote @ (b'"' | b'\'') if begins => {
                let length = closing_quote(&text[position + 1..], quote);
                match length.map(|length| position + 1 + length).filter(|&close| close < end) {
                    Some(close) => position = close,
                    None => return Some(position),
                }
            }
            b'#' if before.is_ascii_whitespace() => {
                let comment = &text[position..];
                position += comment.find(['\n', '\r']).unwrap_or(comment.len());
            }
            _ => {}
        }
        position += 1;
    }
    None
}

/// Where the quote is that closes a text, which begins with the text.
fn closing_quote(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let is_escape = match quote {
            b'"' => byte == b'\\',
            _ => byte == b'\'' && bytes.get(position + 1) == Some(&b'\''),
        };
        if is_escape {
            position += 1;
        } else if byte == quote {
            return Some(position);
        }
        position += 1;
    }
    None
}

/// Whether the next quote closes a text: nothing else follows on its line. A quote that begins
/// another text has that behind it.
fn is_closed_on_its_line(text: &str, quote: u8) -> bool {
    let after = closing_quote(text, quote).map(|close| &text[close + 1..]);
    let rest = after.map(|after| after.split(['\n', '\r']).next().unwrap_or_default());
    rest.is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{is_closed_on_its_line, opening_quote};

    #[test]
    fn the_text_that_is_open_is_found() {
        for (text, expected) in [
            ("it's: \"a\n", Some(6)),
            ("a: 'it''s\n", Some(3)),
            ("'a': 'b\n", Some(5)),
            ("# it's\n\"a\\\"\n", Some(7)),
            ("a: [\"b\", 'c\n", Some(9)),
            ("a: 'b'\n", None),
            ("a: b # '", None),
        ] {
            assert_eq!(opening_quote(text, 0, text.len()), expected, "{text}");
        }
    }

    #[test]
    fn a_quote_that_begins_a_text_closes_none() {
        for (rest, quote, expected) in [
            ("b c\"\nd: e", b'"', true),
            ("b: \"c\"\n", b'"', false),
            ("it''s' # yes\n", b'\'', true),
            ("b: \\\"c\" \r\n", b'"', true),
            ("b: c", b'"', false),
        ] {
            assert_eq!(is_closed_on_its_line(rest, quote), expected, "{rest}");
        }
    }
}
