//! The command `corpus`, over a folder with one document of each sort.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Runs the command over `tests/corpus` and compares what it prints, apart from what is measured, with a
/// file there. With `UPDATE_EXPECT=1` in the environment, the file is written anew.
#[track_caller]
fn check(arguments: &[&str], expected: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around it");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let command = command.args(["corpus", "tests/corpus"]).args(arguments).current_dir(root);
    let output = command.output().expect("the command can be called");
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    let (printed, progress) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(0), "{printed}{progress}");
    assert!(!printed.contains('\u{1b}') && !progress.contains('\u{1b}'), "{printed}{progress}");
    assert!(progress.starts_with("generating from 3 documents\n"), "{progress}");

    let lines: Vec<String> = printed.lines().map(without_measurements).collect();
    let printed = lines.join("\n") + "\n";
    let file = root.join("tests/corpus").join(expected);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &printed).expect("it can be written");
    }
    let expected = fs::read_to_string(&file).expect("it is there");
    assert_eq!(printed, expected, "{}", file.display());
}

/// A line without times, and without numbers of lines, which change with the runtime that all
/// crates have.
fn without_measurements(line: &str) -> String {
    const WIDTH: usize = "  1981     12 ms".len();

    if let Some(start) = line.find(" ms") {
        let end = start + " ms".len();
        let columns = line.get(end.saturating_sub(WIDTH)..end).unwrap_or_default();
        return line.replacen(columns, &format!("{:>6}{:>10}", "-", "-"), 1);
    }
    match line.strip_suffix(" lines").and_then(|line| line.rsplit_once(' ')) {
        Some((line, _)) => format!("{line} - lines"),
        None => line.to_owned(),
    }
}

#[test]
fn documents_are_generated_from_or_refused() {
    check(&[], "generated.txt");
}

#[test]
fn crates_are_compiled_and_examples_tried() {
    check(&["--compile", "--examples"], "tried.txt");
}

#[test]
fn a_folder_without_documents_is_a_mistake() {
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let command = |path: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = command.arg("corpus").arg(path).output().expect("the command can be called");
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).expect("what is printed is UTF-8")
    };
    let path = folder.path().display();
    let empty = command(folder.path());
    assert_eq!(empty, format!("error: {path}: there are no documents\n"));
    let missing = command(&folder.path().join("missing"));
    assert!(missing.starts_with(&format!("error: {path}/missing: ")), "{missing}");
}
