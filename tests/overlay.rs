//! Overlays: what becomes of a document, and what is said when something is wrong.
//!
//! `fixtures/overlay/` has a document, and in `good/` and `bad/` overlays for it; an overlay may
//! have a document of its own beside it (`.spec.yaml`). The values that a good overlay makes of the
//! document are in a file of the same name with `.expected.yaml` behind it, the exact diagnostics
//! of a bad one with `.txt`. Run the tests with `UPDATE_EXPECT=1` in the environment to write both
//! down as they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use document::diagnostics::{Diagnostics, Rendering};
use document::{Document, SourceFile, Sources};
use generator::EXTENSIONS;
use generator::lock::Lock;
use generator::{Input, OverlayFile, generate};
use roas_overlay::apply::{Apply, ApplyErrorKind};
use serde_json::Value;

use crate::snapshot::Snapshots;

/// The overlays of which roas-overlay makes something else, and how.
const DISAGREEMENTS: [(&str, &str); 5] = [
    // It removes entries in the order opposite to that in which they are selected, and so those
    // that have moved up if they are selected backwards.
    ("remove-backwards.yaml", "other values"),
    // The specification says that selected nodes are objects or arrays. But not everything that
    // its own examples remove is one.
    ("remove-everything.yaml", "refused"),
    ("remove-primitive.yaml", "refused"),
    // It updates a node as often as it is selected.
    ("selected-twice.yaml", "other values"),
    // It does not know the extension of this project.
    ("when.yaml", "refused"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/overlay")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An overlay of the fixtures, and the document that it is for.
struct Case {
    name: String,
    spec: SourceFile,
    overlay: SourceFile,
}

impl Case {
    /// The cases of a folder. Files that end in `expectation` belong to one.
    fn all(folder: &Path, expectation: &str) -> Vec<Self> {
        let entries = fs::read_dir(folder).expect("the folder of fixtures is there");
        let names: BTreeSet<_> = entries
            .map(|entry| entry.expect("the folder can be read").file_name())
            .map(|name| name.into_string().expect("fixtures have plain names"))
            .collect();
        let is_overlay =
            |name: &&String| !name.ends_with(expectation) && !name.ends_with(".spec.yaml");
        let cases: Vec<_> = names
            .iter()
            .filter(is_overlay)
            .map(|name| {
                let stem = name.rsplit_once('.').expect("fixtures have an extension").0;
                let own = folder.join(format!("{stem}.spec.yaml"));
                let shared = folder.join("../spec.yaml");
                let spec = if own.exists() { own } else { shared };
                Self {
                    name: name.clone(),
                    spec: SourceFile::new("spec.yaml", &read(&spec)),
                    overlay: SourceFile::new(name, &read(&folder.join(name))),
                }
            })
            .collect();
        for expected in names.iter().filter_map(|name| name.strip_suffix(expectation)) {
            let belongs = cases.iter().any(|case| case.name == expected);
            assert!(belongs, "{expected}{expectation} belongs to no overlay");
        }
        cases
    }

    /// The document with the overlay, and what is said about the two.
    fn apply(&self) -> (Option<Value>, String) {
        let mut diagnostics = Diagnostics::new();
        let sources = Sources { spec: &self.spec, files: None, overlay: Some(&self.overlay) };
        let document = Document::read(sources, &EXTENSIONS, &mut diagnostics);
        assert_eq!(document.is_some(), !diagnostics.has_errors(), "{}", self.name);
        let report = diagnostics.render(&sources, &Rendering::default());
        (document.map(|document| document.value), report)
    }
}

/// Compares each result with the file that says what is expected, or writes the file.
fn check(folder: &Path, expectation: &str, results: Vec<(String, String)>) {
    let mut snapshots = Snapshots::default();
    assert!(!results.is_empty(), "there are no fixtures");
    for (name, found) in results {
        snapshots.check(&folder.join(format!("{name}{expectation}")), &found);
    }
    snapshots.finish();
}

#[test]
fn documents_are_as_expected() {
    let folder = folder().join("good");
    let cases = Case::all(&folder, ".expected.yaml").into_iter().map(|case| {
        let (document, report) = case.apply();
        assert_eq!(report, "", "{}", case.name);
        let document = document.expect("nothing is wrong with it");
        (case.name, serde_yaml::to_string(&document).expect("values can be written as YAML"))
    });
    check(&folder, ".expected.yaml", cases.collect());
}

#[test]
fn diagnostics_are_exact() {
    let folder = folder().join("bad");
    let cases = Case::all(&folder, ".txt").into_iter().map(|case| {
        let (_, report) = case.apply();
        assert_ne!(report, "", "nothing is said about {}", case.name);
        (case.name, report)
    });
    check(&folder, ".txt", cases.collect());
}

#[test]
fn another_program_makes_the_same_of_documents() {
    let mut disagreements = Vec::new();
    for case in Case::all(&folder().join("good"), ".expected.yaml") {
        let (found, _) = case.apply();
        let value = |source: &SourceFile| -> Value {
            if source.name.ends_with("json") {
                return serde_json::from_str(&source.text).expect("the fixture is JSON");
            }
            serde_yaml::from_str(&source.text).expect("the fixture is YAML")
        };
        let overlay: roas_overlay::v1_0::Overlay =
            serde_json::from_value(value(&case.overlay)).expect("it is an overlay");
        let mut expected = value(&case.spec);
        match overlay
            .apply(&mut expected, roas_overlay::apply::ApplyOptions::ErrorOnZeroMatch.into())
        {
            Ok(_) if found.as_ref() == Some(&expected) => {}
            Ok(_) => disagreements.push((case.name, "other values")),
            Err(error) => {
                let is_expected = matches!(
                    error.kind,
                    ApplyErrorKind::PrimitiveActionTarget | ApplyErrorKind::ZeroMatch
                );
                assert!(is_expected, "{error}");
                disagreements.push((case.name, "refused"));
            }
        }
    }
    let disagreements: Vec<_> =
        disagreements.iter().map(|(name, why)| (name.as_str(), *why)).collect();
    assert_eq!(disagreements, DISAGREEMENTS);
}

/// What is said about the document of the fixtures with an overlay.
fn report(overlay: &[u8]) -> String {
    let output = generate(&Input {
        spec: fs::read(folder().join("spec.yaml")).expect("the document is there"),
        spec_name: "spec.yaml".to_owned(),
        shipped: Vec::new(),
        lock: Lock::default(),
        folder: None,
        overlay: Some(OverlayFile { bytes: overlay.into(), name: "overlay.yaml".to_owned() }),
        origin: "spec.yaml and overlay.yaml".to_owned(),
        name: "shelf".to_owned(),
    });
    output.report(&Rendering::default())
}

/// How the overlays begin that are made here.
const HEAD: &str = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n";

#[test]
fn numbers_that_must_be_strings_are_read_as_they_are_written() {
    let spec = read(&folder().join("spec.yaml")).replace("version: '1'", "version: 1.20");
    let overlay = format!("{HEAD}  - {{target: $.info, update: {{title: 1.10}}}}\n");
    let case = Case {
        name: "overlay.yaml".to_owned(),
        spec: SourceFile::new("spec.yaml", &spec),
        overlay: SourceFile::new("overlay.yaml", &overlay),
    };
    let (document, report) = case.apply();
    let document = document.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(document["info"]["title"], "1.10");
    assert_eq!(document["info"]["version"], "1.20");
}

#[test]
fn an_overlay_that_is_no_text_is_described() {
    let found = report(b"overlay: \xff");
    assert!(found.contains("error[encoding]: byte 0xFF is not UTF-8\n"), "{found}");
    assert!(found.contains("--> overlay.yaml:1:10\n"), "{found}");
}

/// What is wrong with a wait is shown where the overlay says it.
#[test]
fn a_wait_has_its_place_in_the_overlay() {
    let wait = "{until: done, poll: nobody, status: /state, success: [done]}";
    let overlay =
        format!("{HEAD}  - target: $.paths[*].get\n    update:\n      x-rust-wait: {wait}\n");
    let found = report(overlay.as_bytes());
    assert!(found.contains("error[invalid-wait]: there is no operation `nobody`\n"), "{found}");
    assert!(found.contains("--> overlay.yaml:6:34\n"), "{found}");
}

#[test]
fn nesting_is_limited_after_every_action() {
    let (open, close) = ("[".repeat(60), "]".repeat(60));
    let action =
        |target: &str| format!("  - {{target: {target}, update: {{x-a: {open}{close}}}}}\n");
    let fits = format!("{HEAD}{}", action("$.info"));
    assert_eq!(report(fits.as_bytes()), "");

    let target = format!("\"$.info['x-a']{}\"", "[0]".repeat(59));
    let found = report(format!("{fits}{}", action(&target)).as_bytes());
    let message = "error[nesting-limit]: this would nest values more than 100 levels deep\n";
    assert!(found.starts_with(message), "{found}");
    assert!(found.contains("--> overlay.yaml:5:"), "{found}");
}

#[test]
fn what_is_added_to_many_nodes_is_limited() {
    let text = "a".repeat(700_000);
    let overlay =
        |target: &str| format!("{HEAD}  - {{target: {target}, update: {{x-a: {text}}}}}\n");
    assert_eq!(report(overlay("$.info").as_bytes()), "");
    let found = report(overlay("'$..[?@.type]'").as_bytes());
    let message = "error[size-limit]: the overlay makes the document too large\n";
    assert!(found.starts_with(message), "{found}");
}

/// Small overlays that select nodes over and over: each of them once is all that counts.
#[test]
fn what_is_selected_repeatedly_is_found_once() {
    let all = "[*,*,*,*,*,*,*,*,*,*]".repeat(8);
    for target in [format!("$..info{all}"), format!("${}", "..*".repeat(30))] {
        let found = report(format!("{HEAD}  - {{target: '{target}'}}\n").as_bytes());
        // Texts are selected as well, which nothing is done to.
        assert!(!found.contains("size-limit"), "{target}: {found}");
    }
}

#[test]
fn what_an_overlay_looks_at_is_limited() {
    let check = |action: &str, message: &str, place: &str| {
        let found = report(format!("{HEAD}{action}").as_bytes());
        assert!(found.starts_with(&format!("error[{message}\n")), "{found}");
        assert!(found.contains(&format!("--> overlay.yaml:{place}\n")), "{found}");
    };
    let looks = "size-limit]: the overlay looks at too many nodes of the document, up to this one";
    let nested = format!("$[?@{}]", "[*,*,*,*,*,*,*,*,*,*]".repeat(8));
    check(&format!("  - {{target: '{nested}', remove: true}}\n"), looks, "4:14");
    let when = format!("  - {{target: $.info, x-rust-when: '{nested}', remove: true}}\n");
    check(&when, looks, "4:35");
    check(
        "  - {target: \"$..[?search(@, '((((a{1,100}){1,100}){1,100}){1,100})')]\", remove: true}\n",
        "size-limit]: a regular expression in this JSONPath becomes too large, or too many become large",
        "4:14",
    );
    check(
        "  - {target: \"$..[?search(@.a, $.info.title)]\", remove: true}\n",
        "invalid-target]: a regular expression in this JSONPath is not written out",
        "4:14",
    );
    let long = format!("  - {{target: '${}', remove: true}}\n", ".a".repeat(2000));
    check(&long, "size-limit]: this JSONPath is longer than 4000 bytes", "4:14");
    let deep = format!(
        "  - {{target: '$[?{}@{}{}]', remove: true}}\n",
        "(".repeat(9),
        ".abcdefg".repeat(480),
        ")".repeat(9)
    );
    let message = "size-limit]: the JSONPaths of this overlay have too many nested brackets";
    check(&deep.repeat(3), message, "6:14");
    let many = "  - {target: $.info, update: {}}\n".repeat(10_001);
    check(&many, "size-limit]: an overlay has at most 10000 actions", "10004:5");
}
