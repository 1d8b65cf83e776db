//! Folders of documents in several files: those of the fixtures, and some that are made here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use document::{Folder, Unreadable};

/// The folder of a fixture.
#[derive(Debug)]
struct OfFixture(String, PathBuf);

impl Folder for OfFixture {
    fn document(&self) -> &str {
        &self.0
    }

    fn read(&self, path: &str, _most: usize) -> Result<Vec<u8>, Unreadable> {
        let path = self.1.join(path);
        if path.is_dir() {
            return Err(Unreadable::NoFile);
        }
        fs::read(path).map_err(|_| Unreadable::Missing)
    }
}

/// The folder of a fixture, which has a name in it.
pub(crate) fn of_fixture(folder: &Path, document: &str) -> Arc<dyn Folder> {
    Arc::new(OfFixture(document.to_owned(), folder.to_path_buf()))
}

/// Files that are made, by their paths; the document is the one that is not there.
#[derive(Debug)]
pub(crate) struct Made(pub(crate) BTreeMap<String, String>);

impl Folder for Made {
    fn document(&self) -> &'static str {
        "openapi.yaml"
    }

    fn read(&self, path: &str, most: usize) -> Result<Vec<u8>, Unreadable> {
        let text = self.0.get(path).ok_or(Unreadable::Missing)?;
        if text.len() > most { Err(Unreadable::TooLarge) } else { Ok(text.clone().into_bytes()) }
    }
}

/// A folder of some files.
pub(crate) fn made(files: &[(&str, &str)]) -> Arc<dyn Folder> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Arc::new(Made(files.collect()))
}
