//! What the command costs as a whole process, and what the compiler takes for what it makes:
//! `cargo bench -p xtask --bench process -- FILE...`, without files for the project's own document.
//! Paths begin at the root of the repository.
//!
//! The best of several runs is printed, as what else the machine does only adds to it. The compiler
//! checks the crate alone, without TLS; its dependencies are there.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// How often the command runs.
const RUNS: usize = 20;

/// How often the compiler does.
const CHECKS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("there is no workspace")?;
    // Cargo adds options of its own.
    let files: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let files = match files.as_slice() {
        [] => vec![root.join("spec/flex-interactions.yaml")],
        files => files.iter().map(|file| root.join(file)).collect(),
    };
    println!("{:<32}{:>8}{:>12}{:>14}", "document", "lines", "codegen", "cargo check");
    for file in files {
        let folder = tempfile::TempDir::new()?;
        let measured = Measured::of(&file, folder.path(), root)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let [codegen, check] = [measured.codegen, measured.check].map(|time| time.as_millis());
        println!("{name:<32}{:>8}{codegen:>9} ms{check:>11} ms", measured.lines);
    }
    Ok(())
}

struct Measured {
    /// The lines of Rust in the crate.
    lines: usize,
    codegen: Duration,
    check: Duration,
}

impl Measured {
    fn of(file: &Path, folder: &Path, root: &Path) -> Result<Self, Box<dyn Error>> {
        let source = folder.join("measured");
        let codegen = best(RUNS, || {
            if source.exists() {
                fs::remove_dir_all(&source)?;
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
            command.args(["codegen", "--name", "measured", "--spec"]).arg(file);
            command.arg("--out").arg(&source).current_dir(root);
            Ok(command)
        })?;
        // The versions that the project has, so that nothing is looked up.
        fs::write(
            folder.join("Cargo.toml"),
            "[workspace]\nmembers = [\"measured\"]\nresolver = \"3\"\n",
        )?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let check = || {
            let mut command = Command::new(env!("CARGO"));
            command.args(["check", "--no-default-features"]).current_dir(folder);
            command.env("CARGO_TARGET_DIR", folder.join("target"));
            command.env("CARGO_INCREMENTAL", "0");
            command
        };
        run(check())?;
        let library = source.join("src/lib.rs");
        let check = best(CHECKS, || {
            fs::write(&library, fs::read(&library)?)?;
            Ok(check())
        })?;
        Ok(Self { lines: lines(&source.join("src"))?, codegen, check })
    }
}

/// The least time that a command takes. What it takes to make it ready does not count.
fn best(
    times: usize,
    mut ready: impl FnMut() -> Result<Command, Box<dyn Error>>,
) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..times {
        let command = ready()?;
        let started = Instant::now();
        run(command)?;
        best = best.min(started.elapsed());
    }
    Ok(best)
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
