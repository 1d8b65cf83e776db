//! Documents as they are written, of which nothing is generated, and files that are written as a whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use document::diagnostics::{Diagnostics, Rendering};
use document::{OtherFiles, SourceFile, Sources, read_values};
use serde_json::Value;

use super::source::Source;

/// A document as it is written, with its other files and without an overlay.
pub(crate) struct WrittenDocument {
    /// What messages call it.
    pub(crate) name: String,
    /// The name of its file.
    pub(crate) file_name: String,
    /// What was read.
    pub(crate) bytes: Vec<u8>,
    /// The text of it.
    pub(crate) text: SourceFile,
    /// Its values.
    pub(crate) values: Value,
}

impl WrittenDocument {
    /// Reads a document of a known version of OpenAPI.
    pub(crate) fn read(source: &Source) -> Result<Self, String> {
        let bytes = source.read()?;
        let name = source.shown.clone();
        let mut diagnostics = Diagnostics::new();
        let text = SourceFile::from_bytes(&name, &bytes, &mut diagnostics);
        let files = OtherFiles::of(Some(source.folder()));
        let sources = Sources { spec: &text, files: Some(&files), overlay: None };
        let values = read_values(sources, &mut diagnostics).filter(|_| !diagnostics.has_errors());
        let values = values.ok_or_else(|| {
            let rendering = Rendering { color: false, verbose: false };
            format!("{name} cannot be read\n{}", diagnostics.render(&sources, &rendering))
        })?;
        Ok(Self { name, file_name: source.origin.clone(), bytes, text, values })
    }
}

/// Replaces a file as a whole.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if let Ok(known) = fs::metadata(path) {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
