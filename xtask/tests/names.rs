//! Crates of documents whose names mean something to Rust, or are of any script: each compiles, and the
//! compiler and clippy have nothing to say.

#[path = "../../tests/names/mod.rs"]
mod names;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// How many names a document has.
const PER_DOCUMENT: usize = 60;

/// All words of the list and some names at random, in each place where a document has a name. With
/// `NAMES_DOCUMENTS=20` in the environment, so many more documents of random names are tried.
///
/// Not on Windows: cargo spells the paths of crates there in another way than the command expects.
#[cfg(not(windows))]
#[test]
fn crates_compile_whatever_things_are_called() {
    let more = env::var("NAMES_DOCUMENTS").ok();
    let more: u64 = more.map_or(1, |more| more.parse().expect("it is a number"));
    let above = TempDir::new().expect("a folder can be made");
    // The command keeps what is compiled by the name of the folder.
    let folder = above.path().join("names");
    fs::create_dir(&folder).expect("a folder can be made");
    let write = |file: String, names: &[String]| {
        fs::write(folder.join(file), names::document(names).to_string())
            .expect("it can be written");
    };
    let words: Vec<String> = names::words().into_iter().map(str::to_owned).collect();
    write("words.json".to_owned(), &words);
    for number in 1..=more {
        write(format!("random-{number}.json"), &names::random(number, PER_DOCUMENT));
    }

    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("corpus")
        .arg(&folder)
        .arg("--compile")
        .current_dir(root())
        .output()
        .expect("the command can be called");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let printed = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(printed.contains(" 0 refused, 0 panicked; "), "{printed}");
}

/// The root of the workspace.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the workspace is around it").to_owned()
}
