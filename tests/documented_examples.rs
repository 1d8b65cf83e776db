//! Every example of the document: requests are written with the typed client and sent as
//! documented, responses are read and written again as they were, and a mock answers with them.

mod answers;
mod requests;
mod responses;

use flex_interactions::{
    Client, InteractionChannelParticipantSid, InteractionChannelSid, InteractionSid,
    InteractionTransferSid,
};
use serde_json::{Map, Value};

use crate::project::own_document;

/// An example as the document has it.
struct Example {
    operation: String,
    /// The status of a response, the media type of a request.
    kind: String,
    name: String,
    value: Value,
}

/// The operations of the document.
fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    let methods = items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values));
    methods.filter(|operation| operation["operationId"].is_string())
}

/// The examples of requests in the document.
fn requests() -> Vec<Example> {
    let document = document();
    let mut found = Vec::new();
    for operation in operations(&document) {
        let contents = target(&document, operation, "/requestBody/content").as_object();
        for (media_type, content) in contents.into_iter().flatten() {
            collect(&document, operation, media_type, content, &mut found);
        }
    }
    found
}

/// The examples of responses in the document.
fn responses() -> Vec<Example> {
    let document = document();
    let mut found = Vec::new();
    for operation in operations(&document) {
        let responses = operation["responses"].as_object();
        for (status, response) in responses.into_iter().flatten() {
            let content = target(&document, response, "/content/application~1json");
            collect(&document, operation, status, content, &mut found);
        }
    }
    found
}

fn collect(
    document: &Value,
    operation: &Value,
    kind: &str,
    content: &Value,
    found: &mut Vec<Example>,
) {
    assert!(content["example"].is_null(), "examples have names here");
    for (name, example) in content["examples"].as_object().into_iter().flatten() {
        found.push(Example {
            operation: operation["operationId"].as_str().unwrap_or_default().to_owned(),
            kind: kind.to_owned(),
            name: name.clone(),
            value: target(document, example, "/value").clone(),
        });
    }
}

/// The document with its overlay, which adds the second status of a successful create.
fn document() -> Value {
    own_document()
}

/// What a pointer leads to, through references; null for nothing.
fn target<'a>(document: &'a Value, mut value: &'a Value, pointer: &str) -> &'a Value {
    for segment in pointer.split('/').skip(1) {
        while let Some(reference) = value["$ref"].as_str() {
            value = document.pointer(&reference[1..]).unwrap_or(&Value::Null);
        }
        value = &value[segment.replace("~1", "/")];
    }
    value
}

fn client() -> Client {
    Client::new("AC0", "secret").expect("these credentials can be used")
}

fn interaction() -> InteractionSid {
    "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it has the form of one")
}

fn channel() -> InteractionChannelSid {
    "UOaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it has the form of one")
}

fn participant() -> InteractionChannelParticipantSid {
    "UTaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it has the form of one")
}

fn transfer() -> InteractionTransferSid {
    "UXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it has the form of one")
}
