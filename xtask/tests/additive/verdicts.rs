//! Whether the verdicts of `changes` are what the public items of both crates say, for a change and for
//! the way back.

use changes::{Source, Version, compare};
use generator::Generated;
use generator::lock::Lock;
use generator::surface::Surface;
use serde_json::Value;

use crate::offer::crate_of;

/// What is told of a step from one document to the other and of the step back, where it is not what
/// the public items say.
pub(crate) fn disagreements(one: &Value, other: &Value) -> Vec<String> {
    [step(one, other), step(other, one)].into_iter().flatten().collect()
}

/// What is told of a step, if it is not what the public items say; nothing if a document is refused.
fn step(old: &Value, new: &Value) -> Option<String> {
    let old = crate_of(old, "client", &Lock::default()).ok()?;
    let new = crate_of(new, "client", &old.api.lock).ok()?;
    let changes = compare(version(&old), version(&new));
    let told = changes.iter().map(|change| change.verdicts().source).max();
    let told = told.unwrap_or(Source::Same);
    let [was, is] =
        [&old, &new].map(|it| Surface::of(&it.tree).expect("what is generated is Rust"));
    let items = was.changes(&is);
    let is_so = items.iter().map(|item| if item.breaks() { Source::Breaks } else { Source::Adds });
    let is_so = is_so.max().unwrap_or(Source::Same);
    if told == is_so {
        return None;
    }
    let mut text = format!("{told:?} is told, and it is {is_so:?}\n");
    for change in &changes {
        let source = change.verdicts().source;
        text.push_str(&format!("    {} ({source:?}): {}\n", change.kind.code(), change.what));
    }
    let breaking = items.iter().filter(|item| item.breaks() || is_so == Source::Adds);
    text.extend(breaking.take(8).map(|item| format!("{item}\n")));
    Some(text)
}

fn version(generated: &Generated) -> Version<'_> {
    Version { api: &generated.api, document: &generated.document }
}
