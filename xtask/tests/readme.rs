//! The commands of the README print what it shows. Run the test with `UPDATE_EXPECT=1` in the
//! environment to write down what they print today.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use difference::difference;
use regex::Regex;
use tempfile::TempDir;

#[path = "../../tests/difference.rs"]
mod difference;

/// Calls the built binary in place of cargo; in the repository, if it needs the history.
const CARGO: &str = r#"cargo() {
    shift
    case "$*" in
        diff*) (cd "$REPOSITORY" && "$XTASK" "$@") ;;
        *) "$XTASK" "$@" ;;
    esac
}
"#;

/// What a line of the shell prints to both its streams.
fn output(line: &str, folder: &Path) -> String {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{CARGO}exec 2>&1\n{line}")).current_dir(folder);
    shell.env("XTASK", env!("CARGO_BIN_EXE_xtask"));
    shell.env("REPOSITORY", env!("CARGO_MANIFEST_DIR"));
    let output = shell.output().expect("there is a shell");
    String::from_utf8(output.stdout).expect("what is printed is UTF-8")
}

/// Whether the repository has the commits that a command compares. A copy without its history has not,
/// and then what is shown of them cannot be held against anything.
fn has_commits(command: &str) -> bool {
    let Some(revisions) = command.strip_prefix("cargo xtask diff ") else { return true };
    let has = |revision: &str| {
        let mut git = Command::new("git");
        git.arg("-C").arg(env!("CARGO_MANIFEST_DIR")).args(["rev-parse", "--verify", "--quiet"]);
        git.arg(format!("{revision}^{{commit}}"));
        git.output().is_ok_and(|output| output.status.success())
    };
    revisions.split(' ').all(has)
}

/// A text with consoles, in which each command is followed by what it prints when it is run in a
/// folder.
fn replay(readme: &str, folder: &Path) -> String {
    let mut replayed = String::new();
    let mut is_console = false;
    let mut is_kept = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console {
            // What a command printed once is left out.
            if let Some(command) = line.strip_prefix("$ ") {
                is_kept = !has_commits(command);
                let printed = if is_kept { String::new() } else { output(command, folder) };
                replayed += &format!("{line}\n{printed}");
            } else if is_kept {
                replayed += &format!("{line}\n");
            }
            continue;
        }
        replayed += &format!("{line}\n");
    }
    replayed
}

#[test]
fn commands_print_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around it");
    let above = TempDir::new().expect("a folder can be made");
    let clone = above.path().join("clone");
    for folder in ["spec", "spec/examples", "tests/readme"] {
        fs::create_dir_all(clone.join(folder)).expect("a folder can be made");
        for entry in fs::read_dir(root.join(folder)).expect("the folder is there") {
            let file = entry.expect("the folder can be read").path();
            let copy = clone.join(folder).join(file.file_name().expect("it has a name"));
            if file.is_file() {
                fs::copy(file, copy).expect("a file can be copied");
            }
        }
    }
    output("cargo xtask codegen", &clone);

    let readme = fs::read_to_string(root.join("README.md")).expect("it can be read");
    let replayed = replay(&readme, &clone);
    let times = Regex::new(r"\(\d+ ms\)").expect("it is a regular expression");
    let (shown, printed) =
        (times.replace_all(&readme, "(0 ms)"), times.replace_all(&replayed, "(0 ms)"));
    if shown != printed && env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(root.join("README.md"), replayed).expect("it can be written");
        return;
    }
    let difference = difference("README.md", &shown, &printed).unwrap_or_default();
    assert!(difference.is_empty(), "{difference}\n`UPDATE_EXPECT=1` writes it anew");
    assert!(shown.contains("```console\n$ "), "there are no commands");
}
