//! The first stage: the text of an OpenAPI document becomes a [`Document`], or diagnostics.
//!
//! The modules in layers, the lowest first. Modules use those of lower layers only, which
//! `tests/layers.rs` holds, and none knows what is made of a document.
//!
//! 1. [`printable`] (which characters may be printed), [`mod@pointer`] (JSON pointers), [`media_type`],
//!    [`value`] (JSON values) and [`stack`] (room for recursion).
//! 2. [`diagnostics`] (what is wrong, and where) and [`mod@reference`] (where references lead).
//! 3. `suggest` (what a misspelt name was meant to be), `source_map` (which text has a node), `text`
//!    (text to values, and where they are in it), [`examples`] (of media types) and [`validation`] (of
//!    values against schemas).
//! 4. `extensions` (which the user of this crate declares) and `shape` (the objects of OpenAPI and
//!    of Overlay as tables).
//! 5. `files` (what a document has in other files), and above it `check`: whether values are those
//!    objects, and what has to hold between them.
//! 6. [`mod@cut`] (a part of a document), `overlay` (changes to the values), `rewrite` (later versions as OpenAPI 3.0), `model` (the values
//!    as the types of `openapiv3`) and `callbacks` (what of both belongs to a callback).
//!
//! What happens to a document, step by step, is [`Document::read_as_far_as_possible`]. All problems
//! of a document are reported, except that a problem in the text, in the version, or in the overlay
//! hides those of the steps after it.

mod callbacks;
mod check;
pub mod cut;
pub mod diagnostics;
pub mod examples;
mod extensions;
mod files;
pub mod media_type;
mod model;
mod overlay;
pub mod pointer;
pub mod printable;
pub mod reference;
mod rewrite;
mod shape;
mod source_map;
pub mod stack;
mod suggest;
mod text;
pub mod validation;
pub mod value;

use openapiv3::OpenAPI;
use serde_json::Value;

use check::{check_objects, check_operations, check_security, version_of};
use diagnostics::{Diagnostics, DocumentView, OriginLookup, Text};
use model::{Modelled, model};
use overlay::Overlay;
use source_map::SourceMap;

pub use callbacks::{Callback, CallbackItem};
pub use extensions::{Extension, ExtensionValue, Extensions, Problem};
pub use shape::{Version, keywords};
pub use suggest::{did_you_mean, nearest};
pub use text::{Folder, OtherFiles, SourceFile, Sources, Unreadable};

/// An OpenAPI document, of which everything is checked that can be checked without generating code.
/// Whatever version it is, it is seen as one of OpenAPI 3.0.
#[derive(Debug)]
pub struct Document {
    /// The document as a model.
    pub openapi: OpenAPI,
    /// The document as values, with the keys in their order and the overlay applied, rewritten as
    /// OpenAPI 3.0. It has what the model has no types for.
    pub value: Value,
    /// Where nodes of the model are in the values.
    pub(crate) source_map: SourceMap,
    /// The pointer to the callback that has the webhooks, if there are any.
    webhooks: Option<String>,
    /// Whether the model has everything that is in the values. In a document with errors, parts may
    /// be left out.
    pub is_whole: bool,
}

impl Document {
    /// Reads a document, applies the overlay if there is one, and reports all problems found.
    ///
    /// Returns nothing if any error has been reported, now or before. Each level of the document
    /// takes much stack: [`with_large_stack`](stack::with_large_stack).
    pub fn read<'s>(
        sources: impl Into<Sources<'s>>,
        extensions: &Extensions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let document = Self::read_as_far_as_possible(sources, extensions, diagnostics);
        document.filter(|_| !diagnostics.has_errors())
    }

    /// The same, but returns a document with errors, too, if a model can be made of the rest: later
    /// stages may have more to report about it.
    pub fn read_as_far_as_possible<'s>(
        sources: impl Into<Sources<'s>>,
        extensions: &Extensions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if diagnostics.has_errors() {
            return None;
        }
        let sources = sources.into();
        let overlay = sources.overlay.map(|source| Overlay::read(source, extensions, diagnostics));
        let mut value = read_text(sources.spec, diagnostics)?;
        let version = version_of(&value, diagnostics)?;
        let files = (sources.spec, sources.files);
        let (mut origins, refusals) = files::bundle(&mut value, version, files, diagnostics)?;
        if let Some(overlay) = overlay {
            origins = overlay?.apply(&mut value, origins, sources.spec, diagnostics);
            if diagnostics.has_errors() {
                diagnostics.set_source_map(origins);
                return None;
            }
        }
        if !origins.is_plain() {
            diagnostics.set_source_map(origins);
        }
        let version = version_of(&value, diagnostics)?;
        let webhooks = rewrite::as_openapi_3_0(&mut value, version, extensions.method, diagnostics);
        let kind = (&shape::OPENAPI, version);
        let repairs = check_objects(&value, kind, (extensions, &refusals), diagnostics);
        check_operations(&value, diagnostics);
        check_security(&value, diagnostics);
        let Modelled { openapi, source_map, is_whole } =
            model(&mut value, repairs, sources, diagnostics)?;
        Some(Self { openapi, value, source_map, webhooks, is_whole })
    }
}

/// The values of a document as they are written, with the keys in their order and with what other files
/// of it have. Returns nothing if a text is neither YAML nor JSON or is of no version of OpenAPI that is known,
/// which is reported.
pub fn read_values<'s>(
    sources: impl Into<Sources<'s>>,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let sources = sources.into();
    let mut value = read_text(sources.spec, diagnostics)?;
    let version = version_of(&value, diagnostics)?;
    files::bundle(&mut value, version, (sources.spec, sources.files), diagnostics)?;
    Some(value)
}

/// The values of a text, if it is of a version of OpenAPI that is known.
fn read_text(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Value> {
    diagnostics.about(Text::Spec, |diagnostics| {
        let value = text::read(source, diagnostics)?;
        version_of(&value, diagnostics).is_some().then_some(value)
    })
}

impl Document {
    /// The callback that is used at a pointer of the model. None if that is a reference that leads
    /// nowhere, which has been reported.
    #[must_use]
    pub fn callback(&self, pointer: &str) -> Option<Callback<'_>> {
        callbacks::callback(&self.value, &self.openapi, self.pointer_in_document(pointer))
    }

    /// The webhooks of the API, as a callback whose path items have a name in the place of an
    /// expression.
    #[must_use]
    pub fn webhooks(&self) -> Option<Callback<'_>> {
        let pointer = self.webhooks.clone()?;
        callbacks::callback(&self.value, &self.openapi, pointer)
    }

    /// Whether a component stands elsewhere in the text, so that its key is none of the document's:
    /// it has been made of what a reference into the middle leads to.
    #[must_use]
    pub fn is_hoisted(&self, section: &str, key: &str) -> bool {
        let pointer = format!("/components/{section}/{}", pointer::escape(key));
        self.source_map.resolve(&pointer).1 != pointer
    }
}

impl DocumentView for Document {
    fn values(&self) -> &Value {
        &self.value
    }

    fn pointer_in_document(&self, pointer: &str) -> String {
        self.source_map.resolve(pointer).1
    }

    fn follow(&self, pointer: &str) -> (String, bool) {
        reference::follow(&self.value, pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Extensions, SourceFile};
    use crate::diagnostics::Diagnostics;
    use crate::stack::with_large_stack;

    const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: 1.10, description: }\n";

    fn read(rest: &str) -> Document {
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::new("a.yaml", &format!("{HEAD}{rest}"));
        let document = Document::read(&source, &Extensions::NONE, &mut diagnostics);
        document.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }

    #[test]
    fn scalars_that_must_be_strings_are_read_as_they_are_written() {
        let document = read("paths: {}");
        assert_eq!(document.openapi.info.version, "1.10");
        assert_eq!(document.value["info"]["version"], "1.10");
    }

    #[test]
    fn what_the_model_has_no_room_for_stays_in_the_values() {
        let document = read(
            "paths:
              /a:
                get:
                  responses: {'200': {description: ok}}
                  callbacks:
                    done: {$ref: '#/components/callbacks/Done'}
                    other: {'{$url}': {$ref: '#/paths/~1b'}, x-a: 1}
              /b: {}
components: {callbacks: {Done: {}}}",
        );
        let operation = &document.value["paths"]["/a"]["get"];
        assert_eq!(operation["callbacks"]["other"]["x-a"], 1);
        let (_, _, operation) = document.openapi.operations().next().expect("it has one");
        assert_eq!(operation.callbacks.keys().collect::<Vec<_>>(), ["done", "other"]);
        assert_eq!(operation.callbacks.values().flatten().count(), 0);
        let at = |name: &str| document.callback(&format!("/paths/~1a/get/callbacks/{name}"));
        assert_eq!(at("done").map(|it| it.pointer).as_deref(), Some("/components/callbacks/Done"));
        let other = at("other").map(|it| it.items).unwrap_or_default();
        let other: Vec<_> = other.iter().map(|it| (it.expression, &*it.pointer)).collect();
        assert_eq!(other, [("{$url}", "/paths/~1b")]);
        assert!(at("none").is_none());
    }

    #[test]
    fn the_deepest_documents_do_not_overflow_the_stack() {
        let levels = 90;
        let schema = format!("{}{{}}{}", "{not: ".repeat(levels), "}".repeat(levels));
        with_large_stack(|| {
            read(&format!("paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}"))
        });
    }
}
