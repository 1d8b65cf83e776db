//! Media types: how their contents are handled.

use indexmap::IndexMap;
use openapiv3::{MediaType, Schema};

use crate::lower::Lowering;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::names::Name;
use document::diagnostics::Place;
use document::media_type::{StreamKind, essence, is_json};

/// How the content of a media type is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Handling {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// What the method of a stream is called, and what one of its items.
pub(in crate::lower) fn names_of_stream(kind: StreamKind) -> [Name; 2] {
    match kind {
        StreamKind::Events => ["send events", "event"],
        StreamKind::Lines => ["send json lines", "item"],
        StreamKind::Sequence => ["send json sequence", "item"],
    }
    .map(Name::new)
}

/// How a schema constrains content that may not be JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContentConstraint {
    /// Not at all.
    Nothing,
    /// It is text.
    Text,
    /// It is bytes.
    Bytes,
    /// It has parts, or a type other than text.
    Structure,
}

impl Handling {
    /// How a body is sent, in a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }

    /// Whether the client hands it on as it is.
    pub(super) fn is_opaque(self) -> bool {
        matches!(self, Self::Text | Self::Bytes)
    }
}

impl<'a> Lowering<'a> {
    /// Media types with how their contents are handled, JSON first and bytes last, and of each kind
    /// what says the least last. Their order in the document means nothing.
    pub(super) fn handled(
        &self,
        content: &'a IndexMap<String, MediaType>,
    ) -> Vec<(&'a str, &'a MediaType, Handling)> {
        let handled = content.iter().map(|(media_type, media)| {
            (media_type.as_str(), media, self.handling(media_type, media))
        });
        let mut handled: Vec<_> = handled.collect();
        handled.sort_by_key(|(media_type, _, handling)| {
            (*handling, *media_type != "application/json", vagueness(media_type), *media_type)
        });
        handled
    }

    /// The same of a response, with the one first that was read when the crate was generated last, if
    /// there is one, and with those behind it that are handled like that. A stream of JSON is not JSON as
    /// a whole.
    pub(super) fn handled_from(
        &self,
        content: &'a IndexMap<String, MediaType>,
        known: Option<&str>,
    ) -> Vec<(&'a str, &'a MediaType, Handling)> {
        let mut handled = self.handled(content);
        for (media_type, _, handling) in &mut handled {
            if StreamKind::of(media_type).is_some() && *handling == Handling::Json {
                *handling = Handling::Bytes;
            }
        }
        handled.sort_by_key(|(_, _, handling)| *handling);
        let first = handled.iter().find(|(media_type, ..)| Some(*media_type) == known).copied();
        if let Some((first, _, kind)) = first {
            handled
                .sort_by_key(|(media_type, _, handling)| (*handling != kind, *media_type != first));
        }
        handled
    }

    /// How the content of a media type is handled. A schema of bytes has precedence over the media
    /// type; any other schema has it only over a range such as `*/*`.
    pub(super) fn handling(&self, media_type: &str, media: &'a MediaType) -> Handling {
        let essence = essence(media_type);
        match (essence.as_str(), self.constraint_of(media)) {
            (_, ContentConstraint::Bytes) => Handling::Bytes,
            // Callers write a form that is text.
            (
                "application/x-www-form-urlencoded" | "*/*" | "application/*",
                ContentConstraint::Text,
            ) => Handling::Text,
            ("application/x-www-form-urlencoded", _) => Handling::Form,
            ("multipart/form-data", _) => Handling::Multipart,
            ("*/*" | "application/*", ContentConstraint::Structure) => Handling::Json,
            (essence, _) if is_json(essence) => Handling::Json,
            (essence, _) if is_text(essence) => Handling::Text,
            _ => Handling::Bytes,
        }
    }

    /// Whether the schema of some content is more than text or bytes.
    pub(super) fn is_structured(&self, media: &'a MediaType) -> bool {
        self.constraint_of(media) == ContentConstraint::Structure
    }

    /// Warns of structured content in a format that the client does not know, so that users have to
    /// read or write it.
    pub(super) fn warn_unknown_format(
        &mut self,
        media: &'a MediaType,
        what: &str,
        place: Place<'_>,
    ) {
        if self.is_structured(media) {
            let message = format!("the client does not know this format: its content is {what}");
            self.warn_unsupported(place, message);
        }
    }

    fn constraint_of(&self, media: &'a MediaType) -> ContentConstraint {
        match &media.schema {
            None => ContentConstraint::Nothing,
            Some(schema) => self
                .resolved_schema(schema.into())
                .map_or(ContentConstraint::Structure, constraint_of_schema),
        }
    }

    /// The schema that a reference leads to, also one that stands in an `allOf` to have something
    /// beside it; none if there is none.
    pub(super) fn resolved_schema(&self, mut schema: SchemaRef<'a>) -> Option<&'a Schema> {
        // A chain of more references than there are components goes in a circle.
        for _ in 0..=self.lookup.components().schemas.len() {
            match schema {
                SchemaRef::Inline(inline) => match View::new(inline).only_part() {
                    Some(part) => schema = part,
                    None => return Some(inline),
                },
                SchemaRef::Merged(id) => schema = *self.merged_schemas.parts(id).last()?,
                SchemaRef::Reference(reference) => schema = self.lookup.schema(reference)?.1,
            }
        }
        None
    }
}

fn constraint_of_schema(schema: &Schema) -> ContentConstraint {
    match View::new(schema).kind {
        ValueKind::Any => ContentConstraint::Nothing,
        _ if is_binary(schema) => ContentConstraint::Bytes,
        ValueKind::String { .. } => ContentConstraint::Text,
        _ => ContentConstraint::Structure,
    }
}

/// Whether a schema is a text whose format is `binary`.
pub(super) fn is_binary(schema: &Schema) -> bool {
    let kind = View::new(schema).kind;
    matches!(kind, ValueKind::String { .. }) && kind.format() == Some("binary")
}

/// How little a media type says of content: nothing is as little as a range.
fn vagueness(media_type: &str) -> u8 {
    match media_type {
        "application/octet-stream" => 1,
        range if range.contains('*') => 2,
        _ => 0,
    }
}

/// The name for a media type: its subtype.
pub(super) fn media_name(media_type: &str) -> Name {
    let essence = media_type.split(';').next().unwrap_or_default();
    match essence.split_once('/') {
        Some(("text", "plain")) | None => Name::new("text"),
        Some(("*", _)) => Name::new("anything"),
        Some((kind, "*")) => Name::new(kind),
        Some((_, subtype)) => Name::new(subtype),
    }
}

/// Whether content of a media type is text as a whole. A stream of events or of lines is not,
/// because it may have no end.
fn is_text(essence: &str) -> bool {
    const SUBTYPES: [&str; 8] =
        ["xml", "yaml", "x-yaml", "toml", "javascript", "graphql", "sql", "x-www-form-urlencoded"];
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    let suffix = subtype.rsplit('+').next().unwrap_or_default();
    match kind {
        "text" => subtype != "event-stream",
        "application" => SUBTYPES.contains(&suffix),
        _ => suffix == "xml" && suffix != subtype,
    }
}
