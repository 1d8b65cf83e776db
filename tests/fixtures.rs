//! One feature of OpenAPI each: a document in `fixtures/`, and beside it the Rust that it becomes.
//!
//! The generated modules of a fixture stand in one file, one within the other, without the files
//! that are alike for all. Here they are compared; `lib.rs` compiles them, all in one crate with one
//! copy of the runtime. Run the tests with `UPDATE_EXPECT=1` in the environment to write the files
//! as the generator has them.
//!
//! Beside them is `files.txt`, a list of the files of each crate: which modules of the runtime it
//! gets, for one. `samples.md` has the samples of their READMEs.
//!
//! In `apis/` it is the same with all that a crate has of its own: credentials and servers, of which
//! one crate cannot have several. Each has a test of its own, which is a crate with its runtime; in its folder are the files of
//! the crate that are no modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::tree::Tree;
use generator::{Input, generate};

use crate::folders::of_fixture;
use crate::snapshot::Snapshots;

/// The modules of a crate that depend on the document, by their names.
const MODULES: [&str; 6] =
    ["events", "identifiers", "models", "json", "operations", "response_headers"];

/// Those of which a crate has one, besides.
const OF_A_CRATE: [&str; 3] = ["api", "credentials", "servers"];

/// The APIs whose mock is compiled as well, with what it answers by in a file of its own.
const MOCKED: [&str; 2] = ["phones", "shop"];

/// Files of a crate that are compared as they are: what of it depends on the document and is in no
/// module.
const WHOLE: [(&str, &str); 3] =
    [("Cargo.toml", "manifest.toml"), ("README.md", "README.md"), ("src/lib.rs", "lib.rs")];

/// What a mock answers by.
const TABLE: &str = "src/mocked/table.json";

/// Fixtures about what is generated with a warning. All others have none.
const WITH_WARNINGS: [&str; 3] = ["bundled", "left_out", "reference_siblings"];

/// A document of a folder, and the crate that is generated from it.
struct Fixture {
    name: String,
    document: PathBuf,
    tree: Tree,
}

impl Fixture {
    fn files(&self) -> BTreeMap<&str, &str> {
        self.tree.files().collect()
    }

    /// The paths of the files, and the lines of the manifest that name dependencies and features.
    fn entries(&self) -> BTreeSet<String> {
        let manifest = self.files()["Cargo.toml"];
        let (_, from) = manifest.split_once("[features]\n").expect("every crate has some");
        let (sections, _) = from.split_once("[lints.rust]\n").expect("every crate has some");
        let names = sections.lines().filter(|line| line.starts_with(char::is_alphabetic));
        let names = names.map(|line| format!("Cargo.toml: {line}"));
        self.tree.files().map(|(path, _)| path.to_owned()).chain(names).collect()
    }
}

#[test]
fn generated_code_is_exact() {
    let mut snapshots = Snapshots::default();
    for folder in ["fixtures", "apis"] {
        compare(folder, &mut snapshots);
    }
    snapshots.finish();
}

/// Compares everything that is generated from the documents of a folder.
fn compare(folder: &str, snapshots: &mut Snapshots) {
    let documents = files_with(folder, "yaml");
    let mut fixtures = Vec::new();
    for (name, document) in &documents {
        match generated(folder, name, document) {
            Ok(tree) => {
                let (name, document) = (name.clone(), document.clone());
                fixtures.push(Fixture { name, document, tree });
            }
            Err(report) => snapshots.fail(report),
        }
    }
    for fixture in &fixtures {
        let expectation = fixture.document.with_extension("rs");
        snapshots.check(&expectation, &flattened(folder, fixture));
        for (file, expectation) in WHOLE.iter().filter(|_| folder == "apis") {
            let expectation = fixture.document.with_extension("").join(expectation);
            snapshots.check(&expectation, fixture.files()[file]);
        }
        if is_mocked(folder, &fixture.name) {
            let expectation = fixture.document.with_extension("").join("table.json");
            snapshots.check(&expectation, fixture.files()[TABLE]);
        }
        for (file, program) in fixture.files() {
            if file.starts_with("examples/") {
                let expectation = fixture.document.with_extension("").join(file);
                snapshots.check(&expectation, program);
            }
        }
    }
    snapshots.check(&folder_of(folder).join("files.txt"), &listed(&fixtures));
    snapshots.check(&folder_of(folder).join("samples.md"), &samples(&fixtures));
    for (name, file) in files_with(folder, "rs") {
        if !documents.contains_key(&name) {
            snapshots.check_orphan(&file);
        }
    }
}

/// The files and the dependencies of the crates: those that all have, and for each what else it
/// has. Which modules of the runtime a crate needs is seen here.
fn listed(fixtures: &[Fixture]) -> String {
    let all: Vec<BTreeSet<String>> = fixtures.iter().map(Fixture::entries).collect();
    let is_common = |entry: &String| all.iter().all(|entries| entries.contains(entry));
    let section = |name: &str, entries: Vec<&String>| {
        let mut section = format!("{name}:\n");
        for entry in entries {
            section.push_str(&format!("  {entry}\n"));
        }
        section
    };
    let common = all.first().into_iter().flatten().filter(|entry| is_common(entry));
    let mut text = section("every crate", common.collect());
    for (fixture, entries) in fixtures.iter().zip(&all) {
        let own = entries.iter().filter(|entry| !is_common(entry)).collect();
        text.push_str(&format!("\n{}", section(&fixture.name, own)));
    }
    text
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

/// The sample in the README of each crate: how its first operation is called for which something
/// can be shown.
fn samples(fixtures: &[Fixture]) -> String {
    const FENCE: &str = "```rust,no_run\n";

    let mut text = String::new();
    for fixture in fixtures {
        let readme = fixture.files()["README.md"];
        let sample = readme.split_once(FENCE).and_then(|(_, rest)| rest.split_once("```\n"));
        let block = sample.map(|(sample, _)| format!("{FENCE}{sample}```\n"));
        let block = block.unwrap_or_else(|| "There is none.\n".to_owned());
        text.push_str(&format!("# {}\n\n{block}\n", fixture.name));
    }
    text
}

fn folder_of(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The files of a folder with an extension, by their names without it.
pub(crate) fn files_with(folder: &str, extension: &str) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder_of(folder)).expect("the folder of fixtures is there");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .collect()
}

/// The crate that is generated from a fixture; or what is said about its document, in which
/// nothing must be wrong.
fn generated(folder: &str, name: &str, document: &Path) -> Result<Tree, String> {
    let spec = fs::read(document).expect("a fixture can be read");
    let file = format!("{name}.yaml");
    let output = generate(&Input {
        spec,
        folder: Some(of_fixture(&folder_of(folder), &file)),
        spec_name: file,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: format!("{name}.yaml"),
        name: name.to_owned(),
    });
    let report = output.report(&Rendering::default());
    let may_warn = folder == "apis" || WITH_WARNINGS.contains(&name);
    let generated = output.generated.filter(|_| may_warn || report.is_empty());
    generated.map(|generated| generated.tree).ok_or(report)
}

/// The generated modules of a fixture as one file.
fn flattened(folder: &str, fixture: &Fixture) -> String {
    let (name, files, is_crate) = (&fixture.name, fixture.files(), folder == "apis");
    let mut text = format!("//! Generated from `{name}.yaml`; see `../fixtures.rs`.\n");
    let of_a_crate = OF_A_CRATE.iter().filter(|_| is_crate);
    let mocked = is_mocked(folder, name).then_some("mocked");
    for module in of_a_crate.chain(&MODULES).chain(&mocked) {
        if let Some(source) = files.get(format!("src/{module}.rs").as_str()) {
            text.push_str(&format!("\npub mod {module} {{\n"));
            append_indented(&mut text, &with_submodules(module, source, &files));
            text.push_str("}\n");
        }
    }
    // Beside the file, not beside the module.
    text = text.replace("\"mocked/table.json\"", &format!("\"{name}/table.json\""));
    for module in MODULES.iter().filter(|_| !is_crate) {
        text = text
            .replace(&format!("crate::{module}"), &format!("crate::fixtures::{name}::{module}"));
    }
    text
}

fn is_mocked(folder: &str, name: &str) -> bool {
    folder == "apis" && MOCKED.contains(&name)
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
