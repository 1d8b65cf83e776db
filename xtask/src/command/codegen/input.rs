//! What a crate is made from, read from files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use document::printable::escaped;
use generator::lock::{self, Lock};
use generator::{Input, OverlayFile, ShippedFile};

use super::Codegen;

/// The project's own document, from the root of the workspace.
const SPEC: &str = "spec/flex-interactions.yaml";

/// What the project adds to it, if anything.
const OVERLAY: &str = "spec/overlay.yaml";

/// The programs that are shipped with the project's own crate as examples.
const EXAMPLES: &str = "spec/examples";

/// What has changed for the users of the project's own crate, if somebody wrote it down.
const CHANGELOG: &str = "spec/CHANGELOG.md";

/// Reads everything that the command line names, or else the project's own.
pub(super) fn read(options: &Codegen, name: String) -> Result<Input, String> {
    let spec = SourcePath::new(options.spec.as_deref(), SPEC);
    let overlay = match (&options.overlay, &options.spec) {
        (None, Some(_)) => None,
        (None, None) => {
            Some(SourcePath::new(None, OVERLAY)).filter(|overlay| overlay.path.exists())
        }
        (path, _) => Some(SourcePath::new(path.as_deref(), OVERLAY)),
    };
    let origin = match &overlay {
        Some(overlay) => format!("{} and {}", spec.origin, overlay.origin),
        None => spec.origin.clone(),
    };
    let overlay = match overlay {
        Some(overlay) => Some(OverlayFile { bytes: overlay.read()?, name: overlay.shown }),
        None => None,
    };
    let shipped = if options.spec.is_some() { Vec::new() } else { shipped()? };
    let lock = lock(&options.folder())?;
    Ok(Input { spec: spec.read()?, spec_name: spec.shown, overlay, shipped, origin, name, lock })
}

/// What the crate had when it was generated last.
fn lock(folder: &Path) -> Result<Lock, String> {
    let path = folder.join(lock::FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Lock::read(&text)
            .map_err(|error| format!("{}:{error}", escaped(&path.to_string_lossy()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::default()),
        Err(error) => Err(format!("{}: {error}", escaped(&path.to_string_lossy()))),
    }
}

/// The changelog and the programs that come with the project's own document.
fn shipped() -> Result<Vec<ShippedFile>, String> {
    let mut shipped = examples()?;
    if workspace().join(CHANGELOG).exists() {
        let text = fs::read_to_string(workspace().join(CHANGELOG))
            .map_err(|error| format!("{CHANGELOG}: {error}"))?;
        shipped.push(ShippedFile {
            origin: CHANGELOG.to_owned(),
            path: "CHANGELOG.md".to_owned(),
            text,
        });
    }
    Ok(shipped)
}

/// The programs that come with the project's own document, by name.
fn examples() -> Result<Vec<ShippedFile>, String> {
    let folder = workspace().join(EXAMPLES);
    let failed = |error: io::Error| format!("{EXAMPLES}: {error}");
    let mut examples = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(failed)?;
            let (origin, path) = (format!("{EXAMPLES}/{name}"), format!("examples/{name}"));
            examples.push(ShippedFile { origin, path, text });
        }
    }
    examples.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(examples)
}

/// Where a text is read from.
struct SourcePath {
    path: PathBuf,
    /// What messages call it.
    shown: String,
    /// What generated files call it. Where it lies on this machine has no place in the crate.
    origin: String,
}

impl SourcePath {
    /// The path that was given, or else one of the workspace's own.
    fn new(given: Option<&Path>, own: &str) -> Self {
        match given {
            Some(path) => Self {
                path: path.to_path_buf(),
                shown: escaped(&path.to_string_lossy()).into_owned(),
                origin: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            },
            None => {
                Self { path: workspace().join(own), shown: own.to_owned(), origin: own.to_owned() }
            }
        }
    }

    fn read(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.path).map_err(|error| format!("{}: {error}", self.shown))
    }
}

/// The root of the workspace, wherever the command is called from.
pub(super) fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.map(Path::to_path_buf).unwrap_or_default()
}
