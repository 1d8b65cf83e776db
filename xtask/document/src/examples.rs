//! The examples of a media type.

use serde_json::Value;

use crate::diagnostics::Place;
use crate::reference::resolve;

/// An example of what a Media Type Object describes.
#[derive(Debug, Clone, Copy)]
pub struct MediaExample<'v> {
    source: ExampleSource<'v>,
    /// What it says; none if that is in another document, or nowhere.
    pub value: Option<&'v Value>,
}

/// Where a [`MediaExample`] stands.
#[derive(Debug, Clone, Copy)]
enum ExampleSource<'v> {
    /// In `example`.
    Only,
    /// In `examples`, under this name.
    Named(&'v str),
    /// In the schema.
    Schema,
}

impl<'v> MediaExample<'v> {
    /// What the document calls it.
    #[must_use]
    pub fn name(&self) -> Option<&'v str> {
        match self.source {
            ExampleSource::Named(name) => Some(name),
            ExampleSource::Only | ExampleSource::Schema => None,
        }
    }

    /// The JSON pointer to it, or to the schema that has it, if the media type is at a place.
    #[must_use]
    pub fn pointer(&self, media: &Place<'_>) -> String {
        match self.source {
            ExampleSource::Only => media.key("example").pointer(),
            ExampleSource::Named(name) => media.key("examples").key(name).pointer(),
            ExampleSource::Schema => media.key("schema").pointer(),
        }
    }
}

/// The examples of a Media Type Object, or of a parameter or a header with a schema: its `example`
/// and its `examples`, or else the `example` of its schema. Examples of properties are not put
/// together: nobody wrote that they go together.
#[must_use]
pub fn of_media_type<'v>(document: &'v Value, media: &'v Value) -> Vec<MediaExample<'v>> {
    let only = media.get("example").map(|value| (ExampleSource::Only, Some(value)));
    let named = media.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named = named.map(|(name, example)| {
        (ExampleSource::Named(name), resolve(document, example).get("value"))
    });
    let mut found: Vec<_> = only.into_iter().chain(named).collect();
    if found.is_empty() {
        let schema = media.get("schema").map(|schema| resolve(document, schema));
        let example = schema.and_then(|schema| schema.get("example"));
        found.extend(example.map(|value| (ExampleSource::Schema, Some(value))));
    }
    found.into_iter().map(|(source, value)| MediaExample { source, value }).collect()
}
