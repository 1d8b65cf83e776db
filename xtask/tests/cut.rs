//! The command `cut`: what it writes, and what it says.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

const LARGE: &str = "\
openapi: 3.0.3
info: {title: Large, version: '7'}
paths:
  /owners: {get: {operationId: listOwners, responses: {'200': {description: Owners.}}}}
  /pets: {get: {operationId: listPets, description: Theirs., responses: {'200': {description: Pets.}}}}
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: A pet.}}
";

const OURS: &str = "\
# A part of it.
openapi: 3.0.3
info: {title: Ours, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, responses: {'200': {description: All pets.}}}
    post: {operationId: addPet, responses: {'200': {description: It is there.}}}
";

/// Runs the command in a folder with both documents; returns the exit code and what was printed.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    fs::write(folder.join("large.yaml"), LARGE).expect("it can be written");
    fs::write(folder.join("ours.yaml"), OURS).expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("cut").args(arguments).current_dir(folder);
    let output = command.output().expect("the command can be called");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn check(arguments: &str, expected: (i32, &str, &str)) {
    let folder = TempDir::new().expect("a folder can be made");
    let arguments: Vec<_> = arguments.split(' ').collect();
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, out.as_str(), err.as_str()), (Some(expected.0), expected.1, expected.2));
}

#[test]
fn the_part_is_printed_with_our_texts_and_where_it_is_from() {
    check(
        "large.yaml --like ours.yaml --prose ours.yaml --date 2026-11-30",
        (
            0,
            "\
# A part of it.
openapi: 3.0.3
info:
  title: Ours
  version: '1'
  x-upstream:
    document: large.yaml
    version: '7'
    sha256: 1350bd65da022068d19f0c52ba8a806959daea0f2dc9cba51294a4ce301ce0d5
    compared: 2026-11-30
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All pets.
",
            "\
1 of 3 operations of large.yaml, and 0 components
warning: it has no POST /pets
not taken, though at the same paths or below; --operations takes them (1):
  GET /pets/{id}
without a text or an example of ours (1):
  /paths/~1pets/get/description
",
        ),
    );
}

#[test]
fn operations_are_named_by_id_or_by_method_and_path() {
    let folder = TempDir::new().expect("a folder can be made");
    let names = ["large.yaml", "--operations", "getPet,GET /owners", "--out", "part.json"];
    let (code, out, err) = run(folder.path(), &names);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    let part = fs::read_to_string(folder.path().join("part.json")).expect("it was written");
    let part: serde_json::Value = serde_json::from_str(&part).expect("it is JSON");
    let paths: Vec<_> = part["paths"].as_object().into_iter().flat_map(|it| it.keys()).collect();
    assert_eq!(paths, ["/owners", "/pets/{id}"]);

    let more =
        ["large.yaml", "--like", "ours.yaml", "--operations", "getPet", "--out", "part.json"];
    let (_, _, err) = run(folder.path(), &more);
    assert!(err.starts_with("2 of 3 operations of large.yaml"), "{err}");
}

#[test]
fn what_other_files_have_comes_along() {
    let folder = TempDir::new().expect("a folder can be made");
    let large = "\
openapi: 3.0.3
info: {title: Large, version: '7'}
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {$ref: 'answers.yaml#/Pets'}}}}
  /owners: {get: {operationId: listOwners, responses: {'200': {$ref: 'answers.yaml#/Owners'}}}}
";
    fs::write(folder.path().join("folder.yaml"), large).expect("it can be written");
    let answers = "Pets: {description: All pets.}\nOwners: {description: All owners.}\n";
    fs::write(folder.path().join("answers.yaml"), answers).expect("it can be written");
    let (code, out, err) = run(folder.path(), &["folder.yaml", "--operations", "listPets"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("All pets.") && !out.contains("All owners."), "{out}");
    assert!(!out.contains("answers.yaml"), "{out}");
}

#[test]
fn nothing_is_written_without_all_that_was_named() {
    check(
        "large.yaml --operations getPet,getPets --out large.yaml",
        (
            1,
            "",
            "\
1 of 3 operations of large.yaml, and 0 components
warning: it has no getPets; did you mean getPet?
error: nothing is written: not all operations are in large.yaml
",
        ),
    );
}

/// The day stays as long as the large document is the same.
#[test]
fn taking_it_again_changes_nothing() {
    let folder = TempDir::new().expect("a folder can be made");
    let part = folder.path().join("part.yaml");
    let first = ["large.yaml", "--like", "ours.yaml", "--out", "part.yaml", "--date", "2020-02-29"];
    assert_eq!(run(folder.path(), &first).0, Some(0));
    let before = fs::read_to_string(&part).expect("it was written");
    assert!(before.contains("compared: 2020-02-29"), "{before}");
    let again = ["large.yaml", "--like", "part.yaml", "--prose", "part.yaml", "--out", "part.yaml"];
    assert_eq!(run(folder.path(), &again).0, Some(0));
    assert_eq!(fs::read_to_string(&part).expect("it was written"), before);
}

/// The project's own document is as the command writes it, so that a newer one differs where Twilio's
/// does.
#[test]
fn the_own_document_is_as_the_command_writes_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around it");
    let own = root.join("spec/flex-interactions.yaml");
    let folder = TempDir::new().expect("a folder can be made");
    let path = own.to_str().expect("it is text");
    let (code, out, err) = run(folder.path(), &[path, "--like", path, "--prose", path]);
    assert_eq!(code, Some(0), "{err}");
    let without_record = |text: &str| {
        let (before, rest) = text.split_once("  x-upstream:\n").expect("it is recorded");
        let record = |line: &&str| line.starts_with("    ");
        let rest: String = rest.split_inclusive('\n').skip_while(record).collect();
        (before.to_owned(), rest)
    };
    let text = fs::read_to_string(&own).expect("it is there");
    assert!(without_record(&out) == without_record(&text), "run `cargo xtask cut`");
}
