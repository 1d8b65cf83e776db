//! The files of a document: each is read once, when the first reference leads to it.

use std::collections::HashMap;

use serde_json::Value;

use super::refusal::{BUNDLE, Refusal};
use crate::diagnostics::{Code, Diagnostics, Text, quoted};
use crate::printable::escaped;
use crate::text::{self, Folder, SourceFile, Unreadable};
use crate::value::total_size;

/// How many other files a document may refer to.
const MOST_FILES: usize = 5_000;

/// How many bytes they may have together.
const MOST_BYTES: usize = 64 << 20;

/// How many values and bytes of text all files may consist of besides twice the length of their
/// texts. Only aliases make more of a text than it holds.
const ALLOWANCE: usize = 1_000_000;

/// What a file counts that cannot be read, which may have taken long. After some of them no more is
/// read.
const BROKEN: usize = 100_000;

/// The number of the document itself among its files.
pub(super) const ROOT: usize = 0;

/// The files that have been read.
pub(super) struct Files<'f> {
    folder: &'f dyn Folder,
    /// What the names of the files in diagnostics begin with.
    prefix: String,
    /// The paths of the files and what they say, the document first.
    read: Vec<(String, Value)>,
    sources: Vec<SourceFile>,
    by_path: HashMap<String, Result<usize, Refusal>>,
    /// How many bytes more may be read.
    bytes: usize,
    /// Whether one has no values, which is reported.
    pub(super) is_broken: bool,
    /// How large the values of all other files are together.
    pub(super) size: usize,
    /// The pointers to the schemas of a file that have an anchor, by its name.
    pub(super) anchors: HashMap<usize, HashMap<String, String>>,
    /// How many more references may be followed for the one that is.
    pub(super) steps: usize,
    /// How many more references may be compared with what is there.
    pub(super) suggestions: usize,
    diagnostics: &'f mut Diagnostics,
}

impl<'f> Files<'f> {
    /// A document that goes by a name in diagnostics.
    pub(super) fn new(
        folder: &'f dyn Folder,
        shown: &str,
        document: Value,
        diagnostics: &'f mut Diagnostics,
    ) -> Self {
        let name = folder.document().to_owned();
        let prefix = shown.strip_suffix(&*escaped(&name)).unwrap_or_default().to_owned();
        Self {
            folder,
            prefix,
            size: 0,
            by_path: HashMap::from([(name.clone(), Ok(ROOT))]),
            read: vec![(name, document)],
            sources: Vec::new(),
            bytes: MOST_BYTES,
            is_broken: false,
            anchors: HashMap::new(),
            steps: 0,
            suggestions: 100,
            diagnostics,
        }
    }

    /// The path of a file.
    pub(super) fn path(&self, file: usize) -> &str {
        self.read.get(file).map_or("", |(path, _)| path)
    }

    /// What a file says.
    pub(super) fn value(&self, file: usize) -> &Value {
        self.read.get(file).map_or(&Value::Null, |(_, value)| value)
    }

    /// What diagnostics call a path.
    pub(super) fn shown(&self, path: &str) -> String {
        format!("{}{}", self.prefix, escaped(path))
    }

    /// The number of the file at a path, which is read if it has not been.
    pub(super) fn open(&mut self, path: &str) -> Result<usize, Refusal> {
        if let Some(known) = self.by_path.get(path) {
            return known.clone();
        }
        let file = self.read_new(path);
        self.by_path.insert(path.to_owned(), file.clone());
        file
    }

    fn read_new(&mut self, path: &str) -> Result<usize, Refusal> {
        let shown = self.shown(path);
        let limit = |problem: String| Refusal::new(Code::SIZE_LIMIT, problem, BUNDLE);
        if self.sources.len() == MOST_FILES {
            return Err(limit(format!("is in a file beyond the first {MOST_FILES}")));
        }
        if self.is_too_large() {
            return Err(limit("makes the document too large".to_owned()));
        }
        let too_large =
            || limit(format!("is too much: all files have more than {MOST_BYTES} bytes"));
        let bytes = self.folder.read(path, self.bytes).map_err(|why| match why {
            Unreadable::Missing => Refusal::new(
                Code::UNRESOLVED_REFERENCE,
                format!("leads to no file: there is no {}", quoted(&shown)),
                "the path of a reference begins at the folder of the file that it stands in",
            ),
            Unreadable::Outside => Refusal::unsupported(
                "is outside of the folder of the document, where a link leads to",
            ),
            Unreadable::NoFile => Refusal::new(
                Code::UNRESOLVED_REFERENCE,
                format!("leads to no file: {} is something else", quoted(&shown)),
                "write the path of a file, such as `schemas/pet.yaml`",
            ),
            Unreadable::TooLarge => too_large(),
            Unreadable::Failed(why) => Refusal::new(
                Code::UNRESOLVED_REFERENCE,
                format!("leads to a file that cannot be read: {}", escaped(&why)),
                BUNDLE,
            ),
        })?;
        self.bytes = self.bytes.checked_sub(bytes.len()).ok_or_else(too_large)?;
        let text = Text::File(self.sources.len());
        let (source, value) = self.diagnostics.about(text, |diagnostics| {
            let known = diagnostics.len();
            let source = SourceFile::from_bytes(shown, &bytes, diagnostics);
            let is_text = diagnostics.len() == known;
            let value = is_text.then(|| text::read(&source, diagnostics)).flatten();
            (source, value)
        });
        self.is_broken |= value.is_none();
        self.size += value.as_ref().map_or(BROKEN, total_size);
        let value = value.unwrap_or_default();
        self.sources.push(source);
        self.read.push((path.to_owned(), value));
        if self.is_too_large() {
            return Err(limit("makes the document too large".to_owned()));
        }
        Ok(self.read.len() - 1)
    }

    fn is_too_large(&self) -> bool {
        self.size > ALLOWANCE.saturating_add((MOST_BYTES - self.bytes).saturating_mul(2))
    }

    /// The texts of all files but the document.
    pub(super) fn into_sources(self) -> Vec<SourceFile> {
        self.sources
    }
}

/// The text that a file is.
pub(super) const fn text_of(file: usize) -> Text {
    match file.checked_sub(1) {
        Some(number) => Text::File(number),
        None => Text::Spec,
    }
}
