//! Responses: what they are read as.

pub(super) mod content;
pub(super) mod error_types;
pub(super) mod header_sets;
pub(super) mod headers;
mod same;
mod streams;

use std::collections::{BTreeMap, HashSet};

use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use crate::docs::Docs;
use crate::ir::{
    Alternative, ByStatus, Case, Content, Errors, EventStream, OperationOutput, OutputReason,
    Status, Type,
};
use crate::lock::Returns;
use crate::lower::Lowering;
use crate::lower::media::{Handling, media_name};
use crate::lower::memory::let_go;
use crate::lower::references::{Component, ComponentKind, Resolved};
use crate::lower::response::content::ResponseContent;
use crate::lower::response::same::Said;
use crate::lower::schema::shared::Home;
use crate::lower::status::{class_of, key_of, name_of, status_of, successful_class};
use crate::names::{Name, Scope};
use document::diagnostics::{Code, Place};
use document::media_type::is_json;

/// Responses of the document by status.
pub(super) type StatusResponses<'a> = Vec<(Status, &'a ReferenceOr<Response>)>;

/// A successful response: its status, its description, and what it contains.
type ReceivedResponse<'a> = (Status, &'a str, ResponseContent<'a>);

/// A response as an operation has it.
pub(super) struct DescribedResponse<'a> {
    status: Status,
    response: &'a Response,
    /// Its description, or what stands beside the reference to it.
    description: &'a str,
    /// The component that it is, unless it stands in the operation.
    component: Option<Component<'a>>,
    /// Where its content is written out.
    home: Home<'a>,
    /// What its content says, if there are several successes.
    said: Option<Said<'a>>,
}

/// How the responses to an operation are read.
pub(super) struct Responses {
    pub(super) output: OperationOutput,
    /// Why it is so.
    pub(super) because: OutputReason,
    pub(super) accept: Option<String>,
    /// The media types that responses are read as, by status, where that is not `application/json`.
    pub(super) reads: BTreeMap<String, String>,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) streams: Vec<EventStream>,
    pub(super) errors: Option<Errors>,
    /// The indices of the sets of headers that successful responses declare.
    pub(super) headers: Vec<usize>,
}

impl<'a> Lowering<'a> {
    /// What the responses to an operation are read as. `methods` are the names that
    /// its request has already.
    pub(super) fn responses(
        &mut self,
        (method, path, id): (&str, &str, &str),
        operation: &'a Operation,
        name: &Name,
        methods: &mut Scope,
        place: Place<'_>,
    ) -> Responses {
        let place = place.key("responses");
        let (successes, errors) = successes_and_errors(operation);
        let successes = self.named(successes, name, "response", place);
        let headers = self.header_sets(&successes, (name, id), place);
        if method == "HEAD" {
            // What is described is the content that a GET would have (RFC 9110, section 9.3.2).
            let output = OperationOutput::One(Content::Nothing);
            let (accept, reads) = (None, BTreeMap::new());
            let (alternatives, streams) = (Vec::new(), Vec::new());
            return Responses {
                output,
                because: OutputReason::Head,
                accept,
                reads,
                alternatives,
                streams,
                errors: None,
                headers,
            };
        }
        let (mut received, mut reads) = (Vec::new(), BTreeMap::new());
        for (success, content) in self.contents(&successes, (path, id), place) {
            let key = key_of(success.status);
            reads.extend(content.read_as().map(|media_type| (key, media_type.to_owned())));
            received.push((success.status, success.description, content));
        }
        let accept = accept(&received);
        // An operation without any response has been reported.
        if received.is_empty() && !operation.responses.responses.is_empty() {
            let message = "no successful response is described: its content is bytes";
            self.warn_unsupported(place, message);
        }
        let of_any_status = content_of_any_status(&received);
        let is_described = !received.is_empty();
        let (output, because, alternatives) = match self.kept_content(&received, id, place) {
            Some(output) => (output, OutputReason::Lock, alternatives(&received, methods)),
            None => {
                let (output, alternatives) = self.output(received, name, methods, place);
                let because =
                    if is_described { OutputReason::Document } else { OutputReason::Undescribed };
                (output, because, alternatives)
            }
        };
        let streams = self.streams(&successes, place);
        let errors = self.named(errors, name, "error", place);
        let errors = self.errors(errors, of_any_status, (id, name), &mut reads, place);
        Responses { output, because, accept, reads, alternatives, streams, errors, headers }
    }

    /// Responses with names for the types of their contents: those of components, or of the operation,
    /// with the status for errors, of which there may be more one day, and if several have JSON that is
    /// not the same.
    fn named(
        &mut self,
        responses: StatusResponses<'a>,
        operation: &Name,
        what: &str,
        place: Place<'_>,
    ) -> Vec<DescribedResponse<'a>> {
        let components = &self.lookup.components().responses;
        let mut resolved = Vec::with_capacity(responses.len());
        for (status, response) in responses {
            let key = key_of(status);
            let kind = ComponentKind::Response;
            let response = self.resolve(response, kind, components, place.key(&key));
            resolved.extend(response.map(|response| (status, response)));
        }
        let is_told = what == "response" && resolved.len() > 1;
        let said = resolved.iter().map(|(status, it)| {
            is_told.then(|| self.said(it.component, place.key(&key_of(*status))))
        });
        let said: Vec<Option<Said<'a>>> = said.collect();
        let has_json = |it: &Response| it.content.keys().any(|key| is_json(key));
        let json = resolved.iter().zip(&said).filter(|((_, it), _)| has_json(it.item));
        let contents = json.map(|(_, said)| said).collect::<HashSet<_>>().len();
        let name = |status| match contents {
            0 | 1 if what == "response" => operation.join(&Name::new(what)),
            _ => operation.join(&name_of(status)).join(&Name::new(what)),
        };
        let described = resolved.into_iter().zip(said).map(|((status, resolved), said)| {
            let Resolved { item, component, description } = resolved;
            let home = self.home(component).unwrap_or_else(|| Home::in_place(name(status)));
            let description = description.unwrap_or(&item.description);
            DescribedResponse { status, response: item, description, component, home, said }
        });
        described.collect()
    }

    /// What callers have from the successful responses that have content, if others without any came
    /// later: what they got when the crate was generated last.
    fn kept_content(
        &mut self,
        received: &[ReceivedResponse<'a>],
        id: &str,
        place: Place<'_>,
    ) -> Option<OperationOutput> {
        let returned = self.memory.returns(id)?;
        let (empty, filled): (Vec<_>, Vec<_>) =
            received.iter().partition(|(_, _, received)| received.content == Content::Nothing);
        let (first_empty, ..) =
            empty.first().filter(|(status, ..)| class_of(*status) != Some(3))?;
        let content = &filled.first()?.2.content;
        if filled.iter().any(|(_, _, received)| received.content != *content) {
            return None;
        }
        if returned == Returns::Option {
            return Some(OperationOutput::Optional(content.clone()));
        }
        let meaning = match content {
            Content::Json(_) => "an error",
            _ => "empty content",
        };
        let message =
            format!("this response without content is {meaning}, because there always was content");
        let help = let_go("the line of the operation");
        let key = key_of(*first_empty);
        self.diagnostics.warning(Code::UNSUPPORTED, &place.key(&key), message).help(help).at_key();
        Some(OperationOutput::One(content.clone()))
    }

    /// What successful responses are read as, and the contents that can be asked for instead.
    fn output(
        &mut self,
        received: Vec<ReceivedResponse<'a>>,
        name: &Name,
        methods: &mut Scope,
        place: Place<'_>,
    ) -> (OperationOutput, Vec<Alternative>) {
        match received.first() {
            None => {
                return (OperationOutput::One(Content::Bytes), Vec::new());
            }
            Some((status, ..)) if class_of(*status) == Some(3) => {
                return (OperationOutput::Redirect, Vec::new());
            }
            Some(_) => {}
        }
        if let Some(output) = same_content(&received) {
            return (output, alternatives(&received, methods));
        }
        for (status, _, received) in &received {
            for (media_type, _) in &received.others {
                let key = key_of(*status);
                let (response, here) = (place.key(&key), "content");
                self.warn_ignored(
                    response.key(here).key(media_type),
                    "the client does not ask for this, because answers differ by status",
                );
            }
        }
        let cases = received
            .into_iter()
            .map(|(status, description, received)| (status, description, received.content));
        (OperationOutput::ByStatus(by_status(name, "response", cases.collect())), Vec::new())
    }

    /// The contents of errors, if one of them has a type of its own: an enum if several have. What other
    /// operations have makes no difference. `of_any_status` describes errors that nothing else does.
    fn errors(
        &mut self,
        errors: Vec<DescribedResponse<'a>>,
        of_any_status: Option<(Status, &'a str, Content)>,
        (id, operation): (&str, &Name),
        reads: &mut BTreeMap<String, String>,
        place: Place<'_>,
    ) -> Option<Errors> {
        let mut cases = Vec::with_capacity(errors.len() + 1);
        for DescribedResponse { status, response, description, home, .. } in errors {
            let key = key_of(status);
            let known = self.memory.read_as(id, &key);
            let content = self.error_content(response, known, &home, place.key(&key));
            self.error_types.extend(content.content.json());
            reads.extend(content.read_as().map(|media_type| (key, media_type.to_owned())));
            cases.push((status, description, content.content));
        }
        cases.extend(of_any_status);
        let is_typed = |ty: &Type| *ty != Type::Json && *ty != Type::Map(Box::new(Type::Json));
        let typed = |(_, _, content): &(_, _, Content)| {
            content.json().is_some_and(is_typed).then(|| content.clone())
        };
        let mut contents = cases.iter().filter_map(typed);
        let first = contents.next()?;
        Some(if contents.all(|content| content == first) {
            Errors::One(first)
        } else {
            Errors::ByStatus(by_status(operation, "error", cases))
        })
    }

    /// The content of an error. An error keeps its body, so that nothing is reported of contents that
    /// the client does not know.
    fn error_content(
        &mut self,
        response: &'a Response,
        known: Option<&str>,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> ResponseContent<'a> {
        let place = place.key("content");
        let handled = self.handled_from(&response.content, known);
        let Some((media_type, media, handling)) = handled.first().copied() else {
            return ResponseContent::default();
        };
        let content = match (handling, &media.schema) {
            (Handling::Json, None) => Content::Json(Type::Json),
            (Handling::Json, Some(schema)) => {
                let place = place.key(media_type);
                Content::Json(self.schema_at(schema.into(), home, place.key("schema")).ty)
            }
            (Handling::Text, _) => Content::Text,
            _ => Content::Bytes,
        };
        ResponseContent { content, media_types: vec![media_type], others: Vec::new() }
    }
}

/// The content of a default response that stands in for the successful ones: nothing says that it is
/// of them alone.
fn content_of_any_status<'a>(
    received: &[ReceivedResponse<'a>],
) -> Option<(Status, &'a str, Content)> {
    let (status, description, received) = received.first()?;
    (*status == Status::Default).then(|| (*status, *description, received.content.clone()))
}

/// The output, if all successful responses have the same content.
fn same_content(received: &[ReceivedResponse<'_>]) -> Option<OperationOutput> {
    let same = |found: &[&Content]| found.windows(2).all(|pair| pair[0] == pair[1]);
    let contents: Vec<&Content> =
        received.iter().map(|(_, _, received)| &received.content).collect();
    if same(&contents) {
        return Some(OperationOutput::One((*contents.first()?).clone()));
    }
    // These statuses never come with content (RFC 9110, section 15.3), so that no enum is needed
    // to tell them from the others.
    let is_empty = |status: Status| matches!(status, Status::Code(204 | 205));
    let others = received.iter().filter(|(status, ..)| !is_empty(*status));
    let others: Vec<&Content> = others.map(|(_, _, received)| &received.content).collect();
    let content = *others.first()?;
    (same(&others) && *content != Content::Nothing)
        .then(|| OperationOutput::Optional(content.clone()))
}

/// The contents that can be asked for in place of the usual one, each media type once.
fn alternatives(received: &[ReceivedResponse<'_>], methods: &mut Scope) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for (media_type, content) in received.iter().flat_map(|(_, _, received)| &received.others) {
        if alternatives.iter().any(|known| known.media_type == *media_type) {
            continue;
        }
        alternatives.push(Alternative {
            name: methods.claim_one_of(&[Name::new("accept").join(&media_name(media_type))]),
            media_type: (*media_type).to_owned(),
            content: content.clone(),
        });
    }
    alternatives
}

/// The header `accept`, unless it is anything or `application/json`, which the client asks for
/// anyway.
fn accept(received: &[ReceivedResponse<'_>]) -> Option<String> {
    let mut media_types: Vec<&str> = Vec::new();
    for (_, _, received) in received {
        for media_type in &received.media_types {
            if !media_types.contains(media_type) {
                media_types.push(media_type);
            }
        }
    }
    let is_usual = media_types.iter().all(|media_type| match *media_type {
        "*/*" => true,
        media_type => media_type.eq_ignore_ascii_case("application/json"),
    });
    media_types.sort_unstable();
    (!is_usual).then(|| media_types.join(", "))
}

fn by_status(operation: &Name, what: &str, cases: Vec<(Status, &str, Content)>) -> ByStatus {
    let mut scope = Scope::with(&["self"]);
    let case = |(status, description, content): (Status, &str, Content)| {
        let statuses = match status {
            Status::Default => "any other status".to_owned(),
            status => format!("status {}", key_of(status)),
        };
        Case {
            status,
            name: scope.claim_one_of(&[name_of(status)]),
            docs: Docs::of(Some(description), || "Not described.".to_owned())
                .and(format!("With {statuses}.")),
            content,
        }
    };
    let cases = cases.into_iter().map(case).collect();
    ByStatus { name: operation.join(&Name::new(what)), cases }
}

/// The responses of an operation: the successful ones, and the errors.
pub(super) fn successes_and_errors(
    operation: &Operation,
) -> (StatusResponses<'_>, StatusResponses<'_>) {
    let responses = &operation.responses;
    let named = |(status, response): (&StatusCode, _)| (status_of(status), response);
    let mut all: StatusResponses<'_> = responses.responses.iter().map(named).collect();
    // A status on its own goes before a range of statuses.
    all.sort_by_key(|(status, _)| *status);
    let default = responses.default.iter().map(|response| (Status::Default, response));
    let Some(class) = successful_class(responses) else {
        return (default.collect(), all);
    };
    let (successes, errors): (StatusResponses<'_>, StatusResponses<'_>) =
        all.into_iter().partition(|(status, _)| class_of(*status) == Some(class));
    (successes, errors.into_iter().chain(default).collect())
}
