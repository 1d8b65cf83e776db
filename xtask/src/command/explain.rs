//! `explain`: what the codes of diagnostics and of changes mean.

use std::io::{self, Write};
use std::process::ExitCode;

use changes::Kind;
use document::diagnostics::quoted;
use generator::codes::all;

use crate::Usage;

#[derive(clap::Args)]
pub(crate) struct Explain {
    /// The code, as in `error[duplicate-key]` or `major[value-removed]`; without it, all codes are
    /// listed
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(&self) -> Result<ExitCode, Usage> {
        let text = match &self.code {
            None => list(),
            Some(name) => explanation(name).ok_or_else(|| {
                let name = quoted(name);
                Usage(format!("there is no code {name}; `cargo xtask explain` lists all"))
            })?,
        };
        // A closed pipe is no reason to fail: as much was read as was wanted.
        let _ = io::stdout().write_all(text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}

/// What is said of a code.
fn explanation(name: &str) -> Option<String> {
    let of_diagnostic = || {
        let code = all().into_iter().find(|code| code.as_str() == name)?;
        Some(format!("{code}: {}\n\n{}", code.summary(), code.explanation()))
    };
    let of_change = || {
        let kind = Kind::of_code(name)?;
        Some(format!("{name}: {}\n\n{}", kind.summary(), kind.explanation()))
    };
    of_diagnostic().or_else(of_change)
}

/// All codes.
fn list() -> String {
    let diagnostics = all().into_iter().map(|code| (code.to_string(), code.summary()));
    let changes = Kind::all().into_iter().map(|kind| (kind.code(), kind.summary()));
    format!(
        "Errors and warnings:\n\n{}\nChanges of an API:\n\n{}",
        lines(&diagnostics.collect::<Vec<_>>()),
        lines(&changes.collect::<Vec<_>>()),
    )
}

/// A line for each code, with what it is.
fn lines(codes: &[(String, &str)]) -> String {
    let width = codes.iter().map(|(code, _)| code.len()).max().unwrap_or_default();
    let lines: Vec<_> =
        codes.iter().map(|(code, summary)| format!("{code:width$}  {summary}")).collect();
    lines.join("\n") + "\n"
}
