//! What `cargo xtask explain` says of each code: the documents that it shows have the problem.

use document::diagnostics::{Code, Diagnostics};
use generator::codes::all;
use generator::lock::Lock;
use generator::{Input, OverlayFile, generate};

/// The text in the blocks of code of an explanation, each with the word behind its fence.
fn blocks(explanation: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut rest = explanation;
    while let Some((_, from)) = rest.split_once("\n```") {
        let (language, from) = from.split_once('\n').expect("a fence has a line of its own");
        let (block, after) = from.split_once("\n```\n").expect("a block has an end");
        blocks.push((language, format!("{block}\n")));
        rest = after;
    }
    blocks
}

/// The bytes that `printf` of a shell makes of the text between the quotes.
fn printed(command: &str) -> Vec<u8> {
    let text = command.split('\'').nth(1).expect("the text is in quotes");
    let mut parts = text.split('\\');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (escape, rest) = match part.strip_prefix('n') {
            Some(rest) => (b'\n', rest),
            None => (u8::from_str_radix(&part[..3], 8).expect("it is octal"), &part[3..]),
        };
        bytes.push(escape);
        bytes.extend(rest.as_bytes());
    }
    bytes
}

/// What is reported of a document, with an overlay or without.
fn diagnostics(spec: Vec<u8>, overlay: Option<String>) -> Diagnostics {
    let overlay = overlay
        .map(|text| OverlayFile { bytes: text.into_bytes(), name: "overlay.yaml".to_owned() });
    let input = Input {
        spec,
        spec_name: "pets.yaml".to_owned(),
        folder: None,
        overlay,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "pets.yaml".to_owned(),
        name: "pets".to_owned(),
    };
    generate(&input).diagnostics
}

#[test]
fn every_code_is_explained_by_a_document_that_has_the_problem() {
    for code in all() {
        let explanation = code.explanation();
        assert!(explanation.contains("\nWhat to do: "), "{code}");
        assert!(code.summary().ends_with('.'), "{code}");
        let mut blocks = blocks(explanation).into_iter();
        let (spec, overlay) = match (blocks.next(), blocks.next()) {
            (Some(("yaml", spec)), None) => (spec.into_bytes(), None),
            (Some(("yaml", spec)), Some(("yaml", overlay))) => (spec.into_bytes(), Some(overlay)),
            (Some(("sh", command)), None) => (printed(&command), None),
            other => panic!("{code}: {other:?}"),
        };
        let found = diagnostics(spec, overlay);
        assert!(found.iter().any(|diagnostic| diagnostic.code == code), "{code}: {found:?}");
    }
}

#[test]
fn codes_are_in_order_and_have_names_of_their_own() {
    let names: Vec<&str> = all().into_iter().map(Code::as_str).collect();
    assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
}
