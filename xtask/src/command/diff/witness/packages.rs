//! The crates of both versions, and a package with each in which the programs are compiled.

use std::fmt::Write;

use generator::tree::Tree;

use super::Witness;
use super::folder::{self, Folder, NEW, OLD, WITH_NEW, WITH_OLD};
use crate::command::source;

/// What programs call the crate, whichever it is.
pub(super) const CRATE: &str = "api";

/// Writes both crates, and a package with each.
pub(super) fn write(
    folder: &Folder,
    [old, new]: [&Tree; 2],
    witnesses: &[Witness],
) -> Result<(), String> {
    for (tree, name, package) in [(old, OLD, WITH_OLD), (new, NEW, WITH_NEW)] {
        tree.write(&folder.path(name)).map_err(|error| error.to_string())?;
        folder
            .write(&format!("{package}/Cargo.toml"), &manifest(tree, name, package, witnesses))?;
        folder.write(
            &format!("{package}/src/lib.rs"),
            "//! What the programs are compiled with.\n",
        )?;
    }
    Ok(())
}

/// The manifest of a package that has all programs, and one of the crates.
fn manifest(tree: &Tree, name: &str, package: &str, witnesses: &[Witness]) -> String {
    // What is received is in modules of its own.
    let has_webhooks =
        tree.files().any(|(path, _)| ["src/webhooks.rs", "src/events.rs"].contains(&path));
    let features = if has_webhooks { "\"webhooks\"" } else { "" };
    let krate = source::CRATE.1;
    let mut manifest = format!(
        r#"[package]
name = "{package}"
version = "0.0.0"
edition = "2024"
publish = false
autobins = false

[dependencies]
{CRATE} = {{ package = "{krate}", path = "../{name}", default-features = false, features = [{features}] }}
bytes = "1"
http = "1"
serde = "1"
serde_json = "1"

[workspace]
"#
    );
    for witness in witnesses {
        for shown in witness.shown.iter().filter(|shown| shown.compiled.contains(&package)) {
            let path = folder::file(witness, shown.file);
            let program = format!("{}-{}", witness.name, shown.file.trim_end_matches(".rs"));
            // Writing to a string does not fail.
            let _ = write!(manifest, "\n[[bin]]\nname = \"{program}\"\npath = \"../{path}\"\n");
        }
    }
    manifest
}
