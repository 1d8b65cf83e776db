//! What a mock of the API knows, so that it answers as the document says: the table of its operations.
//!
//! It is looked up in the document when everything else is decided. Nothing is reported here: what the
//! client cannot do, its mock does not do either.

mod answers;
mod inputs;
mod next_page;
mod parts;
mod pointers;
mod sample;
mod schemas;
mod streams;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::ir::{Api, Mock, MockedOperation, Operation, Server};
use crate::names::{MOCK_METHODS, Name, Scope};
use document::Document;
use document::diagnostics::Place;
use document::pointer::find;
use document::reference::resolve;
use document::validation::{Direction, LocatedSchema, Validator};
use next_page::Objects;
use pointers::Pointers;
use sample::MOST_CHECKED;
pub use sample::Sampler;
use schemas::Schemas;

/// What a mock knows of the API that a document has become.
#[must_use]
pub fn mock(document: &Document, api: &Api) -> Mock {
    let mut table = Table::new(&document.value);
    let objects = Objects::of(api);
    let mut methods = Scope::with(MOCK_METHODS);
    let operations = api.operations().map(|operation| {
        let declared = declared(&document.value, operation);
        let name = &operation.name;
        let body = table.body(operation, declared);
        let next_page = objects.page_pointers(operation);
        MockedOperation {
            method: methods.claim_one_of(&[name.clone(), name.join(&Name::new("operation"))]),
            body_required: body.is_required,
            inputs: table.inputs(operation, &body),
            answers: table.answers(operation, declared, &next_page),
            next_page,
        }
    });
    Mock { operations: operations.collect(), bases: bases(api), schemas: table.schemas.finish() }
}

/// The state of making the table.
struct Table<'v> {
    document: &'v Value,
    /// The schemas that are referred to, and what room is left.
    schemas: Schemas<'v>,
    /// Makes values.
    sampler: Sampler<'v>,
    /// Looks at examples of requests, of which patterns and lengths do not count.
    structure: Validator<'v>,
    /// What has been made of schemas for responses.
    made: HashMap<*const Value, (Value, Pointers)>,
}

impl<'v> Table<'v> {
    fn new(document: &'v Value) -> Self {
        Self {
            document,
            schemas: Schemas::new(document),
            sampler: Sampler::new(document),
            structure: Validator::of_structure(document),
            made: HashMap::new(),
        }
    }

    /// Whether a value is made up as its schema says.
    fn has_structure(&mut self, schema: &'v Value, value: &Value, direction: Direction) -> bool {
        let schema = LocatedSchema::new(schema, Place::ROOT);
        self.structure.is_valid(schema, value, direction, &mut MOST_CHECKED.clone())
    }
}

/// The operation in the document, whose path may be a reference.
fn declared<'v>(document: &'v Value, operation: &Operation) -> &'v Value {
    let found = operation
        .at
        .rsplit_once('/')
        .and_then(|(item, method)| resolve(document, find(document, item)?).get(method));
    found.unwrap_or(&Value::Null)
}

/// The paths of all servers.
fn bases(api: &Api) -> Vec<String> {
    let own = api.operations().filter_map(|operation| operation.server.as_deref());
    let usual = own.chain([api.base_url.as_str(), ""]).map(|url| path_of(url).to_owned());
    let choices = api.all_servers().map(|server| path_of(&url_of(server)).to_owned());
    usual.chain(choices).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The URL of a server with the defaults of its variables.
fn url_of(server: &Server) -> String {
    server.variables.iter().fold(server.url.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.wire_name), &variable.default)
    })
}

/// The path of a URL, which may be a path, without a slash at its end.
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => url,
    };
    path.trim_end_matches('/')
}
