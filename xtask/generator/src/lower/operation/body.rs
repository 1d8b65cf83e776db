//! Bodies of requests: the variants that an operation has, and the inputs of each.

use openapiv3::{MediaType, RequestBody};

use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, Type};
use crate::lock::LockedOperation;
use crate::lower::Lowering;
use crate::lower::media::{Handling, media_name};
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::input::{Inputs, any_json};
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::schema::shared::Home;
use crate::names::Name;
use document::diagnostics::Place;

/// How the lock calls the input for the media type of a body.
const MEDIA_TYPE_KEY: &str = "Content-Type@header";

/// A kind of body that an operation can send. Each has a method of its own, because each takes
/// other arguments.
pub(in crate::lower) struct BodyVariant<'a> {
    pub(super) body: &'a RequestBody,
    /// What stands beside the reference to it.
    description: Option<&'a str>,
    /// Where it is written out, if that is a component.
    home: Option<Home<'a>>,
    pub(super) handling: Handling,
    pub(super) media: &'a MediaType,
    /// The media types that it can be sent as, the usual one first.
    pub(super) media_types: Vec<&'a str>,
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
            handling => Name::new(handling.word()),
        }
    }

    /// The media types that it can be sent as.
    pub(in crate::lower) fn media_types(&self) -> Vec<String> {
        self.media_types.iter().map(|&media_type| media_type.to_owned()).collect()
    }

    /// The media type that JSON is sent as, unless that is as usual.
    fn json_media_type(&self) -> Option<&'a str> {
        let media_type = self.media_types[0];
        Some(media_type).filter(|it| *it != "application/json" && !it.contains('*'))
    }

    /// What the input for the media type means.
    fn media_type_docs(&self, is_told: bool) -> Docs {
        let docs = Docs::own(format!("The media type of the body: {}.", one_of(&self.media_types)));
        let usual = match self.media_types[0] {
            range if range.contains('*') => "application/json",
            media_type => media_type,
        };
        if is_told { docs } else { docs.and(format!("The default is {}.", code_span(usual))) }
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
    /// precise type; then forms, text, bytes. Empty if it has no body. The method with the plain name
    /// keeps it when there are other ways to send the body. None if the operation is left out, because
    /// its body cannot be sent.
    pub(in crate::lower) fn body_variants(
        &mut self,
        declared: DeclaredOperation<'a>,
        id: &str,
        place: Place<'_>,
    ) -> Option<Vec<BodyVariant<'a>>> {
        let Some(body) = &declared.operation.request_body else { return Some(Vec::new()) };
        let operation = place;
        let place = place.key("requestBody");
        let components = &self.lookup.components().request_bodies;
        let Some(Resolved { item: body, component, description }) =
            self.resolve(body, ComponentKind::Body, components, place)
        else {
            return Some(Vec::new());
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
                (Some(variant), _) => variant.media_types.push(media_type),
                // Most likely the same as the usual one, in another notation.
                (None, Some((usual, Handling::Json | Handling::Form | Handling::Multipart)))
                    if handling.is_opaque()
                        && self.is_structured(media)
                        && self.known_body(id, handling.word()).is_none() =>
                {
                    self.warn_ignored(here, format!("the body is always sent as `{usual}`"));
                }
                (None, _) => variants.push(BodyVariant {
                    body,
                    description,
                    home: home.clone(),
                    handling,
                    media,
                    media_types: vec![media_type],
                }),
            }
        }
        self.leave_out_forms(&mut variants, place, operation)?;
        for variant in &mut variants {
            self.recall_media_type(variant, id);
        }
        self.name_homes(&mut variants);
        let usual_body = self.memory.usual_body(id);
        variants.sort_by_key(|variant| usual_body != Some(variant.suffix().words()));
        Some(variants)
    }

    /// What the lock has of the method that sent the body of an operation in a way.
    fn known_body(&self, id: &str, word: &str) -> Option<&'a LockedOperation> {
        self.memory.operations(id).find(|known| known.body.as_deref() == Some(word))
    }

    /// Puts the media type first that the body had when the crate was generated last.
    fn recall_media_type(&self, variant: &mut BodyVariant<'a>, id: &str) {
        let mut known = self.memory.operations(id).filter_map(|known| known.sends.as_deref());
        let media_types = &mut variant.media_types;
        let usual = known.find_map(|known| media_types.iter().position(|it| *it == known));
        if let Some(usual) = usual {
            media_types[..=usual].rotate_right(1);
        }
    }

    /// Has types in a component be named after it, and those of its further media types after these as
    /// well.
    fn name_homes(&self, variants: &mut [BodyVariant<'a>]) {
        let had_plain_names = |variant: &BodyVariant<'a>| {
            let media_type = (variant.media_types[0], &variant.suffix());
            variant.home.as_ref().is_some_and(|home| home.had_plain_names(media_type, self.memory))
        };
        let plain = variants.iter().position(had_plain_names).unwrap_or(0);
        for (index, variant) in variants.iter_mut().enumerate() {
            if index != plain {
                variant.home = variant.home.as_ref().map(|home| home.join(&variant.suffix()));
            }
        }
    }

    /// Adds the inputs of one variant.
    pub(in crate::lower) fn body(
        &mut self,
        variant: &BodyVariant<'a>,
        id: &str,
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
        let is_told = self.is_media_type_told(variant, id);
        if is_told || variant.media_types.len() > 1 {
            let docs = variant.media_type_docs(is_told);
            inputs.push(
                "Content-Type",
                content,
                docs,
                Type::String,
                is_told,
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
                // One that need not be sent is left out in place of `null`.
                let ty = lowered.map_or(Type::Json, |lowered| {
                    if required { lowered.nullable_type() } else { lowered.ty }
                });
                let ty = any_json(ty);
                inputs.push("body", place, docs(), ty, required, InputLocation::Body);
                if let Some(media_type) = variant.json_media_type() {
                    inputs.set_media_type(media_type.to_owned());
                }
            }
            Handling::Text | Handling::Bytes => {
                let (what, ty, location) = match variant.handling {
                    Handling::Text => ("text", Type::String, InputLocation::Text),
                    _ => ("bytes", Type::Upload, InputLocation::Upload),
                };
                self.warn_unknown_format(variant.media, what, place);
                inputs.push("body", place, docs(), ty, required, location);
                if !is_told {
                    inputs.set_media_type(match variant.media_types[0] {
                        // Without a charset, some servers read text as Latin-1.
                        media_type
                            if media_type.starts_with("text/") && !media_type.contains(';') =>
                        {
                            format!("{media_type}; charset=utf-8")
                        }
                        media_type => media_type.to_owned(),
                    });
                }
            }
        }
    }

    /// Whether callers have to say which media type the body has: if the document names ranges alone,
    /// or did so when the crate was generated last.
    fn is_media_type_told(&self, variant: &BodyVariant<'a>, id: &str) -> bool {
        if !variant.handling.is_opaque() {
            return false;
        }
        let is_range = |media_type: &str| media_type.contains('*');
        let was_told = self.known_body(id, variant.handling.word()).is_some_and(|known| {
            known.sends.is_none() && known.inputs.iter().any(|input| input == MEDIA_TYPE_KEY)
        });
        was_told || is_range(variant.media_types[0])
    }
}
