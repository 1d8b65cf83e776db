//! The documents that are changed: all of the repository that a crate can be made of, and random ones.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::compile::root;
use crate::{names, synthetic};

/// Left out: what it gives one name in several places has to stay the same in all of them.
const LEFT_OUT: &str = "named_types";

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
            let value = value.filter(|value| value["openapi"].is_string() && name != LEFT_OUT);
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

/// The files of the versions of documents, in their order: those in the folders of a folder, or else
/// those of `tests/changes`.
pub(crate) fn histories(folder: Option<&Path>) -> Vec<Vec<PathBuf>> {
    match folder {
        Some(folder) => entries(folder).iter().map(|versions| entries(versions)).collect(),
        None => {
            let pairs = entries(&root().join("tests/changes")).into_iter();
            let versions = |pair: PathBuf| ["before.yaml", "after.yaml"].map(|it| pair.join(it));
            pairs.map(|pair| versions(pair).to_vec()).collect()
        }
    }
}

/// Documents as they were and as they are: a folder has a folder for each, with `before.yaml` and
/// `after.yaml`.
pub(crate) fn pairs(folder: &Path) -> Vec<(String, Value, Value)> {
    let pairs = entries(&root().join(folder)).into_iter().map(|pair| {
        let document = |name: &str| {
            let text = fs::read_to_string(pair.join(name)).expect("it can be read");
            serde_yaml::from_str(&text).expect("it is YAML")
        };
        let name = pair.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, document("before.yaml"), document("after.yaml"))
    });
    pairs.collect()
}

/// The YAML files of a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = entries(&root().join(folder));
    files.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    files
}

/// What is in a folder, sorted.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths
}
