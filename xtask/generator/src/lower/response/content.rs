//! What one response contains.

use openapiv3::{MediaType, Response};

use crate::ir::{Content, Type};
use crate::lower::Lowering;
use crate::lower::media::{Handling, media_name};
use crate::lower::notes::pagination::{NEXT_PAGE, items_of};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::names::Name;
use document::diagnostics::Place;

/// What a response contains, and how to ask for it.
#[derive(Clone, Default)]
pub(in crate::lower) struct ResponseContent<'a> {
    pub(in crate::lower) content: Content,
    /// The media types of this content.
    pub(in crate::lower) media_types: Vec<&'a str>,
    /// Other contents that it may have, with their media types.
    pub(in crate::lower) others: Vec<(&'a str, Content)>,
}

impl ResponseContent<'_> {
    /// The media type that the content is read as, unless that is JSON as usual.
    pub(in crate::lower) fn read_as(&self) -> Option<&str> {
        let is_json = matches!(self.content, Content::Json(_));
        self.media_types.first().copied().filter(|it| !is_json || *it != "application/json")
    }

    fn has_json(&self) -> bool {
        self.others.iter().any(|(_, content)| matches!(content, Content::Json(_)))
    }
}

impl<'a> Lowering<'a> {
    /// The content of a response: JSON if there is any, because it has the most precise type, then
    /// text, then bytes; but what it was read as when the crate was generated last, it still is. `home`
    /// names the type of JSON, should it need one.
    pub(in crate::lower) fn content(
        &mut self,
        response: &'a Response,
        known: Option<&str>,
        (path, id): (&str, &str),
        home: &Home<'a>,
        place: Place<'_>,
    ) -> ResponseContent<'a> {
        let place = place.key("content");
        let handled = self.handled_from(&response.content, known);
        let mut received = ResponseContent::default();
        let Some((first, _, main)) = handled.first().copied() else { return received };
        for (media_type, media, handling) in handled {
            let here = place.key(media_type);
            let is_first = received.media_types.is_empty();
            match handling {
                Handling::Json if is_first => {
                    let schema = media.schema.as_ref();
                    let page = schema.filter(|_| home.is_in_place());
                    let page = page.and_then(|schema| {
                        self.page_name(schema.into(), (path, id), here.key("schema"))
                    });
                    let page = page.map(Home::in_place);
                    received.content = self.json(media, page.as_ref().unwrap_or(home), here);
                    received.media_types.push(media_type);
                }
                // It came after what is read.
                Handling::Json if main != Handling::Json && !received.has_json() => {
                    let home = home.join(&media_name(media_type));
                    received.others.push((media_type, self.json(media, &home, here)));
                }
                Handling::Json => self.warn_not_accepted(first, here),
                // It has a method of its own.
                _ if main == Handling::Json
                    && self.is_structured(media)
                    && self.is_typed_stream(media_type, media) => {}
                // Most likely the same as the JSON, in another notation.
                _ if main == Handling::Json && self.is_structured(media) => {
                    self.warn_not_accepted(first, here);
                }
                Handling::Text | Handling::Form | Handling::Bytes | Handling::Multipart => {
                    let (content, what) = match handling {
                        Handling::Text | Handling::Form => (Content::Text, "text"),
                        _ => (Content::Bytes, "bytes"),
                    };
                    if !self.is_typed_stream(media_type, media) {
                        self.warn_unknown_format(media, what, here);
                    }
                    if is_first {
                        received.content = content;
                        received.media_types.push(media_type);
                    } else if content == received.content {
                        received.media_types.push(media_type);
                    } else {
                        received.others.push((media_type, content));
                    }
                }
            }
        }
        received
    }

    /// Content that is JSON.
    fn json(&mut self, media: &'a MediaType, home: &Home<'a>, place: Place<'_>) -> Content {
        let schema = media.schema.as_ref();
        let lowered = schema.map(|schema| self.schema_at(schema.into(), home, place.key("schema")));
        Content::Json(lowered.map_or(Type::Json, Lowered::nullable_type))
    }

    fn warn_not_accepted(&mut self, accepted: &str, place: Place<'_>) {
        self.warn_ignored(place, format!("the client only accepts `{accepted}`"));
    }

    /// The name of a page whose schema is no component: after the items that it lists.
    fn page_name(
        &self,
        schema: SchemaRef<'a>,
        (path, id): (&str, &str),
        place: Place<'_>,
    ) -> Option<Name> {
        let SchemaRef::Inline(schema) = schema else { return None };
        let ValueKind::Object(object) = View::new(schema).kind else { return None };
        if !NEXT_PAGE.iter().any(|properties| object.properties.contains_key(properties[0])) {
            return None;
        }
        let lists = object.properties.iter().filter_map(|(name, property)| match property {
            SchemaRef::Inline(schema) => match View::new(schema).kind {
                ValueKind::Array { items } => Some((*name, items)),
                _ => None,
            },
            SchemaRef::Reference(_) | SchemaRef::Merged(_) => None,
        });
        let lists: Vec<_> = lists.collect();
        let names: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
        let known = self.memory.items_at(&self.memory.place(&place.pointer()));
        let items =
            known.filter(|items| names.contains(items)).or_else(|| items_of(&names, path, id))?;
        let (_, items) = lists.into_iter().find(|(name, _)| *name == items)?;
        let Some(SchemaRef::Reference(item)) = items else { return None };
        let (component, _) = self.lookup.schema(item)?;
        Some(self.type_names.of_component(component).join(&Name::new("page")))
    }
}
