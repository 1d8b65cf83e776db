//! `corpus`: runs the generator over a folder of documents, and says what came of it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::command::source::workspace;
use crate::corpus::{Options, Trial, corpus};

#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    /// Read every documented example of a response with the crate of the version before it, and tell
    /// what is lost. Versions have one name but for the numbers at its end, such as a date; one without
    /// numbers is the newest
    #[arg(long, conflicts_with = "examples")]
    history: bool,
}

impl Corpus {
    pub(crate) fn run(&self) -> ExitCode {
        let Self { ref folder, compile, docs, examples, history } = *self;
        let folder = folder.clone();
        let examples = match (examples, history) {
            (_, true) => Trial::NextVersion,
            (true, false) => Trial::Own,
            (false, false) => Trial::Nothing,
        };
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
