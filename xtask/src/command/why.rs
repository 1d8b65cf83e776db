//! `why`: says why an item of a generated crate is as it is.

mod json;
mod located;
mod text;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use document::diagnostics::Rendering;
use document::nearest;
use document::stack::with_large_stack;
use generator::crate_name;
use generator::lock;
use generator::why::{Index, LockLines};
use generator::{Output, generate};

use crate::command::input::{self, Places};
use crate::command::source::{CRATE, Source, workspace};
use located::{Located, Locator};

/// How many names are suggested in place of one that nothing has.
const MOST_SUGGESTED: usize = 3;

#[derive(clap::Args)]
pub(crate) struct Why {
    /// What callers or the document call it
    #[arg(value_name = "NAME")]
    name: String,
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or (named `.json`) JSON [default:
    /// spec/flex-interactions.yaml]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An OpenAPI Overlay 1.0 document [default: spec/overlay.yaml if it is there; none with
    /// `--spec`]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The folder of the crate, which has its `names.lock` [default: generated; none with `--spec`]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Whom to print for: `human`, or `json`, which prints an object on a line of standard output
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_possible_values = true)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    Human,
    Json,
}

/// What there is to say.
enum Told {
    /// What is known of everything that is meant.
    Answers(Vec<Located>),
    /// Nothing is called so; these names are near.
    Unknown(Vec<String>),
    /// The document has errors.
    Refused(Box<Output>),
    /// Something could not be read.
    Failed(String),
}

impl Why {
    pub(crate) fn run(&self) -> ExitCode {
        let told = self.told().unwrap_or_else(Told::Failed);
        match self.message_format {
            MessageFormat::Json => print(&json::lines(&self.name, &told)),
            MessageFormat::Human => match &told {
                Told::Answers(answers) => print(&text::text(&self.name, answers)),
                Told::Unknown(near) => eprint!("{}", text::unknown(&self.name, near)),
                Told::Failed(message) => eprintln!("error: {message}"),
                Told::Refused(output) => {
                    let color = io::stderr().is_terminal();
                    eprint!("{}", output.report(&Rendering { color, verbose: false }));
                }
            },
        }
        let is_told = matches!(told, Told::Answers(_));
        if is_told { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn told(&self) -> Result<Told, String> {
        // The project's own crate has a lock; that of another document is told.
        let folder = match (&self.out, &self.spec) {
            (Some(folder), _) => folder.clone(),
            (None, Some(_)) => PathBuf::new(),
            (None, None) => workspace().join(CRATE.0),
        };
        let lock = match (&self.out, &self.spec) {
            (None, None) => Source::own(&format!("{}/{}", CRATE.0, lock::FILE)),
            _ => Source::file(&folder.join(lock::FILE)),
        };
        let (spec, overlay) = (self.spec.as_deref(), self.overlay.as_deref());
        let places = Places { spec, overlay, folder: &folder };
        let input = input::read(&places, self.crate_name())?;
        let has_lock = self.out.is_some() || self.spec.is_none();
        let text = if has_lock { lock.read_if_there()? } else { None };
        let lines = text.map(|text| LockLines::of(&String::from_utf8_lossy(&text)));
        let output = generate(&input);
        let generated = output.generated.as_ref().filter(|_| !output.diagnostics.has_errors());
        let Some(generated) = generated else { return Ok(Told::Refused(Box::new(output))) };
        let index = Index::new(generated).map_err(|error| error.to_string())?;
        let locator = Locator {
            output: &output,
            document: &generated.document,
            lock: lines.as_ref().map(|lines| (lock.shown.as_str(), lines)),
        };
        let answers: Vec<Located> = with_large_stack(|| {
            index.find(&self.name).iter().map(|found| locator.located(found.answer())).collect()
        });
        if answers.is_empty() {
            return Ok(Told::Unknown(self.near(&index)));
        }
        Ok(Told::Answers(answers))
    }

    /// The name of the crate: that of its folder, if that is one.
    fn crate_name(&self) -> String {
        let folder = self.out.as_ref().and_then(|out| out.file_name());
        let name = folder.and_then(|name| crate_name::check(&name.to_string_lossy()).ok());
        name.unwrap_or_else(|| CRATE.1.to_owned())
    }

    /// The names that are nearest to the one that is asked for.
    fn near(&self, index: &Index<'_>) -> Vec<String> {
        let mut names: Vec<String> = index.names().collect();
        names.sort_unstable();
        names.dedup();
        let mut near: Vec<String> = Vec::new();
        while near.len() < MOST_SUGGESTED {
            let others = names.iter().filter(|name| !near.contains(name)).map(String::as_str);
            let Some(name) = nearest(&self.name, others).map(str::to_owned) else { break };
            near.push(name);
        }
        near
    }
}

fn print(text: &str) {
    // A closed pipe is no reason to fail: as much was read as was wanted.
    let _ = io::stdout().write_all(text.as_bytes());
}
