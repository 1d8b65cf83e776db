//! What of a response does not fit its type, and is kept as JSON all the same.
//!
//! The results of `serde` have no room for it, so that it is collected here while a response is read.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::from_json::{Misfit, Step};
use crate::reading::MOST_MISFITS;

thread_local! {
    /// What has been kept of the response that is being read; none if there is no such response.
    static KEPT: Cell<Option<Vec<Kept>>> = const { Cell::new(None) };
}

/// Why a property is kept.
struct Kept {
    /// With the path from the value that it belongs to.
    misfit: Misfit,
    /// Where the text of this value begins in memory; zero if it was not read from text.
    start: usize,
}

/// Adds what was kept while a value was read, perhaps from text.
pub(crate) fn add(misfits: Vec<Misfit>, text: Option<&str>) {
    if misfits.is_empty() {
        return;
    }
    if let Some(mut kept) = KEPT.take() {
        let start = text.map_or(0, start);
        let room = MOST_MISFITS - kept.len().min(MOST_MISFITS);
        kept.extend(misfits.into_iter().take(room).map(|misfit| Kept { misfit, start }));
        KEPT.set(Some(kept));
    }
}

/// Reads a body, and tells why properties of it are kept, with the paths to them.
pub(crate) fn collect<T>(body: &[u8], read: impl FnOnce() -> T) -> (T, Vec<Misfit>) {
    let outer = KEPT.replace(Some(Vec::new()));
    let value = read();
    let mut kept = KEPT.replace(outer).unwrap_or_default();
    if !kept.is_empty()
        && let Ok(whole) = serde_json::from_slice(body)
    {
        kept.sort_by_key(|kept| kept.start);
        add_steps(whole, &mut kept);
    }
    (value, kept.into_iter().map(|kept| kept.misfit).collect())
}

/// Adds the steps from a value to those within it that something was kept of, in their order.
///
/// What lies between is of types that are not of this crate, such as a list, and is read once more.
fn add_steps(value: &RawValue, kept: &mut [Kept]) {
    let text = value.get();
    if kept.iter().all(|kept| kept.start == start(text)) {
        return;
    }
    for (step, part) in parts(text) {
        let place = start(part.get());
        let first = kept.partition_point(|kept| kept.start < place);
        let next = kept.partition_point(|kept| kept.start < place + part.get().len());
        let within = &mut kept[first..next];
        if within.is_empty() {
            continue;
        }
        add_steps(part, within);
        for kept in within {
            kept.misfit.path.push(step.clone());
        }
    }
}

/// The items of a list, or the properties of an object.
fn parts(text: &str) -> Vec<(Step, &RawValue)> {
    if text.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
        return items.into_iter().enumerate().map(|(i, it)| (Step::Index(i), it)).collect();
    }
    let properties: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    properties.into_iter().map(|(name, it)| (Step::Property(name), it)).collect()
}

/// Where a text begins in memory.
fn start(text: &str) -> usize {
    text.as_ptr().addr()
}
