//! Headers that responses declare.

use openapiv3::{ParameterSchemaOrContent, Response};

use crate::docs::Docs;
use crate::ir::{Header, HeaderSet, Type};
use crate::lower::Lowering;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::names::{Name, Scope};
use document::diagnostics::Place;

/// Headers that some operations declare, before the set has a name.
pub(in crate::lower) struct DeclaredHeaders {
    headers: Vec<Header>,
    operations: Vec<Name>,
}

impl<'a> Lowering<'a> {
    /// Adds the headers of one response to those of others of the operation.
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
            // Described by the content instead (OpenAPI 3.0.3, Response Object).
            if wire_name.eq_ignore_ascii_case("content-type")
                || known.iter().any(|known| known.wire_name == *wire_name)
            {
                continue;
            }
            let here = headers.key(wire_name);
            let components = &self.components.headers;
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
                // An identifier off its pattern would be lost, were it parsed.
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

    /// The type of a header. Values that are spelled out in it become no enumeration
    /// of their own: each operation would have another one.
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

    /// The index of a set of headers, which is shared by all operations that declare
    /// the same.
    pub(in crate::lower) fn header_set(&mut self, headers: Vec<Header>, operation: &Name) -> usize {
        let same = self.header_sets.iter().position(|set| set.headers == headers);
        let index = same.unwrap_or_else(|| {
            self.header_sets.push(DeclaredHeaders { headers, operations: Vec::new() });
            self.header_sets.len() - 1
        });
        self.header_sets[index].operations.push(operation.clone());
        index
    }

    /// The sets of headers. The one that most operations share is the API's; each
    /// other one is named after the first operation that declares it.
    pub(in crate::lower) fn named_header_sets(&mut self) -> Vec<HeaderSet> {
        let sets = std::mem::take(&mut self.header_sets);
        let most = sets.iter().map(|set| set.operations.len()).max().unwrap_or_default();
        let common = sets
            .iter()
            .position(|set| set.operations.len() == most && (most > 1 || sets.len() == 1));
        let name = |index: usize, set: &DeclaredHeaders, scope: &mut Scope| {
            let suffix = Name::new("headers");
            let own = set.operations.first().map_or(suffix.clone(), |first| first.join(&suffix));
            let name = if Some(index) == common { Name::new("response_headers") } else { own };
            scope.claim_one_of(&[name])
        };
        let mut named = Vec::with_capacity(sets.len());
        for (index, set) in sets.into_iter().enumerate() {
            let docs = match set.operations.as_slice() {
                [only] => {
                    format!("Headers of the response to [`{0}`](crate::Client::{0}).", only.field())
                }
                _ => "Headers that the responses to several operations have in common.".to_owned(),
            };
            named.push(HeaderSet {
                name: name(index, &set, &mut self.types),
                docs: Docs::own(&docs),
                headers: set.headers,
            });
        }
        named
    }
}
