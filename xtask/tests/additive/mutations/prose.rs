//! What is said about things, and changes nothing of them.

use serde_json::{Value, json};

use super::Mutation;
use crate::document::{Document, Kind};

pub(super) const ALL: &[Mutation] = &[
    ("change-descriptions", |document| {
        let kinds = [
            Kind::Operation,
            Kind::Parameter,
            Kind::RequestBody,
            Kind::Response,
            Kind::Header,
            Kind::Schema,
        ];
        kinds.into_iter().all(|kind| every(document, kind, "description", "It is otherwise now."))
    }),
    ("describe-one-schema", |document| one(document, Kind::Schema, "description")),
    ("change-descriptions-of-servers", |document| {
        servers(document, |server, number| {
            server["description"] = json!(format!("Server {number}"));
        })
    }),
    ("say-the-same-of-all-servers", |document| {
        servers(document, |server, _| server["description"] = json!("Server"))
    }),
    ("change-summaries", |document| every(document, Kind::Operation, "summary", "Does it")),
    ("change-titles", |document| {
        let places = document.places_where(Kind::Schema, |schema| schema["title"].is_string());
        for place in &places {
            let title = format!("Another {}", document.get(place)["title"].as_str().unwrap_or(""));
            document.set(place, "title", json!(title));
        }
        !places.is_empty()
    }),
    ("add-title-to-component", |document| title(document, true)),
    ("add-title-to-what-is-written-out", |document| title(document, false)),
    ("change-info", |document| {
        document.set("/info", "version", json!("99.9.9"));
        document.set("/info", "description", json!("It is otherwise now."))
    }),
    ("add-external-docs", |document| {
        let docs = json!({"url": "https://www.example.com", "description": "More"});
        let operation = document.pick(Kind::Operation, |_| true);
        operation.is_some_and(|place| document.set(&place, "externalDocs", docs.clone()))
            && document.set("", "externalDocs", docs)
    }),
    ("add-schema-example", |document| {
        let place = document.pick(Kind::Schema, |schema| schema["type"] == "string");
        place.is_some_and(|place| document.set(&place, "example", json!("example")))
    }),
    ("remove-examples", |document| {
        let kinds = [Kind::Schema, Kind::MediaType, Kind::Parameter, Kind::Header];
        let mut is_changed = false;
        for place in kinds.map(|kind| document.places(kind)).concat() {
            if let Some(Value::Object(object)) = document.value.pointer_mut(&place) {
                is_changed |= object.shift_remove("example").is_some();
                is_changed |= object.shift_remove("examples").is_some();
            }
        }
        is_changed
    }),
    ("change-default", |document| {
        let is_text = |parameter: &Value| {
            parameter["required"] != true && parameter["schema"] == json!({"type": "string"})
        };
        let place = document.pick(Kind::Parameter, is_text);
        place.is_some_and(|place| document.set(&format!("{place}/schema"), "default", json!("a")))
    }),
    ("loosen-limits", |document| {
        let limits = ["maxLength", "minLength", "maxItems", "minItems", "maxProperties"];
        let mut is_changed = false;
        for place in document.places_where(Kind::Schema, |schema| schema["pattern"].is_null()) {
            if let Some(Value::Object(schema)) = document.value.pointer_mut(&place) {
                for limit in limits {
                    is_changed |= schema.shift_remove(limit).is_some();
                }
            }
        }
        is_changed
    }),
    ("deprecate-operation", |document| deprecate(document, Kind::Operation)),
    ("deprecate-parameter", |document| deprecate(document, Kind::Parameter)),
    ("deprecate-schema", |document| deprecate(document, Kind::Schema)),
    ("describe-tag", |document| {
        let tag = document.pick(Kind::Operation, |operation| operation["tags"][0].is_string());
        let tag = tag.map(|place| document.get(&place)["tags"][0].clone());
        let Some(tag) = tag else { return false };
        let mut tags = document.get("/tags").as_array().cloned().unwrap_or_default();
        tags.retain(|other| other["name"] != tag);
        tags.insert(0, json!({"name": tag, "description": "What belongs to it."}));
        document.set("", "tags", Value::Array(tags))
    }),
];

/// Changes each server of the API.
fn servers(document: &mut Document, change: fn(&mut Value, usize)) -> bool {
    let Some(servers) = document.value["servers"].as_array_mut() else { return false };
    servers.iter_mut().enumerate().for_each(|(number, server)| change(server, number));
    servers.len() > 1
}

/// Says the same of all objects of a kind.
fn every(document: &mut Document, kind: Kind, field: &str, text: &str) -> bool {
    for place in document.places(kind) {
        document.set(&place, field, json!(text));
    }
    true
}

/// Says something of one object of a kind.
fn one(document: &mut Document, kind: Kind, field: &str) -> bool {
    let place = document.pick(kind, |_| true);
    place.is_some_and(|place| document.set(&place, field, json!("Only here is it said.")))
}

fn title(document: &mut Document, is_component: bool) -> bool {
    let title = document.word();
    let mut places = document.places_where(Kind::Schema, |schema| schema["title"].is_null());
    places.retain(|place| {
        let is_whole = place.starts_with("/components/schemas/") && place.matches('/').count() == 3;
        is_whole == is_component
    });
    let place = document.choose(&places).cloned();
    place.is_some_and(|place| document.set(&place, "title", json!(title)))
}

fn deprecate(document: &mut Document, kind: Kind) -> bool {
    let place = document.pick(kind, |object| object["deprecated"] != true);
    place.is_some_and(|place| document.set(&place, "deprecated", json!(true)))
}
