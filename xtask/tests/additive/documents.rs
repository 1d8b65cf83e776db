//! The documents that are changed: all of the repository that a crate can be made of, and random ones.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{names, synthetic};

/// How many random documents there are of each sort, unless there are to be more.
const RANDOM: u64 = 4;

/// Documents by their names, sorted.
pub(crate) fn all(more: u64) -> Vec<(String, Value)> {
    let mut documents = Vec::new();
    for folder in ["spec", "tests/fixtures", "tests/apis", "tests/readme"] {
        for file in files(folder) {
            let text = fs::read_to_string(&file).expect("it can be read");
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            // Some fixtures are called the same.
            let name = if folder == "tests/apis" { format!("apis/{name}") } else { name.into() };
            // Some have what this parser does not know, and the folders have overlays as well.
            let value = serde_yaml::from_str::<Value>(&text).ok();
            let value = value.filter(|value| value["openapi"].is_string());
            documents.extend(value.map(|value| (name, value)));
        }
    }
    for number in 1..=RANDOM + more {
        documents.push((format!("synthetic-{number}"), synthetic::document(number, 8)));
        let names = names::random(number, 12);
        documents.push((format!("names-{number}"), names::document(&names)));
    }
    documents
}

/// The YAML files of a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around it");
    let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut files: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}
