//! `codegen`: has a crate made, writes it, and says what was done.

mod report;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use generator::crate_name;
use generator::tree::{Drift, TreeError};
use generator::{Input, Output, generate};

use crate::Usage;
use crate::command::input::{self, Places};
use crate::command::source::{CRATE, workspace};

#[derive(clap::Args)]
pub(crate) struct Codegen {
    /// Write nothing; list files that are out of date, and fail if there are any
    #[arg(long)]
    check: bool,
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or (named `.json`) JSON [default:
    /// spec/flex-interactions.yaml]
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
    #[arg(long, value_name = "CRATE", value_parser = crate_name::check)]
    name: Option<String>,
    /// Show every warning by itself, rather than those of a kind together
    #[arg(long, short)]
    verbose: bool,
    /// Make errors of warnings: nothing is written if there are any
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Whom to print for: `human`, or `json`, which prints an object on a line of standard output
    /// for each diagnostic, and one for what was done
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_possible_values = true)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    Human,
    Json,
}

/// What came out of it.
struct CodegenOutcome {
    input: Input,
    output: Output,
    /// What differed from the folder; none if there is no crate.
    drift: Option<Result<Drift, TreeError>>,
    took: Duration,
}

impl Codegen {
    /// The project's own crate, without any option.
    pub(crate) const fn own() -> Self {
        Self {
            check: false,
            spec: None,
            overlay: None,
            out: None,
            name: None,
            verbose: false,
            deny: None,
            message_format: MessageFormat::Human,
        }
    }

    pub(crate) fn run(&self) -> Result<ExitCode, Usage> {
        let outcome = self.generate(self.name()?);
        match self.message_format {
            MessageFormat::Human => report::for_people(self, &outcome),
            MessageFormat::Json => report::for_tools(self, &outcome),
        }
        let is_done = outcome.as_ref().is_ok_and(|outcome| self.is_done(outcome));
        // The process ends, which gives all memory back at once rather than piece by piece.
        std::mem::forget(outcome);
        Ok(if is_done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// Does everything but to report it.
    fn generate(&self, name: String) -> Result<CodegenOutcome, String> {
        let started = Instant::now();
        let folder = self.folder();
        let (spec, overlay) = (self.spec.as_deref(), self.overlay.as_deref());
        let input = input::read(&Places { spec, overlay, folder: &folder }, name)?;
        let mut output = generate(&input);
        match self.deny {
            Some(Deny::Warnings) => output.deny_warnings(),
            None => {}
        }
        let drift = output.generated.as_ref().map(|generated| {
            let tree = &generated.tree;
            if self.check { tree.compare(&folder) } else { tree.write(&folder) }
        });
        Ok(CodegenOutcome { input, output, drift, took: started.elapsed() })
    }

    /// Whether all is well.
    fn is_done(&self, outcome: &CodegenOutcome) -> bool {
        matches!(&outcome.drift, Some(Ok(drift)) if !self.check || drift.is_none())
    }

    /// The folder of the crate.
    fn folder(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| workspace().join(CRATE.0))
    }

    /// The name of the crate: as given, or else that of its folder.
    fn name(&self) -> Result<String, Usage> {
        match (&self.name, &self.out) {
            (Some(name), _) => Ok(name.clone()),
            (None, None) => Ok(CRATE.1.to_owned()),
            (None, Some(out)) => {
                let folder = out.file_name().unwrap_or(out.as_os_str()).to_string_lossy();
                let usage = |why| Usage(format!("--out: {why}; choose a name with --name"));
                crate_name::check(&folder).map_err(usage)
            }
        }
    }
}
