//! More that can be sent with a request, and need not be.

use serde_json::{Value, json};

use super::Mutation;
use super::schemas::has_properties;
use crate::document::{Document, Kind};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const JSON: &str = "application/json";

pub(super) const ALL: &[Mutation] = &[
    ("add-query-parameter", |document| parameter(document, "query")),
    ("add-header-parameter", |document| parameter(document, "header")),
    ("add-cookie-parameter", |document| parameter(document, "cookie")),
    ("add-enum-parameter", |document| {
        let (name, value) = (document.word(), document.word());
        let schema = json!({"type": "string", "enum": [value, "other"]});
        add(document, &json!({"name": name, "in": "query", "schema": schema}))
    }),
    ("add-list-parameter", |document| {
        let name = document.word();
        let schema = json!({"type": "array", "items": {"type": "integer"}});
        add(document, &json!({"name": name, "in": "query", "schema": schema}))
    }),
    ("add-parameter-to-path-item", |document| {
        let name = document.word();
        let parameter = json!({"name": name, "in": "query", "schema": {"type": "string"}});
        let place = document.pick(Kind::PathItem, |_| true);
        place.is_some_and(|place| document.push(&place, "parameters", parameter))
    }),
    ("add-parameter-first", |document| {
        let name = document.word();
        let parameter = json!({"name": name, "in": "query", "schema": {"type": "string"}});
        let place = document.pick(Kind::Operation, |_| true);
        let Some(place) = place else { return false };
        let parameters =
            document.field(&place, "parameters", json!([])).and_then(Value::as_array_mut);
        parameters.is_some_and(|parameters| {
            parameters.insert(0, parameter);
            true
        })
    }),
    ("add-parameter-with-a-reserved-name", |document| {
        let names = [
            "extra",
            "new",
            "other",
            "send",
            "body",
            "client",
            "clone",
            "into_request",
            "query",
            "items",
            "pages",
        ];
        let name = document.choose(&names).copied().unwrap_or_default();
        add(document, &json!({"name": name, "in": "query", "schema": {"type": "string"}}))
    }),
    ("add-parameter-with-the-name-of-a-field", |document| {
        named_as(document, |document, operation| {
            let content = format!("{operation}/requestBody/content");
            let media_types =
                document.get(&content).as_object()?.keys().cloned().collect::<Vec<_>>();
            let media_type = document.choose(&media_types)?.replace('~', "~0").replace('/', "~1");
            let schema = document.schema_of(&format!("{content}/{media_type}"))?;
            let names = document.get(&schema)["properties"].as_object()?.keys().cloned().collect();
            Some(names)
        })
    }),
    ("add-parameter-with-the-name-of-another", |document| {
        named_as(document, |document, operation| {
            Some(parameters(document, operation, |place| place != "query"))
        })
    }),
    ("add-parameter-that-differs-by-case", |document| {
        named_as(document, |document, operation| {
            let names = parameters(document, operation, |_| true);
            Some(names.iter().map(|name| by_case(name)).collect())
        })
    }),
    ("add-form-field", |document| field(document, FORM)),
    ("add-part", |document| field(document, MULTIPART)),
    ("add-property-to-json-request", |document| field(document, JSON)),
    ("add-form-field-with-the-name-of-a-parameter", |document| {
        let mut places = document.places(Kind::Operation);
        document.rng.shuffle(&mut places);
        for place in places {
            let form = format!("{place}/requestBody/content/{}", crate::document::part(FORM));
            let schema = document.schema_of(&form).unwrap_or_default();
            let names = parameters(document, &place, |_| true);
            let name = document.choose(&names).cloned();
            if let Some(name) = name.filter(|_| has_properties(document.get(&schema)))
                && document.add(&schema, "properties", &name, json!({"type": "string"}))
            {
                return true;
            }
        }
        false
    }),
    ("add-optional-body", |document| {
        let can_have = |operation: &Value| operation["requestBody"].is_null();
        let mut places = document.places_where(Kind::Operation, can_have);
        places.retain(|place| place.ends_with("/post") || place.ends_with("/put"));
        let Some(place) = document.choose(&places).cloned() else { return false };
        let word = document.word();
        let schema = json!({"type": "object", "properties": {word: {"type": "string"}}});
        document.set(&place, "requestBody", json!({"content": {JSON: {"schema": schema}}}))
    }),
];

/// A name in another case.
pub(crate) fn by_case(name: &str) -> String {
    let upper = name.to_uppercase();
    if upper == name { name.to_lowercase() } else { upper }
}

/// Adds a parameter to an operation.
fn add(document: &mut Document, parameter: &Value) -> bool {
    let has_it = |operation: &Value| {
        let list = operation["parameters"].as_array();
        list.is_some_and(|list| list.iter().any(|other| other["name"] == parameter["name"]))
    };
    let place = document.pick(Kind::Operation, |operation| !has_it(operation));
    place.is_some_and(|place| document.push(&place, "parameters", parameter.clone()))
}

fn parameter(document: &mut Document, location: &str) -> bool {
    let name = document.word();
    add(document, &json!({"name": name, "in": location, "schema": {"type": "string"}}))
}

/// Adds a query parameter that is called as something else is that belongs to the operation.
fn named_as(
    document: &mut Document,
    names: fn(&mut Document, &str) -> Option<Vec<String>>,
) -> bool {
    let mut operations = document.places(Kind::Operation);
    document.rng.shuffle(&mut operations);
    for operation in operations {
        let taken = parameters(document, &operation, |place| place == "query");
        let mut names = names(document, &operation).unwrap_or_default();
        names.retain(|name| !taken.contains(name));
        if let Some(name) = document.choose(&names).cloned() {
            let parameter = json!({"name": name, "in": "query", "schema": {"type": "boolean"}});
            return document.push(&operation, "parameters", parameter);
        }
    }
    false
}

/// The names of some parameters of an operation, by where they stand.
fn parameters(document: &Document, operation: &str, is_wanted: fn(&str) -> bool) -> Vec<String> {
    let item = operation.rsplit_once('/').map_or("", |(item, _)| item);
    let lists = [operation, item].map(|place| document.get(place)["parameters"].as_array());
    let parameters = lists.into_iter().flatten().flatten();
    let parameters = parameters.map(|parameter| match parameter["$ref"].as_str() {
        Some(reference) => document.get(reference.trim_start_matches('#')),
        None => parameter,
    });
    let wanted = parameters.filter(|parameter| parameter["in"].as_str().is_some_and(is_wanted));
    wanted.filter_map(|parameter| Some(parameter["name"].as_str()?.to_owned())).collect()
}

/// Adds a property to what requests send as a media type.
fn field(document: &mut Document, media_type: &str) -> bool {
    let name = document.word();
    let end = format!("/requestBody/content/{}", crate::document::part(media_type));
    let mut places = document.places(Kind::MediaType);
    places.retain(|place| place.ends_with(&end) || place.starts_with("/components/requestBodies"));
    document.rng.shuffle(&mut places);
    let schemas = places.iter().filter_map(|place| document.schema_of(place));
    let with_properties = schemas.filter(|schema| has_properties(document.get(schema)));
    let Some(schema) = with_properties.collect::<Vec<_>>().into_iter().next() else { return false };
    document.add(&schema, "properties", &name, json!({"type": "string"}))
}
