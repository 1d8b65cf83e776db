//! What is printed when the work is done.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use document::diagnostics::{Rendering, Severity};
use document::printable::escaped;
use generator::tree::Drift;
use serde_json::{Map, Value, json};

use super::{Codegen, CodegenOutcome};

/// Prints diagnostics to standard error, and what was done to standard output.
pub(super) fn for_people(options: &Codegen, outcome: &Result<CodegenOutcome, String>) {
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(message) => return eprintln!("error: {message}"),
    };
    let rendering = Rendering { color: io::stderr().is_terminal(), verbose: options.verbose };
    eprint!("{}", outcome.output.report(&rendering));
    if outcome.output.diagnostics.has_errors() {
        eprintln!("\n`cargo xtask explain CODE` says more about a code in brackets.");
    }
    let drift = match &outcome.drift {
        None => return,
        Some(Err(error)) => return eprintln!("error: {}", escaped(&error.to_string())),
        Some(Ok(drift)) => drift,
    };
    let (operations, models) = counts(outcome).unwrap_or_default();
    let overlay = outcome.input.overlay.as_ref();
    let mut report = format!(
        "{}: {} and {} from {}{}\n",
        outcome.input.name,
        count(operations, "operation"),
        count(models, "model"),
        outcome.input.spec_name,
        overlay.map(|overlay| format!(" with {}", overlay.name)).unwrap_or_default()
    );
    let left_out = outcome.output.diagnostics.left_out().to_string();
    if !left_out.is_empty() {
        report.push_str(&format!("{}: {left_out} left out\n", outcome.input.name));
    }
    if options.check {
        report.push_str(&drift.to_string());
    }
    report.push_str(&summary(drift, options.check, &options.folder()));
    report.push_str(&format!(" ({} ms)\n", outcome.took.as_millis()));
    print(&report);
}

/// Prints everything to standard output, an object on each line.
pub(super) fn for_tools(options: &Codegen, outcome: &Result<CodegenOutcome, String>) {
    let mut objects = Vec::new();
    if let Ok(outcome) = outcome {
        objects.extend(outcome.output.report_json());
    }
    objects.push(done(options, outcome));
    let lines: Vec<_> = objects.iter().map(Value::to_string).collect();
    print(&(lines.join("\n") + "\n"));
}

/// The object that says what was done.
fn done(options: &Codegen, outcome: &Result<CodegenOutcome, String>) -> Value {
    let known = outcome.as_ref().ok();
    let drift = known.and_then(|outcome| outcome.drift.as_ref());
    let error = match (outcome, drift) {
        (Err(message), _) => Some(message.clone()),
        (_, Some(Err(error))) => Some(error.to_string()),
        _ => None,
    };
    let input = known.map(|outcome| &outcome.input);
    let (operations, models) = known.and_then(counts).unzip();
    let diagnostics = |severity| known.map(|known| known.output.diagnostics.count(severity));
    let left_out = known.map(|known| {
        let counts = known.output.diagnostics.left_out();
        let counts = counts.by_kind().map(|(kind, number)| (kind.to_owned(), number.into()));
        counts.collect::<Map<_, _>>()
    });
    let drift = drift.and_then(|drift| drift.as_ref().ok());
    let changed = |drift: &Drift| {
        let paths = drift.changed.iter().map(|change| change.path.clone());
        paths.collect::<Vec<_>>()
    };
    json!({
        "reason": "codegen",
        "success": known.is_some_and(|outcome| options.is_done(outcome)),
        "error": error,
        "crate": input.map(|input| &input.name),
        "spec": input.map(|input| &input.spec_name),
        "overlay": input.and_then(|input| input.overlay.as_ref()).map(|overlay| &overlay.name),
        "out": options.folder().display().to_string(),
        "check": options.check,
        "errors": diagnostics(Severity::Error),
        "warnings": diagnostics(Severity::Warning),
        "operations": operations,
        "models": models,
        "left_out": left_out,
        "changed": drift.map(changed),
        "missing": drift.map(|drift| &drift.missing),
        "orphaned": drift.map(|drift| &drift.orphaned),
        "unchanged": drift.map(|drift| drift.unchanged),
        "milliseconds": known.map(|outcome| outcome.took.as_millis()),
    })
}

/// How many operations and models the crate has, if there is one.
fn counts(outcome: &CodegenOutcome) -> Option<(usize, usize)> {
    let generated = outcome.output.generated.as_ref()?;
    Some((generated.api.operation_count(), generated.api.model_count()))
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn summary(drift: &Drift, check: bool, folder: &Path) -> String {
    let (changed, missing) = (drift.changed.len(), drift.missing.len());
    let (orphaned, unchanged) = (drift.orphaned.len(), drift.unchanged);
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(here).unwrap_or(folder).to_string_lossy();
    let folder = escaped(&folder);
    match (check, drift.is_none()) {
        (_, true) => format!("{folder}: up to date, {unchanged} files"),
        (true, false) => format!(
            "{folder}: out of date, {changed} changed, {missing} missing, {orphaned} orphaned; run the command without `--check`"
        ),
        (false, false) => format!(
            "{folder}: {} written, {orphaned} removed, {unchanged} unchanged",
            changed + missing
        ),
    }
}

/// Prints to standard output. A closed pipe is no reason to fail: the work is done.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}
