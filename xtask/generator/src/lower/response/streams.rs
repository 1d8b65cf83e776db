//! Responses that are streams of events or of JSON: what they consist of.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation, ReferenceOr, Schema};
use serde_json::Value;

use super::DescribedResponse;
use crate::codes::Codes;
use crate::ir::{EventStream, Framing, Type};
use crate::lower::Lowering;
use crate::lower::media::{is_binary, names_of_stream};
use crate::lower::schema::compose::{Composition, UnionMembers};
use crate::lower::schema::naming::Naming;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{ObjectView, SchemaRef, ValueKind, View};
use crate::lower::status::{class_of, key_of};
use crate::names::Name;
use document::diagnostics::{Fix, Place};
use document::media_type::StreamKind;

/// What says which data ends a stream.
const STREAM_END: &str = "x-rust-stream-end";

/// How many unions within unions are looked through.
const MOST_STEPS: usize = 4;

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
                let here = content.key(media_type);
                let end = stream_end(&media.extensions);
                let kind = StreamKind::of(media_type);
                let framing = kind.and_then(|kind| Some((kind, self.framing(kind, media)?)));
                let Some((kind, framing)) = framing else {
                    if end.is_some() {
                        self.warn_stream_end(here, "this content is no stream");
                    }
                    continue;
                };
                if let Some((_, known)) = streams.iter().find(|(known, _)| *known == kind) {
                    let message = format!("the client reads the stream `{}`", known.media_type);
                    self.warn_ignored(here, message);
                    continue;
                }
                let [name, item] = names_of_stream(kind);
                let item = self.item(framing, media, &success.home.join(&item), here);
                let media_type = media_type.clone();
                streams.push((kind, EventStream { name, media_type, framing, item, end }));
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
        let described = media.schema.as_ref().map(SchemaRef::from);
        let schema = described.and_then(|schema| self.resolved_schema(schema));
        // Some documents describe the item, others all of them as a list.
        let item = match schema.map(|schema| View::new(schema).kind) {
            Some(ValueKind::Array { items }) => items,
            _ => described,
        };
        let of_item = item.and_then(|item| self.resolved_schema(item));
        let is_text = of_item.is_some_and(is_text);
        if schema.is_some_and(is_binary) || (is_text && kind != StreamKind::Events) {
            return None;
        }
        Some(match kind {
            StreamKind::Events if is_text || of_item.is_none_or(is_anything) => Framing::TextEvents,
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
    /// its data. The first alternative of a union says whether it does, so that another one behind it
    /// changes nothing.
    fn is_text_of_event(&self, schema: SchemaRef<'a>) -> Option<bool> {
        let events = self.alternatives_of_item(schema, MOST_STEPS);
        let fields = &events.first()?.properties;
        let are_fields =
            fields.contains_key("data") && fields.keys().all(|name| FIELDS.contains(name));
        let mut data = events.iter().filter_map(|event| event.properties.get("data"));
        are_fields.then(|| data.all(|data| self.resolved_schema(*data).is_some_and(is_text)))
    }

    /// The objects that a schema describes any of, each with what all of them have.
    fn alternatives_of_item(&self, schema: SchemaRef<'a>, steps: usize) -> Vec<ObjectView<'a>> {
        let (Some(steps), Some(view)) = (steps.checked_sub(1), self.resolved(schema)) else {
            return Vec::new();
        };
        match self.composed(&view, Naming::Inline(&Name::new("event"))).0 {
            Composition::Object(object, _) => vec![object],
            Composition::Same(part) => self.alternatives_of_item(part.schema, steps),
            Composition::Union(UnionMembers { parts, base, .. }) => {
                let parts =
                    parts.iter().flat_map(|part| self.alternatives_of_item(part.schema, steps));
                let with_base = |part| {
                    let mut all = base.clone();
                    self.merge(&mut all, part);
                    all
                };
                parts.map(with_base).collect()
            }
            _ => Vec::new(),
        }
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
        let place = place.key("schema");
        // The item of a list that is written out in place is called as one without the list.
        if let ReferenceOr::Item(list) = schema
            && let ValueKind::Array { items: Some(items) } = View::new(list).kind
        {
            return self.schema_at(items, home, place.key("items")).nullable_type();
        }
        match self.schema_at(schema.into(), home, place).nullable_type() {
            Type::List(item) => *item,
            item => item,
        }
    }

    /// Notes what ends the streams of an operation that do not say it themselves. It is in vain where
    /// there are none.
    pub(in crate::lower) fn set_stream_end(
        &mut self,
        operation: &Operation,
        streams: &mut [EventStream],
        place: Place<'_>,
    ) {
        let Some(end) = stream_end(&operation.extensions) else { return };
        if streams.is_empty() {
            self.warn_stream_end(place, "no response is a stream");
        }
        for stream in streams {
            stream.end.get_or_insert_with(|| end.clone());
        }
    }

    fn warn_stream_end(&mut self, place: Place<'_>, reason: &str) {
        let place = place.key(STREAM_END);
        let message = format!("`{STREAM_END}` has no effect: {reason}");
        self.diagnostics
            .warning(Codes::REDUNDANT_EXTENSION, &place, message)
            .at_key()
            .help("remove it; it is for responses that are streams of events or of JSON")
            .fix(Fix::remove(&place));
    }
}

/// The data that ends the streams of an operation or of a media type.
fn stream_end(extensions: &IndexMap<String, Value>) -> Option<String> {
    extensions.get(STREAM_END)?.as_str().map(str::to_owned)
}

fn is_text(schema: &Schema) -> bool {
    matches!(View::new(schema).kind, ValueKind::String { .. })
}

fn is_anything(schema: &Schema) -> bool {
    matches!(View::new(schema).kind, ValueKind::Any)
}
