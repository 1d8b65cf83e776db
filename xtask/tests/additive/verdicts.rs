//! Whether the verdicts of `changes` are what the public items of both crates say.

use std::fs;
use std::path::PathBuf;

use changes::{Level, Source, Version, compare, level};
use generator::Generated;
use generator::lock::Lock;
use generator::surface::Surface;
use serde_json::Value;

use crate::offer::crate_of;

/// A crate, and its public items.
struct Crate {
    generated: Generated,
    surface: Surface,
}

impl Crate {
    /// The crate of a document, with the lock of an earlier one; nothing if the document is refused.
    fn of(document: &Value, lock: &Lock) -> Option<Self> {
        let generated = crate_of(document, "client", lock).ok()?;
        let surface = Surface::of(&generated.tree).expect("what is generated is Rust");
        Some(Self { generated, surface })
    }

    fn version(&self) -> Version<'_> {
        Version { api: &self.generated.api, document: &self.generated.document }
    }
}

/// What is told of a step from one document to the other and of the step back, where it is not what
/// the public items say.
pub(crate) fn disagreements(one: &Value, other: &Value) -> Vec<String> {
    let step = |old: &Value, new: &Value| {
        let old = Crate::of(old, &Lock::default())?;
        let new = Crate::of(new, &old.generated.api.lock)?;
        disagreement(&old, &new)
    };
    [step(one, other), step(other, one)].into_iter().flatten().collect()
}

/// How many steps there are between the versions of a document, and what is told of them where it is
/// not what the public items say.
pub(crate) fn disagreements_in_history(versions: &[PathBuf]) -> (usize, Vec<String>) {
    let (mut steps, mut wrong) = (0, Vec::new());
    let mut last: Option<Crate> = None;
    for path in versions {
        let text = fs::read_to_string(path).expect("it can be read");
        let Ok(document) = serde_yaml::from_str(&text) else { continue };
        let lock = last.as_ref().map(|last| last.generated.api.lock.clone()).unwrap_or_default();
        let Some(new) = Crate::of(&document, &lock) else { continue };
        if let Some(old) = &last {
            steps += 1;
            let found = disagreement(old, &new);
            wrong.extend(found.map(|text| format!("{}: {text}", path.display())));
        }
        last = Some(new);
    }
    (steps, wrong)
}

/// What is told of a step, if it is not what the public items say.
fn disagreement(old: &Crate, new: &Crate) -> Option<String> {
    let changes = compare(old.version(), new.version());
    let told = changes.iter().map(|change| change.verdicts().source).max();
    let told = told.unwrap_or(Source::Same);
    let items = old.surface.changes(&new.surface);
    let is_so = items.iter().map(|item| if item.breaks() { Source::Breaks } else { Source::Adds });
    let is_so = is_so.max().unwrap_or(Source::Same);
    let level = level(&changes);
    let is_level = match is_so {
        Source::Breaks => level == Level::Major,
        Source::Adds => level == Level::Minor,
        Source::Same => level <= Level::Minor,
    };
    if told == is_so && is_level {
        return None;
    }
    let mut text = format!("{told:?} ({}) is told, and it is {is_so:?}\n", level.word());
    for change in &changes {
        let source = change.verdicts().source;
        text.push_str(&format!("    {} ({source:?}): {}\n", change.kind.code(), change.what));
    }
    let telling = items.iter().filter(|item| item.breaks() || is_so == Source::Adds);
    text.extend(telling.take(8).map(|item| format!("{item}\n")));
    Some(text)
}
