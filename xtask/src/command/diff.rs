//! `diff`: compares two versions of a document, and says what the difference means for callers.

mod input;
pub(crate) mod json;
mod markdown;
pub(crate) mod release;
mod report;
mod text;
mod witness;
mod words;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::ValueEnum;

use crate::Usage;
use report::Compared;

#[derive(clap::Args)]
pub(crate) struct Diff {
    /// What was before: a file, `REV:PATH` of git, or a revision of git, which is the project's own
    /// document in it [default: the merge base of what is checked out and the main branch]
    #[arg(value_name = "OLD")]
    old: Option<PathBuf>,
    /// What is new, named likewise [default: the project's own document in the working tree]
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// The overlay of OLD, a file or `REV:PATH` [default: that of the project for its own document;
    /// else none]
    #[arg(long, value_name = "FILE")]
    old_overlay: Option<PathBuf>,
    /// The overlay of NEW
    #[arg(long, value_name = "FILE")]
    new_overlay: Option<PathBuf>,
    /// The `names.lock` of OLD, a file or `REV:PATH` [default: that of the project for its own
    /// document; else none]
    #[arg(long, value_name = "FILE")]
    old_lock: Option<PathBuf>,
    /// The `names.lock` of NEW; without one, NEW is what would be generated in place of OLD
    #[arg(long, value_name = "FILE")]
    new_lock: Option<PathBuf>,
    /// Tell only of the operations that this document has, and what they refer to, and count the other
    /// changes: a file, `REV:PATH` or a revision
    #[arg(long, value_name = "FILE")]
    like: Option<PathBuf>,
    /// Fail if the version of the crate has not been raised as far as the changes need
    #[arg(long)]
    check: bool,
    /// Show every change by itself, rather than those of a kind together
    #[arg(long, short)]
    verbose: bool,
    /// Whom to print for: `human`; `markdown`, for a pull request; or `json`, which prints an object
    /// on a line of standard output for each change, and one that sums up
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_possible_values = true)]
    message_format: MessageFormat,
    /// Write what shows each verdict into a folder: a program that does not compile any more, a request
    /// that is refused; its README.md says how to try them
    #[arg(long, value_name = "DIR")]
    witness: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    Human,
    Markdown,
    Json,
}

impl Diff {
    pub(crate) fn run(&self) -> Result<ExitCode, Usage> {
        let versions = input::named(self)?;
        let like = self.like.as_deref().map(input::like).transpose()?;
        let started = Instant::now();
        let compared = input::read(&versions, like.as_ref());
        let compared = compared.map(|(versions, like)| Compared::new(versions, like.as_ref()));
        let compared = compared.and_then(|compared| match &self.witness {
            Some(folder) => witness::write(folder, compared),
            None => Ok(compared),
        });
        let known = compared.as_ref().ok();
        let text = match self.message_format {
            MessageFormat::Json => json::lines(self, &compared, started.elapsed()),
            MessageFormat::Human => known.map_or_else(String::new, |it| text::text(self, it)),
            MessageFormat::Markdown => {
                known.map_or_else(String::new, |it| markdown::markdown(self, it))
            }
        };
        // A closed pipe is no reason to fail: as much was read as was wanted.
        let _ = io::stdout().write_all(text.as_bytes());
        if !matches!(self.message_format, MessageFormat::Json) {
            self.complain(&compared);
        }
        let is_well = compared.as_ref().is_ok_and(|compared| self.is_well(compared));
        // The process ends, which gives all memory back at once rather than piece by piece.
        std::mem::forget(compared);
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// Whether both documents could be compared and, if that is to be checked, the version of the
    /// crate has been raised enough.
    fn is_well(&self, compared: &Compared) -> bool {
        let difference = compared.difference.as_ref();
        difference.is_some_and(|difference| !self.check || difference.is_raised)
    }

    /// Says on standard error why the command fails, if it does.
    fn complain(&self, compared: &Result<Compared, String>) {
        match compared.as_ref().map(|compared| (compared, &compared.difference)) {
            Err(message) => eprintln!("error: {message}"),
            Ok((compared, None)) => text::print_errors(compared),
            Ok((_, Some(difference))) if self.check && !difference.is_raised => {
                eprintln!("error: {}", difference.version());
            }
            Ok((_, Some(_))) => {}
        }
    }
}
