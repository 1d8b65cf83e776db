//! What a mock knows of what is sent.

use serde_json::Value;

use super::Table;
use crate::ir::{InputLocation, MockedInput, Operation, OperationInput};
use document::examples::of_media_type;
use document::pointer::find;
use document::reference::{property, resolve};
use document::validation::Direction;
use document::value::total_size;

/// The body of an operation, as one of its media types describes it.
pub(super) struct Body<'v> {
    pub(super) is_required: bool,
    schema: Option<&'v Value>,
    /// The example that says most.
    example: Option<&'v Value>,
}

impl<'v> Table<'v> {
    /// The body of an operation that is declared.
    pub(super) fn body(&mut self, operation: &Operation, declared: &'v Value) -> Body<'v> {
        let body = resolve(self.document, &declared["requestBody"]);
        let is_required = body["required"] == Value::Bool(true);
        let media = operation.media_types.first().and_then(|it| body["content"].get(it));
        let schema = media.and_then(|media| media.get("schema"));
        Body { is_required, schema, example: media.and_then(|media| self.body_example(media)) }
    }

    /// The example of a body that says most, if possible one that has everything it has to have.
    fn body_example(&mut self, media: &'v Value) -> Option<&'v Value> {
        let mut best = None;
        for value in of_media_type(self.document, media).iter().filter_map(|example| example.value)
        {
            let schema = media.get("schema");
            let is_whole =
                schema.is_none_or(|schema| self.has_structure(schema, value, Direction::Request));
            let rank = (is_whole, total_size(value));
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, value));
            }
        }
        best.map(|(_, value)| value)
    }

    /// What the mock knows of the inputs of an operation.
    pub(super) fn inputs(&mut self, operation: &Operation, body: &Body<'v>) -> Vec<MockedInput> {
        operation.inputs.iter().map(|input| self.input(input, body)).collect()
    }

    fn input(&mut self, input: &OperationInput, body: &Body<'v>) -> MockedInput {
        let (schema, documented) = match input.place() {
            _ if matches!(input.location, InputLocation::ContentType | InputLocation::Server) => {
                return MockedInput::default();
            }
            "field" | "part" => {
                let schema =
                    body.schema.and_then(|it| property(self.document, it, &input.wire_name));
                let example = body.example.and_then(|example| example.get(&input.wire_name));
                (schema, example.or_else(|| self.example_of_schema(schema)))
            }
            "body" => (body.schema, body.example),
            _ => self.parameter(input),
        };
        let example = documented.cloned().or_else(|| {
            let schema = schema.filter(|_| input.required)?;
            let made = self.sampler.value(schema, Direction::Request)?;
            // What is written as text has to have some.
            let is_empty = made.as_object().is_some_and(serde_json::Map::is_empty);
            Some(if is_empty && input.is_parameter() { Value::from("string") } else { made })
        });
        MockedInput {
            schema: schema.map_or_else(Value::default, |schema| self.schemas.reduce(schema)),
            example: example.filter(|example| self.schemas.has_room(example)),
        }
    }

    /// The schema of a parameter and its first example.
    fn parameter(&self, input: &OperationInput) -> (Option<&'v Value>, Option<&'v Value>) {
        let Some(declared) = find(self.document, &input.at) else { return (None, None) };
        let declared = resolve(self.document, declared);
        let content = declared.get("content").and_then(Value::as_object);
        let described = content.and_then(|content| content.values().next()).unwrap_or(declared);
        let examples = of_media_type(self.document, described);
        (described.get("schema"), examples.iter().find_map(|example| example.value))
    }

    fn example_of_schema(&self, schema: Option<&'v Value>) -> Option<&'v Value> {
        resolve(self.document, schema?).get("example")
    }
}
