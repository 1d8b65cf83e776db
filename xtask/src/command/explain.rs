//! `explain`: what the codes of diagnostics mean.

use std::io::{self, Write};
use std::process::ExitCode;

use xtask::diagnostics::Code;

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
                let code: Code = name.parse().map_err(|unknown| Usage(format!("{unknown}")))?;
                format!("{code}: {}\n\n{}", code.summary(), code.explanation())
            }
        };
        // A closed pipe is no reason to fail: as much was read as was wanted.
        let _ = io::stdout().write_all(text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}

fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    let line = |code: &Code| format!("{code:width$}  {}", code.summary());
    let lines: Vec<_> = Code::ALL.iter().map(line).collect();
    lines.join("\n") + "\n"
}
