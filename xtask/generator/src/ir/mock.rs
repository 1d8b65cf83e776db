//! What a mock of the API knows beside what the client is.

use serde_json::{Map, Value};

use crate::names::Name;

/// What a mock knows of an API.
#[derive(Debug, Default)]
pub struct Mock {
    /// The paths of servers, which may stand in front of those of operations: sorted, without a slash
    /// at their ends, and always with the empty one.
    pub bases: Vec<String>,
    /// What it knows of each of [`Api::operations`](super::Api::operations), in their order.
    pub operations: Vec<MockedOperation>,
    /// The schemas of components that are referred to, as `#/schemas/NAME`.
    pub schemas: Map<String, Value>,
}

/// What a mock knows of an operation.
#[derive(Debug)]
pub struct MockedOperation {
    /// The method of the mock that is about it.
    pub method: Name,
    /// Whether a request has to have a body.
    pub body_required: bool,
    /// What it knows of each of [`Operation::inputs`](super::Operation::inputs), in their order.
    pub inputs: Vec<MockedInput>,
    /// What may be answered, by status; the successes first.
    pub answers: Vec<Answer>,
    /// Where the content has what leads to the next page.
    pub next_page: PagePointers,
}

/// What a mock knows of an input.
#[derive(Debug, Default)]
pub struct MockedInput {
    /// What its value has to be, reduced to what is checked.
    pub schema: Value,
    /// A value to send; none for what is optional and of which the document has no example.
    pub example: Option<Value>,
}

/// What an operation may answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What the document calls the example.
    pub name: Option<String>,
    /// Whether it is made from the schema, as the document has no example.
    pub is_made: bool,
    /// The headers beside that of the media type.
    pub headers: Vec<(String, String)>,
    /// The content and its media type; none if there is none.
    pub content: Option<(String, AnswerContent)>,
}

/// The content of an [`Answer`].
#[derive(Debug)]
pub enum AnswerContent {
    /// JSON.
    Json {
        /// The value.
        value: Value,
        /// Pointers to values of enumerations.
        enums: Vec<String>,
        /// Pointers to properties that have to be there.
        required: Vec<String>,
    },
    /// Anything else.
    Text(String),
}

/// JSON pointers within content that is a page of a list.
#[derive(Debug, Default)]
pub struct PagePointers {
    /// To the URL of the next page, or to the token for it.
    pub next: Option<String>,
    /// To the items.
    pub items: Option<String>,
}
