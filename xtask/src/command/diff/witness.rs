//! What shows the verdicts: a verdict is an opinion until somebody sees the program that does not
//! compile any more, or the request that is refused.
//!
//! Each change has a folder of its own, below that which the command line names; beside them are the
//! crates of both versions, and a package with each in which the programs are compiled.

mod answered;
mod behaviour;
mod events;
mod folder;
mod index;
mod packages;
mod party;
mod reading;
mod request;
mod sent;
mod source;
mod table;
mod values;
mod wire;

use std::path::Path;

use changes::{Behaviour, Source};
use document::stack::with_large_stack;
use generator::Represented;
use generator::surface::Surface;
use generator::tree::Tree;

use super::input::Version;
use super::report::{Compared, Entry};
use folder::Folder;
use party::Party;

/// A version, as far as it is needed to show what has become of it.
struct Side<'v> {
    represented: &'v Represented,
    tree: Tree,
    surface: Surface,
    party: Party,
}

/// What shows the verdicts on a change.
#[derive(Default)]
struct Witness {
    /// The name of its folder.
    name: String,
    shown: Vec<Shown>,
    /// Why there is nothing that shows a verdict, in sentences.
    missing: Vec<String>,
}

/// A file that shows something.
struct Shown {
    /// Its name.
    file: &'static str,
    /// With which crates it is compiled, if it is a program.
    compiled: &'static [&'static str],
    text: String,
    /// What becomes of it, in a sentence that begins behind its name.
    about: String,
}

/// How many more requests and answers are tried.
struct Effort {
    of_all: usize,
    of_change: usize,
}

impl Effort {
    /// Enough for some hundred changes.
    const ALL: Self = Self { of_all: 200_000, of_change: 0 };

    /// How many are tried for a change at most.
    const OF_CHANGE: usize = 4_000;

    /// Begins with another change.
    fn begin(&mut self) {
        self.of_change = Self::OF_CHANGE.min(self.of_all);
    }

    /// Whether one more may be tried.
    fn spend(&mut self) -> bool {
        let is_left = !self.is_spent();
        if is_left {
            self.of_change -= 1;
            self.of_all -= 1;
        }
        is_left
    }

    fn is_spent(&self) -> bool {
        self.of_change == 0
    }
}

/// Writes what shows the verdicts into a folder, and says of each change where that is.
pub(super) fn write(folder: &Path, mut compared: Compared) -> Result<Compared, String> {
    let folder = Folder::prepare(folder)?;
    let versions = compared.names();
    let Some(difference) = &mut compared.difference else { return Ok(compared) };
    let [old, new] = [Side::of(&compared.old)?, Side::of(&compared.new)?];
    let lost = old.surface.lost(&new.surface);
    let mut names = folder::Names::default();
    let mut effort = Effort::ALL;
    let mut witnesses = Vec::new();
    for entry in &mut difference.entries {
        let mut witness = Witness::default();
        if entry.verdicts.source == Source::Breaks {
            witness.add(source::shown(entry, &old.surface, &lost));
        }
        effort.begin();
        with_large_stack(|| {
            for shown in wire::shown(entry, [&old, &new], &mut effort) {
                witness.add(shown);
            }
            if entry.verdicts.behaviour != Behaviour::Same {
                for shown in behaviour::shown(entry, [&old, &new], &mut effort) {
                    witness.add(shown);
                }
            }
        });
        if !witness.shown.is_empty() {
            witness.name = names.name(&entry.change);
            entry.witness = Some(folder.write_change(&witness)?);
        }
        witnesses.push(witness);
    }
    packages::write(&folder, [&old.tree, &new.tree], &witnesses)?;
    let entries: Vec<(&Entry, &Witness)> = difference.entries.iter().zip(&witnesses).collect();
    folder.write(folder::INDEX, &index::text(&versions, &entries))?;
    Ok(compared)
}

impl<'v> Side<'v> {
    fn of(version: &'v Version) -> Result<Self, String> {
        let represented = version.output.generated.as_ref().ok_or("a document has errors")?;
        with_large_stack(|| {
            let tree = represented.tree(&version.input);
            let surface = Surface::of(&tree).map_err(|error| error.to_string())?;
            Ok(Self { represented, tree, surface, party: Party::new(represented)? })
        })
    }
}

impl Witness {
    /// Adds what shows a verdict, or why nothing does.
    fn add(&mut self, shown: Result<Shown, String>) {
        match shown {
            Ok(shown) => self.shown.push(shown),
            Err(why) => self.missing.push(why),
        }
    }
}
