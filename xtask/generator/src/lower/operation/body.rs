//! Bodies of requests: the variants that an operation has, and the inputs of each.

use openapiv3::{MediaType, RequestBody};

use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, Type};
use crate::lower::Lowering;
use crate::lower::media::{Handling, media_name};
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::input::{Inputs, any_json};
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::names::Name;
use document::diagnostics::Place;

/// A kind of body that an operation can send. Each has a method of its own, because each takes
/// other arguments.
pub(in crate::lower) struct BodyVariant<'a> {
    pub(super) body: &'a RequestBody,
    /// What stands beside the reference to it.
    description: Option<&'a str>,
    /// Where it is written out, if that is a component.
    home: Option<Home<'a>>,
    handling: Handling,
    pub(super) media: &'a MediaType,
    /// The media types that it can be sent as.
    media_types: Vec<&'a str>,
}

impl<'a> BodyVariant<'a> {
    /// Where the body is written out.
    pub(super) fn home(&self, inputs: &Inputs<'_>) -> Home<'a> {
        self.home.clone().unwrap_or_else(|| Home::in_place(inputs.type_name("body")))
    }

    /// Where a field or a part of the body is written out.
    pub(super) fn home_of(&self, wire_name: &str, inputs: &Inputs<'_>) -> Home<'a> {
        match &self.home {
            Some(home) => home.join(&Name::of_parameter(wire_name)),
            None => Home::in_place(inputs.type_name(wire_name)),
        }
    }

    /// What follows the name of the operation in the name of the method, unless the variant is the
    /// usual one.
    pub(in crate::lower) fn suffix(&self) -> Name {
        match self.handling {
            Handling::Json if self.media_types[0] != "application/json" => {
                media_name(self.media_types[0])
            }
            Handling::Json => Name::new("json"),
            Handling::Form => Name::new("form"),
            Handling::Multipart => Name::new("multipart"),
            Handling::Text => Name::new("text"),
            Handling::Bytes => Name::new("bytes"),
        }
    }

    /// The media types that it can be sent as.
    pub(in crate::lower) fn media_types(&self) -> Vec<String> {
        self.media_types.iter().map(|&media_type| media_type.to_owned()).collect()
    }

    /// A sentence that tells the method from the usual one.
    pub(in crate::lower) fn docs(&self) -> String {
        format!("The body is sent as {}.", one_of(&self.media_types))
    }
}

/// Media types among which to choose, as running text.
fn one_of(media_types: &[&str]) -> String {
    let names: Vec<String> = media_types.iter().map(|name| code_span(name)).collect();
    names.join(" or ")
}

impl<'a> Lowering<'a> {
    /// The variants of the body of an operation, the usual one first: JSON, because it has the most
    /// precise type; then forms, text, bytes. None if it has no body.
    pub(in crate::lower) fn body_variants(
        &mut self,
        declared: DeclaredOperation<'a>,
        place: Place<'_>,
    ) -> Vec<BodyVariant<'a>> {
        let Some(body) = &declared.operation.request_body else { return Vec::new() };
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
                "there is no media type, so that there is nothing to send",
            );
        }
        let mut variants: Vec<BodyVariant<'a>> = Vec::new();
        for (media_type, media, handling) in self.handled(&body.content) {
            let here = place.key(media_type);
            let usual = variants.first().map(|variant| (variant.media_types[0], variant.handling));
            let known = variants.iter_mut().find(|variant| {
                variant.handling == handling
                    && (handling != Handling::Json || variant.media.schema == media.schema)
            });
            match (known, usual) {
                // Another media type for the same content.
                (Some(variant), _) if variant.media_types[0] != "application/json" => {
                    variant.media_types.push(media_type);
                }
                (Some(variant), _) => {
                    let message =
                        format!("the body is always sent as `{}`", variant.media_types[0]);
                    self.warn_unsupported(here, message);
                }
                // Most likely the same as the usual one, in another notation.
                (None, Some((usual, Handling::Json | Handling::Form | Handling::Multipart)))
                    if handling.is_opaque() && self.is_structured(media) =>
                {
                    self.warn_ignored(here, format!("the body is always sent as `{usual}`"));
                }
                (None, _) => {
                    let media_types = vec![media_type];
                    let mut variant = BodyVariant {
                        body,
                        description,
                        home: home.clone(),
                        handling,
                        media,
                        media_types,
                    };
                    if !variants.is_empty() {
                        variant.home = home.as_ref().map(|home| home.join(&variant.suffix()));
                    }
                    variants.push(variant);
                }
            }
        }
        variants
    }

    /// Adds the inputs of one variant.
    pub(in crate::lower) fn body(
        &mut self,
        variant: &BodyVariant<'a>,
        inputs: &mut Inputs<'_>,
        place: Place<'_>,
    ) {
        let (body, content) = (place.key("requestBody"), "content");
        let content = body.key(content);
        let place = content.key(variant.media_types[0]);
        let docs = || {
            let description = variant.description.or(variant.body.description.as_deref());
            Docs::of(description, || "The body of the request.".to_owned())
        };
        let required = variant.body.required;
        let is_choice = variant.media_types.len() > 1 || variant.media_types[0].contains('*');
        if is_choice && (variant.handling != Handling::Json || variant.media_types.len() > 1) {
            let docs = format!("The media type of the body: {}.", one_of(&variant.media_types));
            inputs.push(
                "Content-Type",
                Docs::own(docs),
                Type::String,
                true,
                InputLocation::ContentType,
            );
        }
        match variant.handling {
            Handling::Form => self.form(variant, inputs, docs(), place),
            Handling::Multipart => self.multipart(variant, inputs, docs(), place),
            Handling::Json => {
                let home = variant.home(inputs);
                let schema = variant.media.schema.as_ref();
                let lowered =
                    schema.map(|schema| self.schema_at(schema.into(), &home, place.key("schema")));
                let ty = any_json(lowered.map_or(Type::Json, Lowered::nullable_type));
                inputs.push("body", docs(), ty, required, InputLocation::Body);
                if !is_choice && variant.media_types[0] != "application/json" {
                    inputs.set_media_type(variant.media_types[0].to_owned());
                }
            }
            Handling::Text | Handling::Bytes => {
                let (what, ty, location, any) = match variant.handling {
                    Handling::Text => ("text", Type::String, InputLocation::Text, "text/plain"),
                    _ => ("bytes", Type::Upload, InputLocation::Upload, "application/octet-stream"),
                };
                self.warn_unknown_format(variant.media, what, place);
                inputs.push("body", docs(), ty, required, location);
                inputs.set_media_type(match variant.media_types[0] {
                    media_type if media_type.contains('*') => any.to_owned(),
                    // Without a charset, some servers read text as Latin-1.
                    media_type if media_type.starts_with("text/") && !media_type.contains(';') => {
                        format!("{media_type}; charset=utf-8")
                    }
                    media_type => media_type.to_owned(),
                });
            }
        }
    }
}
