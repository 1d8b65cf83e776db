//! Texts by pattern, format and length.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};
use serde_json::Value;

use crate::lower::mock::parts::Parts;

/// How long a text is at most: one that has to be longer is not made.
const LONGEST: usize = 4096;

/// What stands for a text of which nothing is known.
const ANY: &str = "string";

/// A text that fits. What is made by a pattern or a format is asked whether it does.
pub(super) fn text(parts: &Parts<'_>, mut fits: impl FnMut(&str) -> bool) -> Option<String> {
    let least = usize::try_from(parts.least("minLength")).ok().filter(|least| *least <= LONGEST)?;
    let most = usize::try_from(parts.most("maxLength")).unwrap_or(usize::MAX);
    let patterns: Vec<&str> = parts.get("pattern").filter_map(Value::as_str).collect();
    for more in [0, 1, least].into_iter().filter(|_| !patterns.is_empty()) {
        let made: Vec<String> = patterns.iter().filter_map(|it| of_pattern(it, more)).collect();
        // One may be about the beginning, and another about the end.
        let joined = [made.concat(), made.iter().rev().cloned().collect()];
        let padded = |text: &String| {
            let padding = "a".repeat(least.saturating_sub(text.chars().count()));
            [format!("{text}{padding}"), format!("{padding}{text}")]
        };
        if let Some(made) = made.iter().chain(&joined).flat_map(padded).find(|made| fits(made)) {
            return Some(made);
        }
    }
    let by_format = parts.text("format").and_then(of_format);
    if let Some(text) = by_format.filter(|text| fits(text)) {
        return Some(text.to_owned());
    }
    let length = ANY.len().max(least).min(most);
    Some(ANY.chars().cycle().take(length).collect())
}

/// A text of a format, if it is known.
fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2026-01-31T12:00:00Z",
        "date-time-rfc-2822" => "Sat, 31 Jan 2026 12:00:00 +0000",
        "date" => "2026-01-31",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" | "iri-reference" => "/",
        "email" | "idn-email" => "someone@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "dGV4dA==",
        "phone-number" => "+15005550006",
        "int32" | "int64" | "integer" | "number" | "decimal" | "float" | "double" => "1",
        _ => return None,
    })
}

/// A short text that matches a pattern, in which everything that may be repeated is repeated `more`
/// often than it has to be.
fn of_pattern(pattern: &str, more: usize) -> Option<String> {
    const DEEPEST: u32 = 50;

    let pattern = ParserBuilder::new().nest_limit(DEEPEST).build().parse(pattern).ok()?;
    let mut text = String::new();
    append(&pattern, more, &mut text)?;
    Some(text)
}

/// Appends what matches a part of a pattern; none if that gets too long, or cannot be told.
fn append(part: &Hir, more: usize, text: &mut String) -> Option<()> {
    if text.len() > LONGEST {
        return None;
    }
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(character(class)?),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok().filter(|least| *least <= LONGEST)?;
            let most = repetition.max.map_or(LONGEST, |most| most.try_into().unwrap_or(LONGEST));
            for _ in 0..(least + more).min(most) {
                let before = text.len();
                append(&repetition.sub, more, text)?;
                if text.len() == before {
                    break;
                }
            }
        }
        HirKind::Capture(capture) => append(&capture.sub, more, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                append(part, more, text)?;
            }
        }
        HirKind::Alternation(parts) => append(parts.first()?, more, text)?,
    }
    Some(())
}

/// A character of a class: a letter or a digit, if it has one.
fn character(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let has = |wanted: &char| {
                class.ranges().iter().any(|it| (it.start()..=it.end()).contains(wanted))
            };
            let usual = ['a', 'A', '1', '0'].into_iter().find(has);
            usual.or_else(|| class.ranges().first().map(ClassUnicodeRange::start))
        }
        Class::Bytes(class) => class.ranges().first().map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::of_pattern;

    #[test]
    fn texts_match_their_patterns() {
        let check = |pattern: &str, more: usize, expected: Option<&str>| {
            assert_eq!(of_pattern(pattern, more).as_deref(), expected, "{pattern}");
        };
        check("^KD[0-9a-fA-F]{2}$", 0, Some("KDaa"));
        check("^(sms|web):[A-Z]+\\d?$", 0, Some("sms:A"));
        check("^[A-Z]+$", 4, Some("AAAAA"));
        check("^a{2,3}$", 4, Some("aaa"));
        check("^(?:[^a-zA-Z0-9])$", 0, Some("\0"));
        // What has no end, or is enormous.
        check("^(a{1000}){1000}$", 0, None);
        check("^(((a{500}){500}){500}){500}$", 0, None);
        check("^()*$", 9, Some(""));
        check("(?=a)", 0, None);
    }
}
