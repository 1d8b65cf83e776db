//! Deprecations, and the notes that descriptions have about them.

use crate::docs::text_of;
use crate::ir::Deprecated;
use document::printable::is_printable;

/// The deprecation of something with a description.
pub(super) fn deprecated(is_deprecated: bool, description: Option<&str>) -> Option<Deprecated> {
    is_deprecated.then(|| Deprecated { note: description.and_then(note) })
}

/// The sentence of a description that speaks of the deprecation, without the word if that
/// is all it is there for: "Use `b`." of "Deprecated: Use `b`."
fn note(description: &str) -> Option<String> {
    const WORD: &str = "deprecated";
    let text = text_of(description);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut sentences = text
        .split_inclusive(". ")
        .map(str::trim)
        .skip_while(|sentence| !sentence.to_ascii_lowercase().contains(WORD));
    let sentence = sentences.next()?;
    let bare = sentence.trim_start_matches(['[', '(', '*', '_']);
    let rest = match bare.split_at_checked(WORD.len()) {
        Some((word, rest)) if word.eq_ignore_ascii_case(WORD) => {
            match rest.trim_start_matches(['*', '_']) {
                // The word is a part of a sentence here: "Deprecated since 2.0."
                rest if rest.starts_with(' ') => sentence,
                rest => rest.trim_start_matches([']', ')', ':', ',', '.', ';', '*', '_', ' ']),
            }
        }
        _ => sentence,
    };
    let rest = if rest.is_empty() { sentences.next()? } else { rest };
    let clean: String = rest.chars().filter(|c| is_printable(*c)).collect();
    // rustdoc reads it as Markdown, and would make links of these.
    let clean = clean.replace("](", "] (");
    let clean = if clean.contains(':') { clean.replace('<', "\\<") } else { clean };
    Some(clean).filter(|note| note.len() <= 200)
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn notes_are_found() {
        for (description, expected) in [
            ("The name.", None),
            ("", None),
            ("Deprecated.", None),
            ("Deprecated: use `b`.", Some("use `b`.")),
            ("The name. Deprecated. Use `b` instead.", Some("Use `b` instead.")),
            ("[DEPRECATED] Use `b`.", Some("Use `b`.")),
            ("**Deprecated**: use `b`.", Some("use `b`.")),
            (
                "The name. It is deprecated in favour of b. More.",
                Some("It is deprecated in favour of b."),
            ),
            ("Deprecated since 2.0.", Some("Deprecated since 2.0.")),
            ("Deprecated: use [b](c:d), <c:d>\u{202e}", Some(r"use [b] (c:d), \<c:d>")),
            ("Deprecated: use Vec<T>", Some("use Vec<T>")),
            ("<p>The name.</p><b>Deprecated</b>: use &lt;b>.<br/>", Some("use <b>.")),
            ("<p>Deprecated.</p><p>Use <code>b</code>.</p>", Some("Use b.")),
        ] {
            assert_eq!(note(description).as_deref(), expected, "{description}");
        }
    }
}
