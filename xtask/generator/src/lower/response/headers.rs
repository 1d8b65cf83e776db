//! Headers that one response declares.

use openapiv3::{ParameterSchemaOrContent, Response};

use crate::ir::{Header, Type};
use crate::lower::Lowering;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::names::{Name, Scope};
use document::diagnostics::Place;

impl<'a> Lowering<'a> {
    /// Adds the headers of a response to those that other responses of the operation declare.
    pub(in crate::lower) fn headers(
        &mut self,
        response: &'a Response,
        known: &mut Vec<Header>,
        place: Place<'_>,
    ) {
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
            let Some(header) = self.resolve(header, "headers", components, here) else {
                continue;
            };
            let ParameterSchemaOrContent::Schema(schema) = &header.format else {
                self.report_unsupported(
                    here.key("content"),
                    "`content` in a header is not supported",
                );
                continue;
            };
            let lowered = self.header_schema(schema.into(), wire_name, here.key("schema"));
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
                name: scope.claim_one_of(&[Name::new(wire_name)]),
                docs: if is_deprecated { docs.and("Deprecated.") } else { docs },
                ty,
            });
        }
    }

    /// The type of a header. An enumeration that is not a component is text, because each operation
    /// would have another one.
    fn header_schema(
        &mut self,
        schema: SchemaRef<'a>,
        wire_name: &str,
        place: Place<'_>,
    ) -> Lowered<'a> {
        match schema {
            SchemaRef::Inline(inline)
                if matches!(View::new(inline).kind, ValueKind::String { .. }) =>
            {
                Lowered::text(inline)
            }
            schema => self.schema(schema, &Name::new(wire_name), place),
        }
    }
}
