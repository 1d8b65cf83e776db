//! The other files that a document refers to.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::source::SourceFile;

/// The folder of a document: where the other files are that it refers to.
///
/// Paths begin at the folder. They have `/` between their parts, and none of these is `.`, `..` or
/// empty. The same path has to be the same text each time.
pub trait Folder: fmt::Debug + Send + Sync {
    /// The name of the document itself in its folder.
    fn document(&self) -> &str;

    /// What a file says, of which no more than so many bytes are wanted.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn read(&self, path: &str, most: usize) -> Result<Vec<u8>, Unreadable>;
}

/// Why a file of a folder cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is none.
    Missing,
    /// A link leads out of the folder.
    Outside,
    /// It is a folder, a device or the like.
    NoFile,
    /// It is longer than wanted.
    TooLarge,
    /// Something else, in the words of whoever says so.
    Failed(String),
}

/// The other files of a document: those that it refers to, once it has been read.
#[derive(Clone, Debug, Default)]
pub struct OtherFiles {
    folder: Option<Arc<dyn Folder>>,
    read: Arc<OnceLock<Vec<SourceFile>>>,
}

impl OtherFiles {
    /// Those of a folder; without one, references to other files are refused.
    #[must_use]
    pub fn of(folder: Option<Arc<dyn Folder>>) -> Self {
        Self { folder, read: Arc::default() }
    }

    /// The folder that they are in.
    pub(crate) fn folder(&self) -> Option<&dyn Folder> {
        self.folder.as_deref()
    }

    /// Keeps those that have been read. Whoever reads a document again has them already.
    pub(crate) fn set(&self, files: Vec<SourceFile>) {
        let _ = self.read.set(files);
    }

    /// Those that have been read.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        self.read.get().map_or(&[], Vec::as_slice)
    }
}
