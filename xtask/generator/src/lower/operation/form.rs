//! Bodies that are forms, with an input for each field.

use openapiv3::{Encoding, MediaType};

use crate::docs::Docs;
use crate::ir::{Access, InputLocation, InputReason, Need, OperationInput, Style, Type};
use crate::lower::Lowering;
use crate::lower::operation::body::BodyVariant;
use crate::lower::operation::input::{Inputs, any_json};
use crate::lower::operation::parameter::{is_deep, written_in_form};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{Additional, ObjectView, SchemaRef};
use crate::names::Name;
use document::diagnostics::Place;
use document::media_type::is_json;

impl<'a> Lowering<'a> {
    /// The properties of a form, if its schema is an object without typed additional properties.
    /// `additionalProperties: true` or `false` makes no difference.
    pub(in crate::lower) fn fields(&mut self, media: &'a MediaType) -> Option<ObjectView<'a>> {
        let schema = SchemaRef::from(media.schema.as_ref()?);
        let object = self.object(schema)?;
        let is_closed = |additional| matches!(additional, Additional::Allowed(_));
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

    /// The properties of a form that are sent, with their schemas and what these become: what
    /// `special` says, or else what they are elsewhere.
    pub(in crate::lower) fn sent_properties(
        &mut self,
        form: &ObjectView<'a>,
        home: impl Fn(&str) -> Home<'a>,
        place: Place<'_>,
        special: impl Fn(&Self, &str, SchemaRef<'a>) -> Option<Lowered<'a>>,
    ) -> Vec<(&'a str, SchemaRef<'a>, Lowered<'a>)> {
        let mut sent = Vec::with_capacity(form.properties.len());
        for (&wire_name, &schema) in &form.properties {
            let here = place.key(wire_name);
            let lowered = special(self, wire_name, schema)
                .unwrap_or_else(|| self.schema_at(schema, &home(wire_name), here));
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&here) {
                break;
            }
            if lowered.access != Access::Received {
                sent.push((wire_name, schema, lowered));
            }
        }
        sent
    }

    /// Adds an input for each field of a form, or one for the whole if its fields are not known.
    pub(in crate::lower) fn form(
        &mut self,
        variant: &BodyVariant<'a>,
        inputs: &mut Inputs<'_>,
        docs: Docs,
        place: Place<'_>,
    ) {
        let media = variant.media;
        let schema_place = place.key("schema");
        let Some(mut object) = self.fields(media) else {
            let home = variant.home(inputs);
            let schema = media.schema.as_ref();
            let lowered = schema.map(|schema| self.schema_at(schema.into(), &home, schema_place));
            let ty = lowered.map_or(Type::Json, |lowered| any_json(lowered.ty));
            let required = variant.body.required;
            inputs.push("body", place, docs, ty, required, InputLocation::FormWhole);
            return;
        };
        let (properties, encodings) = (schema_place.key("properties"), place.key("encoding"));
        self.warn_unknown_encodings(media, &object, encodings);
        let home = |wire_name: &str| variant.home_of(wire_name, inputs);
        // No types are made of what is left out.
        object.properties.retain(|name, schema| {
            let encoding = media.encoding.get(*name);
            encoding.and_then(|encoding| self.field_problem(*schema, encoding)).is_none()
        });
        let sent = self.sent_properties(&object, home, properties, |this, wire_name, schema| {
            let style = media.encoding.get(wire_name)?.style.as_ref()?;
            this.list_of_texts(schema).filter(|_| !is_deep(style))
        });
        for (wire_name, schema, mut lowered) in sent {
            let alternatives = self.alternatives(schema);
            let usual = match usual_field(&lowered.ty) {
                InputLocation::FormJson if alternatives.is_union => InputLocation::FormValue,
                usual => usual,
            };
            let location = match media.encoding.get(wire_name) {
                None => usual,
                Some(encoding) => {
                    self.encoded(encoding, &mut lowered.ty, usual, encodings.key(wire_name))
                }
            };
            let location = match location {
                // It is sent the same as other values then.
                InputLocation::FormValue if !alternatives.has_lists => InputLocation::FormJson,
                location => location,
            };
            let required = object.required.contains(&wire_name);
            inputs.add(field(wire_name, lowered, required, location, properties.key(wire_name)));
        }
    }

    /// Reports encodings of properties that the form does not have.
    pub(in crate::lower) fn warn_unknown_encodings(
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
    fn encoded(
        &mut self,
        encoding: &Encoding,
        ty: &mut Type,
        usual: InputLocation,
        place: Place<'_>,
    ) -> InputLocation {
        if let Some(style) = &encoding.style {
            if encoding.content_type.is_some() {
                let message =
                    "`contentType` has no effect beside `style`, `explode` or `allowReserved`";
                self.warn_ignored(place.key("contentType"), message);
            }
            let Encoding { explode, allow_reserved, .. } = *encoding;
            let (written, location, style) =
                written_in_form(ty.clone(), style, explode, allow_reserved);
            self.warn_of_deep_list(place.name(), &written, style, place);
            self.warn_of_nested_values(place.name(), &written, style, place);
            *ty = written;
            return location;
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
            InputLocation::Form | InputLocation::FormValue if is_json(sent) => {
                InputLocation::StyledForm(Style::Json)
            }
            InputLocation::Form => usual,
            // Callers give the text.
            _ => {
                *ty = match ty {
                    Type::List(_) => Type::List(Box::new(Type::String)),
                    _ => Type::String,
                };
                InputLocation::Form
            }
        }
    }
}

/// How a field without an encoding is sent.
fn usual_field(ty: &Type) -> InputLocation {
    match ty {
        ty if ty.is_text() => InputLocation::Form,
        Type::List(items) if items.is_text() => InputLocation::Form,
        Type::List(_) => InputLocation::FormJsonEach,
        _ => InputLocation::FormJson,
    }
}

/// The input for a field or a part of a form.
pub(in crate::lower) fn field(
    wire_name: &str,
    lowered: Lowered<'_>,
    required: bool,
    location: InputLocation,
    place: Place<'_>,
) -> OperationInput {
    let docs = lowered.docs(wire_name, None);
    OperationInput {
        at: place.pointer(),
        wire_name: wire_name.to_owned(),
        name: Name::of_parameter(wire_name),
        docs: match lowered.deprecated {
            Some(_) if required => docs.and("Deprecated."),
            _ => docs,
        },
        ty: any_json(lowered.ty),
        required,
        location,
        media_type: None,
        because: InputReason::of(Need::Document),
        // A required field cannot be avoided, so that no attribute warns of it.
        deprecated: lowered.deprecated.filter(|_| !required),
    }
}
