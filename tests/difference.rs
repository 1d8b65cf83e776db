//! How a text differs from what is expected of it.

use similar::TextDiff;

/// What is different between a text and what is expected of it, with some lines around each
/// difference; nothing if they are the same. `name` says which text it is.
pub(crate) fn difference(name: &str, expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let diff = TextDiff::from_lines(expected, found);
    let (old, new) = (format!("{name} (expected)"), format!("{name} (found)"));
    Some(diff.unified_diff().header(&old, &new).to_string())
}

#[test]
fn differences_are_shown_with_what_is_around_them() {
    let expected = "a\nb\nc\nd\ne\nf\n";
    assert_eq!(difference("x", expected, expected), None);
    let found = difference("x", expected, "a\nb\nc\nd\nE\nf\n").expect("a line differs");
    let shown = "--- x (expected)\n+++ x (found)\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n";
    assert_eq!(found, shown);
}
