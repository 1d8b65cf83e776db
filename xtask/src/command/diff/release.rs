//! What a release needs to know of the changes of the project's own document.

use std::path::Path;

use changes::Level;
use document::diagnostics::{Site, Text};
use semver::Version as CrateVersion;

use super::input;
use super::report::{Compared, Entry, Section};
use super::words;
use crate::command::source::{OVERLAY, SPEC};

/// How many Rust items of a change are named.
const ITEMS: usize = 3;

/// The changes of the project's own document since a revision.
pub(crate) struct OwnChanges {
    /// What the old version is called.
    pub(crate) old_name: String,
    /// How far the version of the crate has to be raised.
    pub(crate) level: Level,
    /// How many changes there are of each level, in words.
    pub(crate) counts: String,
    /// The version of the old crate and of the new one.
    pub(crate) versions: [CrateVersion; 2],
    /// The version that the new crate is to have: its own, if it has been raised enough.
    pub(crate) next: CrateVersion,
    /// The file that has the version of the new crate, with the line, counted from 1; none if it has none.
    pub(crate) version_place: Option<(&'static str, usize)>,
    /// The changes by title, the worst first, a line for each.
    pub(crate) sections: Vec<(&'static str, Vec<String>)>,
}

/// The titles that [`OwnChanges::sections`] may have.
pub(crate) const TITLES: [&str; 6] = [
    Section::MeansSomethingElse.title(),
    Section::Breaks.title(),
    Section::OtherwiseOnTheWire.title(),
    Section::Adds.title(),
    Section::Minor.title(),
    Section::Documentation.title(),
];

/// Compares the project's own document with what it was in a revision, or else where the branch left the
/// main branch.
pub(crate) fn own_changes(old: Option<&Path>) -> Result<OwnChanges, String> {
    const VERSION: &str = "/info/x-rust-version";

    let compared = Compared::new(input::read(&input::own(old)?, None)?.0, None);
    let [old_name, _] = compared.names();
    let Some(difference) = &compared.difference else {
        super::text::print_errors(&compared);
        return Err("the documents cannot be compared".to_owned());
    };
    let output = &compared.new.output;
    let document = output.generated.as_ref().map(|represented| &represented.document);
    let document = document.filter(|document| document.value.pointer(VERSION).is_some());
    let site = document.and_then(|document| {
        output.diagnostics.sites(document, &output.sources(), &[VERSION]).into_iter().next()
    });
    let sections = difference.entries.chunk_by(|one, next| one.section == next.section);
    let sections = sections.filter_map(|entries| {
        let section = entries.first()?.section;
        let lines = entries.iter().map(line).collect();
        (section != Section::Moved).then_some((section.title(), lines))
    });
    let sections = sections.collect();
    let [_, new] = &difference.versions;
    Ok(OwnChanges {
        old_name,
        level: difference.level,
        counts: difference.counts(),
        versions: difference.versions.clone(),
        next: if difference.is_raised { new.clone() } else { difference.lowest.clone() },
        version_place: site.map(|site| (file(&site), site.start.0)),
        sections,
    })
}

fn file(site: &Site) -> &'static str {
    if site.text == Text::Overlay { OVERLAY } else { SPEC }
}

/// What a change is, as an entry of a list.
fn line(entry: &Entry) -> String {
    let (items, more) = entry.items(ITEMS);
    let items: Vec<_> = items.iter().map(|item| format!("`{item}`")).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let items = if items.is_empty() || entry.section == Section::Documentation {
        String::new()
    } else {
        format!(" ({}{more})", items.join(", "))
    };
    format!("{}: {}{items}.", words::summary(&entry.change), entry.what())
}
