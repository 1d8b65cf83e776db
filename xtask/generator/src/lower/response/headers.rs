//! Headers that one response declares.

use openapiv3::ParameterSchemaOrContent;
use serde_json::Value;

use crate::ir::{Header, Type};
use crate::lower::Lowering;
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::response::DescribedResponse;
use crate::lower::response::header_sets::SetOwner;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::lower::status::key_of;
use crate::names::{Name, ROOT_TYPES};
use document::diagnostics::Place;

/// The extension that names the type of a response's headers.
const RUST_HEADERS: &str = "x-rust-headers";

impl<'a> Lowering<'a> {
    /// The indices of the sets of headers that responses of an operation declare. Which sets those are
    /// depends on each response alone, so that one more of them changes none that is there.
    pub(in crate::lower) fn header_sets(
        &mut self,
        responses: &[DescribedResponse<'a>],
        operation: (&Name, &str),
        place: Place<'_>,
    ) -> Vec<usize> {
        let mut sets = Vec::new();
        for response in responses {
            let key = key_of(response.status);
            let set = self.header_set(response, operation, place.key(&key));
            sets.extend(set.filter(|set| !sets.contains(set)));
        }
        sets
    }

    fn header_set(
        &mut self,
        response: &DescribedResponse<'a>,
        operation: (&Name, &str),
        place: Place<'_>,
    ) -> Option<usize> {
        let headers = self.headers(response, place);
        if headers.is_empty() {
            return None;
        }
        let owner = owner(response, operation);
        let name = match &owner {
            SetOwner::Nothing(name) => Some(name.clone()),
            SetOwner::Operation(..) | SetOwner::Component(_) => None,
        };
        if let Some(name) = &name
            && !self.header_sets.has(&owner)
            && (name.is_one_of(ROOT_TYPES) || !self.type_names.claim(name))
        {
            let message = format!("the name `{}` is that of another type", name.type_name());
            self.report_unsupported(place.key(RUST_HEADERS), message);
            return None;
        }
        let (set, left_out) = self.header_sets.add(owner, headers);
        let headers = place.key("headers");
        for header in &left_out {
            let here = headers.key(header);
            if let Some(name) = &name {
                let message =
                    format!("another response has it in `{}` with another type", name.type_name());
                self.report_unsupported(here, message);
            } else {
                let message = "another response of the operation has it with another type, and that is \
                               the one that is generated: `Response::header` reads it as this one";
                self.warn_unsupported(here, message);
            }
        }
        Some(set)
    }

    /// The headers that a response declares.
    fn headers(
        &mut self,
        DescribedResponse { response, component, .. }: &DescribedResponse<'a>,
        place: Place<'_>,
    ) -> Vec<Header> {
        let around = self.home(*component);
        let headers = place.key("headers");
        let mut declared = Vec::new();
        for (wire_name, header) in &response.headers {
            // The content describes it instead (OpenAPI 3.0.3, Response Object).
            if wire_name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let here = headers.key(wire_name);
            let components = &self.lookup.components().headers;
            let Some(Resolved { item: header, component, description }) =
                self.resolve(header, ComponentKind::Header, components, here)
            else {
                continue;
            };
            let name = Name::new(wire_name);
            let home = self.home(component);
            let home = home.or_else(|| around.as_ref().map(|around| around.join(&name)));
            let home = home.unwrap_or_else(|| Home::in_place(name.clone()));
            let lowered = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    self.header_schema(schema.into(), &home, here.key("schema"))
                }
                // Callers read its text.
                ParameterSchemaOrContent::Content(content) => {
                    let format = content.keys().next().cloned();
                    Lowered { format, ..Lowered::of(Type::String) }
                }
            };
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
            let description = description.or(header.description.as_deref());
            self.effort.spend_on_member(description.or(lowered.description));
            let docs = lowered.docs(wire_name, description);
            let is_deprecated = header.deprecated == Some(true) || lowered.deprecated.is_some();
            declared.push(Header {
                at: here.pointer(),
                wire_name: wire_name.clone(),
                name,
                docs: if is_deprecated { docs.and("Deprecated.") } else { docs },
                ty,
            });
        }
        declared
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

/// What the set of headers of a response is named after: the name that it gives it, the component that
/// it is, or the operation.
fn owner<'a>(response: &DescribedResponse<'a>, (operation, id): (&Name, &str)) -> SetOwner<'a> {
    let name = response.response.extensions.get(RUST_HEADERS).and_then(Value::as_str);
    match (name, response.component) {
        (Some(name), _) => SetOwner::Nothing(Name::new(name)),
        (None, Some(component)) => SetOwner::Component(component.key),
        (None, None) => SetOwner::Operation(operation.clone(), id.to_owned()),
    }
}
