//! The folder that everything is written to.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use changes::Change;
use document::printable::escaped;

use super::Witness;

/// The file that lists everything.
pub(super) const INDEX: &str = "README.md";

/// Its first line, by which a folder is known as one that was written before.
pub(super) const MARK: &str = "<!-- Written by `cargo xtask diff --witness`. -->";

/// The folders that are written below.
const CHANGES: &str = "changes";
pub(super) const OLD: &str = "old";
pub(super) const NEW: &str = "new";
pub(super) const WITH_OLD: &str = "with-old";
pub(super) const WITH_NEW: &str = "with-new";

/// How long the end of a name is that says what a change is about.
const LONGEST: usize = 48;

/// A folder that has nothing of others.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes a folder, or empties one that was written before. One with anything else is left alone.
    pub(super) fn prepare(path: &Path) -> Result<Self, String> {
        let shown = escaped(&path.to_string_lossy()).into_owned();
        let is_empty = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(format!("{shown}: {error}")),
        };
        let is_ours = || {
            let index = fs::read_to_string(path.join(INDEX)).unwrap_or_default();
            index.lines().next() == Some(MARK)
        };
        if !is_empty && !is_ours() {
            return Err(format!(
                "{shown} has files that this command did not write; name a folder that is new or empty"
            ));
        }
        let folder = Self(path.to_owned());
        // What was compiled there may stay, and makes it faster.
        for part in [CHANGES, OLD, NEW] {
            match fs::remove_dir_all(path.join(part)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(format!("{shown}/{part}: {error}"));
                }
                _ => {}
            }
        }
        Ok(folder)
    }

    /// The path of something in it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), String> {
        let path = self.path(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = written.and_then(|()| fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", escaped(&path.to_string_lossy())))
    }

    /// Writes what shows a change, and says where.
    pub(super) fn write_change(&self, witness: &Witness) -> Result<String, String> {
        for shown in &witness.shown {
            self.write(&file(witness, shown.file), &shown.text)?;
        }
        let path = self.path(&format!("{CHANGES}/{}", witness.name));
        Ok(escaped(&path.to_string_lossy()).into_owned())
    }
}

/// The path of a file that shows a change.
pub(super) fn file(witness: &Witness, file: &str) -> String {
    format!("{CHANGES}/{}/{file}", witness.name)
}

/// The names of the folders of changes.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// The name of a change: its code, and what it is about.
    pub(super) fn name(&mut self, change: &Change) -> String {
        let about = words(&change.what);
        let plain = [change.kind.code(), about].join("-");
        let plain = plain.trim_end_matches('-');
        let mut name = plain.to_owned();
        let mut number = 1;
        while !self.0.insert(name.clone()) {
            number += 1;
            name = format!("{plain}-{number}");
        }
        name
    }
}

/// The first words of a text, as they may stand in the name of a folder on any system.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words.map(str::to_ascii_lowercase) {
        let word = &word[..word.len().min(LONGEST)];
        if name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    name
}

#[cfg(test)]
mod tests {
    use changes::{Change, Kind, Side};

    use super::Names;

    #[test]
    fn names_say_what_changes_are_about_and_are_not_given_twice() {
        let mut names = Names::default();
        let mut name = |what: &str| {
            let (old, new, items) = (None, None, Vec::new());
            let (kind, side, what) = (Kind::TypeRemoved, Side::Any, what.to_owned());
            names.name(&Change { kind, side, what, old, new, items })
        };
        assert_eq!(name("`Pet` of `Owner`"), "type-removed-pet-of-owner");
        assert_eq!(name("`pet`-of-`owner`"), "type-removed-pet-of-owner-2");
        assert_eq!(name("../../é\\"), "type-removed");
        let long = name(&"word ".repeat(99));
        assert!(long.len() < 64 && long.ends_with("-word"), "{long}");
        assert!(name(&"word".repeat(99)).len() < 64);
    }
}
