//! Any bytes as a document, with an overlay behind a line of equals signs: there is a crate or an
//! error, never both, and the crate is Rust and the same every time.

#![no_main]

#[path = "../../tests/hostile/judge.rs"]
mod judge;

use libfuzzer_sys::fuzz_target;
use document::diagnostics::Rendering;
use generator::{Input, Output, OverlayFile, generate};

const SEPARATOR: &[u8] = b"\n=====\n";

fn output(name: &str, data: &[u8]) -> Output {
    let middle = data.windows(SEPARATOR.len()).position(|bytes| bytes == SEPARATOR);
    let (spec, overlay) = match middle {
        Some(at) => (&data[..at], Some(data[at + SEPARATOR.len()..].to_vec())),
        None => (data, None),
    };
    generate(&Input {
        spec: spec.to_vec(),
        spec_name: name.to_owned(),
        folder: None,
        overlay: overlay.map(|bytes| OverlayFile { bytes, name: "overlay.yaml".to_owned() }),
        shipped: Vec::new(),
        origin: name.to_owned(),
        name: "fuzzed".to_owned(),
    })
}

fuzz_target!(|data: &[u8]| {
    let name = if data.first() == Some(&b'{') { "fuzzed.json" } else { "fuzzed.yaml" };
    let first = output(name, data);
    assert_ne!(first.generated.is_some(), first.diagnostics.has_errors());
    for verbose in [false, true] {
        let report = first.report(&Rendering { verbose, ..Rendering::default() });
        assert!(!report.contains('\u{1b}') && !report.contains("error[internal]"), "{report}");
    }
    let second = output(name, data);
    assert_eq!(first.report_json(), second.report_json());
    let tree = |output: Output| output.generated.map(|generated| generated.tree);
    let (first, second) = (tree(first), tree(second));
    assert_eq!(first, second);
    if let Some(tree) = first
        && let Err(problem) = judge::check(&tree)
    {
        panic!("{problem}");
    }
});
