//! What lowering looks up in the document. It is made at the start, and nothing writes it later.

use super::effort::Effort;
use super::references::component_of;
use super::schema::inheritance::Inheritance;
use super::schema::view::SchemaRef;
use document::Document;
use document::diagnostics::{DocumentView, Place};
use document::pointer::find;
use openapiv3::Components;
use serde_json::Value;

/// The components of a document, and what is known of its schemas before any is lowered.
pub(super) struct Lookup<'a> {
    document: &'a Document,
    components: &'a Components,
    inheritance: Inheritance<'a>,
}

impl<'a> Lookup<'a> {
    /// Looks through a document.
    pub(super) fn new(document: &'a Document, components: &'a Components, effort: &Effort) -> Self {
        Self { document, components, inheritance: Inheritance::new(components, effort) }
    }

    /// The document.
    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    /// Everything that references lead to.
    pub(super) fn components(&self) -> &'a Components {
        self.components
    }

    /// Whether a component stands elsewhere in the text, and has a made-up key.
    pub(super) fn is_hoisted(&self, section: &str, key: &str) -> bool {
        self.document.is_hoisted(section, key)
    }

    /// The description that stands beside a reference to something that is no schema.
    pub(super) fn description_beside(&self, place: Place<'_>) -> Option<&'a str> {
        let value = self.value(place)?;
        value.get("$ref").and(value.get("description"))?.as_str()
    }

    /// What the document has at a place.
    pub(super) fn value(&self, place: Place<'_>) -> Option<&'a Value> {
        self.value_at(&self.pointer_in_text(place))
    }

    /// The pointer to a place, as whoever wrote the document has it.
    pub(super) fn pointer_in_text(&self, place: Place<'_>) -> String {
        self.document.pointer_in_document(&place.pointer())
    }

    /// What the document has where a pointer leads, through references if need be.
    pub(super) fn value_at(&self, pointer: &str) -> Option<&'a Value> {
        let (pointer, _) = self.document.follow(pointer);
        find(&self.document.value, &pointer)
    }

    /// Which schemas inherit from others.
    pub(super) fn inheritance(&self) -> &Inheritance<'a> {
        &self.inheritance
    }

    /// The schema of the components that a reference names, with its name.
    pub(super) fn schema(&self, reference: &str) -> Option<(&'a str, SchemaRef<'a>)> {
        let name = component_of(reference, "schemas")?;
        let (name, schema) = self.components.schemas.get_key_value(name.as_str())?;
        Some((name, schema.into()))
    }
}
