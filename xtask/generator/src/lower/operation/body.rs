//! Bodies of requests: the variants that an operation has, and the inputs of each.

use openapiv3::{AdditionalProperties, Encoding, MediaType, RequestBody};

use crate::docs::{Docs, code_span};
use crate::ir::{Access, InputLocation, OperationInput, Style, Type};
use crate::lower::Lowering;
use crate::lower::media::{Handling, is_binary, media_name};
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::input::{Inputs, any_json, is_text};
use crate::lower::operation::parameter::written_in_form;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::{ObjectView, SchemaRef};
use crate::names::Name;
use document::diagnostics::{Code, Place};
use document::media_type::is_json;

/// A kind of body that an operation can send. Each has a method of its own, because each takes
/// other arguments.
pub(in crate::lower) struct BodyVariant<'a> {
    body: &'a RequestBody,
    handling: Handling,
    media: &'a MediaType,
    /// The media types that it can be sent as.
    media_types: Vec<&'a str>,
}

impl BodyVariant<'_> {
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
        let Some(body) = self.resolve(body, "requestBodies", components, place) else {
            return Vec::new();
        };
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
                    variants.push(BodyVariant {
                        body,
                        handling,
                        media,
                        media_types: vec![media_type],
                    });
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
            let description = variant.body.description.as_deref();
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
                let name = inputs.type_name("body");
                let schema = variant.media.schema.as_ref();
                let lowered =
                    schema.map(|schema| self.schema(schema.into(), &name, place.key("schema")));
                let ty = lowered.map_or(Type::Json, |lowered| any_json(lowered.ty));
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

    /// The properties of a form, if its schema is an object without typed additional properties.
    /// `additionalProperties: true` or `false` makes no difference.
    fn fields(&mut self, media: &'a MediaType) -> Option<ObjectView<'a>> {
        let schema = SchemaRef::from(media.schema.as_ref()?);
        let object = self.object(schema)?;
        let is_closed = |additional| matches!(additional, &AdditionalProperties::Any(_));
        if object.properties.is_empty() || !object.additional.is_none_or(is_closed) {
            return None;
        }
        if let SchemaRef::Reference(reference) = schema
            && let Some((component, _)) = self.lookup.schema(reference)
        {
            self.schema_types.mark_form(component);
        }
        Some(object)
    }

    fn form(
        &mut self,
        variant: &BodyVariant<'a>,
        inputs: &mut Inputs<'_>,
        docs: Docs,
        place: Place<'_>,
    ) {
        let media = variant.media;
        let schema_place = place.key("schema");
        let Some(object) = self.fields(media) else {
            let name = inputs.type_name("body");
            let schema = media.schema.as_ref();
            let lowered = schema.map(|schema| self.schema(schema.into(), &name, schema_place));
            let ty = lowered.map_or(Type::Json, |lowered| any_json(lowered.ty));
            if !matches!(ty, Type::Json | Type::Map(_) | Type::Model(_) | Type::Open(_)) {
                self.report_unsupported(schema_place, "a form has to be an object");
            }
            for wire_name in media.encoding.keys() {
                let message = "how a field is sent can be told of properties only, and the form \
                               has others";
                self.report_unsupported(place.key("encoding").key(wire_name), message);
            }
            inputs.push("body", docs, ty, variant.body.required, InputLocation::FormWhole);
            return;
        };
        let (properties, encodings) = (schema_place.key("properties"), place.key("encoding"));
        self.warn_unknown_encodings(media, &object, encodings);
        for (wire_name, schema) in object.properties {
            let here = properties.key(wire_name);
            let mut lowered = self.schema(schema, &inputs.type_name(wire_name), here);
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&here) {
                break;
            }
            if lowered.access == Access::Received {
                continue;
            }
            let location = match media.encoding.get(wire_name) {
                None => usual_field(&lowered.ty),
                Some(encoding) => self.encoded(encoding, &mut lowered.ty, encodings.key(wire_name)),
            };
            let required = object.required.contains(&wire_name);
            inputs.add(field(wire_name, lowered, required, location));
        }
    }

    /// Reports encodings of properties that the form does not have.
    fn warn_unknown_encodings(
        &mut self,
        media: &MediaType,
        object: &ObjectView<'_>,
        place: Place<'_>,
    ) {
        for wire_name in media.encoding.keys() {
            if !object.properties.contains_key(wire_name.as_str()) {
                self.warn_ignored(place.key(wire_name), "the form has no property of this name");
            }
        }
    }

    /// How a field with an encoding is sent. One with a style is written as in a query, and its media
    /// type has no effect (OpenAPI 3.0.4, Encoding Object).
    fn encoded(&mut self, encoding: &Encoding, ty: &mut Type, place: Place<'_>) -> InputLocation {
        let usual = usual_field(ty);
        if let Some(style) = &encoding.style {
            if encoding.content_type.is_some() {
                let message =
                    "`contentType` has no effect beside `style`, `explode` or `allowReserved`";
                self.warn_ignored(place.key("contentType"), message);
            }
            let Encoding { explode, allow_reserved, .. } = *encoding;
            return match written_in_form(ty.clone(), style, explode, allow_reserved) {
                Ok((written, location, style)) => {
                    self.warn_of_deep_list(place.name(), &written, style, place);
                    *ty = written;
                    location
                }
                Err(problem) => {
                    let message = format!("the field `{}` is {problem}", place.name());
                    self.diagnostics.error(Code::UNSUPPORTED, &place, message).at_key().help(
                        "without `style`, `explode` and `allowReserved`, lists are repeated fields \
                         and objects are JSON",
                    );
                    usual
                }
            };
        }
        let Some(sent) = encoding.content_type.as_deref() else { return usual };
        match usual {
            InputLocation::FormJson if is_json(sent) => usual,
            // The whole list is sent as one JSON text.
            InputLocation::FormJsonEach if is_json(sent) => InputLocation::FormJson,
            InputLocation::Form if is_json(sent) && matches!(ty, Type::List(_)) => {
                InputLocation::FormJson
            }
            // A text gets quotes.
            InputLocation::Form if is_json(sent) => InputLocation::StyledForm(Style::Json),
            InputLocation::Form if sent.starts_with("text/plain") => usual,
            _ => {
                let message = "this `contentType` of a form's field is not supported";
                self.report_unsupported(place, message);
                usual
            }
        }
    }

    fn multipart(
        &mut self,
        variant: &BodyVariant<'a>,
        inputs: &mut Inputs<'_>,
        docs: Docs,
        place: Place<'_>,
    ) {
        let Some(object) = self.fields(variant.media) else {
            for wire_name in variant.media.encoding.keys() {
                let message = "the parts of this form are made by the caller, who says how";
                self.warn_unsupported(place.key("encoding").key(wire_name), message);
            }
            inputs.push(
                "body",
                docs,
                Type::Multipart,
                variant.body.required,
                InputLocation::Multipart,
            );
            return;
        };
        let schema = place.key("schema");
        let (properties, encodings) = (schema.key("properties"), place.key("encoding"));
        self.warn_unknown_encodings(variant.media, &object, encodings);
        for (wire_name, schema) in object.properties {
            let here = properties.key(wire_name);
            let mut lowered = self.schema(schema, &inputs.type_name(wire_name), here);
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&here) {
                break;
            }
            if lowered.access == Access::Received {
                continue;
            }
            let encoding = variant.media.encoding.get(wire_name);
            let (item, is_list) = match &lowered.ty {
                Type::List(item) => (&**item, true),
                ty => (ty, false),
            };
            let is_file = self.is_file(schema, 0);
            let part = self.part(item, is_file, encoding, encodings.key(wire_name));
            if matches!(part.location, InputLocation::PartFile | InputLocation::Part) {
                lowered.ty = if is_list { Type::List(Box::new(Type::Part)) } else { Type::Part };
            }
            let required = object.required.contains(&wire_name);
            let mut input = field(wire_name, lowered, required, part.location);
            if let Some(sentences) = encoding.and_then(part_docs) {
                input.docs = input.docs.and(&sentences);
            }
            input.media_type = part.media_type;
            inputs.add(input);
        }
    }

    /// How a part is sent; or each part of a list.
    fn part(
        &mut self,
        item: &Type,
        is_file: bool,
        encoding: Option<&Encoding>,
        place: Place<'_>,
    ) -> PartEncoding {
        let told = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let has_headers = encoding.is_some_and(|encoding| !encoding.headers.is_empty());
        let one = told.filter(|told| !told.contains([',', '*'])).map(str::to_owned);
        let is_plain = told.is_none_or(|told| told.starts_with("text/plain"));
        let (location, media_type) = if is_file {
            (InputLocation::PartFile, Some(one.unwrap_or("application/octet-stream".to_owned())))
        } else if told.is_some_and(is_json) {
            (InputLocation::PartJson, one)
        } else if is_text(item) && is_plain && !has_headers {
            (InputLocation::PartText, None)
        } else if is_text(item) {
            (InputLocation::Part, Some(one.unwrap_or("text/plain".to_owned())))
        } else if told.is_none() {
            (InputLocation::PartJson, Some("application/json".to_owned()))
        } else {
            self.warn_unsupported(place, "the client does not know this format: the part is bytes");
            (InputLocation::Part, Some(one.unwrap_or("application/octet-stream".to_owned())))
        };
        if has_headers && location == InputLocation::PartJson {
            self.warn_unsupported(
                place.key("headers"),
                "a part that is JSON is sent without these",
            );
        }
        PartEncoding { location, media_type }
    }

    /// Whether a schema is a file, or a list of files.
    fn is_file(&self, schema: SchemaRef<'a>, depth: usize) -> bool {
        match schema {
            SchemaRef::Inline(schema) => {
                is_binary(schema)
                    || crate::lower::media::items(schema)
                        .is_some_and(|items| depth == 0 && self.is_file(items, 1))
            }
            SchemaRef::Reference(_) => self
                .resolved_schema(schema)
                .is_some_and(|schema| self.is_file(SchemaRef::Inline(schema), depth)),
        }
    }
}

/// How a field without an encoding is sent.
fn usual_field(ty: &Type) -> InputLocation {
    match ty {
        ty if is_text(ty) => InputLocation::Form,
        Type::List(items) if is_text(items) => InputLocation::Form,
        Type::List(_) => InputLocation::FormJsonEach,
        _ => InputLocation::FormJson,
    }
}

/// The input for a field or a part of a form.
fn field(
    wire_name: &str,
    lowered: Lowered<'_>,
    required: bool,
    location: InputLocation,
) -> OperationInput {
    let docs = lowered.docs(wire_name, None);
    OperationInput {
        wire_name: wire_name.to_owned(),
        name: Name::new(wire_name),
        docs: match lowered.deprecated {
            Some(_) if required => docs.and("Deprecated."),
            _ => docs,
        },
        ty: any_json(lowered.ty),
        required,
        location,
        media_type: None,
        // A required field cannot be avoided, so that no attribute warns of it.
        deprecated: lowered.deprecated.filter(|_| !required),
    }
}

/// How a part of a form is sent.
struct PartEncoding {
    location: InputLocation,
    media_type: Option<String>,
}

/// Sentences about the encoding of a part, for users who make the part.
fn part_docs(encoding: &Encoding) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(media_type) = &encoding.content_type {
        sentences.push(format!("Media type: {}.", code_span(media_type)));
    }
    if !encoding.headers.is_empty() {
        let names: Vec<String> = encoding.headers.keys().map(|name| code_span(name)).collect();
        sentences.push(format!("Headers: {}.", names.join(", ")));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
