//! The project's own document, and the crate that is generated from it.

use std::fs;
use std::path::{Path, PathBuf};

use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::tree::Tree;
use generator::{Generated, Input, OverlayFile, ShippedFile, generate};
use serde_json::Value;

use crate::folders::of_fixture;

/// A path from the root of the workspace.
pub(crate) fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of the document.
pub(crate) fn spec() -> String {
    fs::read_to_string(path("spec/flex-interactions.yaml")).expect("the document can be read")
}

/// The overlay that the document comes with.
pub(crate) fn overlay() -> String {
    fs::read_to_string(path("spec/overlay.yaml")).expect("the overlay can be read")
}

/// A text as the name of its file says how to read it: JSON or YAML.
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Text {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// The crate that is generated from a document, with an overlay or without, under the project's
/// names.
pub(crate) fn tree(spec: Text, overlay: Option<Text>) -> Tree {
    generated(spec, overlay).tree
}

fn generated(spec: Text, overlay: Option<Text>) -> Generated {
    let origin = match &overlay {
        Some(_) => "spec/flex-interactions.yaml and spec/overlay.yaml",
        None => "spec/flex-interactions.yaml",
    };
    // Fixtures are YAML, whatever is made of them.
    let (name, _) = spec.name.rsplit_once('.').expect("documents have an extension");
    let folder = of_fixture(&path("tests/fixtures"), &format!("{name}.yaml"));
    let output = generate(&Input {
        spec: spec.text.into_bytes(),
        spec_name: spec.name,
        folder: Some(folder),
        overlay: overlay.map(|Text { name, text }| OverlayFile { bytes: text.into_bytes(), name }),
        shipped: shipped(),
        origin: origin.to_owned(),
        name: "flex-interactions".to_owned(),
        lock: lock(),
    });
    let report = output.report(&Rendering::default());
    output.generated.unwrap_or_else(|| panic!("{report}"))
}

/// What the project's own crate had when it was generated last.
fn lock() -> Lock {
    let text = fs::read_to_string(path("generated/names.lock")).expect("the file can be read");
    Lock::read(&text).expect("it is as it was written")
}

/// The prose and the programs that are shipped with it.
fn shipped() -> Vec<ShippedFile> {
    let entries = fs::read_dir(path("spec/examples")).expect("the folder can be read");
    let example = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("an example can be read");
        let (origin, path) = (format!("spec/examples/{name}"), format!("examples/{name}"));
        ShippedFile { origin, path, text }
    };
    let prose = [("spec/CHANGELOG.md", "CHANGELOG.md"), ("spec/guide.md", "GUIDE.md")];
    let prose = prose.map(|(origin, to)| ShippedFile {
        origin: origin.to_owned(),
        path: to.to_owned(),
        text: fs::read_to_string(path(origin)).expect("it can be read"),
    });
    entries.map(example).chain(prose).collect()
}

/// The crate of the project.
pub(crate) fn own_tree() -> Tree {
    own().tree
}

/// The document of the project, with its overlay.
pub(crate) fn own_document() -> Value {
    own().document.value
}

fn own() -> Generated {
    let spec = Text::new("flex-interactions.yaml", spec());
    generated(spec, Some(Text::new("overlay.yaml", overlay())))
}
