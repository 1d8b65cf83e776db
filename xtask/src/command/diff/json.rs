//! The changes as JSON for tools.

use std::time::Duration;

use changes::Level;
use document::diagnostics::{Site, Text};
use serde_json::{Value, json};

use super::Diff;
use super::input::Version;
use super::report::{Compared, Difference, Entry};
use super::words;

/// An object on each line: for each change, or else for each diagnostic, and one that sums up.
/// README.md describes them.
pub(super) fn lines(options: &Diff, compared: &Result<Compared, String>, took: Duration) -> String {
    let mut objects = Vec::new();
    if let Ok(compared) = compared {
        match &compared.difference {
            Some(difference) => objects.extend(difference.entries.iter().map(change)),
            None => {
                for version in [&compared.old, &compared.new] {
                    objects.extend(version.output.report_json());
                }
            }
        }
    }
    objects.push(sum(options, compared, took));
    let lines: Vec<_> = objects.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

fn change(entry: &Entry) -> Value {
    let Entry { change, verdicts, .. } = entry;
    json!({
        "reason": "change",
        "kind": change.kind.code(),
        "summary": words::summary(change),
        "what": change.what,
        "side": change.side.word(),
        "level": verdicts.level.word(),
        "source": verdicts.source.word(),
        "wire": {
            "old_client": verdicts.wire.old_client.word(),
            "new_client": verdicts.wire.new_client.word(),
        },
        "behaviour": verdicts.behaviour.word(),
        "why": words::why(change),
        "old": entry.old.as_ref().map(site),
        "new": entry.new.as_ref().map(site),
        "items": change.items,
        "witness": entry.witness,
    })
}

/// A place in a text.
pub(crate) fn site(site: &Site) -> Value {
    json!({
        "text": if site.text == Text::Overlay { "overlay" } else { "spec" },
        "file": site.file,
        "line": site.start.0,
        "column": site.start.1,
        "end_line": site.end.0,
        "end_column": site.end.1,
        "pointer": site.pointer,
    })
}

/// The object that sums up.
fn sum(options: &Diff, compared: &Result<Compared, String>, took: Duration) -> Value {
    let known = compared.as_ref().ok();
    let difference = known.and_then(|compared| compared.difference.as_ref());
    let count = |level: Level| {
        let is_of = |entry: &&Entry| entry.verdicts.level == level;
        difference.map(|difference| difference.entries.iter().filter(is_of).count())
    };
    let version = |version: &Version, number: usize| {
        let overlay = version.input.overlay.as_ref();
        json!({
            "spec": version.input.spec_name,
            "overlay": overlay.map(|overlay| &overlay.name),
            "version": difference.map(|it: &Difference| it.versions[number].to_string()),
        })
    };
    json!({
        "reason": "diff",
        "success": known.is_some_and(|compared| options.is_well(compared)),
        "error": compared.as_ref().err(),
        "old": known.map(|compared| version(&compared.old, 0)),
        "new": known.map(|compared| version(&compared.new, 1)),
        "level": difference.map(|difference| difference.level.word()),
        "changes": difference.map(|difference| difference.entries.len()),
        "others": difference.map(|difference| difference.others),
        "major": count(Level::Major),
        "minor": count(Level::Minor),
        "patch": count(Level::Patch),
        "check": options.check,
        "lowest_version": difference.map(|difference| difference.lowest.to_string()),
        "is_raised": difference.map(|difference| difference.is_raised),
        "milliseconds": took.as_millis(),
    })
}
