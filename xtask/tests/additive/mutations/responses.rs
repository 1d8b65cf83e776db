//! More that a server may answer.

use serde_json::{Value, json};

use super::Mutation;
use super::inputs::by_case;
use crate::document::{Document, Kind};

pub(super) const ALL: &[Mutation] = &[
    ("add-success-without-content", |document| success_without_content(document, "204")),
    ("add-success-without-content-yet", |document| success_without_content(document, "202")),
    ("add-success-of-the-same-content", |document| {
        let has_one = |operation: &Value| {
            operation["responses"]["200"].is_object() && operation["responses"]["203"].is_null()
        };
        let Some(place) = document.pick(Kind::Operation, has_one) else { return false };
        let response = document.get(&place)["responses"]["200"].clone();
        document.add(&place, "responses", "203", response)
    }),
    ("add-error-status", |document| {
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        let content = json!({"application/json": {"schema": schema}});
        let has_none = |operation: &Value| operation["responses"]["418"].is_null();
        status(document, has_none, "418", &json!({"description": "No.", "content": content}))
    }),
    ("add-error-status-without-content", |document| {
        let has_none = |operation: &Value| operation["responses"]["418"].is_null();
        status(document, has_none, "418", &json!({"description": "No."}))
    }),
    ("add-error-status-of-a-component", |document| {
        let Some((_, schema)) = document.schema(|_, _| true) else { return false };
        let content = json!({"application/json": {"schema": schema}});
        let has_none = |operation: &Value| operation["responses"]["418"].is_null();
        status(document, has_none, "418", &json!({"description": "No.", "content": content}))
    }),
    ("add-default-response", |document| {
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        let content = json!({"application/json": {"schema": schema}});
        let has_none = |operation: &Value| operation["responses"]["default"].is_null();
        status(document, has_none, "default", &json!({"description": "No.", "content": content}))
    }),
    ("add-response-header", |document| {
        let name = document.word();
        header(document, &format!("X-{name}"), &json!({"schema": {"type": "integer"}}))
    }),
    ("add-header-that-another-response-has", |document| {
        let mut found = Vec::new();
        for place in document.places(Kind::Response) {
            let headers = document.get(&place)["headers"].as_object();
            let headers = headers.into_iter().flatten();
            found.extend(headers.map(|(name, header)| (name.clone(), header.clone())));
        }
        let Some((name, found)) = document.choose(&found).cloned() else { return false };
        header(document, &name, &found)
    }),
    ("add-header-that-differs-by-case", |document| {
        let place = document.pick(Kind::Response, |response| {
            response["headers"].as_object().is_some_and(|headers| !headers.is_empty())
        });
        let Some(place) = place else { return false };
        let headers = document.get(&place)["headers"].as_object();
        let name = headers.and_then(|headers| headers.keys().next()).map(|name| by_case(name));
        let name = name.unwrap_or_default().replace('-', "_");
        document.add(&place, "headers", &name, json!({"schema": {"type": "string"}}))
    }),
    ("add-list-to-a-page", |document| {
        let items = document.schema(|_, _| true).map(|(_, reference)| reference);
        list(document, &items.unwrap_or_else(|| json!({"type": "string"})))
    }),
    ("add-list-of-texts-to-a-page", |document| list(document, &json!({"type": "string"}))),
    ("add-response-media-type", |document| {
        media_type(document, "application/json", "text/csv", json!({"schema": {"type": "string"}}))
    }),
    ("add-response-media-type-of-text", |document| {
        response(document, "text/aaa", json!({"schema": {"type": "string"}}))
    }),
    ("add-response-media-type-of-bytes", |document| {
        response(document, "image/aaa", json!({"schema": {"type": "string", "format": "binary"}}))
    }),
    ("add-response-media-type-of-plain-json", |document| {
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        response(document, "application/json", json!({"schema": schema}))
    }),
    ("add-response-media-type-of-json", |document| {
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        media_type(
            document,
            "application/json",
            "application/vnd.new+json",
            json!({"schema": schema}),
        )
    }),
    ("add-request-media-type-of-json", |document| {
        let word = document.word();
        let schema =
            json!({"type": "object", "required": [word], "properties": {word: {"type": "string"}}});
        request(document, "application/json", json!({"schema": schema}))
    }),
    ("add-request-media-type-of-a-form", |document| {
        let word = document.word();
        let schema =
            json!({"type": "object", "required": [word], "properties": {word: {"type": "string"}}});
        request(document, "application/x-www-form-urlencoded", json!({"schema": schema}))
    }),
    ("add-request-media-type-of-parts", |document| {
        let word = document.word();
        let schema =
            json!({"type": "object", "required": [word], "properties": {word: {"type": "string"}}});
        request(document, "multipart/form-data", json!({"schema": schema}))
    }),
    ("add-request-media-type-of-bytes", |document| {
        let schema = json!({"type": "string", "format": "binary"});
        request(document, "application/octet-stream", json!({"schema": schema}))
    }),
    ("add-request-media-type-of-other-bytes", |document| {
        let schema = json!({"type": "string", "format": "binary"});
        request(document, "application/aaa", json!({"schema": schema}))
    }),
    ("add-request-media-type-of-other-text", |document| {
        request(document, "text/aaa", json!({"schema": {"type": "string"}}))
    }),
    ("add-request-media-type-of-any-bytes", |document| request(document, "*/*", json!({}))),
    ("add-request-media-type-of-the-same-json", |document| same_json(document, "application/json")),
    ("add-request-media-type-of-other-same-json", |document| {
        same_json(document, "application/aaa+json")
    }),
    ("add-request-media-type-of-text", |document| {
        request(document, "text/plain", json!({"schema": {"type": "string"}}))
    }),
];

/// Adds a success without content to an operation that has one: what stands for all statuses, as long
/// as no success is described, is no success any more when one is.
fn success_without_content(document: &mut Document, status: &str) -> bool {
    let can_have = |operation: &Value| {
        let mut statuses = operation["responses"].as_object().into_iter().flatten();
        operation["responses"][status].is_null()
            && statuses.any(|(status, response)| {
                status.starts_with('2')
                    && (response["content"].is_object() || response["$ref"].is_string())
            })
    };
    self::status(document, can_have, status, &json!({"description": "Nothing."}))
}

/// Adds a response to an operation.
fn status(
    document: &mut Document,
    can_have: impl Fn(&Value) -> bool,
    status: &str,
    response: &Value,
) -> bool {
    let place = document.pick(Kind::Operation, can_have);
    place.is_some_and(|place| document.add(&place, "responses", status, response.clone()))
}

fn header(document: &mut Document, name: &str, header: &Value) -> bool {
    let mut places =
        document.places_where(Kind::Response, |response| response["headers"][name].is_null());
    // Those of errors are in no type.
    places.retain(|place| place.contains("/responses/2") || place.starts_with("/components"));
    let place = document.choose(&places).cloned();
    place.is_some_and(|place| document.add(&place, "headers", name, header.clone()))
}

/// Adds a media type to a response that has one already.
fn media_type(document: &mut Document, old: &str, new: &str, content: Value) -> bool {
    let place = document.pick(Kind::Response, |response| {
        response["content"][old].is_object() && response["content"][new].is_null()
    });
    place.is_some_and(|place| document.add(&place, "content", new, content))
}

/// Adds a list to what says where the next page of another is.
fn list(document: &mut Document, items: &Value) -> bool {
    let word = document.word();
    let place = document.pick(Kind::Schema, |schema| {
        let properties = &schema["properties"];
        let lists = properties.as_object().into_iter().flatten();
        let lists = lists.filter(|(_, property)| property["type"] == "array").count();
        lists == 1 && (properties["meta"].is_object() || properties["next_page_uri"].is_object())
    });
    let list = json!({"type": "array", "items": items});
    place.is_some_and(|place| document.add(&place, "properties", &word, list))
}

/// Adds a media type to a response that has another.
fn response(document: &mut Document, new: &str, content: Value) -> bool {
    let place = document.pick(Kind::Response, |response| {
        let contents = response["content"].as_object();
        contents.is_some_and(|contents| !contents.is_empty() && !contents.contains_key(new))
    });
    place.is_some_and(|place| document.add(&place, "content", new, content))
}

/// Adds a media type to a request that has JSON, for the same content.
fn same_json(document: &mut Document, new: &str) -> bool {
    let json = |body: &Value| {
        let mut contents = body["content"].as_object().into_iter().flatten();
        contents.find(|(name, _)| name.ends_with("json")).map(|(_, content)| content.clone())
    };
    let place = document
        .pick(Kind::RequestBody, |body| json(body).is_some() && body["content"][new].is_null());
    let Some(place) = place else { return false };
    let content = json(document.get(&place)).unwrap_or_default();
    document.add(&place, "content", new, content)
}

/// Adds a media type to a request that has another.
fn request(document: &mut Document, new: &str, content: Value) -> bool {
    let place = document.pick(Kind::RequestBody, |body| {
        let contents = body["content"].as_object();
        contents.is_some_and(|contents| !contents.is_empty() && !contents.contains_key(new))
    });
    place.is_some_and(|place| document.add(&place, "content", new, content))
}
