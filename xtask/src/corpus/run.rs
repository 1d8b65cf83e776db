//! Documents to crates, several at a time.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;

use super::documents::{DocumentFile, next_versions};
use super::examples::Examples;
use super::progress::Progress;
use super::{Crate, DocumentOutcome, Entry, Trial, driver, examples};
use crate::command::folder::OnDisk;
use document::diagnostics::Severity;
use document::printable::escaped;
use generator::lock::Lock;
use generator::parallel;
use generator::{Generated, Input, Output, OverlayFile, generate, represent};

/// How many errors of a document are listed.
const MOST_ERRORS: usize = 5;

/// Generates from each document, in the order of their names, and finds the examples that each crate is
/// to try.
pub(super) fn generate_all(
    folder: &Path,
    documents: &[DocumentFile],
    trial: Trial,
    progress: &Progress,
) -> Vec<Entry> {
    progress.stage(&format!("generating from {} documents", documents.len()));
    let names: Vec<&str> = documents.iter().map(|document| &*document.name).collect();
    let packages = packages(&names);
    let next = next_versions(documents);
    let asked = documents.iter().zip(&packages).zip(next);
    let done = parallel::map_large(asked.collect(), |((document, package), next)| {
        let next = next.and_then(|next| documents.get(next));
        let next = next.filter(|_| trial == Trial::NextVersion);
        let done = entry(folder, document, (trial, next), package);
        progress.done(&document.name, documents.len());
        done
    });
    let parts: HashSet<String> = done.iter().flat_map(|(_, parts)| parts).cloned().collect();
    // What is refused by itself may be a part of another document.
    let is_document = |entry: &Entry| {
        !(parts.contains(&shown(folder, &entry.name))
            && matches!(entry.outcome, DocumentOutcome::Refused(_)))
    };
    done.into_iter().map(|(entry, _)| entry).filter(is_document).collect()
}

/// What became of a document, and the names of the other files that it has.
fn entry(
    folder: &Path,
    document: &DocumentFile,
    (trial, next): (Trial, Option<&DocumentFile>),
    package: &str,
) -> (Entry, Vec<String>) {
    let started = Instant::now();
    let made = || {
        let input = input(folder, document, package)?;
        let next = next.map(|next| self::input(folder, next, package)).transpose()?;
        let make = AssertUnwindSafe(|| outcome(&input, trial, next.as_ref()));
        Ok(catch_unwind(make)
            .unwrap_or_else(|panic| (DocumentOutcome::Panicked(message(&*panic)), Vec::new())))
    };
    let refused = |problem| (DocumentOutcome::Refused(vec![problem]), Vec::new());
    let (outcome, parts) = made().unwrap_or_else(refused);
    let next = next.map(|next| escaped(&next.name).into_owned());
    let name = escaped(&document.name).into_owned();
    (Entry { name, next, time: started.elapsed(), outcome }, parts)
}

/// What a file of a folder is called in diagnostics.
fn shown(folder: &Path, name: &str) -> String {
    escaped(&folder.join(name).to_string_lossy()).into_owned()
}

/// What the generator is given, or which file cannot be read.
fn input(folder: &Path, document: &DocumentFile, package: &str) -> Result<Input, String> {
    let read = |name: &String| {
        let shown = shown(folder, name);
        fs::read(folder.join(name))
            .map(|bytes| (bytes, shown.clone()))
            .map_err(|error| format!("{shown}: {error}"))
    };
    let (spec, spec_name) = read(&document.name)?;
    let overlay = document.overlay.as_ref().map(read).transpose()?;
    Ok(Input {
        spec,
        spec_name,
        folder: Some(Arc::new(OnDisk::of(&folder.join(&document.name)))),
        overlay: overlay.map(|(bytes, name)| OverlayFile { bytes, name }),
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: document.name.clone(),
        name: package.to_owned(),
    })
}

/// What became of a document, and the names of the other files that it has.
fn outcome(input: &Input, trial: Trial, next: Option<&Input>) -> (DocumentOutcome, Vec<String>) {
    let output = generate(input);
    let files = output.files().iter().map(|file| file.name.clone()).collect();
    let outcome = match &output.generated {
        Some(generated) => {
            let made = made(input, &output, generated, (trial, next));
            DocumentOutcome::Generated(Box::new(made))
        }
        None => DocumentOutcome::Refused(errors(&output)),
    };
    (outcome, files)
}

fn made(
    input: &Input,
    output: &Output,
    Generated { tree, api, document }: &Generated,
    (trial, next): (Trial, Option<&Input>),
) -> Crate {
    let examples = match trial {
        Trial::Nothing | Trial::Own => examples::collect(&document.value, api),
        // That the next version is refused is told where it stands itself.
        Trial::NextVersion => match next.and_then(|next| represent(next).generated) {
            Some(next) => examples::collect(&next.document.value, api).of_responses(),
            None => Examples::default(),
        },
    };
    let is_tried = !examples.tried.is_empty();
    let driver = is_tried.then(|| driver::main_file(api, &examples.tried));
    let sources = tree.files().filter(|(path, _)| path.starts_with("src/"));
    Crate {
        package: input.name.clone(),
        tree: tree.clone(),
        operations: api.operation_count(),
        warnings: output.diagnostics.count(Severity::Warning),
        lines: sources.map(|(_, text)| text.lines().count()).sum(),
        examples,
        driver,
        complaints: None,
        verdicts: Vec::new(),
    }
}

/// The first errors of a document, a line each.
fn errors(output: &Output) -> Vec<String> {
    let diagnostics = output.report_json();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error");
    let text = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    let mut lines: Vec<_> = errors
        .map(|error| {
            let (file, code, message) =
                (text(error, "file"), text(error, "code"), text(error, "message"));
            format!("{file}:{}:{}: error[{code}]: {message}", error["line"], error["column"])
        })
        .collect();
    if lines.len() > MOST_ERRORS {
        let more = lines.len() - MOST_ERRORS;
        lines.truncate(MOST_ERRORS);
        lines.push(format!("and {more} more"));
    }
    lines
}

/// What a panic said.
fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing").to_owned()
}

/// A name of a package for each document. None is that of a package that crates depend on.
fn packages(names: &[&str]) -> Vec<String> {
    let mut taken = HashSet::new();
    let package = |name: &&str| {
        let words =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let plain = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
        let plain = plain[plain.len().saturating_sub(80)..].trim_start_matches('-').to_owned();
        let mut package = format!("corpus-{plain}");
        let mut number = 1;
        while !taken.insert(package.clone()) {
            number += 1;
            package = format!("corpus-{plain}-{number}");
        }
        package
    };
    names.iter().map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::packages;

    #[test]
    fn each_document_has_a_package_of_its_own() {
        let names = ["a.json", "a.yaml", "a_yaml", "b/é.yml", "HTTP.yaml"];
        let expected = ["corpus-a-json", "corpus-a-yaml", "corpus-a-yaml-2", "corpus-b-yml"];
        assert_eq!(packages(&names)[..4], expected);
    }
}
