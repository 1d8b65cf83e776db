//! Formats of which a value has several.

use crate::docs::code_span;

/// Formats of text of which no value has two.
const APART: [&str; 9] = [
    "date",
    "date-time",
    "date-time-rfc-2822",
    "time",
    "duration",
    "uuid",
    "email",
    "ipv4",
    "ipv6",
];

/// Formats of numbers, those with the fewest values first.
const NUMBERS: [&str; 6] = ["int32", "uint32", "int64", "uint64", "float", "double"];

/// The format that says more about a value that has both.
pub(in crate::lower) fn narrower_format<'f>(one: &'f str, other: &'f str) -> &'f str {
    let rank = |format: &str| {
        let place = |list: &[&str]| list.iter().position(|known| *known == format);
        match (place(&NUMBERS), place(&APART)) {
            (Some(place), _) => (0, place),
            (_, Some(place)) => (1, place),
            _ if format == "byte" => (2, 0),
            _ => (3, 0),
        }
    };
    match (rank(one), rank(other)) {
        (one_rank, other_rank) if one_rank == other_rank => one.min(other),
        (one_rank, other_rank) if one_rank < other_rank => one,
        _ => other,
    }
}

/// Whether no text has both formats.
pub(in crate::lower) fn are_apart(one: &str, other: &str) -> bool {
    one != other && APART.contains(&one) && APART.contains(&other)
}

/// A sentence that names a format.
pub(in crate::lower) fn format_sentence(format: &str) -> String {
    format!("Format: {}.", code_span(format))
}
