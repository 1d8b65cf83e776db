//! Generates a client crate from an OpenAPI document.
//!
//! The stages, each a pure function of what comes before it:
//!
//! 1. [`document`] reads the text and the other files that it refers to, applies the overlay if there is one, and refuses what is not an
//!    OpenAPI document.
//! 2. [`lower`] takes every decision, and reports what it cannot decide: the result
//!    is the intermediate representation [`ir`].
//! 3. [`emit`] writes it down as tokens of Rust, module by module.
//! 4. [`render`] prints the tokens: the result is a [`tree`] of files.
//!
//! Only then is anything written, or compared with what is there.

pub mod codes;
pub mod crate_name;
pub mod docs;
pub mod emit;
mod extensions;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod names;
pub mod parallel;
pub mod render;
pub mod surface;
pub mod tree;
pub mod why;

use std::borrow::Cow;
use std::sync::Arc;

use document::diagnostics::{Diagnostics, Rendering, Text};
use document::stack::with_large_stack;
use document::{Document, Folder, OtherFiles, SourceFile, Sources};
use serde_json::Value;

use emit::TextFile;
pub use extensions::EXTENSIONS;
use ir::Api;
use lock::Lock;
use tree::Tree;

/// What a crate is generated from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The OpenAPI document, as it was read from its file.
    pub spec: Vec<u8>,
    /// What diagnostics call it; `.json` at its end makes it JSON rather than YAML.
    pub spec_name: String,
    /// The folder that has the document, with the other files that it refers to; without one, such
    /// references are refused.
    pub folder: Option<Arc<dyn Folder>>,
    /// The overlay that is applied to the document, if any.
    pub overlay: Option<OverlayFile>,
    /// Files to ship with the crate as they are: a changelog, and programs that are examples.
    pub shipped: Vec<ShippedFile>,
    /// What the header of `src/lib.rs` calls the document and the overlay: the same on every
    /// machine.
    pub origin: String,
    /// The name of the crate.
    pub name: String,
    /// What the crate had when it was generated last; nothing if it is new.
    pub lock: Lock,
}

/// The file of a crate that shows an application. If it is shipped, it is documentation of the crate,
/// and what is Rust in it is compiled and run with the tests.
pub const GUIDE: &str = "GUIDE.md";

/// An OpenAPI Overlay document.
#[derive(Debug, Clone)]
pub struct OverlayFile {
    /// The overlay, as it was read from its file.
    pub bytes: Vec<u8>,
    /// What diagnostics call it; `.json` at its end makes it JSON rather than YAML.
    pub name: String,
}

/// A file of the crate that somebody wrote by hand.
#[derive(Debug, Clone)]
pub struct ShippedFile {
    /// Where it is copied from, as the generated file calls it.
    pub origin: String,
    /// Its path in the crate, such as `examples/follow_channel.rs`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// What came out of it: a crate, unless only what it would be was asked for.
#[derive(Debug)]
pub struct Output<T = Generated> {
    /// The crate; none if something is wrong with the document.
    pub generated: Option<T>,
    /// What there is to say about the document.
    pub diagnostics: Diagnostics,
    /// The text that diagnostics quote.
    source: SourceFile,
    /// The other files that they quote.
    files: OtherFiles,
    /// The overlay that they quote.
    overlay: Option<SourceFile>,
}

/// A crate.
#[derive(Debug)]
pub struct Generated {
    /// Its files.
    pub tree: Tree,
    /// What it says.
    pub api: Api,
    /// What it is made from.
    pub document: Document,
}

/// What a crate would be, with every decision taken.
#[derive(Debug)]
pub struct Represented {
    /// What it says.
    pub api: Api,
    /// What it is made from.
    pub document: Document,
}

/// Generates a crate. Nothing is written.
#[must_use]
pub fn generate(input: &Input) -> Output {
    let lock = || Cow::Borrowed(&input.lock);
    output(input, lock, |represented| {
        let tree = represented.tree(input);
        let Represented { api, document } = represented;
        Generated { tree, api, document }
    })
}

impl Represented {
    /// The files of the crate.
    #[must_use]
    pub fn tree(&self, input: &Input) -> Tree {
        let mock = lower::mock::mock(&self.document, &self.api);
        let has_guide = input.shipped.iter().any(|file| file.path == GUIDE);
        let mut emitted = emit::emit(&self.api, &mock, &input.name, has_guide);
        emitted.files.extend(input.shipped.iter().map(TextFile::from));
        render::render(emitted, &input.origin)
    }

    /// The table by which a mock of the API answers, as `src/mocked/table.json` of the crate has it.
    #[must_use]
    pub fn mock_table(&self) -> String {
        emit::mock_table::text(&self.api, &lower::mock::mock(&self.document, &self.api))
    }
}

/// Takes every decision about a crate, and makes none: for what compares two, or explains one.
#[must_use]
pub fn represent(input: &Input) -> Output<Represented> {
    output(input, || Cow::Borrowed(&input.lock), |represented| represented)
}

/// The table by which a mock of the API answers, as `src/mocked/table.json` of the crate has it.
#[must_use]
pub fn mock_table(input: &Input) -> Output<String> {
    output(input, || Cow::Borrowed(&input.lock), |represented| represented.mock_table())
}

/// The same, with a lock that is asked for once the document has been read, in place of that of the
/// input: for what is to be as the version before it, which may still be in the making.
#[must_use]
pub fn represent_with(input: &Input, mut lock: impl FnMut() -> Lock + Send) -> Output<Represented> {
    output(input, || Cow::Owned(lock()), |represented| represented)
}

/// Reads a document, and makes something of what its crate would be.
fn output<'i, T: Send>(
    input: &'i Input,
    mut lock: impl FnMut() -> Cow<'i, Lock> + Send,
    make: impl Fn(Represented) -> T + Sync,
) -> Output<T> {
    let mut diagnostics = Diagnostics::new();
    let source = SourceFile::from_bytes(&input.spec_name, &input.spec, &mut diagnostics);
    let overlay = input.overlay.as_ref().map(|OverlayFile { bytes, name }| {
        diagnostics
            .about(Text::Overlay, |diagnostics| SourceFile::from_bytes(name, bytes, diagnostics))
    });
    let files = OtherFiles::of(input.folder.clone());
    let sources = Sources { spec: &source, files: Some(&files), overlay: overlay.as_ref() };
    let generated = with_large_stack(|| {
        let document = Document::read_as_far_as_possible(sources, &EXTENSIONS, &mut diagnostics)?;
        let lock = lock();
        let find = |diagnostics: &mut Diagnostics| lower::lower(&document, &lock, diagnostics);
        let api = diagnostics.collect_independent(&document, find)?;
        Some(make(Represented { api, document }))
    });
    Output { generated, diagnostics, source, files, overlay }
}

impl From<&ShippedFile> for TextFile {
    fn from(file: &ShippedFile) -> Self {
        Self { path: file.path.clone(), origin: Some(file.origin.clone()), text: file.text.clone() }
    }
}

impl<T> Output<T> {
    /// Makes errors of all warnings: if there are any, there is no crate.
    pub fn deny_warnings(&mut self) {
        self.diagnostics.deny_warnings();
        if self.diagnostics.has_errors() {
            self.generated = None;
        }
    }

    /// The diagnostics as text, sorted by place; empty if there are none.
    #[must_use]
    pub fn report(&self, rendering: &Rendering) -> String {
        self.diagnostics.render(&self.sources(), rendering)
    }

    /// The diagnostics as objects for tools, sorted by place.
    #[must_use]
    pub fn report_json(&self) -> Vec<Value> {
        self.diagnostics.to_json(&self.sources())
    }

    /// The other files of the document.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        self.files.files()
    }

    /// The texts that diagnostics quote.
    #[must_use]
    pub fn sources(&self) -> Sources<'_> {
        Sources { spec: &self.source, files: Some(&self.files), overlay: self.overlay.as_ref() }
    }
}
