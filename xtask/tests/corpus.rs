//! The command `corpus`: what it reports of a folder with one document of each sort, and that crates of
//! large and varied documents compile and keep every example.

#[path = "../../tests/difference.rs"]
mod difference;
#[path = "../../tests/synthetic/mod.rs"]
mod synthetic;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use difference::difference;
use tempfile::TempDir;

/// The root of the workspace.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the workspace is around it").to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8")
}

/// The command over a folder, given from the root of the workspace.
fn corpus(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("corpus").arg(folder).args(arguments).current_dir(root());
    command
}

/// Runs the command over `tests/corpus` and compares what it prints, apart from what is measured, with a
/// file there. With `UPDATE_EXPECT=1` in the environment, the file is written anew.
#[track_caller]
fn check(mut command: Command, code: i32, expected: &str) {
    let Output { status, stdout, stderr } = command.output().expect("the command can be called");
    let (printed, progress) = (text(&stdout), text(&stderr));
    assert_eq!(status.code(), Some(code), "{printed}{progress}");
    assert!(!printed.contains('\u{1b}') && !progress.contains('\u{1b}'), "{printed}{progress}");
    assert!(progress.starts_with("generating from 5 documents\n"), "{progress}");

    let lines: Vec<String> = printed.lines().map(without_measurements).collect();
    let printed = lines.join("\n").replace('\\', "/") + "\n";
    let file = root().join("tests/corpus").join(expected);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &printed).expect("it can be written");
    }
    let expected = fs::read_to_string(&file).expect("it is there");
    let difference = difference(&file.to_string_lossy(), &expected, &printed);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// A line without times, and without numbers of lines, which change with the runtime that all
/// crates have.
fn without_measurements(line: &str) -> String {
    const WIDTH: usize = "  1981     12 ms".len();

    if let Some(start) = line.find(" ms") {
        let end = start + " ms".len();
        let columns = line.get(end.saturating_sub(WIDTH)..end).unwrap_or_default();
        let line = line.replacen(columns, &format!("{:>6}{:>10}", "-", "-"), 1);
        return line.trim_end().to_owned();
    }
    match line.strip_suffix(" lines").and_then(|line| line.rsplit_once(' ')) {
        Some((line, _)) => format!("{line} - lines"),
        None => line.to_owned(),
    }
}

#[test]
fn documents_are_generated_from_or_refused() {
    check(corpus(Path::new("tests/corpus"), &[]), 0, "generated.txt");
}

#[test]
fn a_folder_without_documents_is_a_mistake() {
    let folder = TempDir::new().expect("a folder can be made");
    let printed = |path: &Path| {
        let output = corpus(path, &[]).output().expect("the command can be called");
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    let path = folder.path().display();
    assert_eq!(printed(folder.path()), format!("error: {path}: there are no documents\n"));
    let missing = folder.path().join("missing");
    let path = missing.display();
    assert!(printed(&missing).starts_with(&format!("error: {path}: ")), "{path}");
}

#[test]
fn an_overlay_belongs_to_the_document_beside_it() {
    let folder = TempDir::new().expect("a folder can be made");
    let copy = |name: &str| {
        let to = folder.path().join(Path::new(name).file_name().expect("it has one"));
        fs::copy(root().join("tests/corpus").join(name), to).expect("it can be copied");
    };
    let printed = || {
        let output = corpus(folder.path(), &[]).output().expect("the command can be called");
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    copy("more/mended.overlay.yaml");
    let (code, said) = printed();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no document for the overlay `mended.overlay.yaml`"), "{said}");

    copy("more/mended.yaml");
    let (code, said) = printed();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("1 documents: 1 generated, 0 refused"), "{said}");

    fs::remove_file(folder.path().join("mended.overlay.yaml")).expect("it is there");
    let (_, said) = printed();
    assert!(said.contains("1 documents: 0 generated, 1 refused"), "{said}");
}

/// In place of cargo stands a script that says what cargo says if one crate has an error and another a
/// warning. Nothing is compiled.
#[cfg(unix)]
#[test]
fn crates_that_do_not_compile_are_noticed() {
    use std::os::unix::fs::PermissionsExt;

    const CARGO: &str = r#"#!/bin/sh
say() {
    printf '{"reason":"compiler-message","manifest_path":"%s/crates/%s/Cargo.toml",' "$(pwd -P)" "$1"
    printf '"message":{"level":"%s","rendered":"%s: %s\\n","spans":[],"code":{}}}\n' "$2" "$2" "$3"
}
say corpus-letters-yaml error 'mismatched types'
say corpus-more-wrong-examples-json warning 'unused import'
exit 101
"#;
    let folder = TempDir::new().expect("a folder can be made");
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, CARGO).expect("it can be written");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let command = |arguments: &[&str]| {
        let mut command = corpus(Path::new("tests/corpus"), arguments);
        command.env("CARGO", &cargo).env("CARGO_TARGET_DIR", folder.path().join("target"));
        command
    };
    check(command(&["--compile"]), 1, "not_compiled.txt");
    // What rustdoc says counts as much.
    check(command(&["--docs"]), 1, "not_compiled.txt");

    // A failure of cargo that says nothing of any crate is one of the whole.
    fs::write(&cargo, "#!/bin/sh\necho no network >&2\nexit 101\n").expect("it can be written");
    let output = command(&["--compile"]).output().expect("the command can be called");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).ends_with("error: cargo failed: no network\n\n"), "{output:?}");
}

/// Not on Windows, as what follows: cargo spells the paths of crates there in another way than the command
/// expects.
#[cfg(not(windows))]
#[test]
fn crates_are_compiled_and_examples_tried() {
    check(
        corpus(Path::new("tests/corpus"), &["--compile", "--docs", "--examples"]),
        0,
        "tried.txt",
    );
}

/// The first version cannot read what the second answers: the name is required, and may be left out
/// now. What else is new is kept.
#[cfg(not(windows))]
#[test]
fn a_client_of_each_version_reads_what_the_next_one_answers() {
    let above = TempDir::new().expect("a folder can be made");
    let folder = above.path().join("versions");
    fs::create_dir(&folder).expect("a folder can be made");
    let write = |name: &str, required: &str, example: &str| {
        let document = format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
servers: [{{url: https://pets.example}}]
paths:
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema:
                title: Pet
                type: object
                required: [{required}]
                properties: {{name: {{type: string}}, age: {{type: integer}}}}
              examples:
                first: {{value: {{name: Tom, age: 3, colour: grey}}}}
                second: {{value: {example}}}
"
        );
        fs::write(folder.join(name), document).expect("it can be written");
    };
    write("pets-2025-03-20.yaml", "name", "{name: Tom}");
    write("pets-2025-05-05.yaml", "", "{age: 4}");
    write("pets.yaml", "", "{name: Kit, age: old}");

    let output = corpus(&folder, &["--history"]).output().expect("the command can be called");
    let printed = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{printed}");
    for line in [
        "pets-2025-03-20.yaml reads pets-2025-05-05.yaml: 1 example is lost",
        "examples of responses: 4: 2 equal, 1 kept against their schema, 1 lost",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert!(printed.contains("pets-2025-05-05.yaml reads pets.yaml  "), "{printed}");
}

/// Crates of documents that a program makes: none has a warning, and no example is lost. With
/// `SYNTHETIC_DOCUMENTS=20` in the environment, so many more are tried.
#[cfg(not(windows))]
#[test]
fn crates_of_synthetic_documents_keep_all_examples() {
    let more = env::var("SYNTHETIC_DOCUMENTS").ok();
    let more: u64 = more.map_or(0, |more| more.parse().expect("it is a number"));
    let above = TempDir::new().expect("a folder can be made");
    // The command keeps what is compiled by the name of the folder.
    let folder = above.path().join("synthetic");
    fs::create_dir(&folder).expect("a folder can be made");
    let write = |name: String, text: String| {
        fs::write(folder.join(name), text).expect("it can be written");
    };
    write("large.json".to_owned(), synthetic::document(0, 300).to_string());
    for number in 1..=2 + more {
        let document = synthetic::document(number, 30);
        let yaml = serde_yaml::to_string(&document).expect("it can be written as YAML");
        write(format!("small-{number}.yaml"), yaml);
    }

    let output = corpus(&folder, &["--compile", "--examples"]).output();
    let output = output.expect("the command can be called");
    let printed = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(printed.contains(" 0 refused, 0 panicked; "), "{printed}");
    assert!(
        !printed.contains("are kept\n"),
        "the examples are not as their schemas say: {printed}"
    );
}
