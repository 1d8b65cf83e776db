//! What an operation sends: parameters, the fields of a form, a body.
//!
//! How parameters are written is in `parameter`.

use openapiv3::{AdditionalProperties, MediaType, Operation, Parameter};

use super::Lowering;
use super::media::is_json;
use super::operation::Declared;
use super::view::SchemaRef;
use crate::diagnostics::Place;
use crate::docs::Docs;
use crate::ir::{Access, Input, Location, Type};
use crate::names::{Name, Scope};

/// Names that every request has already: its field `client`, and its methods.
const REQUEST_METHODS: &[&str] = &[
    "client",
    "clone",
    "fmt",
    "from",
    "into",
    "into_request",
    "items",
    "pages",
    "send",
    "send_streamed",
    "send_with_response",
];

const FORM: &str = "application/x-www-form-urlencoded";

/// The inputs of one operation, as they come together.
pub(super) struct Inputs<'n> {
    operation: &'n Name,
    scope: Scope,
    list: Vec<Input>,
}

impl Inputs<'_> {
    /// The name for a type that an input may need.
    pub(super) fn type_name(&self, wire: &str) -> Name {
        self.operation.join(&Name::new(wire))
    }

    /// Adds an input under a name that is free.
    fn push(&mut self, wire: &str, docs: Docs, ty: Type, required: bool, location: Location) {
        let (name, deprecated) = (Name::new(wire), None);
        let wire = wire.to_owned();
        self.add(Input { wire, name, docs, ty, required, location, deprecated });
    }

    /// Adds an input under its name, or another that is free: the same name may stand in
    /// the path and in the form.
    pub(super) fn add(&mut self, mut input: Input) {
        let place = match input.location {
            Location::Path | Location::StyledPath(_) => "path",
            Location::Query | Location::StyledQuery(_) | Location::ReservedQuery(_) => "query",
            Location::Header | Location::StyledHeader(_) => "header",
            Location::Cookie(_) => "cookie",
            Location::Form | Location::FormJson | Location::FormJsonEach => "field",
            Location::Body => "body",
        };
        let joined = input.name.join(&Name::new(place));
        input.name = self.scope.claim_one_of(&[input.name, joined]);
        self.list.push(input);
    }
}

impl<'a> Lowering<'a> {
    /// Path parameters in the order of the path, then other parameters, then the
    /// body, in the order of the document; and the names that the request has.
    pub(super) fn inputs(
        &mut self,
        declared: Declared<'a>,
        operation: &Name,
        place: Place<'_>,
    ) -> (Vec<Input>, Scope) {
        let mut inputs =
            Inputs { operation, scope: Scope::with(REQUEST_METHODS), list: Vec::new() };
        let mut parameters = self.parameters(declared, place);
        let path = declared.path;
        parameters.sort_by_key(|(parameter, _)| match parameter {
            Parameter::Path { parameter_data, .. } => {
                path.find(&format!("{{{}}}", parameter_data.name))
            }
            _ => Some(usize::MAX),
        });
        let list = place.key("parameters");
        for (parameter, index) in parameters {
            let here = index.map_or(list, |index| list.index(index));
            self.parameter(parameter, &mut inputs, here);
        }
        if let Some(body) = &declared.operation.request_body {
            let here = place.key("requestBody");
            let components = &self.components.request_bodies;
            if let Some(body) = self.resolve(body, "requestBodies", components, here) {
                self.body(body, &mut inputs, here);
            }
        }
        (inputs.list, inputs.scope)
    }

    fn body(
        &mut self,
        body: &'a openapiv3::RequestBody,
        inputs: &mut Inputs<'_>,
        place: Place<'_>,
    ) {
        let content = place.key("content");
        let form = body.content.get_key_value(FORM);
        let plain = || body.content.get_key_value("application/json");
        let json = || body.content.iter().find(|(media_type, _)| is_json(media_type));
        let Some((media_type, media)) = form.or_else(plain).or_else(json) else {
            self.unsupported(content, "only forms and JSON are supported as bodies of requests");
            return;
        };
        for other in body.content.keys().filter(|other| *other != media_type) {
            self.left_out(content.key(other), format!("the body is always sent as `{media_type}`"));
        }
        let here = content.key(media_type);
        if media_type == FORM {
            self.form(media, inputs, here);
        } else {
            self.json_body(body, media, inputs, here);
        }
    }

    /// The media type of an operation's body if it is JSON of a special kind.
    pub(super) fn json_media_type(
        &mut self,
        operation: &'a Operation,
        place: Place<'_>,
    ) -> Option<String> {
        let components = &self.components.request_bodies;
        let body = operation.request_body.as_ref()?;
        let body = self.resolve(body, "requestBodies", components, place)?;
        let is_plain =
            |media_type: &&String| *media_type == FORM || *media_type == "application/json";
        if body.content.keys().any(|media_type| is_plain(&media_type)) {
            return None;
        }
        body.content.keys().find(|media_type| is_json(media_type)).cloned()
    }

    fn json_body(
        &mut self,
        body: &'a openapiv3::RequestBody,
        media: &'a MediaType,
        inputs: &mut Inputs<'_>,
        place: Place<'_>,
    ) {
        let name = inputs.type_name("body");
        let here = place.key("schema");
        let lowered = media.schema.as_ref().map(|schema| self.schema(schema.into(), &name, here));
        let ty = lowered.map_or(Type::Json, |lowered| any_json(lowered.ty));
        let docs = Docs::of(body.description.as_deref(), || "The body of the request.".to_owned());
        inputs.push("body", docs, ty, body.required, Location::Body);
    }

    fn form(&mut self, media: &'a MediaType, inputs: &mut Inputs<'_>, place: Place<'_>) {
        let schema_place = place.key("schema");
        let schema = media.schema.as_ref().map(SchemaRef::from);
        let object = schema.and_then(|schema| self.object(schema));
        let Some(object) = object.filter(|object| object.additional.is_none_or(is_closed)) else {
            self.unsupported(schema_place, "a form has to be an object with known properties");
            return;
        };
        if let Some(SchemaRef::Reference(reference)) = schema {
            self.forms.extend(self.referenced(reference).map(|(name, _)| name));
        }
        let properties = schema_place.key("properties");
        for (wire, schema) in object.properties {
            let here = properties.key(wire);
            let lowered = self.schema(schema, &inputs.type_name(wire), here);
            if lowered.access == Access::Received {
                continue;
            }
            let location = match &lowered.ty {
                ty if is_text(ty) => Location::Form,
                Type::List(items) if is_text(items) => Location::Form,
                Type::List(_) => Location::FormJsonEach,
                _ => Location::FormJson,
            };
            if let Some(encoding) = media.encoding.get(wire)
                && !encoding
                    .content_type
                    .as_deref()
                    .is_none_or(|sent| location == Location::FormJson && is_json(sent))
            {
                self.unsupported(
                    place.key("encoding").key(wire),
                    "this `contentType` of a form's field is not supported",
                );
            }
            let docs = lowered.docs(wire, None);
            let required = object.required.contains(&wire);
            let docs = match lowered.deprecated {
                Some(_) if required => docs.and("Deprecated."),
                _ => docs,
            };
            inputs.add(Input {
                wire: wire.to_owned(),
                name: Name::new(wire),
                docs,
                ty: any_json(lowered.ty),
                required,
                location,
                deprecated: lowered.deprecated.filter(|_| !required),
            });
        }
    }
}

/// Whether an object has no properties but those that it declares; to be told so
/// changes nothing for a form.
fn is_closed(additional: &AdditionalProperties) -> bool {
    matches!(additional, AdditionalProperties::Any(_))
}

/// An object without known properties is as good as any JSON to send, and easier to
/// make.
pub(super) fn any_json(ty: Type) -> Type {
    if ty == Type::Map(Box::new(Type::Json)) { Type::Json } else { ty }
}

/// Whether values of a type have a text of their own.
pub(super) fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String
            | Type::Boolean
            | Type::Int32
            | Type::Int64
            | Type::Uint32
            | Type::Uint64
            | Type::Number
            | Type::Formatted(_)
            | Type::Identifier(_)
            | Type::Enum(_)
    )
}
