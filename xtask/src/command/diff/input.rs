//! What is compared: the documents that the command line names, with their overlays and locks.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use document::diagnostics::quoted;
use generator::lock::{self, Lock};
use generator::{Input, Output, Represented, represent, represent_with};

use serde_json::Value;

use super::Diff;
use crate::Usage;
use crate::command::git::Revision;
use crate::command::source::{CRATE, OVERLAY, SPEC, Source, workspace};
use crate::command::written::WrittenDocument;

/// A version as the command line names it.
pub(super) struct Named {
    document: Document,
    overlay: Option<File>,
    lock: Option<File>,
}

/// A document as it is named.
pub(super) enum Document {
    /// The project's own, in the working tree.
    Own,
    /// The project's own, in a revision.
    OwnIn(String),
    /// The project's own, where what is checked out parted from the main branch.
    OwnAtMergeBase,
    /// Another.
    Other(File),
}

/// A file as it is named.
pub(super) enum File {
    /// One that lies somewhere.
    Here(PathBuf),
    /// One of a revision, with its path there.
    In(String, String),
}

/// What the command line names.
pub(super) fn named(options: &Diff) -> Result<[Named; 2], Usage> {
    let file = |given: &Option<PathBuf>| given.as_deref().map(File::of).transpose();
    let old = options.old.as_deref().map_or(Ok(Document::OwnAtMergeBase), Document::of)?;
    let new = match &options.new {
        Some(new) => Document::of(new)?,
        None if matches!(old, Document::Other(_)) => {
            let why = "NEW is missing; only the project's own document is compared without it";
            return Err(Usage(why.to_owned()));
        }
        None => Document::Own,
    };
    Ok([
        Named {
            document: old,
            overlay: file(&options.old_overlay)?,
            lock: file(&options.old_lock)?,
        },
        Named {
            document: new,
            overlay: file(&options.new_overlay)?,
            lock: file(&options.new_lock)?,
        },
    ])
}

/// The document whose operations are looked at alone.
pub(super) fn like(given: &Path) -> Result<Document, Usage> {
    Document::of(given)
}

/// The project's own document in a revision, or else where the branch left the main branch, and in the
/// working tree.
pub(super) fn own(old: Option<&Path>) -> Result<[Named; 2], String> {
    let old = old.map_or(Ok(Document::OwnAtMergeBase), |name| {
        revision(&name.to_string_lossy()).map(Document::OwnIn)
    });
    let old = old.map_err(|Usage(message)| message)?;
    Ok([old, Document::Own].map(|document| Named { document, overlay: None, lock: None }))
}

impl Document {
    /// What a name stands for: a file if there is one, else something of git.
    fn of(given: &Path) -> Result<Self, Usage> {
        let own = workspace().join(SPEC).canonicalize().ok();
        Ok(match File::of(given)? {
            File::Here(path) if own.is_some() && path.canonicalize().ok() == own => Self::Own,
            File::Here(path) if !path.is_file() && path.to_str().is_some() => {
                Self::OwnIn(revision(&path.to_string_lossy())?)
            }
            File::In(revision, path) if path == SPEC => Self::OwnIn(revision),
            file => Self::Other(file),
        })
    }
}

impl File {
    /// What a name stands for: a file if there is one, else one of a revision if it has a colon.
    fn of(given: &Path) -> Result<Self, Usage> {
        let name = given.to_str().and_then(|text| text.split_once(':'));
        Ok(match name.filter(|_| !given.is_file()) {
            Some((name, path)) => Self::In(revision(name)?, path.to_owned()),
            None => Self::Here(given.to_path_buf()),
        })
    }

    /// Where it is read from.
    fn source(&self) -> Result<Source, String> {
        Ok(match self {
            Self::Here(path) => Source::file(path),
            Self::In(name, path) => {
                let here = Path::new(".");
                let revision = Revision::find(here, name)?.ok_or_else(|| {
                    let file = quoted(&format!("{name}:{path}"));
                    format!("there is neither a file {file} nor a revision {}", quoted(name))
                })?;
                Source::in_revision(&revision, here, path)
            }
        })
    }
}

/// A file of the workspace, as it is in a revision or in the working tree.
fn own_source(revision: Option<&Revision>, path: &str) -> Source {
    match revision {
        None => Source::own(path),
        Some(revision) => Source::own_in(revision, path),
    }
}

/// A name of a revision. Git would take one that begins with `-` for an option.
fn revision(name: &str) -> Result<String, Usage> {
    if name.is_empty() || name.starts_with('-') {
        return Err(Usage(format!("{} cannot be a revision of git", quoted(name))));
    }
    Ok(name.to_owned())
}

/// A version of a document that has been read.
pub(super) struct Version {
    pub(super) input: Input,
    pub(super) output: Output<Represented>,
}

/// Reads both versions, and takes every decision about their crates, at the same time. A new version
/// without a lock gets that of the old one, as if it were generated in its place.
///
/// Of the document whose operations are looked at alone, if there is one, the values are enough.
pub(super) fn read(
    [old, new]: &[Named; 2],
    like: Option<&Document>,
) -> Result<([Version; 2], Option<Value>), String> {
    let like = like.map(|like| WrittenDocument::read(&like.source()?)).transpose()?;
    let like = like.map(|like| like.values);
    let (old, old_lock) = old.read()?;
    let (new, new_lock) = new.read()?;
    let old = Input { lock: old_lock.unwrap_or_default(), ..old };
    let (sender, receiver) = mpsc::channel();
    let (was, is) = thread::scope(|scope| {
        let (old, new_lock) = (&old, &new_lock);
        // Each end belongs to its thread, so that nobody waits for one that is gone.
        let was = scope.spawn(move || {
            let output = represent(old);
            let lock = output.generated.as_ref().map(|represented| represented.api.lock.clone());
            let _ = sender.send(lock.unwrap_or_default());
            output
        });
        let is = represent_with(&new, move || match new_lock {
            Some(lock) => lock.clone(),
            None => receiver.recv().unwrap_or_default(),
        });
        (was.join(), is)
    });
    let was = was.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    Ok(([Version { input: old, output: was }, Version { input: new, output: is }], like))
}

impl Named {
    /// Reads the files. The lock, if there is one, is apart.
    fn read(&self) -> Result<(Input, Option<Lock>), String> {
        let own_lock = format!("{}/{}", CRATE.0, lock::FILE);
        let (spec, own) = match &self.document {
            Document::Other(file) => (file.source()?, None),
            own => {
                let revision = own.revision()?;
                let source = |path: &str| own_source(revision.as_ref(), path);
                (source(SPEC), Some((source(OVERLAY), source(&own_lock))))
            }
        };
        let overlay = match (&self.overlay, &own) {
            (Some(file), _) => Some(file.source()?.overlay()?),
            (None, Some((overlay, _))) => overlay.overlay_if_there()?,
            (None, None) => None,
        };
        let lock = match (&self.lock, &own) {
            (Some(file), _) => Some(file.source()?.lock()?),
            (None, Some((_, lock))) => lock.lock_if_there()?,
            (None, None) => None,
        };
        let input = Input {
            spec: spec.read()?,
            folder: Some(spec.folder()),
            spec_name: spec.shown,
            overlay,
            shipped: Vec::new(),
            origin: String::new(),
            name: CRATE.1.to_owned(),
            lock: Lock::default(),
        };
        Ok((input, lock))
    }
}

impl Document {
    /// Where it is read from, without its overlay.
    fn source(&self) -> Result<Source, String> {
        match self {
            Self::Other(file) => file.source(),
            own => Ok(own_source(own.revision()?.as_ref(), SPEC)),
        }
    }

    /// The revision that has the project's own document; none if that is the one in the working tree.
    fn revision(&self) -> Result<Option<Revision>, String> {
        match self {
            Self::Own | Self::Other(_) => Ok(None),
            Self::OwnAtMergeBase => Revision::merge_base(&workspace()).map(Some),
            Self::OwnIn(name) => {
                let revision = Revision::find(&workspace(), name)?;
                let none =
                    || format!("there is neither a file nor a revision called {}", quoted(name));
                revision.map(Some).ok_or_else(none)
            }
        }
    }
}
