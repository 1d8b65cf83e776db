//! The operations of a document, and which of them are meant.

use std::fmt;

use serde_json::Value;

use super::Wanted;
use crate::reference::resolve;
use crate::shape::METHODS;
use crate::suggest::nearest;

/// An operation of a document, or one that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation<'v> {
    pub(super) path: &'v str,
    /// The field of the path item, or of its additional operations, that has it.
    pub(super) method: &'v str,
    pub(super) id: Option<&'v str>,
}

/// An operation that is wanted, and not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is called: its method and path, or as it was asked for.
    pub name: String,
    /// What is there and is called nearly so.
    pub nearest: Option<String>,
}

/// The operations of a document that are meant.
#[derive(Debug, Default)]
pub(super) struct Chosen<'v> {
    pub(super) operations: Vec<Operation<'v>>,
    pub(super) missing: Vec<Missing>,
}

/// The field of a Path Item Object of OpenAPI 3.2 that has operations by method.
pub(super) const ADDITIONAL: &str = "additionalOperations";

impl<'v> Chosen<'v> {
    pub(super) fn of(document: &'v Value, wanted: Wanted<'_>) -> Self {
        let known = operations(document);
        let mut chosen = Self::default();
        for operation in wanted.like.map(operations).into_iter().flatten() {
            let same_id = |it: &&Operation<'_>| it.id.is_some() && it.id == operation.id;
            let found = known.iter().find(|it| it.is_like(&operation));
            let found = found.or_else(|| known.iter().find(same_id));
            chosen.add(found, &operation.to_string(), &known);
        }
        for name in wanted.named {
            chosen.add(known.iter().find(|it| it.is_called(name)), name, &known);
        }
        chosen
    }

    fn add(&mut self, found: Option<&Operation<'v>>, name: &str, known: &[Operation<'_>]) {
        match found {
            Some(found) if self.operations.contains(found) => {}
            Some(found) => self.operations.push(found.clone()),
            None => {
                let names = known.iter().map(ToString::to_string);
                let ids = known.iter().filter_map(|it| it.id.map(str::to_owned));
                let names: Vec<String> = names.chain(ids).collect();
                let nearest = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
                self.missing.push(Missing { name: name.to_owned(), nearest });
            }
        }
    }

    /// Whether an operation is among them.
    pub(super) fn has(&self, path: &str, method: &str) -> bool {
        self.operations.iter().any(|it| it.path == path && it.method == method)
    }

    /// The paths of them, each once.
    pub(super) fn paths(&self) -> Vec<&'v str> {
        let mut paths: Vec<_> = self.operations.iter().map(|it| it.path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// The other operations that are at one of their paths or below.
    pub(super) fn beside(&self, document: &Value) -> Vec<String> {
        let is_beside = |other: &Operation<'_>| {
            !self.has(other.path, other.method)
                && self.operations.iter().any(|it| {
                    let rest = shape_of_path(other.path);
                    let rest = rest.strip_prefix(&shape_of_path(it.path)).map(str::to_owned);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
        };
        let mut beside: Vec<_> =
            operations(document).into_iter().filter(is_beside).map(|it| it.to_string()).collect();
        beside.sort();
        beside
    }
}

impl Operation<'_> {
    /// Whether it is the same request, whatever the parameters of the path are called.
    fn is_like(&self, other: &Operation<'_>) -> bool {
        self.method == other.method && shape_of_path(self.path) == shape_of_path(other.path)
    }

    /// Whether it is what somebody means by an id, or by a method and a path.
    fn is_called(&self, name: &str) -> bool {
        let (method, path) = name.split_once(' ').unwrap_or_default();
        self.id == Some(name)
            || self.method.eq_ignore_ascii_case(method)
                && shape_of_path(self.path) == shape_of_path(path.trim())
    }
}

impl fmt::Display for Operation<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method.to_ascii_uppercase(), self.path)
    }
}

/// All operations of a document, those of path items that references lead to as well.
pub(super) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        let item = resolve(document, item);
        let fields = item.as_object().into_iter().flatten();
        let usual = fields.filter(|(key, _)| is_method(key));
        let others = item.get(ADDITIONAL).and_then(Value::as_object).into_iter().flatten();
        for (method, operation) in usual.chain(others) {
            let id = operation.get("operationId").and_then(Value::as_str);
            operations.push(Operation { path, method, id });
        }
    }
    operations
}

/// Whether a field of a path item is an operation.
pub(super) fn is_method(key: &str) -> bool {
    METHODS.contains(&key) || key == "query"
}

/// A path without the names of its parameters.
pub(super) fn shape_of_path(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    for part in path.split_inclusive(['{', '}']) {
        match part.strip_suffix('}') {
            Some(_) => shape.push('}'),
            None => shape.push_str(part),
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::shape_of_path;

    #[test]
    fn parameters_of_paths_have_no_names() {
        let check = |path: &str, shape: &str| assert_eq!(shape_of_path(path), shape);
        check("/v1/Interactions/{Sid}", "/v1/Interactions/{}");
        check("/a/{b}/c/{d}.json", "/a/{}/c/{}.json");
        check("/a", "/a");
        check("/{a", "/{a");
    }
}
