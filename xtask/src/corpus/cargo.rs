//! Cargo, and the programs that it builds.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde::Deserialize;

use super::Crate;
use super::compare::verdict;
use super::driver::{DriverAnswer, question};
use super::progress::Progress;
use super::workspace::{Workspace, driver_package};

/// Something that the compiler, clippy or rustdoc says about a crate.
#[derive(Debug, Clone)]
pub(super) struct Complaint {
    pub(super) is_error: bool,
    /// The complete text, with its place.
    pub(super) rendered: String,
}

/// Compiles the crates with their example programs, and lets clippy look at them.
pub(super) fn check(
    workspace: &Workspace,
    crates: &mut [&mut Crate],
    progress: &Progress,
) -> Result<(), String> {
    progress.stage(&format!("compiling {} crates", crates.len()));
    complaints(workspace, &["clippy", "--lib", "--examples"], crates, progress)
}

/// Lets rustdoc look at the crates.
pub(super) fn document(
    workspace: &Workspace,
    crates: &mut [&mut Crate],
    progress: &Progress,
) -> Result<(), String> {
    progress.stage(&format!("documenting {} crates", crates.len()));
    complaints(workspace, &["doc", "--no-deps"], crates, progress)
}

/// Notes what a command of cargo's says about the crates.
fn complaints(
    workspace: &Workspace,
    arguments: &[&str],
    crates: &mut [&mut Crate],
    progress: &Progress,
) -> Result<(), String> {
    let packages: Vec<String> = crates.iter().map(|generated| generated.package.clone()).collect();
    // What crates receive, and what a mock knows, is in modules of features.
    let has_events = |it: &&&mut Crate| it.tree.files().any(|(path, _)| path == "src/events.rs");
    let events = crates.iter().filter(has_events);
    let mut features: Vec<String> = events.map(|it| format!("{}/webhooks", it.package)).collect();
    features.push("mock".to_owned());
    let features = features.join(",");
    let arguments = [arguments, &["--no-default-features", "--features", &features]].concat();
    let mut built = cargo(workspace, &arguments, &packages, progress)?;
    for generated in crates {
        let said = built.complaints.remove(&generated.package).unwrap_or_default();
        generated.complaints.get_or_insert_default().extend(said);
    }
    Ok(())
}

/// Tries the examples.
pub(super) fn try_examples(
    workspace: &Workspace,
    crates: &mut [&mut Crate],
    progress: &Progress,
) -> Result<(), String> {
    let crates = crates.iter_mut().map(|generated| &mut **generated);
    let with_examples: Vec<&mut Crate> =
        crates.filter(|generated| generated.driver.is_some()).collect();
    progress.stage(&format!("trying the examples of {} crates", with_examples.len()));
    let packages: Vec<String> =
        with_examples.iter().map(|generated| driver_package(&generated.package)).collect();
    let mut built = cargo(workspace, &["build"], &packages, progress)?;
    for (generated, package) in with_examples.into_iter().zip(&packages) {
        let errors = built.complaints.remove(&generated.package).unwrap_or_default();
        let errors: Vec<_> = errors.into_iter().filter(|complaint| complaint.is_error).collect();
        if generated.complaints.is_none() && !errors.is_empty() {
            generated.complaints = Some(errors);
        }
        let of_driver = built.complaints.remove(package).unwrap_or_default();
        let answers = match built.programs.get(package) {
            Some(program) => answers(program, generated),
            None => Err(of_driver.first().map_or_else(
                || "the crate does not compile".to_owned(),
                |complaint| {
                    format!("the program that tries it does not compile: {}", complaint.rendered)
                },
            )),
        };
        let examples = generated.examples.tried.iter().enumerate();
        let verdicts = examples.map(|(index, example)| {
            let answer = match &answers {
                Ok(answers) => answers.get(index).map(|line| DriverAnswer::parse(line)),
                Err(why) => Some(DriverAnswer::Failed(why.clone())),
            };
            let ended =
                || DriverAnswer::Failed("the program that tries it ended before".to_owned());
            verdict(example, &answer.unwrap_or_else(ended))
        });
        generated.verdicts = verdicts.collect();
    }
    Ok(())
}

/// What a program says about the examples of a crate, a line for each.
fn answers(program: &Path, generated: &Crate) -> Result<Vec<String>, String> {
    let failed = |error: io::Error| format!("the program that tries it: {error}");
    let mut questions = String::new();
    for example in &generated.examples.tried {
        questions.push_str(&question(example));
        questions.push('\n');
    }
    let command = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = command.map_err(failed)?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        scope.spawn(|| {
            // If a program ends early, answers are missing, which is reported for each example.
            let _ = input.map(|mut input| input.write_all(questions.as_bytes()));
        });
        child.wait_with_output().map_err(failed)
    })?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// What came out of cargo, by package.
#[derive(Debug, Default)]
struct Built {
    complaints: HashMap<String, Vec<Complaint>>,
    programs: HashMap<String, PathBuf>,
}

/// A message of cargo's, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<CargoTarget>,
    executable: Option<PathBuf>,
    #[serde(rename = "message")]
    said: Option<Said>,
}

#[derive(Deserialize)]
struct CargoTarget {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Said {
    level: String,
    rendered: Option<String>,
    spans: Vec<serde::de::IgnoredAny>,
    code: Option<serde::de::IgnoredAny>,
}

/// Runs cargo on some packages of the workspace.
fn cargo(
    workspace: &Workspace,
    arguments: &[&str],
    packages: &[String],
    progress: &Progress,
) -> Result<Built, String> {
    let mut built = Built::default();
    if packages.is_empty() {
        return Ok(built);
    }
    let failed = |error: io::Error| format!("cargo: {error}");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(&workspace.folder).args(arguments).args(["--quiet", "--keep-going"]);
    command.args(["--message-format", "json"]).arg("--target-dir").arg(&workspace.target);
    command.args(packages.iter().flat_map(|package| ["--package", package]));
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let errors = thread::scope(|scope| {
        let errors = scope.spawn(|| {
            let mut text = Vec::new();
            let _ = errors.map(|mut errors| errors.read_to_end(&mut text));
            String::from_utf8_lossy(&text).into_owned()
        });
        for line in output.map(BufReader::new).into_iter().flat_map(BufRead::lines) {
            let Ok(message) = line.map_err(failed).map(|line| serde_json::from_str(&line)) else {
                break;
            };
            if let Ok(message) = message {
                built.add(message, workspace, packages, progress);
            }
        }
        errors.join().unwrap_or_default()
    });
    let status = child.wait().map_err(failed)?;
    let is_explained = built.complaints.values().flatten().any(|complaint| complaint.is_error);
    if status.success() || is_explained {
        Ok(built)
    } else {
        Err(format!("cargo failed: {errors}"))
    }
}

impl Built {
    fn add(
        &mut self,
        message: Message,
        workspace: &Workspace,
        packages: &[String],
        progress: &Progress,
    ) {
        let Some(package) = message.manifest_path.and_then(|path| workspace.package(&path)) else {
            return;
        };
        match (&*message.reason, message.said) {
            ("compiler-artifact", _) => {
                let is_one = |kind: &String| kind == "lib" || kind == "bin";
                let target = message.target.is_some_and(|target| target.kind.iter().any(is_one));
                if target && packages.contains(&package) {
                    progress.done(&package, packages.len());
                }
                if let Some(program) = message.executable {
                    self.programs.insert(package, program);
                }
            }
            // Without a place and a code, it only counts what was said before.
            ("compiler-message", Some(said)) if !said.spans.is_empty() || said.code.is_some() => {
                let complaint = Complaint {
                    is_error: said.level.starts_with("error"),
                    rendered: said.rendered.unwrap_or_default(),
                };
                self.complaints.entry(package).or_default().push(complaint);
            }
            _ => {}
        }
    }
}

impl Workspace {
    /// The package of a manifest, if it is of the workspace.
    fn package(&self, manifest: &Path) -> Option<String> {
        let folder = manifest.strip_prefix(&self.folder).ok()?.parent()?;
        let name = folder.file_name()?.to_str()?;
        Some(if folder.starts_with("drivers") { driver_package(name) } else { name.to_owned() })
    }
}
