//! A stand-in for what is generated for each API.

use serde_json::Value;

use crate::api::ThingPage;
use crate::client::ClientBuilder;
use crate::mock::{Misread, Mock, Mocked, MockedOperation, Received, ReceivedPart};
use crate::parameter::Json;

/// The operations of the API, with what they take and what they answer.
pub(crate) const TABLE: &str = include_str!("mocked/table.json");

/// Credentials of each kind, which a mock takes whatever they are.
pub(crate) fn credentials(builder: ClientBuilder) -> ClientBuilder {
    builder.credentials("AC0", "mock").token("mock").key_in_query("mock")
}

impl Mock {
    /// What the mock does with requests of a list.
    pub fn list_things(&self) -> Mocked<ReceivedListThings> {
        self.operation()
    }

    /// What the mock does with requests that create something.
    pub fn create_thing(&self) -> Mocked<ReceivedCreateThing> {
        self.operation()
    }

    /// What the mock does with requests that have parts.
    pub fn upload_thing(&self) -> Mocked<ReceivedUploadThing> {
        self.operation()
    }
}

/// A request of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReceivedListThings {
    /// How many things a page has.
    pub page_size: Option<i64>,
}

impl MockedOperation for ReceivedListThings {
    type Content = Json<ThingPage>;

    const METHOD: &str = "list_things";

    fn read(request: &Received) -> Result<Self, Misread> {
        Ok(Self { page_size: request.optional("query", "PageSize")? })
    }
}

/// A request that creates something.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReceivedCreateThing {
    /// Whose it is.
    pub owner: String,
    /// What it is called.
    pub name: String,
    /// How large it is.
    pub size: Option<i64>,
    /// Words for it.
    pub tags: Option<Vec<String>>,
    /// More about it.
    pub facts: Option<Value>,
}

impl MockedOperation for ReceivedCreateThing {
    type Content = Json<Value>;

    const METHOD: &str = "create_thing";

    fn read(request: &Received) -> Result<Self, Misread> {
        Ok(Self {
            owner: request.required("path", "Owner")?,
            name: request.required("field", "Name")?,
            size: request.optional("field", "Size")?,
            tags: request.optional("field", "Tags")?,
            facts: request.optional("field", "Facts")?,
        })
    }
}

/// A request with parts.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReceivedUploadThing {
    /// What it is called.
    pub name: Option<String>,
    /// What it is.
    pub file: ReceivedPart,
}

impl MockedOperation for ReceivedUploadThing {
    type Content = Json<Value>;

    const METHOD: &str = "upload_thing";

    fn read(request: &Received) -> Result<Self, Misread> {
        Ok(Self { name: request.optional("part", "Name")?, file: request.file("File")? })
    }
}
