//! The same document gives the same bytes, however it is written down.

use std::fs;

use generator::tree::Tree;
use serde_json::Value;

use crate::difference::difference;
use crate::project::{Text, overlay, own_tree, path, spec, tree};

/// Objects whose order is that of something in the crate: of the fields of models, and of arguments.
const ORDERED: [&str; 1] = ["properties"];

/// Lists whose order means nothing. That of alternatives does: the first that a client can use is used.
const UNORDERED: [&str; 1] = ["required"];

/// A document, and the overlay that is applied to it.
struct Input {
    name: String,
    spec: String,
    overlay: Option<String>,
}

impl Input {
    /// The crate that is generated from it, if both files have names that end like this.
    fn tree(&self, extension: &str) -> Tree {
        let file = |name: &str, text: &String| Text::new(format!("{name}.{extension}"), text);
        let overlay = self.overlay.as_ref().map(|text| file("overlay", text));
        tree(file(&self.name, &self.spec), overlay)
    }

    /// The same with other texts.
    fn map(&self, change: impl Fn(&str) -> String) -> Self {
        let (name, spec) = (self.name.clone(), change(&self.spec));
        Self { name, spec, overlay: self.overlay.as_deref().map(change) }
    }
}

/// The project's document with its overlay, and the documents of the fixtures, which have none.
///
/// `notation` is left out: its tags and merge keys mean nothing to the library that reads YAML here.
fn inputs() -> Vec<Input> {
    let folder = fs::read_dir(path("tests/fixtures")).expect("the folder of fixtures is there");
    let fixtures = folder.map(|entry| entry.expect("the folder can be read").path());
    let own = "flex-interactions".to_owned();
    let mut inputs = vec![Input { name: own, spec: spec(), overlay: Some(overlay()) }];
    for file in fixtures.filter(|file| file.extension().is_some_and(|found| found == "yaml")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name != "notation" {
            let spec = fs::read_to_string(&file).expect("a fixture can be read");
            inputs.push(Input { name, spec, overlay: None });
        }
    }
    assert!(inputs.len() > 10);
    inputs
}

/// Checks that a document gives the same crate as it does when both texts are changed, and then
/// read as JSON or YAML, as the extension says.
#[track_caller]
fn check_same(input: &Input, extension: &str, change: impl Fn(&str) -> String) {
    let (name, changed) = (&input.name, input.map(change));
    assert_ne!(changed.spec, input.spec, "{name}: there is something to compare");
    let (expected, found) = (input.tree("yaml"), changed.tree(extension));
    assert_eq!(found.files().count(), expected.files().count(), "{name}");
    for ((path, text), (expected_path, expected)) in found.files().zip(expected.files()) {
        assert_eq!(path, expected_path, "{name}");
        let difference = difference(&format!("{name}: {path}"), expected, text);
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}

fn parsed(spec: &str) -> Value {
    serde_yaml::from_str(spec).expect("the document is YAML")
}

/// The value with what is in its objects and lists the other way round, where that means nothing.
fn reversed(value: &Value, key: &str) -> Value {
    match value {
        // They are shown as they are written, and the first is what a mock answers.
        examples if ["example", "examples"].contains(&key) => examples.clone(),
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| (key.clone(), reversed(value, key)));
            if ORDERED.contains(&key) { members.collect() } else { members.rev().collect() }
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| reversed(item, ""));
            if UNORDERED.contains(&key) { items.rev().collect() } else { items.collect() }
        }
        other => other.clone(),
    }
}

#[test]
fn two_runs_give_the_same() {
    assert_eq!(own_tree(), own_tree());
}

#[test]
fn the_order_of_members_does_not_matter_where_it_means_nothing() {
    for input in inputs() {
        check_same(&input, "json", |text| {
            let value = parsed(text);
            let reversed = reversed(&value, "").to_string();
            assert_ne!(reversed, value.to_string(), "objects keep the order of their members");
            reversed
        });
    }
}

#[test]
fn json_gives_the_same_as_yaml() {
    for input in inputs() {
        check_same(&input, "json", |text| {
            serde_json::to_string_pretty(&parsed(text)).expect("JSON can be written")
        });
    }
}

#[test]
fn line_ends_do_not_matter() {
    for input in inputs() {
        check_same(&input, "yaml", |text| text.replace('\n', "\r\n"));
    }
}

/// What the project's overlay adds is in the crate: the comparisons above are of something.
#[test]
fn the_overlay_matters() {
    let with = own_tree();
    let without = tree(Text::new("flex-interactions.yaml", spec()), None);
    let has_agent_channel =
        |tree: &Tree| tree.files().any(|(_, text)| text.contains("pub struct AgentChannel"));
    assert!(has_agent_channel(&with));
    assert!(!has_agent_channel(&without));
}
