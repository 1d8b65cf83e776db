//! The same document gives the same bytes, however it is written down.

use std::fs;

use serde_json::Value;

use crate::project::{own_tree, path, spec, tree};

/// Objects whose order is that of something in the crate: of methods, of fields of models, and of
/// fields for the headers of all successful responses.
const ORDERED: [&str; 4] = ["headers", "paths", "properties", "responses"];

/// The project's document and those of the fixtures, by name.
///
/// `names` is left out: which of two schemas keeps a name that both would like depends on their
/// order, and so it should, because a schema that is added behind them must not rename either.
fn documents() -> Vec<(String, String)> {
    let folder = fs::read_dir(path("tests/fixtures")).expect("the folder of fixtures is there");
    let fixtures = folder.map(|entry| entry.expect("the folder can be read").path());
    let mut documents = vec![("flex-interactions".to_owned(), spec())];
    for file in fixtures.filter(|file| file.extension().is_some_and(|found| found == "yaml")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name != "names" {
            documents.push((name, fs::read_to_string(&file).expect("a fixture can be read")));
        }
    }
    assert!(documents.len() > 10);
    documents
}

/// Checks that a document gives the same crate as `written`, which is JSON if it is named so.
#[track_caller]
fn check_same(name: &str, spec: &str, written: &str, extension: &str) {
    let expected = tree(&format!("{name}.yaml"), spec);
    let found = tree(&format!("{name}.{extension}"), written);
    assert_eq!(found.files().count(), expected.files().count(), "{name}");
    for ((path, text), (expected_path, expected)) in found.files().zip(expected.files()) {
        assert_eq!(path, expected_path, "{name}");
        let mut lines = text.lines().zip(expected.lines());
        let difference = lines.find(|(line, expected)| line != expected);
        assert!(text == expected, "{name}: {path}: {difference:#?}");
    }
}

fn parsed(spec: &str) -> Value {
    serde_yaml::from_str(spec).expect("the document is YAML")
}

/// The value with the members of its objects the other way round, where that means nothing.
fn reversed(value: &Value, key: &str) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| (key.clone(), reversed(value, key)));
            if ORDERED.contains(&key) { members.collect() } else { members.rev().collect() }
        }
        Value::Array(items) => items.iter().map(|item| reversed(item, "")).collect(),
        other => other.clone(),
    }
}

#[test]
fn two_runs_give_the_same() {
    assert_eq!(own_tree(), own_tree());
}

#[test]
fn the_order_of_members_does_not_matter_where_it_means_nothing() {
    for (name, spec) in documents() {
        let value = parsed(&spec);
        let reversed = reversed(&value, "").to_string();
        assert_ne!(reversed, value.to_string(), "objects keep the order of their members");
        check_same(&name, &spec, &reversed, "json");
    }
}

#[test]
fn json_gives_the_same_as_yaml() {
    for (name, spec) in documents() {
        let json = serde_json::to_string_pretty(&parsed(&spec)).expect("JSON can be written");
        check_same(&name, &spec, &json, "json");
    }
}

#[test]
fn line_ends_do_not_matter() {
    for (name, spec) in documents() {
        check_same(&name, &spec, &spec.replace('\n', "\r\n"), "yaml");
    }
}
