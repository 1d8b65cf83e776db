//! More that is described once for all, and that nothing uses yet.

use serde_json::{Value, json};

use super::Mutation;
use super::inputs::by_case;
use crate::document::Document;

pub(super) const ALL: &[Mutation] = &[
    ("add-unused-schema", |document| add(document, "schemas", &object())),
    ("add-unused-enum", |document| {
        add(document, "schemas", &json!({"type": "string", "enum": ["one", "two"]}))
    }),
    ("add-unused-parameter", |document| {
        let name = document.word();
        add(
            document,
            "parameters",
            &json!({"name": name, "in": "query", "schema": {"type": "string"}}),
        )
    }),
    ("add-unused-response", |document| {
        let content = json!({"application/json": {"schema": object()}});
        add(document, "responses", &json!({"description": "It.", "content": content}))
    }),
    ("add-unused-request-body", |document| {
        add(
            document,
            "requestBodies",
            &json!({"content": {"application/json": {"schema": object()}}}),
        )
    }),
    ("add-unused-header", |document| {
        add(document, "headers", &json!({"schema": {"type": "string"}}))
    }),
    ("add-unused-example", |document| add(document, "examples", &json!({"value": 1}))),
    ("add-unused-link", |document| {
        add(document, "links", &json!({"operationRef": "#/paths/~1nowhere/get"}))
    }),
    ("add-schema-with-a-made-up-name", |document| {
        let Some(name) = made_up(document) else { return false };
        document.field("", "components", json!({}));
        document.add("/components", "schemas", &name, object())
    }),
    ("add-used-schema-with-a-made-up-name", |document| {
        made_up(document).is_some_and(|name| used(document, &name))
    }),
    ("add-schema-that-differs-by-case", |document| {
        let Some((name, _)) = document.schema(|name, _| by_case(name) != name) else {
            return false;
        };
        used(document, &by_case(&name))
    }),
    ("add-schema-that-differs-by-a-sign", |document| {
        let Some((name, _)) = document.schema(|_, _| true) else { return false };
        used(document, &format!("{name}."))
    }),
    ("add-schema-called-as-the-runtime", |document| {
        let names = ["Client", "Error", "Page", "Response", "Open", "Json", "Request", "Content"];
        let name = document.choose(&names).copied().unwrap_or_default();
        used(document, name)
    }),
];

fn object() -> Value {
    json!({"type": "object", "properties": {"kept": {"type": "string"}}})
}

/// The name of a type that the generator has made up.
fn made_up(document: &mut Document) -> Option<String> {
    let names = document.made_up.clone();
    document.choose(&names).cloned()
}

/// Adds a component of a kind.
fn add(document: &mut Document, kind: &str, component: &Value) -> bool {
    let name = document.word();
    document.field("", "components", json!({}));
    document.add("/components", kind, &name, component.clone())
}

/// Adds a schema of a name, and an operation that receives it.
fn used(document: &mut Document, name: &str) -> bool {
    document.field("", "components", json!({}));
    let (path, id) = (document.path(), document.word());
    let content = json!({"application/json": {"schema": crate::document::reference(name)}});
    let responses = json!({"200": {"description": "It.", "content": content}});
    let item = json!({"get": {"operationId": id, "responses": responses}});
    document.add("/components", "schemas", name, object()) && document.add("", "paths", &path, item)
}
