//! Responses: what comes back.

use openapiv3::{Operation, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode};

use super::Lowering;
use super::input::is_json;
use super::schema::Lowered;
use super::view::{Kind, SchemaRef, View};
use crate::diagnostics::Place;
use crate::docs::Docs;
use crate::ir::{Header, HeaderSet, Output, Type};
use crate::names::{Name, Scope};

/// Responses with their statuses.
type Declared<'a> = Vec<(String, &'a ReferenceOr<Response>)>;

/// Headers that some operations declare, before the set has a name.
pub(super) struct DeclaredHeaders {
    headers: Vec<Header>,
    operations: Vec<Name>,
}

impl<'a> Lowering<'a> {
    /// What the responses that answer an operation are read as, and the index of the
    /// set of headers that they declare.
    pub(super) fn responses(
        &mut self,
        operation: &'a Operation,
        name: &Name,
        place: Place<'_>,
    ) -> (Output, Option<usize>) {
        let place = place.key("responses");
        let mut output: Option<Output> = None;
        let mut headers: Vec<Header> = Vec::new();
        let (answers, refusals) = answers_and_refusals(operation);
        for (status, response) in answers {
            let here = place.key(&status);
            let components = &self.components.responses;
            let Some(response) = self.resolve(response, "responses", components, here) else {
                continue;
            };
            self.headers(response, &mut headers, here);
            let content = match self.content(response, name, here) {
                _ if status.starts_with('3') => Output::Redirect,
                Some(ty) => Output::Json(ty),
                None => Output::Nothing,
            };
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
            let message = "an operation without a successful response is not supported";
            self.unsupported(place, message);
        }
        for (status, response) in refusals {
            self.failure(response, name, place.key(&status));
        }
        let set = (!headers.is_empty()).then(|| self.header_set(headers, name));
        (output.unwrap_or(Output::Nothing), set)
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
            let lowered = self.header_schema(schema.into(), wire, here.key("schema"));
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
            known.push(Header {
                wire: wire.clone(),
                name: scope.claim_one_of(&[Name::new(wire)]),
                docs: lowered.docs(wire, header.description.as_deref()),
                ty,
            });
        }
    }

    /// The type of a header. Values that are spelled out in it become no enumeration
    /// of their own: each operation would have another one.
    fn header_schema(
        &mut self,
        schema: SchemaRef<'a>,
        wire: &str,
        place: Place<'_>,
    ) -> Lowered<'a> {
        match schema {
            SchemaRef::Inline(inline) if matches!(View::new(inline).kind, Kind::String { .. }) => {
                Lowered::text(inline)
            }
            schema => self.schema(schema, &Name::new(wire), place),
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

/// The responses of an operation by status: those that answer it, and those that
/// refuse it.
///
/// Answers are those of 2xx; else redirects; else, if no other is declared, the default
/// one.
fn answers_and_refusals(operation: &Operation) -> (Declared<'_>, Declared<'_>) {
    let responses = &operation.responses;
    let all = responses.responses.iter();
    let default = responses.default.iter().map(|response| ("default".to_owned(), response));
    let classes: Vec<u16> = responses.responses.keys().map(class_of).collect();
    let Some(class) = [2, 3].into_iter().find(|class| classes.contains(class)) else {
        let others = all.map(|(status, response)| (status.to_string(), response)).collect();
        return if classes.is_empty() {
            (default.collect(), Vec::new())
        } else {
            (Vec::new(), others)
        };
    };
    let (answers, refusals): (Vec<_>, Vec<_>) =
        all.partition(|(status, _)| class_of(status) == class);
    let named = |(status, response): (&StatusCode, _)| (status.to_string(), response);
    let refusals = refusals.into_iter().map(named).chain(default);
    (answers.into_iter().map(named).collect(), refusals.collect())
}

/// The class of a status: 2 for 200.
fn class_of(status: &StatusCode) -> u16 {
    match status {
        StatusCode::Code(code) => code / 100,
        StatusCode::Range(class) => *class,
    }
}
