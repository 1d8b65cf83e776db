//! One feature of OpenAPI each: a document in `fixtures/`, and beside it the Rust that it becomes.
//!
//! The generated modules of a fixture stand in one file, one within the other, without the files
//! that are alike for all. Here they are compared; `lib.rs` compiles them, all in one crate with one
//! copy of the runtime. Run the tests with `UPDATE_EXPECT=1` in the environment to write the files
//! as the generator has them.
//!
//! In `apis/` it is the same with all that a crate has of its own: credentials and servers, of which
//! one crate cannot have several. Each has a test of its own, which is a crate with its runtime.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use document::diagnostics::Rendering;
use generator::{Input, generate};

/// The modules of a crate that depend on the document, by their names.
const MODULES: [&str; 5] = ["identifiers", "models", "json", "operations", "response_headers"];

/// Those of which a crate has one, besides.
const OF_A_CRATE: [&str; 3] = ["api", "credentials", "servers"];

#[test]
fn generated_code_is_exact() {
    compare("fixtures");
    compare("apis");
}

fn compare(folder: &str) {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let documents = files_with(folder, "yaml");
    let mut failures = Vec::new();
    for (name, document) in &documents {
        let expectation = document.with_extension("rs");
        let generated = match flattened(folder, name, document) {
            Ok(generated) => generated,
            Err(report) => {
                failures.push(report);
                continue;
            }
        };
        if update {
            fs::write(&expectation, &generated).expect("the fixtures can be written");
            continue;
        }
        let expected = fs::read_to_string(&expectation).unwrap_or_default();
        if let Some(difference) = first_difference(&expected, &generated) {
            failures.push(format!("{name}.rs{difference}"));
        }
    }
    for (name, file) in files_with(folder, "rs") {
        if documents.contains_key(&name) {
            continue;
        }
        if update {
            fs::remove_file(file).expect("the fixtures can be written");
        } else {
            failures.push(format!("{name}.rs belongs to no document"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What nobody compiles is worth nothing.
#[test]
fn every_fixture_is_compiled() {
    let compiled: BTreeSet<&str> = include_str!("lib.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    for name in files_with("fixtures", "yaml").keys() {
        assert!(compiled.contains(name.as_str()), "lib.rs lacks `pub mod {name};`");
    }
    for name in files_with("apis", "yaml").keys() {
        let line = format!("path = \"apis/{name}/main.rs\"");
        assert!(include_str!("Cargo.toml").contains(&line), "Cargo.toml lacks `{line}`");
    }
}

/// The files of a folder with an extension, by their names without it.
fn files_with(folder: &str, extension: &str) -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder of fixtures is there");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .collect()
}

/// The generated modules of a fixture as one file; or what is said about its document, in which
/// nothing must be wrong.
fn flattened(folder: &str, name: &str, document: &Path) -> Result<String, String> {
    let spec = fs::read(document).expect("a fixture can be read");
    let output = generate(&Input {
        spec,
        spec_name: format!("{name}.yaml"),
        overlay: None,
        shipped: Vec::new(),
        origin: format!("{name}.yaml"),
        name: name.to_owned(),
    });
    let report = output.report(&Rendering::default());
    let is_crate = folder == "apis";
    let generated = output.generated.filter(|_| is_crate || report.is_empty());
    let generated = generated.ok_or(report)?;
    let files: BTreeMap<&str, &str> = generated.tree.files().collect();

    let mut text = format!("//! Generated from `{name}.yaml`; see `../fixtures.rs`.\n");
    let of_a_crate = OF_A_CRATE.iter().filter(|_| is_crate);
    for module in of_a_crate.chain(&MODULES) {
        if let Some(source) = files.get(format!("src/{module}.rs").as_str()) {
            text.push_str(&format!("\npub mod {module} {{\n"));
            append_indented(&mut text, &with_submodules(module, source, &files));
            text.push_str("}\n");
        }
    }
    for module in MODULES.iter().filter(|_| !is_crate) {
        text = text
            .replace(&format!("crate::{module}"), &format!("crate::fixtures::{name}::{module}"));
    }
    Ok(text)
}

/// A module with those that it declares in the places of their declarations.
fn with_submodules(module: &str, source: &str, files: &BTreeMap<&str, &str>) -> String {
    let mut text = String::new();
    let mut is_first = true;
    for line in body(source).lines() {
        let submodule = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
        let Some(name) = submodule else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        if !is_first {
            text.push('\n');
        }
        is_first = false;
        let file = format!("src/{module}/{name}.rs");
        let source = files.get(file.as_str()).expect("a declared module has a file");
        text.push_str(&format!("mod {name} {{\n"));
        append_indented(&mut text, body(source));
        text.push_str("}\n");
    }
    text
}

/// The text of a generated file behind its header, which is two lines and a blank one.
fn body(source: &str) -> &str {
    let (_, body) = source.split_once("\n\n").expect("every file has a header");
    body
}

fn append_indented(text: &mut String, lines: &str) {
    for line in lines.lines() {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
}

/// The number of the first line that differs, and what it should be and is.
fn first_difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut number = 1;
    loop {
        match (expected.next(), found.next()) {
            (Some(expected), Some(found)) if expected == found => number += 1,
            (expected, found) => {
                let [expected, found] = [expected, found].map(|line| line.unwrap_or("(the end)"));
                return Some(format!(":{number}\n  expected {expected}\n  found    {found}"));
            }
        }
    }
}
