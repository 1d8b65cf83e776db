//! More that can be done.

use serde_json::{Map, Value, json};

use super::Mutation;
use super::inputs::by_case;
use crate::document::{Document, Kind, METHODS};

pub(super) const ALL: &[Mutation] = &[
    ("add-operation", |document| {
        operation(document, None, &json!({"204": {"description": "Done."}}))
    }),
    ("add-callback", |document| {
        let schema = json!({"type": "object", "properties": {document.word(): {"type": "string"}}});
        callback(document, &schema)
    }),
    ("add-callback-with-a-type-of-others", |document| {
        let Some((_, schema)) = document.schema(|_, _| true) else { return false };
        callback(document, &schema)
    }),
    ("add-event-to-a-callback", |document| {
        let is_written = |callback: &Value| callback["$ref"].is_null();
        let has_one = |operation: &Value| {
            operation["callbacks"].as_object().is_some_and(|all| all.values().any(is_written))
        };
        let Some(place) = document.pick(Kind::Operation, has_one) else { return false };
        let callbacks = document.get(&place)["callbacks"].as_object().cloned().unwrap_or_default();
        let name = callbacks.iter().find(|(_, callback)| is_written(callback)).map(|it| it.0);
        let url = format!("{{$url}}/{}", document.word());
        let item = json!({"post": {"responses": {"204": {"description": "Done."}}}});
        let place = format!("{place}/callbacks");
        name.is_some_and(|name| document.add(&place, name, &url, item))
    }),
    ("add-operation-without-id", |document| {
        let path = document.path();
        let item = json!({"get": {"responses": {"204": {"description": "Done."}}}});
        document.add("", "paths", &path, item)
    }),
    ("add-operation-first", |document| {
        let (path, id) = (document.path(), document.word());
        let item =
            json!({"get": {"operationId": id, "responses": {"204": {"description": "Done."}}}});
        let Some(Value::Object(paths)) = document.field("", "paths", json!({})) else {
            return false;
        };
        paths.shift_insert(0, path, item);
        true
    }),
    ("add-operation-on-an-existing-path", |document| {
        let id = document.word();
        let has_room = |item: &Value| METHODS.iter().any(|method| item[*method].is_null());
        let mut places = document.places_where(Kind::PathItem, has_room);
        // Parameters of a path may be those of each operation.
        places.retain(|place| !place.contains('{'));
        let Some(place) = document.choose(&places).cloned() else { return false };
        let free = METHODS.iter().find(|method| document.get(&place)[**method].is_null());
        let operation = json!({"operationId": id, "responses": {"204": {"description": "Done."}}});
        free.is_some_and(|method| document.set(&place, method, operation))
    }),
    ("add-operation-with-another-error", |document| {
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        let content = json!({"application/json": {"schema": schema}});
        let responses = json!({
            "204": {"description": "Done."}, "default": {"description": "No.", "content": content},
        });
        operation(document, None, &responses)
    }),
    ("add-operation-with-the-error-of-others", |document| {
        let mut found = Vec::new();
        for place in document.places(Kind::Operation) {
            let responses = document.get(&place)["responses"].as_object().into_iter().flatten();
            found.extend(
                responses
                    .filter(|(status, _)| !status.starts_with(['1', '2', '3']))
                    .map(|(status, response)| (status.clone(), response.clone())),
            );
        }
        let Some((status, error)) = document.choose(&found).cloned() else { return false };
        operation(document, None, &json!({"204": {"description": "Done."}, status: error}))
    }),
    ("add-operation-with-headers", |document| {
        let name = format!("X-{}", document.word());
        let headers = json!({name: {"schema": {"type": "string"}}});
        operation(document, None, &json!({"204": {"description": "Done.", "headers": headers}}))
    }),
    ("add-operation-with-the-headers-of-another", |document| {
        let has_headers = |response: &Value| response["headers"].is_object();
        let Some(place) = document.pick(Kind::Response, has_headers) else { return false };
        let headers = document.get(&place)["headers"].clone();
        operation(document, None, &json!({"204": {"description": "Done.", "headers": headers}}))
    }),
    ("add-operation-that-lists", |document| {
        let items =
            document.schema(|_, _| true).map_or(json!({"type": "string"}), |(_, schema)| schema);
        let schema = json!({
            "type": "object",
            "properties": {
                "items": {"type": "array", "items": items},
                "meta": {"type": "object", "properties": {
                    "next_page_url": {"type": "string", "nullable": true}, "key": {"type": "string"},
                }},
            },
        });
        let content = json!({"application/json": {"schema": schema}});
        operation(document, None, &json!({"200": {"description": "All.", "content": content}}))
    }),
    ("add-operation-that-lists-as-another", |document| {
        let is_list = |operation: &Value| {
            let text = operation["responses"].to_string();
            text.contains("next") || text.contains("array")
        };
        let Some(place) = document.pick(Kind::Operation, is_list) else { return false };
        let responses = document.get(&place)["responses"].clone();
        operation(document, None, &responses)
    }),
    ("add-operation-that-sends-what-is-received", |document| {
        let (sent, received) = (document.reached(true), document.reached(false));
        let found = document.schema(|name, _| received.contains(name) && !sent.contains(name));
        let Some((_, schema)) = found else { return false };
        sending(document, &schema)
    }),
    ("add-operation-that-receives-what-is-sent", |document| {
        let (sent, received) = (document.reached(true), document.reached(false));
        let found = document.schema(|name, _| sent.contains(name) && !received.contains(name));
        let Some((_, schema)) = found else { return false };
        let content = json!({"application/json": {"schema": schema}});
        operation(document, None, &json!({"200": {"description": "It.", "content": content}}))
    }),
    ("add-operation-that-sends-a-component", |document| {
        let Some((_, schema)) = document.schema(|_, _| true) else { return false };
        sending(document, &schema)
    }),
    ("add-operation-that-receives-a-list-of-a-component", |document| {
        let Some((_, schema)) = document.schema(|_, _| true) else { return false };
        let content = json!({"application/json": {"schema": {"type": "array", "items": schema}}});
        operation(document, None, &json!({"200": {"description": "All.", "content": content}}))
    }),
    ("add-operation-as-another", |document| {
        // What says where the pages of a list are is refused elsewhere.
        let is_plain = |operation: &Value| {
            operation["parameters"].is_null() && operation["x-rust-pages"].is_null()
        };
        let Some(place) = document.pick(Kind::Operation, is_plain) else { return false };
        let mut copy = document.get(&place).clone();
        copy["operationId"] = json!(document.word());
        let path = document.path();
        let method = place.rsplit('/').next().unwrap_or("get");
        document.add("", "paths", &path, json!({method: copy}))
    }),
    ("add-operation-of-a-plural-name", |document| {
        named_as_another(document, |id| format!("{id}s"))
    }),
    ("add-operation-that-differs-by-case", |document| named_as_another(document, by_case)),
    ("add-operation-with-a-response-of-the-name", |document| {
        named_as_another(document, |id| format!("{id}Response"))
    }),
    ("add-operation-with-a-server", |document| {
        let (path, id) = (document.path(), document.word());
        let server = json!({"url": "https://other.example.com"});
        let operation = json!({
            "operationId": id, "servers": [server], "responses": {"204": {"description": "Done."}},
        });
        document.add("", "paths", &path, json!({"get": operation}))
    }),
    ("add-operation-with-a-download", |document| {
        let schema = json!({"schema": {"type": "string", "format": "binary"}});
        let content = json!({"application/octet-stream": schema});
        operation(document, None, &json!({"200": {"description": "It.", "content": content}}))
    }),
];

/// Adds a callback with some content to an operation.
fn callback(document: &mut Document, schema: &Value) -> bool {
    let name = document.word();
    let content = json!({"application/json": {"schema": schema}});
    let event = json!({
        "requestBody": {"required": true, "content": content},
        "responses": {"204": {"description": "Done."}},
    });
    let Some(place) = document.pick(Kind::Operation, |_| true) else { return false };
    document.add(&place, "callbacks", &name, json!({"{$request.query.url}": {"post": event}}))
}

/// Adds an operation that has a path and an id of its own.
fn operation(document: &mut Document, id: Option<String>, responses: &Value) -> bool {
    let (path, word) = (document.path(), document.word());
    let id = id.unwrap_or(word);
    let tags: Vec<Value> = document
        .pick(Kind::Operation, |operation| operation["tags"][0].is_string())
        .map(|place| document.get(&place)["tags"][0].clone())
        .into_iter()
        .collect();
    let operation = json!({"operationId": id, "tags": tags, "responses": responses});
    document.add("", "paths", &path, Map::from_iter([("get".to_owned(), operation)]).into())
}

/// Adds an operation that sends JSON.
fn sending(document: &mut Document, schema: &Value) -> bool {
    let (path, id) = (document.path(), document.word());
    let content = json!({"application/json": {"schema": schema}});
    let operation = json!({
        "operationId": id,
        "requestBody": {"required": true, "content": content},
        "responses": {"204": {"description": "Done."}},
    });
    document.add("", "paths", &path, json!({"post": operation}))
}

/// Adds an operation whose id is made of that of another.
fn named_as_another(document: &mut Document, make: fn(&str) -> String) -> bool {
    let ids: Vec<String> = document
        .places(Kind::Operation)
        .iter()
        .filter_map(|place| Some(document.get(place)["operationId"].as_str()?.to_owned()))
        .collect();
    let Some(id) = document.choose(&ids).map(|id| make(id)) else { return false };
    !ids.contains(&id) && operation(document, Some(id), &json!({"204": {"description": "Done."}}))
}
