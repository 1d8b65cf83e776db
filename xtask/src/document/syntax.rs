//! Text that cannot be read: what is wrong with it, in our own words.
//!
//! The parser that reads YAML says little about an error. The one that finds places in the text
//! names kinds of errors, so it is asked for a second opinion.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScanError};

use super::reader::DEEPEST;
use crate::diagnostics::{Code, Diagnostics};

/// What a key is expected to be, in the words by which the error is recognised.
pub(super) const KEY_EXPECTED: &str = "a scalar as a key";

/// Refuses text that would take the reader of YAML a long time.
///
/// For each token it looks at all brackets that are open, and for each `%TAG` line at all such
/// lines above. The first can only hurt where there are many brackets; then the other parser,
/// which is not troubled by them, tells how deep they are nested.
pub(super) fn is_cheap_to_parse(text: &str, diagnostics: &mut Diagnostics) -> bool {
    const BRACKETS: usize = 1000;
    const DIRECTIVES: usize = 100;

    let (mut brackets, mut directives) = (0, 0);
    let mut before = b'\n';
    for (start, &byte) in text.as_bytes().iter().enumerate() {
        match byte {
            b'[' | b'{' if can_precede_bracket(before) => brackets += 1,
            b'%' if matches!(before, b'\n' | b'\r') => directives += 1,
            _ => {}
        }
        if directives > DIRECTIVES {
            let message = "there are too many lines that begin with `%`";
            diagnostics.error(Code::SizeLimit, start..start + 1, message);
            return false;
        }
        before = byte;
    }
    if brackets > BRACKETS {
        let options = granit_parser::options! {
            emit_comments: false,
            flow_nesting_limit: DEEPEST,
            block_nesting_limit: DEEPEST,
        };
        let mut events = Parser::new_from_str_with_options(text, options);
        if let Some(error) = events.find_map(Result::err) {
            report(text, &error, None, diagnostics);
            return false;
        }
    }
    true
}

/// Whether a bracket after this byte can be one that nests. After others it is part of a text, as
/// in `/users/{id}`, or an error.
const fn can_precede_bracket(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | b'[' | b'{' | b',' | b':' | b'?' | b'-') || !byte.is_ascii()
}

/// The first alias that stands within the value it stands for.
pub(super) fn alias_within_its_anchor(text: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        match event {
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => {
                open.push(anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            Event::Alias(anchor) if open.contains(&anchor) => return span.byte_range(),
            _ => {}
        }
    }
    None
}

/// Reports an error of the reader of YAML.
pub(super) fn explain_yaml(text: &str, error: &serde_yaml::Error, diagnostics: &mut Diagnostics) {
    let found_at = error.location().map(|location| location.index());
    let error = error.to_string();
    if error.contains(KEY_EXPECTED) {
        let start = found_at.unwrap_or_default();
        let message = "a key must be a scalar, but this is an array or object";
        diagnostics.error(Code::Syntax, start..start + 1, message);
        return;
    }

    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        match event {
            Err(error) => return report(text, &error, found_at, diagnostics),
            Ok((Event::DocumentStart(..), span)) => {
                documents += 1;
                if documents == 2 {
                    let start = span.byte_range().unwrap_or_default();
                    diagnostics
                        .error(Code::Syntax, start, "a second YAML document begins here")
                        .help("keep one document in the file");
                    return;
                }
            }
            Ok(_) => {}
        }
    }

    let start = found_at.unwrap_or_default();
    diagnostics.error(Code::Syntax, start..start + 1, "this is not valid YAML");
}

/// Reports an error that has a kind. Of the two places where the two parsers stopped the one that
/// the reader gives is more exact, unless it read on where the other saw the cause.
fn report(text: &str, error: &ScanError, found_at: Option<usize>, diagnostics: &mut Diagnostics) {
    let marker = error.marker().byte_offset().unwrap_or_default().min(text.len());
    let same_line = |found_at: &usize| {
        let between = text.get(marker.min(*found_at)..marker.max(*found_at));
        *found_at > 0 && between.is_some_and(|between| !between.contains('\n'))
    };
    let start = found_at.filter(same_line).unwrap_or(marker);
    let start = start.min(text.trim_end().len());

    let (message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            let message = format!("values are nested more than {DEEPEST} levels deep");
            diagnostics.error(Code::NestingLimit, start..start + 1, message);
            return;
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
    let diagnostic = diagnostics.error(Code::Syntax, start..start + 1, message);
    if let Some(help) = help {
        diagnostic.help(help);
    }
}

fn is_colon_of_long_key(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |line_break| line_break + 1);
    text[start..].starts_with(':') && text[line..start].chars().count() > 1024
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
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => {
            ("text in quotes is not closed", Some("add the closing quote"))
        }
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
        diagnostics.error(Code::Syntax, end..end, "the text ends within a value");
        return;
    }
    // Lines and columns are counted from 1, columns in bytes.
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);

    let error = error.to_string();
    let known = JSON_ERRORS.iter().find(|(prefix, _)| error.starts_with(prefix));
    let message = known.map_or("this is not valid JSON", |(_, message)| message);
    diagnostics.error(Code::Syntax, start..start + 1, message);
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
