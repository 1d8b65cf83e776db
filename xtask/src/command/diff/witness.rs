//! What shows the verdicts: a verdict is an opinion until somebody sees the program that does not
//! compile any more, or the request that is refused.
//!
//! Each change has a folder of its own, below that which the command line names; beside them are the
//! crates of both versions, and a package with each in which the programs are compiled.

mod folder;
mod index;
mod packages;
mod source;

use std::path::Path;

use changes::Source;
use document::stack::with_large_stack;
use generator::surface::Surface;
use generator::tree::Tree;

use super::input::Version;
use super::report::{Compared, Entry};
use folder::Folder;

/// A version, as far as it is needed to show what has become of it.
struct Side {
    tree: Tree,
    surface: Surface,
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
    /// Whether it is a program.
    is_program: bool,
    text: String,
    /// What becomes of it, in a sentence that begins behind its name.
    about: String,
}

/// Writes what shows the verdicts into a folder, and says of each change where that is.
pub(super) fn write(folder: &Path, mut compared: Compared) -> Result<Compared, String> {
    let folder = Folder::prepare(folder)?;
    let versions = compared.names();
    let Some(difference) = &mut compared.difference else { return Ok(compared) };
    let [old, new] = [Side::of(&compared.old)?, Side::of(&compared.new)?];
    let lost = old.surface.lost(&new.surface);
    let mut names = folder::Names::default();
    let mut witnesses = Vec::new();
    for entry in &mut difference.entries {
        let mut witness = Witness::default();
        if entry.verdicts.source == Source::Breaks {
            witness.add(source::shown(entry, &old.surface, &lost));
        }
        if !witness.shown.is_empty() {
            witness.name = names.name(&entry.change);
            entry.witness = Some(folder.write_change(&witness)?);
        }
        witnesses.push(witness);
    }
    packages::write(&folder, [&old.tree, &new.tree], &witnesses)?;
    let entries: Vec<(&Entry, &Witness)> = difference.entries.iter().zip(&witnesses).collect();
    let index = index::text(&versions, &entries);
    folder.write(folder::INDEX, &index)?;
    Ok(compared)
}

impl Side {
    fn of(version: &Version) -> Result<Self, String> {
        let represented = version.output.generated.as_ref().ok_or("a document has errors")?;
        let tree = with_large_stack(|| represented.tree(&version.input));
        let surface = with_large_stack(|| Surface::of(&tree)).map_err(|error| error.to_string())?;
        Ok(Self { tree, surface })
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
