//! More ways to reach the service, and to say who one is.

use serde_json::{Value, json};

use super::Mutation;
use crate::document::{Document, Kind};

pub(super) const ALL: &[Mutation] = &[
    ("add-security-scheme", |document| scheme(document).is_some()),
    ("add-security-alternative", |document| {
        let has_some = document.get("/security")[0].is_object();
        let Some(name) = scheme(document).filter(|_| has_some) else { return false };
        document.push("", "security", json!({name: []}))
    }),
    ("add-security-alternative-to-an-operation", |document| {
        let Some(name) = scheme(document) else { return false };
        let place =
            document.pick(Kind::Operation, |operation| operation["security"][0].is_object());
        place.is_some_and(|place| document.push(&place, "security", json!({name: []})))
    }),
    ("add-no-security-as-an-alternative", |document| {
        document.get("/security")[0].is_object() && document.push("", "security", json!({}))
    }),
    ("add-server", |document| {
        let has_some = document.get("/servers")[0].is_object();
        has_some && document.push("", "servers", json!({"url": "https://second.example.com"}))
    }),
    ("add-server-of-the-same-description", |document| {
        let servers = document.get("/servers").as_array().cloned().unwrap_or_default();
        let Some(mut server) = document.choose(&servers).cloned() else { return false };
        server["url"] = json!("https://aaa.example.com");
        document.push("", "servers", server)
    }),
    ("add-server-first", |document| {
        let servers = document.get("/servers").as_array().cloned().unwrap_or_default();
        let server = json!({"url": "https://aaa.example.com"});
        !servers.is_empty() && document.set("", "servers", json!([&[server], &*servers].concat()))
    }),
    ("add-server-of-an-operation-to-the-api", |document| {
        let place = document.pick(Kind::Operation, |operation| operation["servers"].is_array());
        let server = place.map(|place| document.get(&place)["servers"][0].clone());
        let server = server.filter(|_| document.get("/servers")[0].is_object());
        server.is_some_and(|server| document.push("", "servers", server))
    }),
    ("add-server-to-an-operation-first", |document| {
        let has_some = |operation: &Value| operation["servers"][0].is_object();
        let Some(place) = document.pick(Kind::Operation, has_some) else { return false };
        let servers = document.get(&place)["servers"].as_array().cloned().unwrap_or_default();
        let server = json!({"url": "https://second.example.com"});
        document.set(&place, "servers", json!([&[server], &*servers].concat()))
    }),
    ("add-server-with-variables", |document| {
        let server = json!({
            "url": "https://{region}.example.com",
            "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}},
        });
        document.get("/servers")[0].is_object() && document.push("", "servers", server)
    }),
    ("add-value-of-a-server-variable", |document| {
        let servers = document.get("/servers").as_array().cloned().unwrap_or_default();
        for (number, server) in servers.iter().enumerate() {
            for (name, variable) in server["variables"].as_object().into_iter().flatten() {
                if variable["enum"].is_array() {
                    let name = crate::document::part(name);
                    let word = document.word();
                    let place = format!("/servers/{number}/variables/{name}");
                    return document.push(&place, "enum", json!(word));
                }
            }
        }
        false
    }),
    ("add-server-to-an-operation", |document| {
        let place = document.pick(Kind::Operation, |operation| operation["servers"].is_array());
        let server = json!({"url": "https://second.example.com"});
        place.is_some_and(|place| document.push(&place, "servers", server))
    }),
    ("add-tag", |document| {
        let name = document.word();
        document.push("", "tags", json!({"name": name, "description": "What is new."}))
    }),
    ("add-second-tag-to-an-operation", |document| {
        let name = document.word();
        let place = document.pick(Kind::Operation, |operation| operation["tags"][0].is_string());
        place.is_some_and(|place| document.push(&place, "tags", json!(name)))
    }),
    ("change-tags", |document| {
        let name = document.word();
        let places = document.places(Kind::Operation);
        places.iter().filter(|place| document.set(place, "tags", json!([name]))).count() > 0
    }),
    ("remove-tags", |document| {
        let has_tags = |operation: &Value| operation["tags"][0].is_string();
        let places = document.places_where(Kind::Operation, has_tags);
        places.iter().filter(|place| document.set(place, "tags", json!([]))).count() > 0
    }),
];

/// Adds a security scheme, whose name is returned.
fn scheme(document: &mut Document) -> Option<String> {
    let name = document.word();
    document.field("", "components", json!({}));
    let scheme = json!({"type": "apiKey", "in": "header", "name": format!("X-{name}")});
    document.add("/components", "securitySchemes", &name, scheme).then_some(name)
}
