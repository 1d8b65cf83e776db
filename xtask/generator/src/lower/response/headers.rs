//! Headers that one response declares.

use openapiv3::{ParameterSchemaOrContent, Response};

use crate::ir::{Header, Type};
use crate::lower::Lowering;
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::response::DescribedResponse;
use crate::lower::response::header_sets::SetOwner;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::lower::status::key_of;
use crate::names::{Name, Scope};
use document::diagnostics::Place;

/// The extension that names the type of a response's headers.
const RUST_HEADERS: &str = "x-rust-headers";

impl<'a> Lowering<'a> {
    /// The index of the set of headers that responses of an operation declare, if they do.
    pub(in crate::lower) fn header_set(
        &mut self,
        responses: &[DescribedResponse<'a>],
        operation: &Name,
        place: Place<'_>,
    ) -> Option<usize> {
        let mut headers = Vec::new();
        for response in responses {
            self.headers(response, &mut headers, place.key(&key_of(response.status)));
        }
        if headers.is_empty() {
            return None;
        }
        let owner = owner(responses, operation);
        let known = self.header_sets.of(&owner);
        match (&owner, known) {
            (_, Some((index, known))) if known == headers => return Some(index),
            (SetOwner::Nothing(name), None) if self.type_names.claim(name) => {}
            (SetOwner::Nothing(name), _) => {
                let message = format!(
                    "the name `{}` is that of another type, or of other headers",
                    name.type_name()
                );
                let named = responses.iter().find(|it| name_of_headers(it.response).is_some())?;
                self.report_unsupported(
                    place.key(&key_of(named.status)).key(RUST_HEADERS),
                    message,
                );
                return None;
            }
            _ => {}
        }
        Some(self.header_sets.add(owner, headers))
    }

    /// Adds the headers of a response to those that other responses of the operation declare.
    fn headers(
        &mut self,
        DescribedResponse { response, component, .. }: &DescribedResponse<'a>,
        known: &mut Vec<Header>,
        place: Place<'_>,
    ) {
        let around = self.home(*component);
        let headers = place.key("headers");
        let mut scope = Scope::default();
        for header in known.iter() {
            scope.claim(&header.name);
        }
        for (wire_name, header) in &response.headers {
            // The content describes it instead (OpenAPI 3.0.3, Response Object).
            if wire_name.eq_ignore_ascii_case("content-type")
                || known.iter().any(|known| known.wire_name == *wire_name)
            {
                continue;
            }
            let here = headers.key(wire_name);
            let components = &self.lookup.components().headers;
            let Some(Resolved { item: header, component }) =
                self.resolve(header, ComponentKind::Header, components, here)
            else {
                continue;
            };
            let ParameterSchemaOrContent::Schema(schema) = &header.format else {
                self.report_unsupported(
                    here.key("content"),
                    "`content` in a header is not supported",
                );
                continue;
            };
            let name = Name::new(wire_name);
            let home = self.home(component);
            let home = home.or_else(|| around.as_ref().map(|around| around.join(&name)));
            let home = home.unwrap_or_else(|| Home::in_place(name.clone()));
            let lowered = self.header_schema(schema.into(), &home, here.key("schema"));
            let ty = match lowered.ty {
                Type::Boolean
                | Type::Int32
                | Type::Int64
                | Type::Uint32
                | Type::Uint64
                | Type::Number
                | Type::Enum(_) => lowered.ty.clone(),
                // Parsing would lose an identifier that does not match its pattern.
                _ => Type::String,
            };
            self.effort.spend_on_member(header.description.as_deref().or(lowered.description));
            let docs = lowered.docs(wire_name, header.description.as_deref());
            let is_deprecated = header.deprecated == Some(true) || lowered.deprecated.is_some();
            known.push(Header {
                wire_name: wire_name.clone(),
                name: scope.claim_one_of(&[name]),
                docs: if is_deprecated { docs.and("Deprecated.") } else { docs },
                ty,
            });
        }
    }

    /// The type of a header. An enumeration that is in no component is text, because each operation
    /// would have another one.
    fn header_schema(
        &mut self,
        schema: SchemaRef<'a>,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        if let SchemaRef::Inline(inline) = schema {
            let view = View::new(inline);
            let is_text = matches!(view.kind, ValueKind::String { .. });
            if is_text && (home.is_in_place() || view.values.is_empty()) {
                return Lowered::text(inline);
            }
        }
        self.schema_at(schema, home, place)
    }
}

/// What the set of headers is named after that some responses of an operation declare together: the
/// name that one of them gives it; the component, if only one of them has headers; the operation.
fn owner<'a>(responses: &[DescribedResponse<'a>], operation: &Name) -> SetOwner<'a> {
    if let Some(name) = responses.iter().find_map(|it| name_of_headers(it.response)) {
        return SetOwner::Nothing(Name::new(name));
    }
    let mut declaring = responses.iter().filter(|it| !it.response.headers.is_empty());
    match (declaring.next(), declaring.next()) {
        (Some(DescribedResponse { component: Some(component), .. }), None) => {
            SetOwner::Component(component.key)
        }
        _ => SetOwner::Operation(operation.clone()),
    }
}

fn name_of_headers(response: &Response) -> Option<&str> {
    response.extensions.get(RUST_HEADERS)?.as_str()
}
