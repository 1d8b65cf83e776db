//! What changes mean, in words.

use std::path::Path;

use changes::{Change, Wire};
use document::printable::escaped;

/// What has happened, in a sentence without a full stop.
pub(super) fn summary(change: &Change) -> &'static str {
    let rows = change.kind.rows_on(change.side);
    rows.first().map_or("", |row| row.summary.trim_end_matches('.'))
}

/// Why it means what it means.
pub(super) fn why(change: &Change) -> String {
    let rows = change.kind.rows_on(change.side);
    let mut sentences: Vec<&str> = Vec::new();
    // What is said of both sides is said once.
    for sentence in rows.iter().flat_map(|row| row.why.split_inclusive(". ")) {
        if !sentences.iter().any(|said| said.trim_end() == sentence.trim_end()) {
            sentences.push(sentence.trim_end());
        }
    }
    sentences.join(" ")
}

/// Whether clients and servers of both versions understand each other.
pub(super) fn wire(wire: Wire) -> String {
    let (old, new) = (wire.old_client.meaning(), wire.new_client.meaning());
    format!("old client, new server: {old}; new client, old server: {new}")
}

/// The file that lists what shows the verdicts.
pub(super) fn index(folder: &Path) -> String {
    escaped(&folder.join("README.md").to_string_lossy()).into_owned()
}

/// A number of things.
pub(super) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
