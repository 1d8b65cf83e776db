//! The crates as a workspace on disk.

use std::env;
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::driver::{CRATE, SUPPORT};
use super::{DocumentOutcome, Entry};

/// A workspace with all crates and the programs that try examples with them.
#[derive(Debug)]
pub(super) struct Workspace {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Where its crates are compiled, with the dependencies that all of them share.
    pub(super) target: PathBuf,
}

impl Workspace {
    /// Writes what has changed since the last run over a folder, below a root.
    pub(super) fn write(
        root: &Path,
        documents: &Path,
        entries: &[Entry],
        with_examples: bool,
    ) -> Result<Self, String> {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let documents = documents.canonicalize().unwrap_or_else(|_| documents.to_owned());
        let name = documents.file_name().unwrap_or(documents.as_os_str());
        let folder = target.join("corpus").join(name);
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
        // As cargo calls it in its messages.
        let folder = folder.canonicalize().map_err(|error| failed(&folder, &error))?;
        let target = path::absolute(target.join("corpus-target"));
        let target = target.map_err(|error| failed(&folder, &error))?;
        let written = Self { folder, target };
        let mut members = String::new();
        for entry in entries {
            let DocumentOutcome::Generated(generated) = &entry.outcome else { continue };
            let package = &generated.package;
            let tree = generated.tree.write(&written.crate_folder(package));
            tree.map_err(|error| error.to_string())?;
            members.push_str(&format!("    \"crates/{package}\",\n"));
            if with_examples && let Some(main) = &generated.driver {
                let files = [
                    ("Cargo.toml", &*driver_manifest(package)),
                    ("src/main.rs", main),
                    ("src/support.rs", SUPPORT),
                ];
                let folder = written.driver_folder(package);
                for (path, text) in files {
                    replace(&folder.join(path), text)?;
                }
                members.push_str(&format!("    \"drivers/{package}\",\n"));
            }
        }
        replace(&written.folder.join("Cargo.toml"), &manifest(&members))?;
        // Clippy is to see the crates as their users do, not with the settings of this project.
        replace(&written.folder.join("clippy.toml"), "")?;
        // The versions that the project itself is tested with.
        let lock = root.join("Cargo.lock");
        if lock.is_file() {
            let text = fs::read_to_string(&lock).map_err(|error| failed(&lock, &error))?;
            replace(&written.folder.join("Cargo.lock"), &text)?;
        }
        Ok(written)
    }

    fn crate_folder(&self, package: &str) -> PathBuf {
        self.folder.join("crates").join(package)
    }

    fn driver_folder(&self, package: &str) -> PathBuf {
        self.folder.join("drivers").join(package)
    }
}

/// The name of the package of that program.
pub(super) fn driver_package(package: &str) -> String {
    format!("{package}-examples")
}

fn manifest(members: &str) -> String {
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n\
         [profile.dev]\ndebug = 0\nincremental = false\n"
    )
}

fn driver_manifest(package: &str) -> String {
    let name = driver_package(package);
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
{CRATE} = {{ package = "{package}", path = "../../crates/{package}", default-features = false }}
bytes = "1.11.1"
form_urlencoded = "1"
http = "1"
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
"#
    )
}

/// Writes a file unless it says that already: cargo compiles what has been written.
fn replace(file: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(file, text)).map_err(|error| failed(file, &error))
}

fn failed(file: &Path, error: &io::Error) -> String {
    format!("{}: {error}", file.display())
}
