//! What is written down as Rust does not depend on why it was decided so.

use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn emitters_do_not_look_at_reasons() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut emitters = files(&source.join("emit"));
    emitters.push(source.join("emit.rs"));
    for path in emitters {
        let text = fs::read_to_string(&path).expect("it is text");
        for reason in [".because", "because:", "type_reasons", "because,"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let used = code.filter(|line| line.contains(reason) && !line.contains('"')).count();
            assert_eq!(used, 0, "{} uses {reason}", path.display());
        }
    }
}
