//! Bodies that are forms of parts, with an input for each part.

use openapiv3::Encoding;

use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, Type};
use crate::lower::Lowering;
use crate::lower::media::{is_binary, items};
use crate::lower::operation::body::BodyVariant;
use crate::lower::operation::form::field;
use crate::lower::operation::input::{Inputs, is_text};
use crate::lower::schema::view::SchemaRef;
use document::diagnostics::Place;
use document::media_type::is_json;

impl<'a> Lowering<'a> {
    /// Adds an input for each part of a form, or one for the whole if its parts are not known.
    pub(in crate::lower) fn multipart(
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
        for (wire_name, schema, mut lowered) in self.sent_properties(&object, inputs, properties) {
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
        let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let has_headers = encoding.is_some_and(|encoding| !encoding.headers.is_empty());
        let single = content_type.filter(|it| !it.contains([',', '*'])).map(str::to_owned);
        let is_plain = content_type.is_none_or(|it| it.starts_with("text/plain"));
        let (location, media_type) = if is_file {
            (InputLocation::PartFile, Some(single.unwrap_or("application/octet-stream".to_owned())))
        } else if content_type.is_some_and(is_json) {
            (InputLocation::PartJson, single)
        } else if is_text(item) && is_plain && !has_headers {
            (InputLocation::PartText, None)
        } else if is_text(item) {
            (InputLocation::Part, Some(single.unwrap_or("text/plain".to_owned())))
        } else if content_type.is_none() {
            (InputLocation::PartJson, Some("application/json".to_owned()))
        } else {
            self.warn_unsupported(place, "the client does not know this format: the part is bytes");
            (InputLocation::Part, Some(single.unwrap_or("application/octet-stream".to_owned())))
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
                    || items(schema).is_some_and(|items| depth == 0 && self.is_file(items, 1))
            }
            SchemaRef::Reference(_) => self
                .resolved_schema(schema)
                .is_some_and(|schema| self.is_file(SchemaRef::Inline(schema), depth)),
        }
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
