//! The command line: parses it, calls the library, prints, and sets the exit code.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use xtask::diagnostics::Rendering;
use xtask::names::is_keyword;
use xtask::tree::Drift;
use xtask::{ExampleFile, Generated, Input, OverlayFile, generate};

/// The project's own document, from the root of the workspace.
const SPEC: &str = "spec/flex-interactions.yaml";

/// What the project adds to it, if anything.
const OVERLAY: &str = "spec/overlay.yaml";

/// The programs that are shipped with the project's own crate as examples.
const EXAMPLES: &str = "spec/examples";

/// The project's own crate.
const CRATE: (&str, &str) = ("generated", "flex-interactions");

/// Tasks of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generates the client crate from the OpenAPI document.
    ///
    /// Without options, `generated/` is made from `spec/flex-interactions.yaml` with
    /// `spec/overlay.yaml`. With another `--spec`, a complete crate is made elsewhere. Only files
    /// that differ are written, files that nothing generates any more are removed, and files made
    /// by somebody else are never touched.
    ///
    /// Exit codes: 0 if all is well, 1 if something is wrong with the document or (with `--check`)
    /// files are out of date, 2 if the command line is wrong.
    Codegen(Codegen),
}

#[derive(clap::Args)]
struct Codegen {
    /// Write nothing; list files that are out of date, and fail if there are any
    #[arg(long)]
    check: bool,
    /// The OpenAPI 3.0 document, YAML or (named `.json`) JSON [default: spec/flex-interactions.yaml]
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// An OpenAPI Overlay 1.0 document, which changes the OpenAPI document before anything is made
    /// from it [default: spec/overlay.yaml if it is there; none with `--spec`]
    #[arg(long, value_name = "FILE", requires = "out")]
    overlay: Option<PathBuf>,
    /// The folder of the crate [default: generated]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the crate [default: the name of the folder]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    name: Option<String>,
}

fn main() -> ExitCode {
    let Task::Codegen(options) = Arguments::parse().task;
    let name = match name(&options) {
        Ok(name) => name,
        // Ends the process as clap does for any other mistake on the command line.
        Err(message) => Arguments::command().error(ErrorKind::ValueValidation, message).exit(),
    };
    match codegen(&options, name) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn codegen(options: &Codegen, name: String) -> Result<ExitCode, String> {
    let started = Instant::now();
    let input = input(options, name)?;
    let output = generate(&input);
    let rendering = Rendering { color: io::stderr().is_terminal(), ..Rendering::default() };
    eprint!("{}", output.report(&rendering));
    let Some(generated) = output.generated else {
        return Ok(ExitCode::FAILURE);
    };
    let folder = out(options);
    let drift =
        if options.check { generated.tree.compare(&folder) } else { generated.tree.write(&folder) };
    let drift = drift.map_err(|error| error.to_string())?;

    let Generated { operations, models, .. } = generated;
    let (name, spec) = (&input.name, &input.spec_name);
    let overlay = input.overlay.as_ref().map(|overlay| format!(" with {}", overlay.name));
    let overlay = overlay.unwrap_or_default();
    let (operations, models) = (count(operations, "operation"), count(models, "model"));
    let mut report = format!("{name}: {operations} and {models} from {spec}{overlay}\n");
    if options.check {
        report.push_str(&drift.to_string());
    }
    report.push_str(&summary(&drift, options.check, &folder));
    report.push_str(&format!(" ({} ms)\n", started.elapsed().as_millis()));
    // A closed pipe is no reason to fail: the work is done.
    let _ = io::stdout().write_all(report.as_bytes());
    let is_stale = options.check && !drift.is_none();
    Ok(if is_stale { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn summary(drift: &Drift, check: bool, folder: &Path) -> String {
    let (changed, missing) = (drift.changed.len(), drift.missing.len());
    let (orphaned, unchanged) = (drift.orphaned.len(), drift.unchanged);
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(here).unwrap_or(folder).display();
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

/// The name of the crate: as given, or else that of its folder.
fn name(options: &Codegen) -> Result<String, String> {
    match (&options.name, &options.out) {
        (Some(name), _) => Ok(name.clone()),
        (None, None) => Ok(CRATE.1.to_owned()),
        (None, Some(out)) => {
            let folder = out.file_name().unwrap_or(out.as_os_str()).to_string_lossy();
            crate_name(&folder).map_err(|why| format!("--out: {why}; choose a name with --name"))
        }
    }
}

fn input(options: &Codegen, name: String) -> Result<Input, String> {
    let spec = SourcePath::new(options.spec.as_deref(), SPEC);
    let overlay = match (&options.overlay, &options.spec) {
        (None, Some(_)) => None,
        (None, None) => {
            Some(SourcePath::new(None, OVERLAY)).filter(|overlay| overlay.path.exists())
        }
        (path, _) => Some(SourcePath::new(path.as_deref(), OVERLAY)),
    };
    let origin = match &overlay {
        Some(overlay) => format!("{} and {}", spec.origin, overlay.origin),
        None => spec.origin.clone(),
    };
    let overlay = match overlay {
        Some(overlay) => Some(OverlayFile { bytes: overlay.read()?, name: overlay.shown }),
        None => None,
    };
    let examples = if options.spec.is_some() { Vec::new() } else { examples()? };
    Ok(Input { spec: spec.read()?, spec_name: spec.shown, overlay, examples, origin, name })
}

/// The programs that come with the project's own document, by name.
fn examples() -> Result<Vec<ExampleFile>, String> {
    let folder = workspace().join(EXAMPLES);
    let failed = |error: io::Error| format!("{EXAMPLES}: {error}");
    let mut examples = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(failed)?;
            let (name, origin) = (name.to_owned(), format!("{EXAMPLES}/{name}"));
            examples.push(ExampleFile { origin, name, text });
        }
    }
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(examples)
}

/// Where a text is read from.
struct SourcePath {
    path: PathBuf,
    /// What messages call it.
    shown: String,
    /// What generated files call it. Where it lies on this machine has no place in the crate.
    origin: String,
}

impl SourcePath {
    /// The path that was given, or else one of the workspace's own.
    fn new(given: Option<&Path>, own: &str) -> Self {
        match given {
            Some(path) => Self {
                path: path.to_path_buf(),
                shown: path.display().to_string(),
                origin: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            },
            None => {
                Self { path: workspace().join(own), shown: own.to_owned(), origin: own.to_owned() }
            }
        }
    }

    fn read(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.path).map_err(|error| format!("{}: {error}", self.shown))
    }
}

fn out(options: &Codegen) -> PathBuf {
    options.out.clone().unwrap_or_else(|| workspace().join(CRATE.0))
}

/// The root of the workspace, wherever the command is called from.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.map(Path::to_path_buf).unwrap_or_default()
}

/// What cargo accepts as the name of a package that is a library.
fn crate_name(name: &str) -> Result<String, String> {
    let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_valid && !is_keyword(name) {
        Ok(name.to_owned())
    } else {
        Err(format!(
            "`{name}` cannot be the name of a crate: letters, digits, `-` and `_`, a letter first, and no keyword"
        ))
    }
}
