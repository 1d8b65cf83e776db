//! The documents of a folder, and which of its files are overlays of them.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use document::printable::escaped;

/// What the name of an overlay ends with, before its extension.
const OVERLAY: &str = ".overlay";

/// A document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DocumentFile {
    /// Its path below the folder.
    pub(super) name: String,
    /// That of its overlay, if there is one beside it.
    pub(super) overlay: Option<String>,
}

/// The documents below a folder, sorted.
///
/// # Errors
///
/// The folder cannot be read, there is no document, or it is not clear what an overlay is for: it
/// would seem to be used.
pub(super) fn find(folder: &Path) -> Result<Vec<DocumentFile>, String> {
    let shown = escaped(&folder.to_string_lossy()).into_owned();
    let mut names = Vec::new();
    walk(folder, "", &mut names).map_err(|error| format!("{shown}: {error}"))?;
    names.sort();
    let documents = paired(names).map_err(|problem| format!("{shown}: {problem}"))?;
    if documents.is_empty() {
        return Err(format!("{shown}: there are no documents"));
    }
    Ok(documents)
}

/// The files below a folder that may be documents; folders that are hidden or only linked to are not
/// looked into.
fn walk(root: &Path, below: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let extension = Path::new(&name).extension().unwrap_or_default().to_ascii_lowercase();
        if entry.file_type()?.is_dir() {
            if !name.starts_with('.') {
                walk(root, &path, found)?;
            }
        } else if extension == "yaml" || extension == "yml" || extension == "json" {
            found.push(path);
        }
    }
    Ok(())
}

/// The documents among some files, each with its overlay.
fn paired(names: Vec<String>) -> Result<Vec<DocumentFile>, String> {
    let (overlays, documents): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| stem(name).ends_with(OVERLAY));
    let mut by_document: HashMap<String, String> = HashMap::new();
    for overlay in overlays {
        let document = stem(&overlay).strip_suffix(OVERLAY).unwrap_or_default();
        if !documents.iter().any(|name| stem(name) == document) {
            return Err(format!("there is no document for the overlay `{}`", escaped(&overlay)));
        }
        if let Some(other) = by_document.insert(document.to_owned(), overlay.clone()) {
            let (one, other) = (escaped(&other), escaped(&overlay));
            return Err(format!("`{one}` and `{other}` are overlays of the same document"));
        }
    }
    let document = |name: String| {
        let overlay = by_document.get(stem(&name)).cloned();
        DocumentFile { name, overlay }
    };
    Ok(documents.into_iter().map(document).collect())
}

/// The number of the next version of each document, if there is one. Versions have one name but for
/// the numbers at its end, such as a date, by which they are ordered; one without numbers is the newest.
pub(super) fn next_versions(documents: &[DocumentFile]) -> Vec<Option<usize>> {
    let keys: Vec<_> = documents.iter().map(|document| version(stem(&document.name))).collect();
    let next = |(name, numbers): &(&str, Vec<u64>)| {
        let later = keys.iter().enumerate();
        let later = later.filter(|(_, (other, later))| other == name && later > numbers);
        later.min_by_key(|(_, (_, numbers))| numbers).map(|(index, _)| index)
    };
    keys.iter().map(next).collect()
}

/// The name and the version of a document.
fn version(stem: &str) -> (&str, Vec<u64>) {
    let is_of_version = |character: char| character.is_ascii_digit() || "-_.".contains(character);
    let rest = stem.trim_end_matches(is_of_version);
    let start = stem[rest.len()..].find(['-', '_', '.']).map(|start| rest.len() + start);
    let (name, version) = stem.split_at(start.unwrap_or(stem.len()));
    let numbers = version.split(|character: char| !character.is_ascii_digit());
    let numbers: Vec<_> = numbers.filter_map(|number| number.parse().ok()).collect();
    if numbers.is_empty() { (stem, vec![u64::MAX]) } else { (name, numbers) }
}

/// A path without its extension.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::{next_versions, paired};

    fn check(names: &[&str], expected: &Result<&[(&str, Option<&str>)], &str>) {
        let documents = paired(names.iter().map(|name| (*name).to_owned()).collect());
        let found = documents.as_ref().map(|documents| {
            let pairs = documents.iter().map(|it| (it.name.as_str(), it.overlay.as_deref()));
            pairs.collect::<Vec<_>>()
        });
        let found = found.as_ref().map(Vec::as_slice).map_err(|problem| problem.as_str());
        assert_eq!(found, *expected);
    }

    #[test]
    fn overlays_belong_to_documents() {
        let overlay = Some("a.overlay.yaml");
        check(
            &["a.json", "a.overlay.yaml", "a.yaml"],
            &Ok(&[("a.json", overlay), ("a.yaml", overlay)]),
        );
        check(&["b/a.overlay.yml", "b/a.yaml"], &Ok(&[("b/a.yaml", Some("b/a.overlay.yml"))]));
        check(&["overlay.yaml"], &Ok(&[("overlay.yaml", None)]));
        check(&["a.b.overlay.json", "a.b.yaml"], &Ok(&[("a.b.yaml", Some("a.b.overlay.json"))]));
        let stray = "there is no document for the overlay `b/a.overlay.yaml`";
        check(&["a.yaml", "b/a.overlay.yaml"], &Err(stray));
        let two = "`a.overlay.json` and `a.overlay.yaml` are overlays of the same document";
        check(&["a.overlay.json", "a.overlay.yaml", "a.yaml"], &Err(two));
    }
    #[test]
    fn versions_have_one_name_but_for_the_numbers_at_its_end() {
        let check = |names: &[&str], expected: &[Option<usize>]| {
            let documents = paired(names.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(next_versions(&documents.unwrap_or_default()), expected);
        };
        check(
            &["flex_v1-2025-03-20.yaml", "flex_v1-2025-05-05.yaml", "flex_v1.yaml", "flex_v2.yaml"],
            &[Some(1), Some(2), None, None],
        );
        check(&["a-10.json", "a-9.json", "b/a-11.json"], &[None, Some(0), None]);
        check(&["1.yaml", "2.yaml"], &[None, None]);
    }
}
