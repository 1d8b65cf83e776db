//! The generator over every document of a folder, to see what a change of it breaks.
//!
//! 1. The documents and their overlays are found (`documents`), and each is generated from, on as many
//!    threads as there are processors.
//! 2. The crates become one workspace, in which clippy and rustdoc look at them (`cargo`).
//! 3. For each crate there is a program (`driver`) that sends and reads the documented examples
//!    (`examples`), and what it says is compared with what they say (`compare`).
//! 4. `report` is what there is to say about all of it.
//!
//! The workspace stays in the target folder, so that the next run compiles only what has changed.

mod cargo;
mod compare;
mod documents;
mod driver;
mod examples;
mod progress;
mod report;
mod run;
mod workspace;

use std::path::PathBuf;
use std::time::Duration;

use cargo::Complaint;
use compare::Verdict;
use examples::Examples;
use generator::tree::Tree;
use progress::Progress;
pub(crate) use report::Report;
use workspace::Workspace;

/// What to do with the documents of a folder.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The project, whose lock of dependencies counts if there is one.
    pub(crate) root: PathBuf,
    /// The folder.
    pub(crate) folder: PathBuf,
    /// Whether to compile each crate with its example programs, and to let clippy look at them.
    pub(crate) compile: bool,
    /// Whether rustdoc is to look at each crate.
    pub(crate) docs: bool,
    /// Which examples are tried.
    pub(crate) examples: Trial,
}

/// Which examples are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trial {
    /// None.
    Nothing,
    /// Every example is sent or read by the crate of its document.
    Own,
    /// Those of responses are read by the crate of the version before theirs.
    NextVersion,
}

/// A document, and what became of it.
#[derive(Debug)]
struct Entry {
    /// Its path below the folder.
    name: String,
    /// The next version of it, whose examples its crate is to read.
    next: Option<String>,
    /// How long reading and generating took.
    time: Duration,
    outcome: DocumentOutcome,
}

#[derive(Debug)]
enum DocumentOutcome {
    /// The generator panicked, and said this.
    Panicked(String),
    /// The generator refused the document; the errors, a line each.
    Refused(Vec<String>),
    /// There is a crate.
    Generated(Box<Crate>),
}

/// A crate that was generated.
#[derive(Debug)]
struct Crate {
    /// Its name, different from all others.
    package: String,
    tree: Tree,
    operations: usize,
    warnings: usize,
    /// How many lines of Rust it has, without its example programs.
    lines: usize,
    examples: Examples,
    /// The program that tries them; none if there are none.
    driver: Option<String>,
    /// What the compiler, clippy and rustdoc say; none if they were not asked.
    complaints: Option<Vec<Complaint>>,
    /// What became of the examples that are tried, in their order.
    verdicts: Vec<Verdict>,
}

/// Generates from the documents of a folder, compiles the crates and tries their examples.
///
/// # Errors
///
/// What keeps the whole from being done: a folder without documents, an overlay of none, or no cargo.
pub(crate) fn corpus(options: &Options) -> Result<Report, String> {
    let progress = Progress::new();
    let documents = documents::find(&options.folder)?;
    let has_examples = options.examples != Trial::Nothing;
    let mut entries = run::generate_all(&options.folder, &documents, options.examples, &progress);
    if options.compile || options.docs || has_examples {
        let workspace = Workspace::write(&options.root, &options.folder, &entries, has_examples)?;
        let mut crates: Vec<&mut Crate> = entries.iter_mut().filter_map(Entry::generated).collect();
        if options.compile {
            cargo::check(&workspace, &mut crates, &progress)?;
        }
        if options.docs {
            cargo::document(&workspace, &mut crates, &progress)?;
        }
        if has_examples {
            cargo::try_examples(&workspace, &mut crates, &progress)?;
        }
    }
    progress.end();
    Ok(Report::new(entries, options))
}

impl Entry {
    fn generated(&mut self) -> Option<&mut Crate> {
        match &mut self.outcome {
            DocumentOutcome::Generated(generated) => Some(generated),
            DocumentOutcome::Panicked(_) | DocumentOutcome::Refused(_) => None,
        }
    }
}
