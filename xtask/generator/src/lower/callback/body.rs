//! The content of events.

use document::diagnostics::Place;
use openapiv3::{MediaType, Operation, RequestBody};

use crate::docs::{Docs, code_span};
use crate::ir::{EventBody, EventContent, Type, WrittenField};
use crate::lower::Lowering;
use crate::lower::media::{Handling, media_name};
use crate::lower::operation::parameter::written_in_form;
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::names::Name;

/// A kind of content that an event may come with.
pub(super) struct ReceivedBody<'a> {
    body: &'a RequestBody,
    /// What stands beside the reference to it.
    description: Option<&'a str>,
    /// Where it is written out, if that is a component.
    home: Option<Home<'a>>,
    handling: Handling,
    media: &'a MediaType,
    /// The media types that it may have, the usual one first.
    pub(super) media_types: Vec<&'a str>,
}

impl ReceivedBody<'_> {
    /// What follows the name of the event in the name of the type, unless it is the usual kind.
    pub(super) fn suffix(&self) -> Name {
        match self.handling {
            Handling::Json if self.media_types[0] != "application/json" => {
                media_name(self.media_types[0])
            }
            handling => Name::new(handling.word()),
        }
    }

    /// A sentence that tells it from the other kinds.
    pub(super) fn sentence(&self) -> String {
        let names: Vec<String> = self.media_types.iter().map(|name| code_span(name)).collect();
        format!("Its content is {}.", names.join(" or "))
    }
}

impl<'a> Lowering<'a> {
    /// The kinds of content that an operation of a callback describes: JSON first, then forms, text and
    /// bytes.
    pub(super) fn received_bodies(
        &mut self,
        operation: &'a Operation,
        place: Place<'_>,
    ) -> Vec<ReceivedBody<'a>> {
        let Some(body) = &operation.request_body else { return Vec::new() };
        let place = place.key("requestBody");
        let components = &self.lookup.components().request_bodies;
        let Some(Resolved { item: body, component, description }) =
            self.resolve(body, ComponentKind::Body, components, place)
        else {
            return Vec::new();
        };
        let home = self.home(component);
        let place = place.key("content");
        if body.content.is_empty() {
            self.warn_unsupported(
                place,
                "there is no media type, so that there is nothing to read",
            );
        }
        let mut bodies: Vec<ReceivedBody<'a>> = Vec::new();
        for (media_type, media, handling) in self.handled(&body.content) {
            let here = place.key(media_type);
            // Parts of forms are not read one by one.
            let handling = if handling == Handling::Multipart { Handling::Bytes } else { handling };
            let first = bodies.first().map(|first| (first.media_types[0], first.handling));
            let known = bodies.iter_mut().find(|body| {
                let is_same = handling.is_opaque() || body.media.schema == media.schema;
                body.handling == handling && is_same
            });
            match (known, first) {
                (Some(body), _) => body.media_types.push(media_type),
                // Most likely the same as the first, in another notation.
                (None, Some((first, Handling::Json | Handling::Form)))
                    if handling.is_opaque() && self.is_structured(media) =>
                {
                    self.warn_ignored(here, format!("the content is only read as `{first}`"));
                }
                (None, _) => {
                    if handling.is_opaque() {
                        self.warn_unknown_format(media, handling.word(), here);
                    }
                    let (home, media_types) = (home.clone(), vec![media_type]);
                    let body =
                        ReceivedBody { body, description, home, handling, media, media_types };
                    bodies.push(body);
                }
            }
        }
        // What several kinds of content have written out are different types.
        for body in bodies.iter_mut().skip(1) {
            body.home = body.home.as_ref().map(|home| home.join(&body.suffix()));
        }
        bodies
    }

    /// The content of an event.
    pub(super) fn event_body(
        &mut self,
        body: &ReceivedBody<'a>,
        event: &Name,
        place: Place<'_>,
    ) -> EventBody {
        let in_place = || Home::in_place(event.join(&Name::new("body")));
        let home = body.home.clone().unwrap_or_else(in_place);
        let (request_body, content) = (place.key("requestBody"), "content");
        let content = request_body.key(content);
        let place = content.key(body.media_types[0]);
        let description = body.description.or(body.body.description.as_deref());
        let lowered = |this: &mut Self| {
            let schema = body.media.schema.as_ref();
            let lowered =
                schema.map(|schema| this.schema_at(schema.into(), &home, place.key("schema")));
            lowered.map_or(Type::Json, Lowered::nullable_type)
        };
        let content = match body.handling {
            Handling::Json => EventContent::Json(lowered(self)),
            Handling::Form => {
                let ty = lowered(self);
                let written = self.written_fields(body.media, &ty);
                EventContent::Form(ty, written)
            }
            Handling::Text => EventContent::Text,
            Handling::Bytes | Handling::Multipart => EventContent::Bytes,
        };
        EventBody {
            at: place.pointer(),
            docs: Docs::of(description, || "The content.".to_owned()),
            required: body.body.required,
            media_types: body.media_types.iter().map(|&it| it.to_owned()).collect(),
            content,
        }
    }

    /// The fields of a form whose encoding has a style.
    fn written_fields(&self, media: &MediaType, ty: &Type) -> Vec<WrittenField> {
        let Some(shape) = ty.model().and_then(|name| self.models.shape(name)) else {
            return Vec::new();
        };
        let written = media.encoding.iter().filter_map(|(wire_name, encoding)| {
            let style = encoding.style.as_ref()?;
            let field = shape.fields.iter().find(|field| field.wire_name == *wire_name)?;
            let ty = field.ty.clone();
            let (ty, location, _) =
                written_in_form(ty, style, encoding.explode, encoding.allow_reserved);
            Some(WrittenField { wire_name: wire_name.clone(), ty, location })
        });
        written.collect()
    }
}
