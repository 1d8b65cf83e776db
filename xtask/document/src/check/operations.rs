//! What has to hold across the operations of a document: their ids, paths and parameters.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::{Map, Value, json};

use super::in_query::DeclaredInQuery;
use super::paths::{problem_of_path, shape, template_names};
use crate::diagnostics::{Code, Diagnostics, Fix, LeftOut, Place, quoted};
use crate::reference;
use crate::shape::METHODS;
use crate::suggest::did_you_mean;

/// Checks the operations of a document. What is not of the right type is passed over, since it is
/// reported with the types.
pub(crate) fn check(document: &Value, diagnostics: &mut Diagnostics) {
    let mut checker = OperationChecker { document, ids: HashMap::new(), diagnostics };
    let paths = Place::ROOT.key("paths");
    let mut templates = HashMap::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        if !path.starts_with('/') {
            continue;
        }
        let place = paths.key(path);
        let Some(names) = template_names(path) else {
            let message = format!("the braces of {} do not match", quoted(path));
            checker.diagnostics.error(Code::INVALID_PATH, &place, message).at_key();
            continue;
        };
        if let Some(problem) = problem_of_path(path) {
            let message = format!("{} can never be requested: {problem}", quoted(path));
            checker.diagnostics.error(Code::INVALID_PATH, &place, message).at_key();
            continue;
        }
        match templates.entry(shape(path)) {
            Entry::Vacant(entry) => {
                entry.insert(path);
            }
            Entry::Occupied(entry) => {
                let first = entry.get();
                let message = format!("{} and {} are the same path", quoted(first), quoted(path));
                checker
                    .diagnostics
                    .warning(Code::AMBIGUOUS_PATH, &place, message)
                    .at_key()
                    .help("give the parameters the same names and join the operations")
                    .related(&paths.key(first), "the other path");
            }
        }
        if item.get("$ref").is_none() {
            if let Some(item) = item.as_object() {
                checker.check_item(path, &names, item, &place);
            }
        } else if let Some(item) = resolve(document, item) {
            checker.check_elsewhere(path, &names, item, &place);
        }
    }
}

struct OperationChecker<'v, 'd> {
    document: &'v Value,
    /// The path and method of each `operationId`.
    ids: HashMap<&'v str, (&'v str, &'static str)>,
    diagnostics: &'d mut Diagnostics,
}

impl<'v> OperationChecker<'v, '_> {
    fn check_item(
        &mut self,
        path: &'v str,
        names: &[&str],
        item: &'v Map<String, Value>,
        place: &Place<'_>,
    ) {
        for method in METHODS {
            if let Some(operation) = item.get(method).and_then(Value::as_object) {
                let place = place.key(method);
                self.check_id(path, method, operation, &place);
            }
        }
        self.check_path_parameters(path, names, item, place);
    }

    /// Checks that a path item that a path refers to has the parameters that the path needs.
    /// Everything else about it is checked where it stands.
    fn check_elsewhere(
        &mut self,
        path: &str,
        names: &[&str],
        item: &'v Map<String, Value>,
        place: &Place<'_>,
    ) {
        let mut found = Diagnostics::new();
        let mut checker = OperationChecker {
            document: self.document,
            ids: HashMap::new(),
            diagnostics: &mut found,
        };
        checker.check_path_parameters(path, names, item, place);
        if !found.is_empty() {
            let message = "the parameters of this path are not those where the reference leads";
            self.diagnostics
                .error(Code::PATH_PARAMETER, &place.key("$ref"), message)
                .help("names in braces are those of parameters with `in: path`");
        }
    }

    /// Checks that the operations of a path have the parameters that the path needs.
    fn check_path_parameters(
        &mut self,
        path: &str,
        names: &[&str],
        item: &'v Map<String, Value>,
        place: &Place<'_>,
    ) {
        let shared = self.check_parameters(item, names, place);
        let mut missing = Vec::new();
        let mut operations = 0;
        for method in METHODS {
            let Some(operation) = item.get(method).and_then(Value::as_object) else {
                continue;
            };
            operations += 1;
            let place = place.key(method);
            let own = self.check_parameters(operation, names, &place);
            for name in names {
                if !shared.may_have(name) && !own.may_have(name) {
                    missing.push((*name, method));
                }
            }
        }
        let in_query = DeclaredInQuery { document: self.document, path, item };
        self.report_missing(names, &missing, operations, &in_query, place);
    }

    fn check_id(
        &mut self,
        path: &'v str,
        method: &'static str,
        operation: &'v Map<String, Value>,
        place: &Place<'_>,
    ) {
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            return;
        };
        match self.ids.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert((path, method));
            }
            Entry::Occupied(entry) => {
                let (path, method) = entry.get();
                let paths = Place::ROOT.key("paths");
                let (path, id_field) = (paths.key(path), "operationId");
                let method = path.key(method);
                let message = format!("the `operationId` {} is taken", quoted(id));
                self.diagnostics
                    .error(Code::DUPLICATE_OPERATION_ID, &place.key(id_field), message)
                    .help("give each operation an `operationId` of its own")
                    .fix(Fix::update(place, json!({ id_field: format!("{id}2") })))
                    .related(&method.key(id_field), "taken here");
            }
        }
    }

    /// Checks a list of parameters, and returns those that are in the path.
    fn check_parameters(
        &mut self,
        owner: &'v Map<String, Value>,
        names: &[&str],
        place: &Place<'_>,
    ) -> PathParameters<'v> {
        let list = place.key("parameters");
        let mut found = PathParameters::default();
        let mut known = HashMap::new();
        let parameters = owner.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let place = list.index(index);
            let parameter = resolve(self.document, parameter);
            let field = |key| parameter?.get(key)?.as_str();
            let (Some(name), Some(location)) = (field("name"), field("in")) else {
                found.incomplete = true;
                continue;
            };
            if let Some(first) = known.insert((name, location), index) {
                let message = format!("the {location} parameter {} is repeated", quoted(name));
                self.diagnostics
                    .error(Code::DUPLICATE_PARAMETER, &place.key("name"), message)
                    .fix(Fix::remove(&place))
                    .related(&list.index(first).key("name"), "first declared here");
            }
            if location != "path" {
                continue;
            }
            found.names.push(name);
            if !names.contains(&name) {
                let in_braces = quoted(&format!("{{{name}}}"));
                let message =
                    format!("the path has no {in_braces} for this parameter, which is left out");
                let diagnostic =
                    self.diagnostics.warning(Code::PATH_PARAMETER, &place.key("name"), message);
                diagnostic.fix(Fix::remove(&place)).leaves_out(LeftOut::Parameter);
                if let Some(help) = did_you_mean(name, names.iter().copied()) {
                    diagnostic.help(help);
                }
            }
        }
        found
    }

    /// Reports parameters of a path that are not declared: once if no operation declares them.
    fn report_missing(
        &mut self,
        names: &[&str],
        missing: &[(&str, &str)],
        operations: usize,
        in_query: &DeclaredInQuery<'_>,
        place: &Place<'_>,
    ) {
        for name in names {
            let lacking = missing.iter().filter(|(missing, _)| missing == name);
            let everywhere = lacking.clone().count() == operations;
            let places = lacking.take(if everywhere { 1 } else { usize::MAX });
            for (_, method) in places {
                let message = format!("the path parameter {} is not declared", quoted(name));
                let operation = place.key(method);
                let moved = in_query.moved(name, method, place);
                let place = if everywhere { place } else { &operation };
                if let Some(fix) = moved {
                    self.diagnostics
                        .error(Code::PATH_PARAMETER, place, message)
                        .at_key()
                        .help("it is declared with `in: query`; what the path has is `in: path`")
                        .fix(fix);
                    continue;
                }
                let schema = json!({"type": "string"});
                let parameter =
                    json!({"name": name, "in": "path", "required": true, "schema": schema});
                self.diagnostics
                    .error(Code::PATH_PARAMETER, place, message)
                    .at_key()
                    .help("add it to `parameters`, with `in: path` and `required: true`")
                    .fix(Fix::update(place, json!({ "parameters": [parameter] })));
            }
        }
    }
}

/// The object that is meant by an object or a reference to one.
pub(super) fn resolve<'v>(document: &'v Value, value: &'v Value) -> Option<&'v Map<String, Value>> {
    let object = reference::resolve(document, value).as_object()?;
    // A chain of references that is too long is reported with the references.
    (!object.contains_key("$ref")).then_some(object)
}

/// The names of path parameters in a list.
#[derive(Default)]
struct PathParameters<'v> {
    names: Vec<&'v str>,
    /// Whether the list has parameters of which the name is not known.
    incomplete: bool,
}

impl PathParameters<'_> {
    fn may_have(&self, name: &str) -> bool {
        self.incomplete || self.names.contains(&name)
    }
}
