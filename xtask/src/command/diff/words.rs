//! What changes mean, in words.

use changes::{Change, Wire};

/// What has happened, in a sentence without a full stop.
pub(super) fn summary(change: &Change) -> &'static str {
    let rows = change.kind.rows_on(change.side);
    rows.first().map_or("", |row| row.summary.trim_end_matches('.'))
}

/// Why it means what it means.
pub(super) fn why(change: &Change) -> String {
    let rows = change.kind.rows_on(change.side);
    let mut reasons: Vec<_> = rows.into_iter().map(|row| row.why).collect();
    reasons.dedup();
    reasons.join(" ")
}

/// Whether clients and servers of both versions understand each other.
pub(super) fn wire(wire: Wire) -> String {
    let (old, new) = (wire.old_client.meaning(), wire.new_client.meaning());
    format!("old client, new server: {old}; new client, old server: {new}")
}

/// A number of things.
pub(super) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
