//! What the command costs as a whole process, and what the compiler takes for what it makes:
//! `cargo bench -p xtask --bench process -- PATH...`, without paths for the project's own document.
//! A path to a folder is a crate to compare with, that of another generator say. Paths begin at the
//! root of the repository.
//!
//! The best of several runs is printed, as what else the machine does only adds to it. The compiler
//! checks the crates alone, without TLS, in turn; their dependencies are there.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// How often the command runs.
const RUNS: usize = 20;

/// How often the compiler does.
const CHECKS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("there is no workspace")?;
    // Cargo adds options of its own.
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let paths = match words.as_slice() {
        [] => vec![root.join("spec/flex-interactions.yaml")],
        words => words.iter().map(|word| root.join(word)).collect(),
    };
    let folders: Vec<_> =
        paths.iter().map(|_| tempfile::TempDir::new()).collect::<Result<_, _>>()?;
    let mut crates = Vec::new();
    for (path, folder) in paths.iter().zip(&folders) {
        crates.push(if path.is_dir() {
            Crate::existing(path)?
        } else {
            Crate::generate(path, folder.path(), root)?
        });
    }
    for known in &crates {
        // With its dependencies.
        run(known.check())?;
    }
    let mut checks = vec![Duration::MAX; crates.len()];
    for _ in 0..CHECKS {
        for (known, check) in crates.iter().zip(&mut checks) {
            let library = known.folder.join("src/lib.rs");
            fs::write(&library, fs::read(&library)?)?;
            *check = timed(known.check())?.min(*check);
        }
    }
    println!("{:<32}{:>8}{:>12}{:>14}", "document", "lines", "codegen", "cargo check");
    for ((path, known), check) in paths.iter().zip(&crates).zip(checks) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let codegen = known.codegen.map(|time| format!("{} ms", time.as_millis()));
        let (codegen, check) = (codegen.unwrap_or_default(), check.as_millis());
        println!("{name:<32}{:>8}{codegen:>12}{check:>11} ms", lines(&known.folder.join("src"))?);
    }
    Ok(())
}

/// A crate that is checked.
struct Crate {
    /// Where its manifest is.
    folder: PathBuf,
    target: PathBuf,
    /// How long it took to make it.
    codegen: Option<Duration>,
}

impl Crate {
    fn existing(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = folder.canonicalize()?;
        Ok(Self { target: folder.join("target"), folder, codegen: None })
    }

    fn generate(file: &Path, within: &Path, root: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = within.join("measured");
        let mut best = Duration::MAX;
        for _ in 0..RUNS {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
            command.args(["codegen", "--name", "measured", "--spec"]).arg(file);
            command.arg("--out").arg(&folder).current_dir(root);
            best = timed(command)?.min(best);
        }
        // The versions that the project has, so that nothing is looked up.
        fs::write(
            within.join("Cargo.toml"),
            "[workspace]\nmembers = [\"measured\"]\nresolver = \"3\"\n",
        )?;
        fs::copy(root.join("Cargo.lock"), within.join("Cargo.lock"))?;
        Ok(Self { target: within.join("target"), folder, codegen: Some(best) })
    }

    /// The compiler, to look at the crate.
    fn check(&self) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.args(["check", "--no-default-features"]).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        command
    }
}

/// How long a command takes.
fn timed(command: Command) -> Result<Duration, Box<dyn Error>> {
    let started = Instant::now();
    run(command)?;
    Ok(started.elapsed())
}

fn run(mut command: Command) -> Result<(), Box<dyn Error>> {
    let output = command.stdout(Stdio::null()).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

fn lines(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        count +=
            if path.is_dir() { lines(&path)? } else { fs::read_to_string(&path)?.lines().count() };
    }
    Ok(count)
}
