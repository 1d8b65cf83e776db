//! A version as a client that sends, and as a server that takes or refuses.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use document::pointer::unescape;
use document::reference::resolve;
use generator::Represented;
use serde_json::Value;
use templates::Transport;
use templates::mock::{Mock, Received};

use super::request::Request;
use super::table::{Operation, Table};
use super::values::component;

/// A version of an API, as its mock knows it.
pub(super) struct Party {
    /// The table of its operations, which has schemas to make values by.
    pub(super) value: Value,
    pub(super) table: Table,
    pub(super) base_url: String,
    mock: Mock,
    last: Arc<Mutex<Option<Received>>>,
}

/// What a server makes of a request.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// Why it refuses it.
    Refused(String),
    /// The values that it reads, by name.
    Read(BTreeMap<String, Value>),
}

impl Party {
    pub(super) fn new(represented: &Represented) -> Result<Self, String> {
        let text = represented.mock_table();
        let failed = |error: serde_json::Error| format!("the operations: {error}");
        let value = serde_json::from_str(&text).map_err(failed)?;
        let table = serde_json::from_str(&text).map_err(failed)?;
        let last = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&last);
        let keep = move |received: &Received| {
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(received.clone());
        };
        let mock = Mock::of_table(&text).map_err(failed)?.strict().observed_by(keep);
        let base_url = represented.api.base_url.clone();
        Ok(Self { value, table, base_url, mock, last })
    }

    /// What it makes of a request as a server; none if that is no request.
    pub(super) fn ask(&self, request: &Request) -> Option<Outcome> {
        let sent = request.to_http()?.map(reqwest::Body::from);
        // A mock waits for nobody, so that its answer is there at once.
        let _answer = pin!(self.mock.send(sent)).poll(&mut Context::from_waker(Waker::noop()));
        let received = self.last.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        if let Some(why) = received.refusal {
            return Some(Outcome::Refused(why));
        }
        let name = received.operation.clone();
        let operations = self.value["operations"].as_array().into_iter().flatten();
        let mut operations = operations.filter(|it| it["method"].as_str() == name.as_deref());
        let inputs = operations.next().and_then(|it| it["inputs"].as_array());
        let values = inputs.into_iter().flatten().filter_map(|input| {
            let text = |key: &str| input[key].as_str().unwrap_or_default();
            let read = received.optional::<Value>(text("in"), text("name")).ok()?;
            Some((text("name").to_owned(), read?))
        });
        Some(Outcome::Read(values.collect()))
    }

    /// The inputs of an operation of another version, if this one has it at the same place.
    pub(super) fn inputs(&self, other: &Operation) -> Option<&Value> {
        let is_same = |it: &Operation| it.path == other.path && it.verb == other.verb;
        let number = self.table.operations.iter().position(is_same)?;
        Some(&self.value["operations"][number]["inputs"])
    }

    /// The numbers of the operations that something of the document belongs to, which stands at a
    /// place.
    pub(super) fn operations_at(&self, pointer: &str) -> Vec<usize> {
        let operations = self.table.operations.iter().enumerate();
        let numbers = |is_of: &dyn Fn(usize, &Operation) -> bool| {
            let found = operations.clone().filter(|(number, it)| is_of(*number, it));
            found.map(|(number, _)| number).collect()
        };
        if let Some(rest) = pointer.strip_prefix("/paths/") {
            let mut parts = rest.split('/');
            let path = parts.next().map(unescape).unwrap_or_default();
            let method = parts.next().unwrap_or_default();
            return numbers(&|_, operation| {
                let is_method = method.is_empty() || operation.verb.eq_ignore_ascii_case(method);
                let has_no_method = method == "parameters" || method == "servers";
                operation.path == path && (is_method || has_no_method)
            });
        }
        match component(pointer) {
            Some(name) => numbers(&|number, _| {
                let inputs = &self.value["operations"][number]["inputs"];
                reaches(&self.value, inputs, &format!("#/schemas/{name}"))
            }),
            None => numbers(&|_, _| true),
        }
    }
}

/// Whether references lead from a value to another.
pub(super) fn reaches(document: &Value, from: &Value, target: &str) -> bool {
    let mut seen = Vec::new();
    let mut pending = vec![from];
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    if reference == target {
                        return true;
                    }
                    if !seen.contains(&reference) {
                        seen.push(reference);
                        pending.push(resolve(document, value));
                    }
                } else {
                    pending.extend(fields.values());
                }
            }
            Value::Array(values) => pending.extend(values),
            _ => {}
        }
    }
    false
}
