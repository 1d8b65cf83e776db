//! The header `Accept`, if the document says what is in it.
//!
//! OpenAPI has such parameters mean nothing, because responses say what a client can ask for. There
//! are servers that insist on a value which no response has, and their documents require it so.

use std::collections::HashSet;

use openapiv3::{Parameter, ParameterSchemaOrContent};
use serde_json::Value;

use crate::docs::code_span;
use crate::ir::{Content, OperationOutput};
use crate::lower::Lowering;
use crate::lower::media::Handling;
use crate::lower::operation::DeclaredOperation;
use crate::lower::references::follow;
use crate::lower::response::successes_and_errors;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use document::diagnostics::Place;
use document::media_type::{essence, is_json};

/// What a schema says of a header.
#[derive(Default)]
struct Told<'a> {
    default: Option<&'a str>,
    /// All values that are allowed, if only some are.
    values: Vec<String>,
    example: Option<&'a str>,
}

impl<'a> Lowering<'a> {
    /// The value that the document wants the header to have: the default, the only one, or, if the
    /// header is required, the first that the client can read or else an example.
    pub(in crate::lower) fn told_accept(
        &mut self,
        parameter: &'a Parameter,
        declared: DeclaredOperation<'a>,
        place: Place<'_>,
    ) -> Option<String> {
        let Told { default, values, example } = self.told(parameter);
        let is_required = parameter.parameter_data_ref().required;
        let mut candidates: Vec<&str> = match default {
            Some(default) => vec![default],
            None if values.len() == 1 || (is_required && !values.is_empty()) => {
                values.iter().map(String::as_str).collect()
            }
            None => example.filter(|_| is_required).into_iter().collect(),
        };
        candidates.retain(|value| says_something(value));
        let Some(first) = candidates.first() else {
            self.warn_of_own_header(&parameter.parameter_data_ref().name, place);
            return None;
        };
        let place = place.key("name");
        let read = self.read(declared);
        let Some(told) = candidates.iter().find(|told| is_readable(told, &read)) else {
            let read = read.first().map_or("", |(media_type, _)| media_type);
            let message = format!(
                "the header `Accept` is not {}, because the client reads {}",
                code_span(first),
                code_span(read)
            );
            self.warn_unsupported(place, message);
            return None;
        };
        // For what responses have as well, the request has a method.
        let is_offered = |value: &str| read.iter().any(|(media_type, _)| *media_type == value);
        if values.iter().any(|value| value != told && !is_offered(value)) {
            let message = format!("the header `Accept` is always {}", code_span(told));
            self.warn_unsupported(place, message);
        }
        Some((*told).to_owned())
    }

    /// The media types of successful responses with how they are handled, the one that is read first.
    fn read(&self, declared: DeclaredOperation<'a>) -> Vec<(&'a str, Handling)> {
        let components = &self.lookup.components().responses;
        let (successes, _) = successes_and_errors(declared.operation);
        let responses = successes.iter().filter_map(|it| follow(it.1, "responses", components));
        let handled = responses.flat_map(|response| self.handled(&response.content));
        let mut read: Vec<_> = handled.map(|(media_type, _, how)| (media_type, how)).collect();
        read.sort_by_key(|(_, handling)| *handling);
        read
    }

    fn told(&self, parameter: &'a Parameter) -> Told<'a> {
        let data = parameter.parameter_data_ref();
        let mut told =
            Told { example: data.example.as_ref().and_then(Value::as_str), ..Told::default() };
        let schema = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => Some(schema),
            ParameterSchemaOrContent::Content(content) => {
                content.first().and_then(|(_, media)| media.schema.as_ref())
            }
        };
        if let Some(schema) = schema {
            self.told_by_schema(schema.into(), &mut told, &mut HashSet::new());
        }
        if told.example.is_none() {
            let components = self.lookup.components();
            let mut examples = data.examples.values();
            told.example = examples.find_map(|example| {
                follow(example, "examples", &components.examples)?.value.as_ref()?.as_str()
            });
        }
        self.effort.spend(told.values.len());
        told
    }

    /// Adds what a schema says, and those that it consists of, each once.
    fn told_by_schema(
        &self,
        schema: SchemaRef<'a>,
        told: &mut Told<'a>,
        seen: &mut HashSet<&'a str>,
    ) {
        const DEEPEST: usize = 30;

        let schema = match schema {
            SchemaRef::Inline(schema) => schema,
            SchemaRef::Reference(reference) if seen.len() < DEEPEST && seen.insert(reference) => {
                if let Some((_, schema)) = self.lookup.schema(reference) {
                    self.told_by_schema(schema, told, seen);
                }
                return;
            }
            SchemaRef::Reference(_) | SchemaRef::Merged(_) => return,
        };
        let data = &schema.schema_data;
        told.default = told.default.or(data.default.as_ref().and_then(Value::as_str));
        told.example = told.example.or(data.example.as_ref().and_then(Value::as_str));
        let view = View::new(schema);
        if let ValueKind::AllOf(parts, _) = &view.kind {
            for part in parts {
                self.told_by_schema(*part, told, seen);
            }
        }
        if told.values.is_empty() {
            told.values = view.values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }
}

/// Whether a parameter is the header.
pub(in crate::lower) fn is_accept(parameter: &Parameter) -> bool {
    matches!(parameter, Parameter::Header { .. })
        && parameter.parameter_data_ref().name.eq_ignore_ascii_case("accept")
}

/// The value of the header: what the document says, unless the client asks for that anyway.
pub(super) fn accept_of(
    told: Option<String>,
    generated: Option<String>,
    output: &OperationOutput,
) -> Option<String> {
    let is_json = output.contents().any(|content| matches!(content, Content::Json(_)));
    let usual = if is_json { "application/json" } else { "*/*" };
    told.filter(|told| generated.as_deref().unwrap_or(usual) != told).or(generated)
}

/// Whether a text can be the value of a header and names a media type.
fn says_something(value: &str) -> bool {
    value.trim() != "*/*"
        && value.contains('/')
        && value.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// Whether what is asked for is what the client reads, or nothing else is described.
fn is_readable(value: &str, read: &[(&str, Handling)]) -> bool {
    let Some((_, main)) = read.first() else { return true };
    value.split(',').map(essence).any(|asked| {
        match read.iter().find(|(media_type, _)| essence(media_type) == asked) {
            Some((_, handling)) => handling == main,
            None => *main != Handling::Json || is_json(&asked) || asked.contains('*'),
        }
    })
}
