//! Files that the tests of a command have, such as what it is to print.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files of a folder below `xtask/tests`.
pub(crate) struct Kept(pub(crate) &'static str);

impl Kept {
    /// Where a file is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(self.0).join(name)
    }

    /// Compares a text with a file. With `UPDATE_EXPECT=1` in the environment, the file is written anew.
    #[track_caller]
    pub(crate) fn check(&self, name: &str, text: &str) {
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(self.path(name), text).expect("it can be written");
        }
        let expected = fs::read_to_string(self.path(name)).unwrap_or_default();
        assert_eq!(text, expected, "{name}; UPDATE_EXPECT=1 writes it anew");
    }
}
