//! `cut`: takes the operations that a client needs out of a large document.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use document::cut::{Cut, Wanted, cut};
use document::diagnostics::Diagnostics;
use document::printable::escaped;
use document::{SourceFile, read_values};
use generator::EXTENSIONS;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::command::source::Source;
use crate::command::today;
use crate::command::written::{WrittenDocument, replace};

/// The field of the Info Object that says which document a part was taken from.
const UPSTREAM: &str = "x-upstream";

/// How many places are listed, unless all are asked for.
const MOST_LISTED: usize = 20;

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("wanted").required(true).multiple(true)))]
pub(crate) struct CutOut {
    /// The large document, YAML or (named `.json`) JSON
    #[arg(value_name = "FILE")]
    document: PathBuf,
    /// Take the operations that this document has, by method and path
    #[arg(long, value_name = "FILE", group = "wanted")]
    like: Option<PathBuf>,
    /// Take these operations as well, named by `operationId` or as `GET /path`, with commas between them
    #[arg(long, value_name = "NAMES", value_delimiter = ',', group = "wanted")]
    operations: Vec<String>,
    /// Take descriptions, summaries, examples and tags from this document, and list what has none
    /// there
    #[arg(long, value_name = "FILE")]
    prose: Option<PathBuf>,
    /// Where to write it: JSON if the name ends in `.json`, YAML otherwise [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The day that is noted [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// List everything, rather than the first places
    #[arg(long, short)]
    verbose: bool,
}

impl CutOut {
    pub(crate) fn run(&self) -> ExitCode {
        match self.cut_and_write() {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                eprintln!("error: {message}");
                ExitCode::FAILURE
            }
        }
    }

    fn cut_and_write(&self) -> Result<(), String> {
        let read = |path: &PathBuf| WrittenDocument::read(&Source::file(path));
        let upstream = read(&self.document)?;
        let like = self.like.as_ref().map(read).transpose()?;
        let prose = self.prose.as_ref().map(read).transpose()?;
        let like = like.as_ref().map(|like| &like.values);
        let wanted = Wanted { like, named: &self.operations };
        let ours = prose.as_ref().map(|prose| &prose.values);
        let mut part = cut(&upstream.values, wanted, ours, &EXTENSIONS);
        self.report(&part);
        let is_unknown = |name: &String| part.missing.iter().any(|missing| missing.name == *name);
        if part.operations == 0 || self.operations.iter().any(is_unknown) {
            return Err(format!("nothing is written: not all operations are in {}", upstream.name));
        }
        self.record(&mut part.document, &upstream);
        self.write(&part.document, prose.as_ref())
    }

    /// Says on standard error what was taken, and what somebody should look at.
    fn report(&self, part: &Cut) {
        let components = part.document["components"].as_object().into_iter().flatten();
        let components: usize =
            components.filter_map(|(_, all)| all.as_object()).map(Map::len).sum();
        let (taken, all) = (part.operations, part.all_operations);
        let document = self.document.to_string_lossy();
        let document = escaped(&document);
        eprintln!("{taken} of {all} operations of {document}, and {components} components");
        for missing in &part.missing {
            let nearest = missing.nearest.as_deref();
            let nearest = nearest.map(|it| format!("; did you mean {}?", escaped(it)));
            let name = escaped(&missing.name);
            eprintln!("warning: it has no {name}{}", nearest.unwrap_or_default());
        }
        self.list("warning: references to what it does not have", &part.unresolved);
        self.list(
            "not taken, though at the same paths or below; --operations takes them",
            &part.beside,
        );
        self.list("without a text or an example of ours", &part.without_prose);
    }

    fn list(&self, title: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        eprintln!("{title} ({}):", entries.len());
        let most = if self.verbose { usize::MAX } else { MOST_LISTED };
        for entry in entries.iter().take(most) {
            eprintln!("  {}", escaped(entry));
        }
        if entries.len() > most {
            eprintln!("  and {} more, which --verbose lists", entries.len() - most);
        }
    }

    /// Notes which document it was taken from, and when. As long as that is the same, so is the day.
    fn record(&self, part: &mut Value, upstream: &WrittenDocument) {
        let Some(info) = part.get_mut("info").and_then(Value::as_object_mut) else { return };
        let sha256 = sha256(&upstream.bytes);
        let before = info.get(UPSTREAM);
        if self.date.is_none() && before.is_some_and(|it| it["sha256"] == sha256.as_str()) {
            return;
        }
        let date = self.date.unwrap_or_else(today);
        let record = json!({
            "document": upstream.file_name,
            "version": upstream.values["info"]["version"],
            "sha256": sha256,
            "compared": date.to_string(),
        });
        info.insert(UPSTREAM.to_owned(), record);
    }

    fn write(&self, part: &Value, prose: Option<&WrittenDocument>) -> Result<(), String> {
        let is_json = self.out.as_deref().is_some_and(is_json);
        let text = if is_json {
            serde_json::to_string_pretty(part).map(|text| text + "\n").map_err(|it| it.to_string())
        } else {
            let head = prose.map_or("", head);
            serde_yaml::to_string(part)
                .map(|text| format!("{head}{text}"))
                .map_err(|it| it.to_string())
        }?;
        let name = if is_json { "part.json" } else { "part.yaml" };
        let again = read_values(&SourceFile::new(name, &text), &mut Diagnostics::new());
        if again.as_ref() != Some(part) {
            return Err(
                "what would be written is not read as it is; this is a fault of `cut`".to_owned()
            );
        }
        match &self.out {
            Some(path) => {
                replace(path, &text).map_err(|error| format!("{}: {error}", path.display()))
            }
            None => {
                // A closed pipe is no reason to fail: as much was read as was wanted.
                let _ = io::stdout().write_all(text.as_bytes());
                Ok(())
            }
        }
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// The comment with which a document begins.
fn head(document: &WrittenDocument) -> &str {
    let text = document.text.text.as_str();
    let lines = text.split_inclusive('\n').take_while(|line| line.starts_with('#'));
    &text[..lines.map(str::len).sum()]
}

fn sha256(bytes: &[u8]) -> String {
    let digits: Vec<_> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
