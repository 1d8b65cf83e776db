//! Documents in several files: what references to other files lead to is put into the document.
//!
//! 1. A reference is taken apart (`address`), and the file that it names is read (`texts`), once,
//!    below the folder of the document only. What it leads to is looked for there (`resolve`).
//! 2. The values are walked by the tables of `shape` (`bundle`). What has a place among the components
//!    becomes one; anything else is put where the reference stands.
//! 3. The components get names (`names`), and the references become references to them (`place`).
//!
//! A [`SourceMap`] says which file each node comes from. What is not followed stays as it is, and the
//! checks say why (`refusal`). A document in one file takes no part in this.

mod address;
mod bundle;
mod names;
mod place;
mod refusal;
mod resolve;
mod texts;

use serde_json::Value;

use self::address::may_be_file;
use self::bundle::Bundler;
pub(crate) use self::refusal::{BUNDLE, Refusal, Refusals};
use self::texts::Files;
use crate::diagnostics::Diagnostics;
use crate::shape::Version;
use crate::source_map::SourceMap;
use crate::text::{OtherFiles, SourceFile};

/// Puts what a document refers to in other files into it. Returns where everything comes from, and
/// which references are not followed; nothing if any of the files cannot be read, which is reported.
pub(crate) fn bundle(
    document: &mut Value,
    version: Version,
    (spec, others): (&SourceFile, Option<&OtherFiles>),
    diagnostics: &mut Diagnostics,
) -> Option<(SourceMap, Refusals)> {
    let others = others.and_then(|others| Some((others, others.folder()?)));
    let Some((others, folder)) = others.filter(|_| refers_to_files(document)) else {
        return Some(Default::default());
    };
    let files = Files::new(folder, &spec.name, document.clone(), diagnostics);
    let mut bundler = Bundler::new(files, version);
    let mut origins = bundler.document(document);
    let (parts, files, refusals) = bundler.finish();
    let is_readable = !files.is_broken;
    others.set(files.into_sources());
    parts.place(document, &mut origins);
    is_readable.then_some((origins, refusals))
}

/// Whether there is anything in a value that looks like a reference to a file.
fn refers_to_files(value: &Value) -> bool {
    match value {
        Value::Array(entries) => entries.iter().any(refers_to_files),
        Value::Object(fields) => fields.iter().any(|(key, field)| match (key.as_str(), field) {
            ("$ref", Value::String(reference)) => !reference.starts_with('#'),
            ("mapping", Value::Object(names)) => {
                names.values().any(|name| name.as_str().is_some_and(may_be_file))
                    || refers_to_files(field)
            }
            _ => refers_to_files(field),
        }),
        _ => false,
    }
}
