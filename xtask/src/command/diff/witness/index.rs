//! The file that says what everything is, and how to try it.

use changes::{Behaviour, Exchange, Source};

use super::folder::{self, MARK, NEW, OLD, WITH_NEW, WITH_OLD};
use super::{Witness, source};
use crate::command::diff::markdown::{code, running};
use crate::command::diff::report::Entry;
use crate::command::diff::words;

/// The text of the file.
pub(super) fn text([old, new]: &[String; 2], entries: &[(&Entry, &Witness)]) -> String {
    let mut parts = vec![
        MARK.to_owned(),
        "# Witnesses".to_owned(),
        format!(
            "What shows the verdicts of `cargo xtask diff`, from {} to {}. The crates of the two are in \
             `{OLD}` and `{NEW}`. Each change of which there is something to show has a folder in `changes`.",
            code(old),
            code(new)
        ),
        "## How to try them".to_owned(),
        how_to_try(entries),
        "## The changes".to_owned(),
    ];
    let told = entries.iter().filter(|(entry, witness)| is_told(entry, witness));
    let told: Vec<String> = told.flat_map(|(entry, witness)| change(entry, witness)).collect();
    if told.is_empty() {
        parts.push("There is none that breaks anything or means something else.".to_owned());
    }
    parts.extend(told);
    parts.join("\n\n") + "\n"
}

fn how_to_try(entries: &[(&Entry, &Witness)]) -> String {
    let has = |end: &str| {
        let mut shown = entries.iter().flat_map(|(_, witness)| &witness.shown);
        shown.any(|shown| format!("/{}", shown.file).ends_with(end))
    };
    let mut parts = Vec::new();
    if has(source::FILE) {
        let file = source::FILE;
        parts.push(format!(
            "Programs called `{file}` compile with the old crate, and none of them does with the new one. The \
             first command also compiles the programs that read answers of the new server:\n\n\
             ```sh\n\
             cargo check --manifest-path {WITH_OLD}/Cargo.toml --bins\n\
             cargo check --manifest-path {WITH_NEW}/Cargo.toml --bins --keep-going\n\
             ```"
        ));
    }
    if has("-request.http") {
        parts.push(
            "Files that end in `-request.http` are requests, with comments in front, as many editors send \
             them. `cargo xtask mock --strict --spec FILE` serves a mock of either version, which says what \
             it refuses and why."
                .to_owned(),
        );
    }
    if has("-reads.rs") {
        parts.push(format!(
            "Programs that end in `-reads.rs` print what a client makes of the answer beside them. They are \
             called by the names of their folder and their file:\n\n\
             ```sh\n\
             cargo run --manifest-path {WITH_OLD}/Cargo.toml --bin FOLDER-old-client-reads\n\
             cargo run --manifest-path {WITH_NEW}/Cargo.toml --bin FOLDER-new-client-reads\n\
             ```"
        ));
    }
    if has("/reads.rs") || has("sends.rs") {
        parts.push(format!(
            "Programs called `sends.rs` and `reads.rs` compile with both crates, and print something else with \
             each:\n\n\
             ```sh\n\
             cargo run --manifest-path {WITH_OLD}/Cargo.toml --bin FOLDER-sends\n\
             cargo run --manifest-path {WITH_NEW}/Cargo.toml --bin FOLDER-sends\n\
             ```"
        ));
    }
    if parts.is_empty() {
        parts.push("There is nothing to try.".to_owned());
    }
    parts.join("\n\n")
}

/// Whether there is anything to say of a change.
fn is_told(entry: &Entry, witness: &Witness) -> bool {
    let verdicts = entry.verdicts;
    !witness.shown.is_empty()
        || !witness.missing.is_empty()
        || verdicts.source == Source::Breaks
        || verdicts.wire.worst() > Exchange::Works
        || verdicts.behaviour > Behaviour::Same
}

/// What there is to say of a change.
fn change(entry: &Entry, witness: &Witness) -> Vec<String> {
    let change = &entry.change;
    let title = format!("### `{}`: {}", change.kind.code(), running(&entry.what()));
    let mut parts = vec![title, format!("{}. {}", words::summary(change), words::why(change))];
    let shown = witness.shown.iter().map(|shown| {
        let path = folder::file(witness, shown.file);
        format!("* [`{}`]({path}) {}", shown.file, shown.about)
    });
    let missing = witness.missing.iter().map(|why| format!("* {why}"));
    let list: Vec<String> = shown.chain(missing).collect();
    if !list.is_empty() {
        parts.push(list.join("\n"));
    }
    parts
}
