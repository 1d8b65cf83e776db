//! Crates and the programs that use them, compiled.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use generator::tree::Tree;

/// Programs, and the crate that they are to compile against.
pub(crate) struct Case {
    pub(crate) programs: Vec<String>,
    pub(crate) tree: Tree,
    /// What programs call the crate.
    pub(crate) name: &'static str,
}

/// What came out of it.
pub(crate) struct Checked {
    /// The numbers of the programs that do not compile, behind those of their cases.
    pub(crate) failed: Vec<(usize, usize)>,
    /// What the compiler says.
    pub(crate) said: String,
}

/// Compiles programs, in a folder of a name. Each crate is called `case-N`, by its number.
pub(crate) fn check(folder: &str, cases: &[Case]) -> Checked {
    let output = cargo("check", folder, cases);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let programs = cases
        .iter()
        .enumerate()
        .flat_map(|(number, case)| (0..case.programs.len()).map(move |index| (number, index)));
    let has_failed = |(number, index): &(usize, usize)| {
        let program = format!("`caller-{number}` (bin \"program-{number}-{index}\")");
        said.contains(&format!("could not compile {program}"))
    };
    let failed: Vec<_> = programs.filter(has_failed).collect();
    assert!(output.status.success() || !failed.is_empty(), "{said}");
    Checked { failed, said }
}

/// What programs print, which are compiled in a folder of a name, by case.
#[allow(dead_code, reason = "not all tests run programs")]
pub(crate) fn run(folder: &str, cases: &[Case]) -> Vec<Vec<String>> {
    let output = cargo("build", folder, cases);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = |number: usize, index: usize| {
        let program = built().join(format!("debug/program-{number}-{index}"));
        let output = Command::new(program).output().expect("it was compiled");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("it is text")
    };
    let cases = cases.iter().enumerate();
    let of_case = |(number, case): (usize, &Case)| {
        (0..case.programs.len()).map(|index| printed(number, index)).collect()
    };
    cases.map(of_case).collect()
}

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where everything is compiled: the command `corpus` compiles the same dependencies.
fn built() -> PathBuf {
    target().join("corpus-target")
}

/// Writes a workspace, and calls a command of cargo's in it.
fn cargo(command: &str, folder: &str, cases: &[Case]) -> Output {
    let folder = target().join(folder);
    // What is left of a run before would be compiled as well.
    let _ = fs::remove_dir_all(&folder);
    let mut members = String::new();
    for (number, case) in cases.iter().enumerate() {
        case.tree.write(&folder.join(format!("crates/{number}"))).expect("it can be written");
        let caller = folder.join(format!("callers/{number}"));
        write(&caller.join("Cargo.toml"), &manifest(number, case));
        for (index, program) in case.programs.iter().enumerate() {
            write(&caller.join(format!("src/bin/program-{number}-{index}.rs")), program);
        }
        members.push_str(&format!("\"crates/{number}\", \"callers/{number}\", "));
    }
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
    );
    write(&folder.join("Cargo.toml"), &workspace);
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the project has one");
    write(&folder.join("Cargo.lock"), &lock);
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([command, "--quiet", "--keep-going", "--bins", "--target-dir"])
        .arg(built())
        .current_dir(&folder)
        .output()
        .expect("cargo can be called")
}

fn manifest(number: usize, Case { tree, name, .. }: &Case) -> String {
    // What is in modules of their own is used as well.
    let has_webhooks =
        tree.files().any(|(path, _)| ["src/webhooks.rs", "src/events.rs"].contains(&path));
    let features = if has_webhooks { "\"mock\", \"webhooks\"" } else { "\"mock\"" };
    format!(
        "[package]\nname = \"caller-{number}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n\
         {name} = {{ package = \"case-{number}\", path = \"../../crates/{number}\", default-features = false, features = [{features}] }}\n\
         bytes = \"1\"\nfutures-core = \"0.3\"\nhttp = \"1\"\nserde = \"1\"\nserde_json = \"1\"\n"
    )
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(file, text).expect("it can be written");
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the workspace is around it").to_owned()
}
