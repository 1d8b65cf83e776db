//! Documents that would do harm to who generates a crate from them, or to who tests that crate.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use arbitrary::Unstructured;
use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::tree::Tree;
use generator::{Input, Output, OverlayFile, generate};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::hostile::{choices, descriptions, judge, rustdoc};
use crate::project;

/// A document of `fixtures/harm`.
fn document(name: &str) -> String {
    fs::read_to_string(project::path("tests/fixtures/harm").join(name)).expect("it is there")
}

fn output(spec: &str, origin: &str, overlay: Option<&Value>) -> Output {
    generate(&Input {
        spec: spec.as_bytes().to_vec(),
        spec_name: format!("{origin}.json"),
        folder: None,
        overlay: overlay.map(|overlay| OverlayFile {
            bytes: overlay.to_string().into_bytes(),
            name: "overlay.json".to_owned(),
        }),
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: origin.to_owned(),
        name: "harm".to_owned(),
    })
}

/// Checks the files that are generated, and returns them with what is said about the document.
#[track_caller]
fn check(spec: &str, origin: &str, overlay: Option<&Value>) -> (Tree, String) {
    let output = output(spec, origin, overlay);
    let report = output.report(&Rendering::default());
    let tree = output.generated.unwrap_or_else(|| panic!("{report}")).tree;
    let checked = judge::check(&tree).and_then(|()| rustdoc::check(&tree));
    checked.unwrap_or_else(|problem| panic!("{problem}"));
    (tree, report)
}

fn file<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let mut files = tree.files();
    files.find(|(found, _)| *found == path).expect("it is generated").1
}

#[test]
fn a_description_is_no_test() {
    let (tree, report) = check(&document("01-fence-of-tildes.json"), "a", None);
    assert_eq!(report, "");
    assert!(file(&tree, "README.md").contains("\n\\~\\~\\~\n\nstd::fs::write"));
}

#[test]
fn entities_bring_nothing_in() {
    let (tree, report) = check(&document("06-entities.json"), "a", None);
    assert_eq!(report, "");
    let (_, operations) = tree
        .files()
        .find(|(path, _)| path.starts_with("src/operations/"))
        .expect("there is an operation");
    assert!(operations.contains("| x pub fn injected() { } \"# / more ! inner | y |"));
}

/// The documentation of a crate with the example that an overlay adds.
fn example(spec: &str, example: &str) -> (Tree, String) {
    let action = json!({"target": "$", "update": {"x-rust-example": example}});
    let info = json!({"title": "t", "version": "1"});
    check(spec, "a", Some(&json!({"overlay": "1.0.0", "info": info, "actions": [action]})))
}

#[test]
fn only_an_overlay_may_give_an_example() {
    let spec = document("02-example-extension.json");
    let (tree, report) = check(&spec, "a", None);
    assert!(report.contains(
        "warning[unknown-extension]: `x-rust-example` means nothing in the document itself"
    ));
    assert!(tree.files().all(|(_, text)| !text.contains("PWNED")));
    assert!(file(&tree, "README.md").contains("\n```rust,no_run\nuse harm::"));

    let (tree, report) = example(&spec, "let a = 1;");
    assert_eq!(report, "");
    assert!(file(&tree, "README.md").contains("\n```rust,no_run\nlet a = 1;\n```\n"));
}

#[test]
fn an_example_cannot_end_its_block() {
    let hostile = "let x = 1;\n````\n\n```\ny\u{202e}\r\n~~~~~";
    let (tree, _) = example(&document("01-fence-of-tildes.json"), hostile);
    let expected = "\n`````rust,no_run\nlet x = 1;\n````\n\n```\ny\n~~~~~\n`````\n";
    assert!(file(&tree, "README.md").contains(expected));
}

#[test]
fn names_of_files_are_escaped() {
    let name = "a\ncompile_error!();\r\u{202e}--><script>.yaml";
    let (tree, _) = check(&document("01-fence-of-tildes.json"), name, None);
    let escaped = r"from a\ncompile_error!();\r\u{202e}--><script>.yaml; do not edit.";
    assert!(file(&tree, "src/lib.rs").lines().next().is_some_and(|l| l.ends_with(escaped)));
    let mut others = tree.files().filter(|(path, _)| *path != "src/lib.rs");
    assert!(others.all(|(_, text)| !text.contains("<script>")));

    let report = output("{}", name, None).report(&Rendering::default());
    assert!(report.contains(r" --> a\ncompile_error!();\r\u{202e}--><script>.yaml.json:1:1"));
    assert!(report.lines().all(|line| !line.starts_with("compile_error")));
}

#[test]
fn what_is_in_the_list_of_operations_stays_in_its_entry() {
    let spec = document("01-fence-of-tildes.json").replace("\"/a\"", "\"/a|<b>`` `c|<d>\"");
    let (tree, _) = check(&spec, "a", None);
    let expected = "- `get_a`: `GET /a%7C%3Cb%3E%60%60%20%60c%7C%3Cd%3E`\n";
    assert!(file(&tree, "README.md").contains(expected), "{}", file(&tree, "README.md"));
}

/// A document in which hundreds of descriptions are hostile.
fn described() -> Value {
    let property = |number| (format!("p{number}"), json!({"type": "string", "description": "-"}));
    let properties: serde_json::Map<_, _> = (0..300).map(property).collect();
    let mut document: Value =
        serde_json::from_str(&document("01-fence-of-tildes.json")).expect("the document is JSON");
    document["components"] = json!({"schemas": {
        "All": {"type": "object", "properties": properties, "description": "-"},
        "One": {"type": "string", "enum": ["a", "b"], "description": "-"},
    }});
    let description = document["info"]["description"].clone();
    descriptions::describe(&mut Unstructured::new(&choices(5, 1 << 20)), &mut document)
        .expect("the rest is zeros");
    // What runs if it is run at all.
    document["info"]["description"] = description;
    document
}

/// The crate is tested as its users test it.
#[test]
fn no_description_is_compiled_or_run() {
    let (tree, _) = check(&described().to_string(), "a", None);
    let folder = TempDir::new().expect("a folder can be made");
    tree.write(folder.path()).expect("the crate can be written");
    // The versions and the settings of this workspace, so that dependencies are compiled once.
    fs::copy(project::path("Cargo.lock"), folder.path().join("Cargo.lock")).expect("it is there");
    let manifest = fs::read_to_string(project::path("Cargo.toml")).expect("it is there");
    let profiles = manifest.find("[profile.dev]").map(|start| &manifest[start..]);
    let profiles = profiles.and_then(|rest| Some(&rest[..rest.find("[profile.release]")?]));
    let own = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&own).expect("it was just written");
    let text = format!("{text}\n[workspace]\n\n{}", profiles.expect("it has profiles"));
    fs::write(&own, text.trim_end_matches(|c| c != '\n')).expect("it can be written");

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target");
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--doc", "--offline", "--no-default-features"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo can be called");
    let (printed, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{printed}{errors}");

    // The example of the front page is the one test there is, but for those of the runtime.
    let is_test = |line: &&str| {
        let name = line.strip_prefix("test ").filter(|rest| !rest.starts_with("result"));
        let file = name.and_then(|name| name.split(" - ").next());
        file.is_some_and(|file| !project::path("templates").join(file).exists())
    };
    let tests: Vec<_> = printed.lines().filter(is_test).collect();
    let is_front_page =
        |line: &str| line.contains("README.md - ") && line.ends_with(" - compile ... ok");
    // Three more are those of its sections on errors, retries and tests, whatever the document says.
    let expected = tests.len() == 4 && tests.iter().all(|line| is_front_page(line));
    assert!(expected, "{printed}");
    let entries = fs::read_dir(folder.path()).expect("the folder is there");
    for entry in entries {
        let name = entry.expect("the folder can be read").file_name();
        assert!(!name.to_string_lossy().starts_with("ran-"), "{name:?} was written");
    }
}
