//! The examples of a document that the client can send or read.
//!
//! An example is that of a media type: its `example`, its `examples`, or else the `example` of its
//! schema. Examples of properties are not put together: nobody wrote that they go together.

use std::collections::HashSet;

use serde_json::Value;

use document::diagnostics::Place;
use document::examples;
use document::media_type::{is_form, is_json};
use document::reference::{property, resolve};
use document::validation::{Direction, LocatedSchema, Validator};
use generator::ir::{Api, Case, InputLocation, Operation, OperationInput, OperationOutput, Status};

/// What the examples of a document are.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// Those that are tried.
    pub(super) tried: Vec<Example>,
    /// Those that are not: where they are, and why.
    pub(super) skipped: Vec<(String, &'static str)>,
}

impl Examples {
    /// Those of responses alone.
    pub(super) fn of_responses(mut self) -> Self {
        self.tried.retain(|example| example.kind.is_response());
        self.skipped.retain(|(pointer, _)| !pointer.contains("/requestBody/"));
        self
    }
}

/// An example.
#[derive(Debug)]
pub(super) struct Example {
    /// The JSON pointer to it.
    pub(super) pointer: String,
    /// The number of the operation, counted through all resources.
    pub(super) operation: usize,
    /// What it is an example of.
    pub(super) kind: ExampleKind,
    /// What it says.
    pub(super) value: Value,
    /// What it has that its schema does not allow.
    pub(super) violation: Option<String>,
}

/// What an [`Example`] is an example of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExampleKind {
    /// A form to send, and which of its fields are lists.
    Form(HashSet<String>),
    /// A body to send.
    Body,
    /// The content of a response with some status.
    Response(u16),
}

impl ExampleKind {
    pub(super) fn is_response(&self) -> bool {
        matches!(self, Self::Response(_))
    }
}

/// The examples of all operations.
pub(super) fn collect(document: &Value, api: &Api) -> Examples {
    let validator = Validator::of_structure(document);
    let mut collector = Collector { document, validator, found: Examples::default() };
    let mut number = 0;
    for resource in &api.resources {
        for ways in resource.operations.chunk_by(|_, next| next.is_body_variant) {
            collector.operation(number, ways);
            number += ways.len();
        }
    }
    collector.found
}

struct Collector<'v> {
    document: &'v Value,
    validator: Validator<'v>,
    found: Examples,
}

impl<'v> Collector<'v> {
    /// The examples of an operation, of which there is one for each way to send it.
    fn operation(&mut self, number: usize, ways: &[Operation]) {
        let [operation, ..] = ways else { return };
        // The field of the path item is not always the method.
        let method = operation.at.rsplit('/').next().unwrap_or_default().to_owned();
        let document = self.document;
        let item = resolve(document, &document["paths"][&operation.path]);
        let declared = &item[&method];
        let paths = Place::ROOT.key("paths");
        let path = paths.key(&operation.path);
        let place = path.key(&method);

        let body = resolve(document, &declared["requestBody"]);
        let body_place = place.key("requestBody");
        for (media_type, media) in entries(&body["content"]) {
            let is_sent = |way: &Operation| way.media_types.iter().any(|sent| sent == media_type);
            let way = ways.iter().position(is_sent).unwrap_or_default();
            let kind = sent(document, &ways[way], media_type, media);
            self.media(number + way, &kind, media, body_place.key("content").key(media_type));
        }
        let responses = place.key("responses");
        for (status, response) in entries(&declared["responses"]) {
            let response = resolve(document, response);
            let here = responses.key(status);
            for (media_type, media) in entries(&response["content"]) {
                let kind = received(operation, status, media_type);
                self.media(number, &kind, media, here.key("content").key(media_type));
            }
        }
    }

    /// The examples of a media type, which are tried unless there is a reason not to.
    fn media(
        &mut self,
        operation: usize,
        kind: &Result<ExampleKind, &'static str>,
        media: &'v Value,
        place: Place<'_>,
    ) {
        let document = self.document;
        let schema = &media["schema"];
        for example in examples::of_media_type(document, media) {
            let (pointer, value) = (example.pointer(&place), example.value);
            let tried = kind.clone().and_then(|kind| {
                Ok((kind, value.ok_or("its value is in another document, or nowhere")?))
            });
            match tried {
                Err(reason) => self.found.skipped.push((pointer, reason)),
                Ok((kind, value)) => {
                    let direction =
                        if kind.is_response() { Direction::Response } else { Direction::Request };
                    let violation = self.violation(schema, value, direction);
                    let value = value.clone();
                    self.found.tried.push(Example { pointer, operation, kind, value, violation });
                }
            }
        }
    }

    /// The first violation of a schema by a value. Patterns, lengths and ranges, which the client
    /// does not check, do not count.
    fn violation(
        &mut self,
        schema: &'v Value,
        value: &Value,
        direction: Direction,
    ) -> Option<String> {
        let found =
            self.validator.violations(LocatedSchema::new(schema, Place::ROOT), value, direction);
        let first = found.into_iter().next()?;
        let name = if first.at.is_empty() { "the example" } else { &format!("`{}`", first.at) };
        Some(format!("{name} {}", first.problem))
    }
}

/// What a media type of a request's body is to the client, or why nothing.
fn sent(
    document: &Value,
    operation: &Operation,
    media_type: &str,
    media: &Value,
) -> Result<ExampleKind, &'static str> {
    if !operation.media_types.iter().any(|sent| sent == media_type) {
        return Err("the client sends no such body");
    }
    let takes = |locations: &[InputLocation]| {
        operation.inputs.iter().any(|input| locations.contains(&input.location))
    };
    let is_styled = |input: &OperationInput| {
        matches!(input.location, InputLocation::StyledForm(_) | InputLocation::ReservedForm(_))
    };
    if operation.inputs.iter().any(is_styled) {
        return Err("fields of the form have styles, which are not undone here");
    }
    if is_form(media_type)
        && takes(&[InputLocation::Form, InputLocation::FormJson, InputLocation::FormJsonEach])
    {
        let is_list = |name: &&str| {
            let property = property(document, &media["schema"], name);
            property.is_some_and(|property| resolve(document, property)["type"] == "array")
        };
        let names = operation.inputs.iter().map(|input| input.wire_name.as_str());
        Ok(ExampleKind::Form(names.filter(is_list).map(str::to_owned).collect()))
    } else if is_json(media_type) && takes(&[InputLocation::Body]) {
        Ok(ExampleKind::Body)
    } else {
        Err("the client sends no such body")
    }
}

/// What a media type of a response is to the client, or why nothing.
fn received(
    operation: &Operation,
    status: &str,
    media_type: &str,
) -> Result<ExampleKind, &'static str> {
    let read = operation.reads.iter().find(|(known, _)| known.eq_ignore_ascii_case(status));
    let read = read.map_or("application/json", |(_, media_type)| media_type);
    // Of several kinds of JSON the client asks for one.
    if !is_json(media_type) || media_type != read {
        return Err("the client does not read this media type");
    }
    let number = match status {
        "default" => 500,
        range => range.to_ascii_lowercase().replace('x', "0").parse().unwrap_or_default(),
    };
    match (number / 100, &operation.output) {
        (2, output) if reads_json(output, number) => Ok(ExampleKind::Response(number)),
        (4 | 5, _) => Ok(ExampleKind::Response(number)),
        (3, OperationOutput::Redirect) => Err("of a redirect, the client reads where it leads"),
        _ => Err("the client reads no such response"),
    }
}

/// Whether the client reads a response of a status as JSON.
fn reads_json(output: &OperationOutput, number: u16) -> bool {
    match output {
        OperationOutput::One(content) | OperationOutput::Optional(content) => {
            content.json().is_some()
        }
        OperationOutput::ByStatus(by_status) => {
            let is_of = |case: &&Case| match case.status {
                Status::Code(code) => code == number,
                Status::Class(class) => class == number / 100,
                Status::Default => true,
            };
            let case = by_status.cases.iter().find(is_of);
            case.is_some_and(|case| case.content.json().is_some())
        }
        OperationOutput::Redirect => false,
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
