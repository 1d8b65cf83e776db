//! A tree of files: written to disk, or compared with what is there.
//!
//! Only plain files that begin with the generator's header are touched, and no link is followed. Everything is looked at
//! before anything is written, and each file is replaced as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::parallel;
use crate::render::MARK;
use document::printable::escaped;

/// The files of a crate: their text by path, in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, String>);

/// What differs between a tree and a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Files whose text is another.
    pub changed: Vec<FileChange>,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Generated files that nothing generates any more.
    pub orphaned: Vec<String>,
    /// Files that are as they should be.
    pub unchanged: usize,
}

/// Where a file first differs.
#[derive(Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path of the file.
    pub path: String,
    /// The first line that differs, counted from 1.
    pub line: usize,
    /// What it is.
    pub found: String,
    /// What it should be.
    pub expected: String,
}

/// Why a folder could not be written or compared.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    /// A file is in the way that somebody else made.
    #[error("{} was not made by this generator, and is left alone; move it out of the way or choose another `--out`", .0.display())]
    Foreign(PathBuf),
    /// Something is in the way that is no file or no folder.
    #[error("{} is {found} where {expected} is to be, and is left alone; move it out of the way or choose another `--out`", path.display())]
    Other {
        /// Where it is.
        path: PathBuf,
        /// What it is.
        found: &'static str,
        /// What the crate has there.
        expected: &'static str,
    },
    /// The file system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

impl Tree {
    /// Adds a file.
    pub fn insert(&mut self, path: String, text: String) {
        self.0.insert(path, text);
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Compares with a folder, which may be missing.
    ///
    /// # Errors
    ///
    /// A file that is in the way or cannot be read.
    pub fn compare(&self, folder: &Path) -> Result<Drift, TreeError> {
        self.check_folders(folder)?;
        let files = self.0.iter().collect();
        let states = parallel::map(files, |(path, expected)| {
            (path, State::of(path, &folder.join(path), expected))
        });
        let mut drift = Drift::default();
        for (path, state) in states {
            match state? {
                State::Unchanged => drift.unchanged += 1,
                State::Changed(change) => drift.changed.push(change),
                State::Missing => drift.missing.push(path.clone()),
            }
        }
        let mut orphaned = BTreeSet::new();
        self.find_orphaned(folder, "", &mut orphaned)?;
        drift.orphaned = orphaned.into_iter().collect();
        Ok(drift)
    }

    /// Finds generated files below a folder that the tree does not have; `target`, hidden folders and
    /// other crates are not looked into.
    fn find_orphaned(
        &self,
        root: &Path,
        below: &str,
        found: &mut BTreeSet<String>,
    ) -> Result<(), TreeError> {
        let folder = root.join(below);
        let failed = |error| TreeError::Io { path: folder.clone(), error };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if kind.is_dir() {
                let is_crate = entry.path().join("Cargo.toml").exists();
                if name != "target" && !name.starts_with('.') && !is_crate {
                    self.find_orphaned(root, &path, found)?;
                }
            } else if kind.is_file()
                && !self.0.contains_key(&path)
                && starts_with_header(&path, &entry.path()).map_err(failed)?
            {
                found.insert(path);
            }
        }
        Ok(())
    }

    /// Refuses what is in the place of the folder or of one within it: a link could lead anywhere.
    fn check_folders(&self, folder: &Path) -> Result<(), TreeError> {
        let within = self.0.keys().flat_map(|path| Path::new(path).ancestors().skip(1));
        let within: BTreeSet<_> = within.collect();
        for path in within {
            let path = itself(&folder.join(path));
            match kind_of(&path)? {
                None | Some(FileKind::Folder) => {}
                Some(found) => {
                    return Err(TreeError::Other {
                        path,
                        found: found.as_str(),
                        expected: FileKind::Folder.as_str(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Makes a folder what the tree says, and tells what was done.
    ///
    /// # Errors
    ///
    /// As [`compare`](Self::compare), and then nothing was written; or a file that
    /// cannot be written or removed.
    pub fn write(&self, folder: &Path) -> Result<Drift, TreeError> {
        if kind_of(&itself(folder))?.is_none() {
            self.write_anew(folder)
                .map_err(|error| TreeError::Io { path: folder.to_owned(), error })?;
            return Ok(Drift { missing: self.0.keys().cloned().collect(), ..Drift::default() });
        }
        let drift = self.compare(folder)?;
        let changed = drift.changed.iter().map(|change| &change.path);
        let written = parallel::map(changed.chain(&drift.missing).collect(), |path| {
            let file = folder.join(path);
            replace(&file, &self.0[path]).map_err(|error| TreeError::Io { path: file, error })
        });
        written.into_iter().collect::<Result<(), _>>()?;
        for path in &drift.orphaned {
            let file = folder.join(path);
            fs::remove_file(&file).map_err(|error| TreeError::Io { path: file.clone(), error })?;
            remove_empty_folders(&file, folder);
        }
        Ok(drift)
    }

    /// Makes a folder that is not there: beside it first, so that it is there as a whole or not at
    /// all.
    fn write_anew(&self, folder: &Path) -> io::Result<()> {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent)?;
        let beside = temporary(0o777).tempdir_in(parent)?;
        let folders: BTreeSet<_> = self.0.keys().map(|path| Path::new(path).parent()).collect();
        for inner in folders.into_iter().flatten() {
            fs::create_dir_all(beside.path().join(inner))?;
        }
        let written = parallel::map(self.0.iter().collect(), |(path, text)| {
            fs::write(beside.path().join(path), text)
        });
        written.into_iter().collect::<io::Result<()>>()?;
        fs::rename(beside.path(), folder)?;
        // Its name is gone, so that there is nothing to remove.
        let _ = beside.keep();
        Ok(())
    }
}

/// How a file compares with what it should be.
enum State {
    Unchanged,
    Changed(FileChange),
    Missing,
}

impl State {
    fn of(path: &str, file: &Path, expected: &str) -> Result<Self, TreeError> {
        match kind_of(file)? {
            None => return Ok(Self::Missing),
            Some(FileKind::File) => {}
            Some(found) => {
                return Err(TreeError::Other {
                    path: file.to_owned(),
                    found: found.as_str(),
                    expected: FileKind::File.as_str(),
                });
            }
        }
        match fs::read(file) {
            Ok(found) if found == expected.as_bytes() => Ok(Self::Unchanged),
            Ok(found) => {
                let found = String::from_utf8_lossy(&found);
                if is_ours(path, &found) {
                    Ok(Self::Changed(FileChange::first(path, &found, expected)))
                } else {
                    Err(TreeError::Foreign(file.to_owned()))
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Missing),
            Err(error) => Err(TreeError::Io { path: file.to_owned(), error }),
        }
    }
}

impl Drift {
    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.orphaned.is_empty()
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for FileChange { path, line, found, expected } in &self.changed {
            writeln!(f, "changed   {}:{line}", escaped(path))?;
            let is_blank = found.split_whitespace().eq(expected.split_whitespace());
            writeln!(f, "          - {}", visible(found, is_blank))?;
            writeln!(f, "          + {}", visible(expected, is_blank))?;
        }
        for path in &self.missing {
            writeln!(f, "missing   {}", escaped(path))?;
        }
        for path in &self.orphaned {
            writeln!(f, "orphaned  {}", escaped(path))?;
        }
        Ok(())
    }
}

/// A line as it is shown: without control characters, and with marks for blanks if these are what
/// differs.
fn visible(line: &str, with_blanks: bool) -> String {
    match escaped(line) {
        _ if line.is_empty() => "(empty line)".to_owned(),
        shown if with_blanks => shown.replace(' ', "·"),
        shown => shown.into_owned(),
    }
}

impl FileChange {
    fn first(path: &str, found: &str, expected: &str) -> Self {
        let end = "(end of file)";
        let mut found_lines = found.split('\n');
        let mut expected_lines = expected.split('\n');
        let mut line = 1;
        loop {
            match (found_lines.next(), expected_lines.next()) {
                (Some(a), Some(b)) if a == b => line += 1,
                (a, b) => {
                    return Self {
                        path: path.to_owned(),
                        line,
                        found: a.unwrap_or(end).to_owned(),
                        expected: b.unwrap_or(end).to_owned(),
                    };
                }
            }
        }
    }
}

/// What is in a place of the file system.
enum FileKind {
    File,
    Folder,
    Link,
    Other,
}

impl FileKind {
    fn as_str(&self) -> &'static str {
        match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a symbolic link",
            Self::Other => "no file or folder",
        }
    }
}

/// What is in a place itself, and not where a link leads; none if there is nothing. Nothing is
/// opened, which for a pipe would wait until somebody writes to it.
fn kind_of(path: &Path) -> Result<Option<FileKind>, TreeError> {
    match fs::symlink_metadata(path).map(|metadata| metadata.file_type()) {
        Ok(kind) if kind.is_symlink() => Ok(Some(FileKind::Link)),
        Ok(kind) if kind.is_dir() => Ok(Some(FileKind::Folder)),
        Ok(kind) if kind.is_file() => Ok(Some(FileKind::File)),
        Ok(_) => Ok(Some(FileKind::Other)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TreeError::Io { path: path.to_owned(), error }),
    }
}

/// A path without a slash at its end, with which a link to a folder would be that folder.
fn itself(path: &Path) -> PathBuf {
    path.components().collect()
}

/// Whether the first line is the header that the generator writes at the top of a file of this
/// kind. It names a document, as all did that earlier versions wrote, or none.
fn is_ours(path: &str, text: &str) -> bool {
    let (comment, end) = comment_signs(path);
    let header = text.lines().next().unwrap_or_default();
    let content = header.strip_prefix(comment).and_then(|rest| rest.strip_suffix(end));
    let from = content
        .and_then(|content| content.strip_prefix(MARK))
        .and_then(|rest| rest.strip_suffix("; do not edit."));
    from.is_some_and(|from| match from.strip_prefix(" from ") {
        Some(origin) => !origin.is_empty(),
        None => from.is_empty(),
    })
}

/// What a comment begins and ends with in a file of this kind.
fn comment_signs(path: &str) -> (&'static str, &'static str) {
    match path.rsplit('.').next() {
        Some("rs") => ("// ", ""),
        Some("md") => ("<!-- ", " -->"),
        Some("json") => ("{ \"//\": \"", "\","),
        _ => ("# ", ""),
    }
}

fn starts_with_header(path: &str, file: &Path) -> io::Result<bool> {
    // Two names of files fit, each as long as file systems allow and with every character escaped.
    const LONGEST_HEADER: u64 = 8192;

    let mut start = Vec::new();
    let file = fs::File::open(file)?;
    io::Read::read_to_end(&mut io::Read::take(file, LONGEST_HEADER), &mut start)?;
    Ok(is_ours(path, &String::from_utf8_lossy(&start)))
}

/// Writes beside the file and renames, so that it is never half written.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let beside = temporary(0o666);
    let mut temporary = match beside.tempfile_in(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            beside.tempfile_in(folder)?
        }
        temporary => temporary?,
    };
    temporary.write_all(text.as_bytes())?;
    temporary.persist(file)?;
    Ok(())
}

/// Files and folders that go by another name until they are complete. Temporary ones are private;
/// what is generated may be read by whom the system lets, as other files may.
fn temporary<'n>(mode: u32) -> tempfile::Builder<'n, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".codegen-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Removes the folders that a removed file leaves empty.
fn remove_empty_folders(file: &Path, root: &Path) {
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in folders {
        // A folder that is not empty stays, which is the point.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
