//! `corpus`: runs the generator over a folder of documents, and says what came of it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::command::source::workspace;
use crate::corpus::{Options, corpus};

#[derive(clap::Args)]
pub(crate) struct Corpus {
    /// The folder with the documents: `.yaml`, `.yml` and `.json`, also in folders within it. An
    /// overlay of `pets.yaml` is `pets.overlay.yaml` beside it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compile each crate with its example programs, and let clippy look at them
    #[arg(long)]
    compile: bool,
    /// Have rustdoc look at each crate
    #[arg(long)]
    docs: bool,
    /// Send and read every documented example of a request and a response, and compare
    #[arg(long)]
    examples: bool,
}

impl Corpus {
    pub(crate) fn run(&self) -> ExitCode {
        let Self { ref folder, compile, docs, examples } = *self;
        let folder = folder.clone();
        let options = Options { root: workspace(), folder, compile, docs, examples };
        match corpus(&options) {
            Ok(report) => {
                // A closed pipe is no reason to fail: the exit code says how it went.
                let _ = io::stdout().write_all(report.to_string().as_bytes());
                if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
            }
            Err(message) => {
                eprintln!("error: {message}");
                ExitCode::FAILURE
            }
        }
    }
}
