//! The project's own document, and the crate that is generated from it.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::diagnostics::Rendering;
use xtask::tree::Tree;
use xtask::{ExampleFile, Input, OverlayFile, generate};

/// A path from the root of the workspace.
pub(crate) fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of the document.
pub(crate) fn spec() -> String {
    fs::read_to_string(path("spec/flex-interactions.yaml")).expect("the document can be read")
}

/// The crate that is generated from a document under the project's names. It is read as JSON if
/// `name`, the name of the file, says so.
pub(crate) fn tree(name: &str, spec: &str) -> Tree {
    let overlay = fs::read(path("spec/overlay.yaml")).ok();
    let origin = match &overlay {
        Some(_) => "spec/flex-interactions.yaml and spec/overlay.yaml",
        None => "spec/flex-interactions.yaml",
    };
    let output = generate(&Input {
        spec: spec.as_bytes().to_vec(),
        spec_name: name.to_owned(),
        overlay: overlay.map(|bytes| OverlayFile { bytes, name: "overlay.yaml".to_owned() }),
        examples: examples(),
        origin: origin.to_owned(),
        name: "flex-interactions".to_owned(),
    });
    let report = output.report(&Rendering::default());
    output.generated.unwrap_or_else(|| panic!("{report}")).tree
}

/// The programs that are shipped with it.
fn examples() -> Vec<ExampleFile> {
    let entries = fs::read_dir(path("spec/examples")).expect("the folder can be read");
    let example = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("an example can be read");
        ExampleFile { origin: format!("spec/examples/{name}"), name, text }
    };
    entries.map(example).collect()
}

/// The crate of the project.
pub(crate) fn own_tree() -> Tree {
    tree("flex-interactions.yaml", &spec())
}
