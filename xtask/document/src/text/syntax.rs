//! What is wrong with a text that cannot be read, in our own words.
//!
//! Both parsers tell kinds of errors apart; their messages are meant for programmers who use them.

use granit_parser::{ErrorKind, ScanError};

use super::nodes::DEEPEST;
use super::quotes;
use crate::diagnostics::{Code, Diagnostics};

/// Reports why a text is not YAML. `read` is where the last node ends that could be read.
pub(super) fn explain_yaml(
    text: &str,
    read: usize,
    error: &ScanError,
    diagnostics: &mut Diagnostics,
) {
    let start = error.marker().byte_offset().unwrap_or_default().min(text.trim_end().len());
    let start = if is_of_escape(error.kind()) { first_wrong_escape(text, start) } else { start };

    let (message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            let message = format!("values are nested more than {DEEPEST} levels deep");
            diagnostics.error(Code::NESTING_LIMIT, start..start + 1, message);
            return;
        }
        ErrorKind::InvalidQuotedScalarIndent => {
            return quotes::report_indent(text, read, start, diagnostics);
        }
        ErrorKind::UnclosedQuotedScalar => {
            let opening = quotes::opening_quote(text, read, text.len());
            return quotes::report_unclosed(opening.unwrap_or(start), diagnostics);
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is not closed"), Some("add the closing bracket"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), None)
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            (format!("the control character U+{:04X} is not allowed", u32::from(*character)), None)
        }
        ErrorKind::UnexpectedCharacter { character } => {
            (format!("a value cannot begin with `{character}`"), Some("put the value in quotes"))
        }
        _ if is_colon_of_long_key(text, start) => (
            "a key is longer than 1024 characters, which YAML does not allow".to_owned(),
            Some("write `? ` before the key, or write the document as JSON"),
        ),
        kind => {
            let (message, help) = words(kind);
            (message.to_owned(), help)
        }
    };
    let diagnostic = diagnostics.error(Code::SYNTAX, start..start + 1, message);
    if let Some(help) = help {
        diagnostic.help(help);
    }
}

fn is_colon_of_long_key(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |line_break| line_break + 1);
    text[start..].starts_with(':') && text[line..start].chars().count() > 1024
}

/// Whether an error is about an escape, and its place that of the text in quotes that has it.
const fn is_of_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

/// Where the first escape after `start` is that YAML does not have (YAML 1.2.2, 5.7), or `start`.
fn first_wrong_escape(text: &str, start: usize) -> usize {
    let mut rest = &text[start..];
    while let Some(position) = rest.find('\\') {
        let escape = &rest[position..];
        let digits = match escape.as_bytes().get(1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let code = |escape: &str| u32::from_str_radix(escape.get(2..2 + digits)?, 16).ok();
        let length = if digits == 0 {
            let is_known = |letter| "0abt\tnvfre \"/\\N_LP\r\n".contains(letter);
            escape[1..].chars().next().filter(|&letter| is_known(letter)).map(|_| 2)
        } else {
            let is_pair = |code| (0xd800..0xdc00).contains(&code) && escape[6..].starts_with("\\u");
            let length = |code| match char::from_u32(code) {
                Some(_) => Some(2 + digits),
                None => is_pair(code).then_some(12),
            };
            code(escape).and_then(length)
        };
        match length.and_then(|length| escape.get(length..)) {
            Some(after) => rest = after,
            None => return text.len() - escape.len(),
        }
    }
    start
}

fn words(kind: &ErrorKind) -> (&'static str, Option<&'static str>) {
    use ErrorKind as Kind;

    match kind {
        Kind::MisplacedFlowCollectionEnd => ("this bracket closes nothing", None),
        Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::InvalidColonPlacement => {
            ("a comma or closing bracket is missing before this", None)
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => {
            ("a tab stands where YAML wants spaces", Some("indent with spaces"))
        }
        Kind::DocumentIndicatorInQuotedScalar => (
            "a line of this text in quotes begins with `---` or `...`, which ends a document",
            Some("indent that line; or the text is not closed: add the closing quote"),
        ),
        Kind::InvalidTrailingSingleQuotedScalar => (
            "text follows the closing quote",
            Some("within single quotes, write `''` for an apostrophe"),
        ),
        Kind::InvalidTrailingDoubleQuotedScalar => (
            "text follows the closing quote",
            Some(r#"within double quotes, write `\"` for a quote"#),
        ),
        Kind::UnknownQuotedScalarEscape => (
            "YAML has no such escape",
            Some(r"within double quotes, write `\\` for a backslash, or use single quotes"),
        ),
        Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => ("this escape stands for no character", None),
        Kind::MappingValueNotAllowed => {
            ("no `:` is expected here", Some("put text that contains `: ` in quotes"))
        }
        Kind::InvalidSimpleKey | Kind::SimpleKeyExpected => ("a `:` is missing after this", None),
        Kind::UndeclaredTagHandle => ("no `%TAG` line declares what this tag begins with", None),
        Kind::DuplicateTagDirective | Kind::DuplicateVersionDirective => {
            ("YAML allows one such line only", Some("remove one of the two"))
        }
        Kind::UnsupportedYamlMajorVersion => {
            ("this version of YAML is not known", Some("write `%YAML 1.2`, or no such line"))
        }
        Kind::UnknownAnchor => ("no anchor before this alias has its name", None),
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent => (
            "this does not fit the lines above",
            Some("the fields of an object, and the `-` of an array, begin in the same column"),
        ),
        _ => ("this is not valid YAML", None),
    }
}

/// Reports an error of the reader of JSON.
pub(super) fn explain_json(text: &str, error: &serde_json::Error, diagnostics: &mut Diagnostics) {
    if error.is_eof() {
        let end = text.trim_end().len();
        diagnostics.error(Code::SYNTAX, end..end, "the text ends within a value");
        return;
    }
    // Lines and columns are counted from 1, columns in bytes.
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);

    let error = error.to_string();
    let known = JSON_ERRORS.iter().find(|(prefix, _)| error.starts_with(prefix));
    let message = known.map_or("this is not valid JSON", |(_, message)| message);
    diagnostics.error(Code::SYNTAX, start..start + 1, message);
}

/// How errors of the reader of JSON begin, and what they are called here.
const JSON_ERRORS: [(&str, &str); 11] = [
    ("control character", "text in quotes contains a line break or control character"),
    ("expected `:`", "a colon is missing before this"),
    ("expected `,`", "a comma or closing bracket is missing before this"),
    ("invalid escape", "JSON has no such escape"),
    ("invalid number", "this is not a number"),
    ("key must be a string", "a key must be in double quotes"),
    ("lone leading surrogate", "this escape stands for no character"),
    ("number out of range", "this number is too large"),
    ("trailing characters", "nothing may follow the document"),
    ("trailing comma", "no comma may stand before a closing bracket"),
    ("unexpected end of hex escape", "this escape stands for no character"),
];
