//! Files that hold what is expected: compared with what is found, or written anew.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use crate::difference::difference;

/// Whether the files are written anew rather than compared: with `UPDATE_EXPECT=1` in the
/// environment.
fn is_update() -> bool {
    env::var_os("UPDATE_EXPECT").is_some()
}

/// What is wrong with a number of files: all of it is said at the end.
#[must_use = "what is wrong is said by `finish`"]
#[derive(Debug, Default)]
pub(crate) struct Snapshots {
    failures: String,
}

impl Snapshots {
    /// Compares a text with the file that holds what is expected, or writes the file. Where there
    /// is no file, all lines are found and none is expected.
    pub(crate) fn check(&mut self, file: &Path, found: &str) {
        if is_update() {
            let folder = file.parent().expect("a file is in a folder");
            fs::create_dir_all(folder).expect("the folder can be made");
            fs::write(file, found).expect("the expected files can be written");
            return;
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        if let Some(difference) = difference(&file.to_string_lossy(), &expected, found) {
            self.fail(difference);
        }
    }

    /// Reports a file of which nothing is expected any more, or removes it.
    pub(crate) fn check_orphan(&mut self, file: &Path) {
        if is_update() {
            fs::remove_file(file).expect("the expected files can be removed");
        } else {
            self.fail(format!("{} belongs to no document", file.display()));
        }
    }

    /// Says what is wrong with something else.
    pub(crate) fn fail(&mut self, problem: impl AsRef<str>) {
        writeln!(self.failures, "{}", problem.as_ref().trim_end()).expect("a text can be written");
    }

    /// Panics with everything that is wrong.
    #[track_caller]
    pub(crate) fn finish(self) {
        let how = "`UPDATE_EXPECT=1` writes the files anew";
        assert!(self.failures.is_empty(), "{}\n{how}", self.failures);
    }
}
