//! What a crate is made from, read from files.

use std::path::Path;
use std::{fs, io};

use generator::lock;
use generator::{GUIDE, Input, ShippedFile};

use crate::command::source::{OVERLAY, SPEC, Source, workspace};

/// The programs that are shipped with the project's own crate as examples.
const EXAMPLES: &str = "spec/examples";

/// What else the project's own crate is shipped with, if it is there: the file, and its path in the
/// crate. What has changed for users, and an application to read.
const PROSE: [(&str, &str); 2] = [(CHANGELOG, "CHANGELOG.md"), ("spec/guide.md", GUIDE)];

/// The changelog of the project's own crate, from the root of the workspace.
pub(crate) const CHANGELOG: &str = "spec/CHANGELOG.md";

/// What the command line says of where everything is.
pub(crate) struct Places<'a> {
    /// The document, if it is not the project's own.
    pub(crate) spec: Option<&'a Path>,
    /// The overlay, if it is not that of the project.
    pub(crate) overlay: Option<&'a Path>,
    /// The folder of the crate, which has its lock.
    pub(crate) folder: &'a Path,
}

/// Reads everything that the command line names, or else the project's own, for a crate of this
/// name.
pub(crate) fn read(places: &Places<'_>, name: String) -> Result<Input, String> {
    let spec = match places.spec {
        Some(path) => Source::file(path),
        None => Source::own(SPEC),
    };
    let mut origin = spec.origin.clone();
    let overlay = match (places.overlay, places.spec) {
        (None, Some(_)) => None,
        (None, None) => {
            let overlay = Source::own(OVERLAY).overlay_if_there()?;
            origin.extend(overlay.is_some().then(|| format!(" and {OVERLAY}")));
            overlay
        }
        (Some(path), _) => {
            let overlay = Source::file(path);
            origin.push_str(&format!(" and {}", overlay.origin));
            Some(overlay.overlay()?)
        }
    };
    let missing = |error| match places.spec {
        Some(_) => error,
        None => format!(
            "{error}\nIt is looked for in this folder and in those above it; `--spec` names another."
        ),
    };
    let text = spec.read().map_err(missing)?;
    let shipped = if places.spec.is_some() { Vec::new() } else { shipped()? };
    let lock = Source::file(&places.folder.join(lock::FILE)).lock_if_there()?;
    Ok(Input {
        spec: text,
        folder: Some(spec.folder()),
        spec_name: spec.shown,
        overlay,
        shipped,
        origin,
        name,
        lock: lock.unwrap_or_default(),
    })
}

/// The prose and the programs that come with the project's own document.
fn shipped() -> Result<Vec<ShippedFile>, String> {
    let mut shipped = examples()?;
    for (origin, path) in PROSE {
        if workspace().join(origin).exists() {
            let text = fs::read_to_string(workspace().join(origin))
                .map_err(|error| format!("{origin}: {error}"))?;
            shipped.push(ShippedFile { origin: origin.to_owned(), path: path.to_owned(), text });
        }
    }
    Ok(shipped)
}

/// The programs that come with the project's own document, by name.
fn examples() -> Result<Vec<ShippedFile>, String> {
    let folder = workspace().join(EXAMPLES);
    let failed = |error: io::Error| format!("{EXAMPLES}: {error}");
    let mut examples = Vec::new();
    if !folder.exists() {
        return Ok(examples);
    }
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
