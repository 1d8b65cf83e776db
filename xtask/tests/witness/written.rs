//! What the command writes for the pair of a row.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use changes::Side;
use changes::table::{Row, TABLE};
use generator::parallel;
use generator::tree::Tree;
use serde_json::Value;
use tempfile::TempDir;

/// All rows, with what the command writes for their pairs.
pub(crate) fn all() -> &'static [(&'static Row, Written)] {
    static ALL: LazyLock<Vec<(&'static Row, Written)>> = LazyLock::new(|| {
        parallel::map_large(TABLE.iter().collect(), |row| (row, Written::of(row)))
    });
    &ALL
}

/// The table of the mock of a version.
pub(crate) fn mock_table(written: &Written, side: &str) -> String {
    let path = format!("out/{side}/src/mocked/table.json");
    fs::read_to_string(written.folder.path().join(path)).expect("it is there")
}

/// What the command writes and prints.
pub(crate) struct Written {
    folder: TempDir,
    changes: Vec<Value>,
}

impl Written {
    /// Calls the command with the two documents of a row.
    pub(crate) fn of(row: &Row) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let pair = row.pair();
        let write = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("it can be written");
        };
        write("old.yaml", &pair.before());
        write("new.yaml", &pair.after());
        let lock = if pair.is_without_lock() { Some(String::new()) } else { pair.lock() };
        let mut arguments = vec!["diff", "old.yaml", "new.yaml", "--witness", "out"];
        arguments.extend(["--message-format", "json"]);
        if let Some(lock) = lock {
            write("new.lock", &lock);
            arguments.extend(["--new-lock", "new.lock"]);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = command.args(arguments).current_dir(&folder).output().expect("it runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}: {printed}", row.name());
        let lines = printed.lines().map(|line| serde_json::from_str(line).expect("it is JSON"));
        Self { changes: lines.collect(), folder }
    }

    /// A file that shows the change of a row; none if there is none.
    pub(crate) fn file(&self, row: &Row, name: &str) -> Option<String> {
        let is_row = |change: &&Value| {
            let is_side = row.side == Side::Any || change["side"] == row.side.word();
            change["kind"] == row.kind.code() && is_side
        };
        let mut folders =
            self.changes.iter().filter(is_row).filter_map(|change| change["witness"].as_str());
        folders.find_map(|folder| {
            let path = self.folder.path().join(folder).join(name);
            fs::read_to_string(path).ok()
        })
    }

    /// The file that says what there is.
    pub(crate) fn index(&self) -> String {
        let path = self.folder.path().join("out/README.md");
        fs::read_to_string(path).expect("there is one")
    }

    /// One of the crates, under another name.
    pub(crate) fn crate_of(&self, side: &str, name: &str) -> Tree {
        let root = self.folder.path().join("out").join(side);
        let mut tree = Tree::default();
        read(&root, &root, &mut tree);
        let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("there is one");
        let named =
            manifest.replacen("name = \"flex-interactions\"", &format!("name = \"{name}\""), 1);
        tree.insert("Cargo.toml".to_owned(), named);
        tree
    }
}

/// Reads all files of a folder.
fn read(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            read(root, &path, tree);
        } else {
            let name = path.strip_prefix(root).expect("it is within").to_string_lossy();
            let text = fs::read_to_string(&path).expect("it is text");
            tree.insert(name.replace('\\', "/"), text);
        }
    }
}

/// A program for each function of a program.
pub(crate) fn functions(program: &str) -> Vec<String> {
    let (head, rest) = program.split_once("\n/// ").expect("there is a function");
    let (rest, main) = rest.rsplit_once("fn main()").expect("there is a function");
    let functions = rest.split("\n/// ");
    functions.map(|function| format!("{head}\n/// {function}\nfn main(){main}")).collect()
}

/// A number that is the same on each machine.
pub(crate) fn seed(name: &str) -> u64 {
    // FNV-1a. The hashes of the standard library may be others tomorrow.
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
