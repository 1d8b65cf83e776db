//! Responses that are streams of events or of JSON: what they consist of.

use openapiv3::{MediaType, Operation, Schema};
use serde_json::Value;

use super::DescribedResponse;
use crate::codes::Codes;
use crate::ir::{EventStream, Framing, Type};
use crate::lower::Lowering;
use crate::lower::media::{StreamKind, is_binary};
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{ValueKind, View};
use crate::lower::status::{class_of, key_of};
use document::diagnostics::{Fix, Place};

/// What says which data ends a stream.
const STREAM_END: &str = "x-rust-stream-end";

/// The fields of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

impl<'a> Lowering<'a> {
    /// The streams that successful responses may be, one of each kind.
    pub(super) fn streams(
        &mut self,
        successes: &[DescribedResponse<'a>],
        place: Place<'_>,
    ) -> Vec<EventStream> {
        let mut streams: Vec<(StreamKind, EventStream)> = Vec::new();
        for success in successes.iter().filter(|it| class_of(it.status) != Some(3)) {
            let key = key_of(success.status);
            let response = place.key(&key);
            let content = response.key("content");
            let mut media_types: Vec<_> = success.response.content.iter().collect();
            media_types.sort_by_key(|(media_type, _)| *media_type);
            for (media_type, media) in media_types {
                let Some(kind) = StreamKind::of(media_type) else { continue };
                let Some(framing) = self.framing(kind, media) else { continue };
                let here = content.key(media_type);
                if let Some((_, known)) = streams.iter().find(|(known, _)| *known == kind) {
                    let message = format!("the client reads the stream `{}`", known.media_type);
                    self.warn_ignored(here, message);
                    continue;
                }
                let [name, item] = kind.names();
                let item = self.item(framing, media, &success.home.join(&item), here);
                let media_type = media_type.clone();
                streams.push((kind, EventStream { name, media_type, framing, item, end: None }));
            }
        }
        streams.sort_by_key(|(kind, _)| *kind);
        streams.into_iter().map(|(_, stream)| stream).collect()
    }

    /// Whether content is a stream whose items the client reads.
    pub(super) fn is_typed_stream(&self, media_type: &str, media: &'a MediaType) -> bool {
        StreamKind::of(media_type).is_some_and(|kind| self.framing(kind, media).is_some())
    }

    /// How a stream is split into items; none if its schema is one of text or bytes as a whole.
    fn framing(&self, kind: StreamKind, media: &'a MediaType) -> Option<Framing> {
        let schema = media.schema.as_ref();
        let schema = schema.and_then(|schema| self.resolved_schema(schema.into()));
        // Some documents describe the item, others all of them as a list.
        let item = match schema.map(|schema| View::new(schema).kind) {
            Some(ValueKind::Array { items }) => items.and_then(|items| self.resolved_schema(items)),
            _ => schema,
        };
        let is_text = item.is_some_and(is_text);
        if schema.is_some_and(is_binary) || (is_text && kind != StreamKind::Events) {
            return None;
        }
        Some(match kind {
            StreamKind::Events if is_text || item.is_none_or(is_anything) => Framing::TextEvents,
            StreamKind::Events => match item.and_then(|item| self.is_text_of_event(item)) {
                Some(true) => Framing::TextFields,
                Some(false) => Framing::Fields,
                None => Framing::JsonEvents,
            },
            StreamKind::Lines => Framing::JsonLines,
            StreamKind::Sequence => Framing::JsonSequence,
        })
    }

    /// Whether the data of an event is text, if the schema describes the fields of an event rather than
    /// its data. The first alternative of a union says so, so that another one behind it changes
    /// nothing.
    fn is_text_of_event(&self, schema: &'a Schema) -> Option<bool> {
        match View::new(schema).kind {
            ValueKind::OneOf(choice) => {
                let first = choice.parts.into_iter().next()?;
                self.is_text_of_fields(self.resolved_schema(first)?)
            }
            _ => self.is_text_of_fields(schema),
        }
    }

    /// The same of an object.
    fn is_text_of_fields(&self, schema: &'a Schema) -> Option<bool> {
        let ValueKind::Object(object) = View::new(schema).kind else { return None };
        let data = object.properties.get("data")?;
        let are_fields = object.properties.keys().all(|name| FIELDS.contains(name));
        are_fields.then(|| self.resolved_schema(*data).is_some_and(is_text))
    }

    /// The type of an item.
    fn item(
        &mut self,
        framing: Framing,
        media: &'a MediaType,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> Type {
        let schema = match (framing, &media.schema) {
            (Framing::TextEvents, _) => return Type::String,
            (_, None) => return Type::Json,
            (_, Some(schema)) => schema,
        };
        let lowered = self.schema_at(schema.into(), home, place.key("schema"));
        match lowered.nullable_type() {
            Type::List(item) => *item,
            item => item,
        }
    }

    /// Notes what ends the streams of an operation, which is in vain where there are none.
    pub(in crate::lower) fn set_stream_end(
        &mut self,
        operation: &Operation,
        streams: &mut [EventStream],
        place: Place<'_>,
    ) {
        let end = operation.extensions.get(STREAM_END).and_then(Value::as_str);
        for stream in streams.iter_mut() {
            stream.end = end.map(str::to_owned);
        }
        if end.is_none() || !streams.is_empty() {
            return;
        }
        let place = place.key(STREAM_END);
        let message = format!("`{STREAM_END}` has no effect: no response is a stream");
        self.diagnostics
            .warning(Codes::REDUNDANT_EXTENSION, &place, message)
            .at_key()
            .help(
                "remove it; it is for operations whose responses are streams of events or of JSON",
            )
            .fix(Fix::remove(&place));
    }
}

fn is_text(schema: &Schema) -> bool {
    matches!(View::new(schema).kind, ValueKind::String { .. })
}

fn is_anything(schema: &Schema) -> bool {
    matches!(View::new(schema).kind, ValueKind::Any)
}
