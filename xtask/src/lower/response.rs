//! Responses: what comes back.

use openapiv3::{Operation, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode};

use super::Lowering;
use super::input::is_json;
use crate::diagnostics::Place;
use crate::docs::Docs;
use crate::ir::{Header, HeaderSet, Type};
use crate::names::{Name, Scope};

/// Headers that some operations declare, before the set has a name.
pub(super) struct DeclaredHeaders {
    headers: Vec<Header>,
    operations: Vec<Name>,
}

impl<'a> Lowering<'a> {
    /// The content of a successful response, none for nothing, and the index of the
    /// set of headers that it declares.
    pub(super) fn responses(
        &mut self,
        operation: &'a Operation,
        name: &Name,
        place: Place<'_>,
    ) -> (Option<Type>, Option<usize>) {
        let place = place.key("responses");
        let mut output: Option<Option<Type>> = None;
        let mut headers: Vec<Header> = Vec::new();
        for (status, response) in successes(operation) {
            let here = place.key(&status);
            let components = &self.components.responses;
            let Some(response) = self.resolve(response, "responses", components, here) else {
                continue;
            };
            self.headers(response, &mut headers, here);
            let content = self.content(response, name, here);
            match &output {
                None => output = Some(content),
                Some(known) if *known == content => {}
                Some(_) => self.unsupported(
                    here,
                    "successful responses with different contents are not supported",
                ),
            }
        }
        if output.is_none() {
            self.unsupported(place, "an operation without a successful response is not supported");
        }
        for (status, response) in failures(operation) {
            self.failure(response, name, place.key(&status));
        }
        let set = (!headers.is_empty()).then(|| self.header_set(headers, name));
        (output.flatten(), set)
    }

    /// The content of a response that refuses a request; whatever it is, the error
    /// keeps the body.
    fn failure(&mut self, response: &'a ReferenceOr<Response>, name: &Name, place: Place<'_>) {
        let components = &self.components.responses;
        let Some(response) = self.resolve(response, "responses", components, place) else { return };
        let json = response.content.iter().find(|(media_type, _)| is_json(media_type));
        if let Some((media_type, media)) = json
            && let Some(schema) = &media.schema
        {
            let name = name.join(&Name::new("error"));
            let content = place.key("content");
            let media = content.key(media_type);
            let lowered = self.schema(schema.into(), &name, media.key("schema"));
            self.errors.push(lowered.ty);
        }
    }

    /// The model that all declared errors share.
    pub(super) fn common_error(&self) -> Option<Name> {
        match self.errors.split_first()? {
            (Type::Model(name), rest) if rest.iter().all(|ty| *ty == self.errors[0]) => {
                Some(name.clone())
            }
            _ => None,
        }
    }

    fn content(&mut self, response: &'a Response, name: &Name, place: Place<'_>) -> Option<Type> {
        if response.content.is_empty() {
            return None;
        }
        let content = place.key("content");
        let Some((media_type, media)) =
            response.content.iter().find(|(media_type, _)| is_json(media_type))
        else {
            self.unsupported(content, "only JSON is supported as the content of a response");
            return None;
        };
        for other in response.content.keys().filter(|other| *other != media_type) {
            self.left_out(content.key(other), format!("the client only accepts `{media_type}`"));
        }
        let media_place = content.key(media_type);
        let schema = media.schema.as_ref();
        let page = schema.and_then(|schema| self.page_name(schema.into()));
        let name = page.unwrap_or_else(|| name.join(&Name::new("response")));
        let lowered =
            schema.map(|schema| self.schema(schema.into(), &name, media_place.key("schema")));
        Some(lowered.map_or(Type::Json, |lowered| lowered.ty))
    }

    /// Adds the headers of one response to those of others of the operation.
    fn headers(&mut self, response: &'a Response, known: &mut Vec<Header>, place: Place<'_>) {
        let headers = place.key("headers");
        let mut scope = Scope::default();
        for header in known.iter() {
            scope.claim(&header.name);
        }
        for (wire, header) in &response.headers {
            // Described by the content instead (OpenAPI 3.0.3, Response Object).
            if wire.eq_ignore_ascii_case("content-type")
                || known.iter().any(|known| known.wire == *wire)
            {
                continue;
            }
            let here = headers.key(wire);
            let components = &self.components.headers;
            let Some(header) = self.resolve(header, "headers", components, here) else {
                continue;
            };
            let ParameterSchemaOrContent::Schema(schema) = &header.format else {
                self.unsupported(here, "`content` in a header is not supported");
                continue;
            };
            let lowered = self.schema(schema.into(), &Name::new(wire), here.key("schema"));
            let ty = match lowered.ty {
                Type::Boolean | Type::Int32 | Type::Int64 | Type::Number | Type::Enum(_) => {
                    lowered.ty.clone()
                }
                // An identifier off its pattern would be lost, were it parsed.
                _ => Type::String,
            };
            known.push(Header {
                wire: wire.clone(),
                name: scope.claim_one_of(&[Name::new(wire)]),
                docs: lowered.docs(wire, header.description.as_deref()),
                ty,
            });
        }
    }

    /// The index of a set of headers, which is shared by all operations that declare
    /// the same.
    fn header_set(&mut self, headers: Vec<Header>, operation: &Name) -> usize {
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
    pub(super) fn named_header_sets(&mut self) -> Vec<HeaderSet> {
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

/// Responses for a status of 2xx; the default one if there is none.
fn successes(operation: &Operation) -> Vec<(String, &ReferenceOr<Response>)> {
    let responses = &operation.responses;
    let successes: Vec<_> = responses
        .responses
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, response)| (status.to_string(), response))
        .collect();
    if !responses.responses.is_empty() {
        return successes;
    }
    responses.default.iter().map(|response| ("default".to_owned(), response)).collect()
}

fn failures(operation: &Operation) -> impl Iterator<Item = (String, &ReferenceOr<Response>)> {
    let responses = &operation.responses;
    let declared = responses.responses.iter().filter(|(status, _)| !is_success(status));
    let default = responses.default.iter().filter(|_| !responses.responses.is_empty());
    declared
        .map(|(status, response)| (status.to_string(), response))
        .chain(default.map(|response| ("default".to_owned(), response)))
}

fn is_success(status: &StatusCode) -> bool {
    match status {
        StatusCode::Code(code) => (200..300).contains(code),
        StatusCode::Range(class) => *class == 2,
    }
}
