//! The entry of a version in a changelog that follows "Keep a Changelog" 1.1.0.

use jiff::civil::Date;
use semver::Version;

use crate::command::diff::release::TITLES;

/// What is to be written of a version.
pub(super) struct Entry<'a> {
    pub(super) version: &'a Version,
    pub(super) date: Date,
    /// The version before it.
    pub(super) released: &'a Version,
    /// The changes of the API by title, a line for each.
    pub(super) sections: &'a [(&'static str, Vec<String>)],
}

/// The changelog with an entry for a version: the changes of the API, and then what was unreleased.
///
/// An entry of a version above the released one was made before. It is made anew: its changes of the
/// API are replaced, and everything else in it stays.
pub(super) fn with_entry(changelog: &str, entry: &Entry<'_>) -> String {
    let mut notes = Notes::default();
    let mut parts: Vec<String> = Vec::new();
    let mut place = None;
    for part in split(changelog, "## ") {
        let heading = part.lines().next().unwrap_or_default();
        let is_unreleased = heading.to_ascii_lowercase().starts_with("## [unreleased]");
        if is_unreleased {
            parts.push(format!("{heading}\n\n"));
            place = Some(parts.len());
        }
        if is_unreleased || version(heading).is_some_and(|it| it > *entry.released) {
            notes.add(part);
        } else {
            if part.starts_with("## ") {
                place = place.or(Some(parts.len()));
            }
            parts.push(part.to_owned());
        }
    }
    let place = place.unwrap_or(parts.len());
    // A blank line is between the entries, whatever was there.
    if let Some(before) = place.checked_sub(1).and_then(|index| parts.get_mut(index)) {
        *before = paragraph(before);
    }
    parts.insert(place, text(entry, &notes));
    parts.concat().trim_end().to_owned() + "\n"
}

/// The entry of a version, with what was written of it by hand.
fn text(entry: &Entry<'_>, notes: &Notes) -> String {
    let mut text = format!("## [{}] - {}\n\n{}", entry.version, entry.date, notes.head);
    for (title, lines) in entry.sections {
        let lines: Vec<_> = lines.iter().map(|line| format!("- {line}\n")).collect();
        text.push_str(&format!("### {title}\n\n{}\n", lines.concat()));
    }
    text + &notes.sections
}

/// What was written by hand.
#[derive(Default)]
struct Notes {
    /// What stands below the heading.
    head: String,
    /// What has headings of its own.
    sections: String,
}

impl Notes {
    /// Adds what stands in an entry besides its heading and the changes of the API.
    fn add(&mut self, entry: &str) {
        let mut parts = split(entry, "### ").into_iter();
        let (_, head) = parts.next().and_then(|head| head.split_once('\n')).unwrap_or_default();
        self.head.push_str(&paragraph(head));
        for part in parts {
            let title = part.lines().next().unwrap_or_default().trim_start_matches("### ");
            if !TITLES.contains(&title) {
                self.sections.push_str(&paragraph(part));
            }
        }
    }
}

/// A text with a blank line behind it, if it is not empty.
fn paragraph(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => format!("{text}\n\n"),
    }
}

/// The version in a heading such as `## [0.2.0] - 2026-11-30`.
fn version(heading: &str) -> Option<Version> {
    let version = heading.strip_prefix("## ")?.trim_start_matches('[');
    let end = version.find([']', ' ']).unwrap_or(version.len());
    Version::parse(&version[..end]).ok()
}

/// A text in parts that begin with lines that begin so, but for the first.
fn split<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(start) && position > 0 {
            parts.push(&text[begin..position]);
            begin = position;
        }
        position += line.len();
    }
    parts.push(&text[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use semver::Version;

    use super::{Entry, with_entry};

    #[track_caller]
    fn check(changelog: &str, expected: &str) {
        let sections = [("Breaks callers", vec!["A.".to_owned(), "B.".to_owned()])];
        let entry = Entry {
            version: &Version::new(0, 2, 0),
            date: date(2026, 11, 30),
            released: &Version::new(0, 1, 0),
            sections: &sections,
        };
        let made = with_entry(changelog, &entry);
        assert_eq!(made, expected);
        assert_eq!(with_entry(&made, &entry), made, "again");
    }

    #[test]
    fn what_was_unreleased_belongs_to_the_version() {
        check(
            "# Changelog\n\nWhat changes.\n\n## [Unreleased]\n\n### Added\n\n- C.\n\n## [0.1.0] - 2026-01-01\n\n- D.\n",
            "# Changelog\n\nWhat changes.\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n### Breaks callers\n\n- A.\n- B.\n\n### Added\n\n- C.\n\n## [0.1.0] - 2026-01-01\n\n- D.\n",
        );
    }

    #[test]
    fn an_entry_of_a_version_that_was_not_released_is_made_anew() {
        check(
            "# Changelog\n\n## [0.1.1] - 2026-11-01\n\nBy hand.\n\n### Additions\n\n- Old.\n\n### Fixed\n\n- E.\n\n## [0.1.0]\n",
            "# Changelog\n\n## [0.2.0] - 2026-11-30\n\nBy hand.\n\n### Breaks callers\n\n- A.\n- B.\n\n### Fixed\n\n- E.\n\n## [0.1.0]\n",
        );
    }

    #[test]
    fn a_changelog_may_be_empty() {
        check("", "## [0.2.0] - 2026-11-30\n\n### Breaks callers\n\n- A.\n- B.\n");
        check(
            "# Changelog\n",
            "# Changelog\n\n## [0.2.0] - 2026-11-30\n\n### Breaks callers\n\n- A.\n- B.\n",
        );
    }
}
