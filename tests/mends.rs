//! Actions of overlays that diagnostics offer: pasted into one, they make the problem go away,
//! and no other error comes.

use std::collections::BTreeMap;
use std::fs;

use generator::lock::Lock;
use generator::{Input, Output, OverlayFile, generate};
use serde_json::Value;

use crate::folders::of_fixture;
use crate::project;

fn output(name: &str, spec: &[u8], overlay: Option<String>) -> Output {
    generate(&Input {
        spec: spec.to_vec(),
        spec_name: name.to_owned(),
        folder: Some(of_fixture(&project::path("tests/fixtures/bad"), name)),
        overlay: overlay
            .map(|text| OverlayFile { bytes: text.into_bytes(), name: "overlay.yaml".to_owned() }),
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: name.to_owned(),
        name: "mended".to_owned(),
    })
}

/// An overlay with an action as it is printed.
fn overlay(action: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{action}\n")
}

/// What tells a diagnostic from others.
fn identity(diagnostic: &Value) -> [&Value; 3] {
    ["code", "message", "pointer"].map(|key| &diagnostic[key])
}

/// How many errors of each code there are.
fn errors(diagnostics: &[Value]) -> BTreeMap<&str, usize> {
    let mut errors = BTreeMap::new();
    for error in diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error") {
        *errors.entry(error["code"].as_str().expect("it is text")).or_default() += 1;
    }
    errors
}

#[test]
fn actions_that_are_offered_mend_the_problem() {
    let folder = project::path("tests/fixtures/bad");
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are plain");
        if path.extension().is_some_and(|extension| extension == "txt") || path.is_dir() {
            continue;
        }
        let spec = fs::read(&path).expect("a fixture can be read");
        let before = output(name, &spec, None).report_json();
        let errors_before = errors(&before);
        for diagnostic in &before {
            let Some(action) = diagnostic["overlay_action"].as_str() else { continue };
            let mended = output(name, &spec, Some(overlay(action))).report_json();
            for other in &mended {
                assert_ne!(other["file"], "overlay.yaml", "{name}: {action}\n{other}");
                assert_ne!(identity(other), identity(diagnostic), "{name}: {action}");
            }
            for (code, number) in errors(&mended) {
                let is_known = errors_before.get(code).is_some_and(|before| number <= *before);
                // The callback is also referred to as the callback of another operation.
                let is_meant = action.contains("callbacks.done") && name == "left-out.yaml";
                assert!(is_known || is_meant, "{name}: {action}\n{code}");
            }
            codes.push(diagnostic["code"].as_str().expect("it is text").to_owned());
        }
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes, MENDED);
}

/// The codes of problems of which an overlay can mend at least some.
const MENDED: &[&str] = &[
    "conflicting-fields",
    "duplicate-operation-id",
    "duplicate-parameter",
    "invalid-example",
    "invalid-name",
    "invalid-version",
    "left-out",
    "missing-field",
    "other-host",
    "path-parameter",
    "redundant-extension",
    "reference-siblings",
    "undeclared-security-scheme",
    "unknown-extension",
    "unknown-keyword",
    "unknown-value",
    "unresolved-reference",
    "unsupported",
    "unsupported-reference",
    "wrong-reference",
    "wrong-type",
];
