//! The folder of a document, with the other files that it refers to: one that lies somewhere, or one
//! of a revision of git. Nothing outside of it is read, wherever links lead.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use document::{Folder, Unreadable};

use super::git::Revision;

/// The folder of a file.
#[derive(Debug)]
pub(crate) struct OnDisk {
    folder: PathBuf,
    document: String,
}

impl OnDisk {
    /// The folder of a document.
    pub(crate) fn of(document: &Path) -> Self {
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = document.parent().filter(|folder| *folder != Path::new(""));
        Self { folder: folder.unwrap_or(Path::new(".")).to_path_buf(), document: name }
    }
}

impl Folder for OnDisk {
    fn document(&self) -> &str {
        &self.document
    }

    fn read(&self, path: &str, most: usize) -> Result<Vec<u8>, Unreadable> {
        let folder = self.folder.canonicalize().map_err(|error| unreadable(&error))?;
        let file = folder.join(path).canonicalize().map_err(|error| unreadable(&error))?;
        if !file.starts_with(&folder) {
            return Err(Unreadable::Outside);
        }
        // What is no file, such as a pipe, is not opened: that could take forever.
        let is_file = fs::metadata(&file).map_err(|error| unreadable(&error))?.is_file();
        if !is_file {
            return Err(Unreadable::NoFile);
        }
        let mut bytes = Vec::new();
        let wanted = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let file = File::open(&file).map_err(|error| unreadable(&error))?;
        file.take(wanted).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() > most { Err(Unreadable::TooLarge) } else { Ok(bytes) }
    }
}

fn unreadable(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Missing,
        _ => Unreadable::Failed(error.to_string()),
    }
}

/// A folder of a revision. Git follows no links.
#[derive(Debug)]
pub(crate) struct InRevision {
    revision: Revision,
    /// A folder of the repository.
    here: PathBuf,
    /// What the paths of all files begin with.
    prefix: String,
    document: String,
}

impl InRevision {
    /// The folder of a document, whose path begins at the root of the repository, or with `./` at a
    /// folder of it.
    pub(crate) fn of(revision: &Revision, here: &Path, document: &str) -> Self {
        let start = document.rfind('/').map_or(0, |slash| slash + 1);
        let (prefix, document) = document.split_at(start);
        Self {
            revision: revision.clone(),
            here: here.to_path_buf(),
            prefix: prefix.to_owned(),
            document: document.to_owned(),
        }
    }
}

impl Folder for InRevision {
    fn document(&self) -> &str {
        &self.document
    }

    fn read(&self, path: &str, most: usize) -> Result<Vec<u8>, Unreadable> {
        let path = format!("{}{path}", self.prefix);
        let bytes = self.revision.read(&self.here, &path).map_err(Unreadable::Failed)?;
        let bytes = bytes.ok_or(Unreadable::Missing)?;
        if bytes.len() > most { Err(Unreadable::TooLarge) } else { Ok(bytes) }
    }
}
