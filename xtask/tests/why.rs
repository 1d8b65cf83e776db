//! `cargo xtask why`: what is printed, and exit codes.

mod kept;
mod printed;

use std::fs;
use std::path::Path;
use std::process::Command;

use kept::Kept;
use printed::printed;
use serde_json::Value;
use tempfile::TempDir;

const DOCUMENT: [&str; 6] = ["--spec", "pets.yaml", "--overlay", "overlay.yaml", "--out", "pets"];

/// A folder with a document, its overlay and its crate.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(TempDir::new().expect("a folder can be made"));
        for name in ["pets.yaml", "overlay.yaml"] {
            fs::copy(KEPT.path(name), place.0.path().join(name)).expect("it is there");
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        printed(command.arg("codegen").args(DOCUMENT).current_dir(&place.0), 0);
        place
    }

    /// Checks the exit code, and returns what was printed to standard output and to standard error.
    #[track_caller]
    fn why(&self, arguments: &[&str], code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let command = command.arg("why").args(arguments).args(DOCUMENT).current_dir(&self.0);
        printed(command, code)
    }

    #[track_caller]
    fn json(&self, name: &str, code: i32) -> Value {
        let (out, err) = self.why(&[name, "--message-format", "json"], code);
        assert_eq!(err, "");
        assert_eq!(out.lines().count(), 1, "{out}");
        serde_json::from_str(&out).expect("it is JSON")
    }
}

const KEPT: Kept = Kept("why");

#[test]
fn people_are_told_why() {
    let place = Place::new();
    let names = [
        "Pet::name",
        "models::Pet.born_on",
        "Pet::parent",
        "Pet::nick",
        "Pet",
        "Species",
        "Species::Cat",
        "Pet::chip",
        "Client::list_pets",
        "ListPets::limit",
        "Order",
        "CreatePet::body",
        "Pet::new",
        "Pet::extra",
        "pets::Error",
        "Client::new",
        "mock",
        "name",
        "GET /pets",
        "#/components/schemas/pets.v1.pet",
    ];
    let told = names.map(|name| {
        let (out, err) = place.why(&[name], 0);
        assert_eq!(err, "", "{name}");
        format!("$ cargo xtask why '{name}'\n{out}")
    });
    KEPT.check("report.txt", &told.join("\n"));
}

#[test]
fn tools_are_told_the_same() {
    let place = Place::new();
    let report = format!("{:#}\n", place.json("Pet::chip", 0));
    KEPT.check("report.json", &report);
    let several = place.json("name", 0);
    assert!(several["answers"].as_array().is_some_and(|answers| answers.len() > 1), "{several}");
}

#[test]
fn what_nothing_is_called_is_answered_by_what_is_near() {
    let place = Place::new();
    let (out, err) = place.why(&["Pett"], 1);
    assert_eq!(out, "");
    assert_eq!(
        err,
        "error: nothing in the crate or in the document is called `Pett`\ndid you mean `Pet`?\n"
    );
    let (_, err) = place.why(&["\u{1b}[2Jnothing"], 1);
    assert_eq!(err.lines().count(), 1, "{err}");
    let sum = place.json("creat_pet", 1);
    assert_eq!(sum["success"], false);
    assert_eq!(sum["nearest"][0], "create_pet");
    assert!(sum["error"].is_string());
}

#[test]
fn a_document_with_errors_is_refused() {
    let place = Place::new();
    let text = fs::read_to_string(KEPT.path("pets.yaml")).expect("it is there");
    let text = text.replace("title: Pets, ", "");
    fs::write(place.0.path().join("pets.yaml"), text).expect("it can be written");
    let (out, err) = place.why(&["Pet"], 1);
    assert_eq!(out, "");
    assert!(err.contains("error[missing-field]"), "{err}");
    let (out, _) = place.why(&["Pet", "--message-format", "json"], 1);
    let last = out.lines().last().expect("there is a line");
    let last: Value = serde_json::from_str(last).expect("it is JSON");
    assert_eq!((&last["reason"], &last["success"]), (&"why".into(), &false.into()));
}

/// Without a document, the project's own is asked for, from any folder below it.
#[test]
fn the_own_document_needs_no_options() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let command = command.args(["why", "InteractionChannel::status"]).current_dir(folder);
    let (out, err) = printed(command, 0);
    assert_eq!(err, "");
    assert!(out.contains("spec/flex-interactions.yaml:"), "{out}");
    assert!(out.contains("generated/names.lock:"), "{out}");
}
