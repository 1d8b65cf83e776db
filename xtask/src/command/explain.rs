//! `explain`: what the codes of diagnostics mean.

use std::io::{self, Write};
use std::process::ExitCode;

use document::diagnostics::{Code, quoted};
use generator::codes::all;

use crate::Usage;

#[derive(clap::Args)]
pub(crate) struct Explain {
    /// The code, as in `error[duplicate-key]`; without it, all codes are listed
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(&self) -> Result<ExitCode, Usage> {
        let text = match &self.code {
            None => list(),
            Some(name) => {
                let code = all().into_iter().find(|code| code.as_str() == name);
                let code = code.ok_or_else(|| {
                    let name = quoted(name);
                    Usage(format!("there is no code {name}; `cargo xtask explain` lists all"))
                })?;
                format!("{code}: {}\n\n{}", code.summary(), code.explanation())
            }
        };
        // A closed pipe is no reason to fail: as much was read as was wanted.
        let _ = io::stdout().write_all(text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}

fn list() -> String {
    let codes = all();
    let width = codes.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    let line = |code: &Code| format!("{code:width$}  {}", code.summary());
    let lines: Vec<_> = codes.iter().map(line).collect();
    lines.join("\n") + "\n"
}
