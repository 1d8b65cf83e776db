//! `bump`: raises the version of the project's own crate as far as its changes need, and writes down what
//! they are.

mod changelog;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use changes::Level;
use jiff::civil::Date;

use crate::Usage;
use crate::command::codegen::Codegen;
use crate::command::diff::release::{OwnChanges, own_changes};
use crate::command::input::CHANGELOG;
use crate::command::source::workspace;
use crate::command::today;
use crate::command::written::replace;

#[derive(clap::Args)]
pub(crate) struct Bump {
    /// The revision of git that was released [default: the merge base of what is checked out and the
    /// main branch]
    #[arg(value_name = "REV")]
    old: Option<PathBuf>,
    /// The day of the entry of the changelog [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

impl Bump {
    pub(crate) fn run(&self) -> Result<ExitCode, Usage> {
        match self.write() {
            Ok(report) => {
                // A closed pipe is no reason to stop.
                let _ = writeln!(io::stdout(), "{report}");
                Codegen::own().run()
            }
            Err(message) => {
                eprintln!("error: {message}");
                Ok(ExitCode::FAILURE)
            }
        }
    }

    /// Writes the version and the changelog; returns what was done.
    fn write(&self) -> Result<String, String> {
        let changes = own_changes(self.old.as_deref())?;
        let OwnChanges { old_name, counts, versions: [was, is], next, .. } = &changes;
        if changes.level == Level::None && was == is {
            return Ok(format!("{counts} since {old_name}: the version stays {is}"));
        }
        let file = |path: &str| workspace().join(path);
        let read =
            |path: &str| fs::read_to_string(file(path)).map_err(|error| format!("{path}: {error}"));
        let write = |path: &str, text: &str| {
            replace(&file(path), text).map_err(|error| format!("{path}: {error}"))
        };
        let raised = match changes.version_place {
            _ if next == is => None,
            None => {
                return Err(format!(
                    "no file says which version the crate has: write `x-rust-version: {next}` into `info`, or \
                     let the overlay do so"
                ));
            }
            Some((path, line)) => {
                Some((path, with_version(&read(path)?, line, &is.to_string(), &next.to_string())?))
            }
        };
        let entry = changelog::Entry {
            version: next,
            date: self.date.unwrap_or_else(today),
            released: was,
            sections: &changes.sections,
        };
        let changelog = changelog::with_entry(&read(CHANGELOG)?, &entry);
        // All is known before the first file is written.
        if let Some((path, text)) = raised {
            write(path, &text)?;
        }
        write(CHANGELOG, &changelog)?;
        Ok(format!(
            "{counts} since {old_name}: the version was {was} and is {next}, see {CHANGELOG}"
        ))
    }
}

/// A text with another version in a line.
fn with_version(text: &str, line: usize, old: &str, new: &str) -> Result<String, String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let place = line.checked_sub(1).and_then(|index| lines.get_mut(index));
    let place = place.filter(|line| line.contains(old));
    let place = place.ok_or_else(|| format!("line {line} does not have the version {old}"))?;
    // The version stands behind the key.
    let (before, after) = place.rsplit_once(old).unwrap_or_default();
    *place = format!("{before}{new}{after}");
    Ok(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::with_version;

    #[test]
    fn the_version_is_written_where_it_stands() {
        let text = "a: 0.1.0\r\nx-rust-version: '0.1.0' # 1\nb: 0.1.0\n";
        let raised = with_version(text, 2, "0.1.0", "0.2.0");
        let expected = "a: 0.1.0\r\nx-rust-version: '0.2.0' # 1\nb: 0.1.0\n";
        assert_eq!(raised.as_deref(), Ok(expected));
        assert!(with_version(text, 4, "0.1.0", "0.2.0").is_err());
        assert!(with_version(text, 0, "0.1.0", "0.2.0").is_err());
    }
}
