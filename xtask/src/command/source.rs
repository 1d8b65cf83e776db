//! Where the commands read from: files, revisions of git, and the project's own documents.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use document::Folder;
use document::printable::escaped;
use generator::OverlayFile;
use generator::lock::Lock;

use super::folder::{InRevision, OnDisk};
use super::git::Revision;

/// The project's own document, from the root of the workspace.
pub(crate) const SPEC: &str = "spec/flex-interactions.yaml";

/// What the project adds to it, if anything.
pub(crate) const OVERLAY: &str = "spec/overlay.yaml";

/// The project's own crate: its folder, from the root of the workspace, and its name.
pub(crate) const CRATE: (&str, &str) = ("generated", "flex-interactions");

/// The root of the workspace: the nearest folder that has the project's own document, the current one
/// or one above it. If none has, it is the current one.
pub(crate) fn workspace() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let root = here.ancestors().find(|folder| folder.join(SPEC).is_file());
    root.unwrap_or(&here).to_path_buf()
}

/// Where a text is read from.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    place: Place,
    /// What messages call it.
    pub(crate) shown: String,
    /// What generated files call it. Where it lies on this machine has no place in the crate.
    pub(crate) origin: String,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Revision {
        revision: Revision,
        /// A folder of the repository.
        folder: PathBuf,
        path: String,
    },
}

impl Source {
    /// A file.
    pub(crate) fn file(path: &Path) -> Self {
        Self {
            shown: escaped(&path.to_string_lossy()).into_owned(),
            origin: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            place: Place::File(path.to_path_buf()),
        }
    }

    /// A file of the workspace.
    pub(crate) fn own(path: &str) -> Self {
        Self {
            place: Place::File(workspace().join(path)),
            shown: path.to_owned(),
            origin: path.to_owned(),
        }
    }

    /// A file of the workspace as it was in a revision.
    pub(crate) fn own_in(revision: &Revision, path: &str) -> Self {
        let mut source = Self::in_revision(revision, &workspace(), &format!("./{path}"));
        source.shown = escaped(&format!("{}:{path}", revision.name)).into_owned();
        source
    }

    /// A file of a revision of the repository around a folder. Its path begins at the root of the
    /// repository, or with `./` at the folder.
    pub(crate) fn in_revision(revision: &Revision, folder: &Path, path: &str) -> Self {
        Self {
            shown: escaped(&format!("{}:{path}", revision.name)).into_owned(),
            origin: path.rsplit('/').next().unwrap_or(path).to_owned(),
            place: Place::Revision {
                revision: revision.clone(),
                folder: folder.to_path_buf(),
                path: path.to_owned(),
            },
        }
    }

    /// What it says.
    pub(crate) fn read(&self) -> Result<Vec<u8>, String> {
        match &self.place {
            Place::File(path) => fs::read(path).map_err(|error| self.failed(&error)),
            Place::Revision { revision, path, .. } => self.read_if_there()?.ok_or_else(|| {
                let (revision, path) = (escaped(&revision.name), escaped(path));
                format!("`{path}` is no file of the revision `{revision}` (a path begins at the root of the repository, or with `./` here)")
            }),
        }
    }

    /// What it says, if it is there.
    pub(crate) fn read_if_there(&self) -> Result<Option<Vec<u8>>, String> {
        match &self.place {
            Place::File(path) => match fs::read(path) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(self.failed(&error)),
            },
            Place::Revision { revision, folder, path } => revision.read(folder, path),
        }
    }

    /// The folder that it is in, with the other files that it refers to.
    pub(crate) fn folder(&self) -> Arc<dyn Folder> {
        match &self.place {
            Place::File(path) => Arc::new(OnDisk::of(path)),
            Place::Revision { revision, folder, path } => {
                Arc::new(InRevision::of(revision, folder, path))
            }
        }
    }

    /// The overlay that it is.
    pub(crate) fn overlay(&self) -> Result<OverlayFile, String> {
        Ok(OverlayFile { bytes: self.read()?, name: self.shown.clone() })
    }

    /// The overlay that it is, if it is there.
    pub(crate) fn overlay_if_there(&self) -> Result<Option<OverlayFile>, String> {
        let bytes = self.read_if_there()?;
        Ok(bytes.map(|bytes| OverlayFile { bytes, name: self.shown.clone() }))
    }

    /// The lock that it is.
    pub(crate) fn lock(&self) -> Result<Lock, String> {
        self.lock_of(self.read()?)
    }

    /// The lock that it is, if it is there.
    pub(crate) fn lock_if_there(&self) -> Result<Option<Lock>, String> {
        self.read_if_there()?.map(|bytes| self.lock_of(bytes)).transpose()
    }

    fn lock_of(&self, bytes: Vec<u8>) -> Result<Lock, String> {
        let text = String::from_utf8(bytes).map_err(|error| format!("{}: {error}", self.shown))?;
        Lock::read(&text).map_err(|error| format!("{}:{error}", self.shown))
    }

    fn failed(&self, error: &io::Error) -> String {
        format!("{}: {error}", self.shown)
    }
}
