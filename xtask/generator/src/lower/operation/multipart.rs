//! Bodies that are forms of parts, with an input for each part.

use openapiv3::Encoding;

use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, Type};
use crate::lower::Lowering;
use crate::lower::operation::alternatives::{Alternatives, Files};
use crate::lower::operation::body::BodyVariant;
use crate::lower::operation::form::field;
use crate::lower::operation::input::Inputs;
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
                place,
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
        let home = |wire_name: &str| variant.home_of(wire_name, inputs);
        let sent = self.sent_properties(&object, home, properties, |this, _, schema| {
            this.union_of_files(schema)
        });
        for (wire_name, schema, mut lowered) in sent {
            let encoding = variant.media.encoding.get(wire_name);
            let alternatives = self.alternatives(schema);
            let part = self.part(&lowered.ty, alternatives, encoding, encodings.key(wire_name));
            let is_list = matches!(lowered.ty, Type::List(_));
            if matches!(part.location, InputLocation::PartFile | InputLocation::Part) {
                lowered.ty = if is_list { Type::List(Box::new(Type::Part)) } else { Type::Part };
            }
            let required = object.required.contains(&wire_name);
            let here = properties.key(wire_name);
            let mut input = field(wire_name, lowered, required, part.location, here);
            if let Some(sentence) = list_docs(is_list, alternatives, part.location) {
                input.docs = input.docs.and(sentence);
            }
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
        ty: &Type,
        alternatives: Alternatives,
        encoding: Option<&Encoding>,
        place: Place<'_>,
    ) -> PartEncoding {
        let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let has_headers = encoding.is_some_and(|encoding| !encoding.headers.is_empty());
        if encoding.is_some_and(|encoding| encoding.style.is_some()) {
            let message =
                "`style`, `explode` and `allowReserved` have no effect in a form of parts";
            self.warn_unsupported(place, message);
        }
        let (item, is_list) = match ty {
            Type::List(item) => (&**item, true),
            ty => (ty, false),
        };
        let json = if is_list { InputLocation::PartJsonEach } else { InputLocation::PartJson };
        let single = content_type.filter(|it| !it.contains([',', '*'])).map(str::to_owned);
        let is_plain = content_type.is_none_or(|it| it.starts_with("text/plain"));
        let (location, media_type) = if alternatives.files == Files::Sometimes {
            (InputLocation::PartGiven, None)
        } else if alternatives.files == Files::Always {
            (InputLocation::PartFile, Some(single.unwrap_or("application/octet-stream".to_owned())))
        } else if content_type.is_some_and(is_json) {
            // The whole value, even if it is a list.
            (InputLocation::PartJson, single)
        } else if alternatives.is_union && !item.is_text() && is_plain && !has_headers {
            (InputLocation::PartValue, Some("application/json".to_owned()))
        } else if item.is_text() && is_plain && !has_headers {
            (InputLocation::PartText, None)
        } else if item.is_text() {
            (InputLocation::Part, Some(single.unwrap_or("text/plain".to_owned())))
        } else if content_type.is_none() {
            (json, Some("application/json".to_owned()))
        } else {
            self.warn_unsupported(place, "the client does not know this format: the part is bytes");
            (InputLocation::Part, Some(single.unwrap_or("application/octet-stream".to_owned())))
        };
        if has_headers && matches!(location, InputLocation::PartJson | InputLocation::PartJsonEach)
        {
            self.warn_unsupported(
                place.key("headers"),
                "a part that is JSON is sent without these",
            );
        }
        PartEncoding { location, media_type }
    }
}

/// How a part of a form is sent.
struct PartEncoding {
    location: InputLocation,
    media_type: Option<String>,
}

/// A sentence that says what becomes of a list, or what to give where a file may stand.
fn list_docs(
    is_list: bool,
    alternatives: Alternatives,
    location: InputLocation,
) -> Option<&'static str> {
    match location {
        InputLocation::PartGiven => Some(
            "A part with a file name is a file, and one without is text, unless it has a media \
             type.",
        ),
        InputLocation::PartJson if is_list => Some("The list is sent as one part."),
        InputLocation::PartValue if alternatives.has_lists => {
            Some("Each entry of a list is sent as a part of its own.")
        }
        _ if is_list => Some("Each is sent as a part of its own."),
        _ => None,
    }
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
