//! Takes the parts with errors out of a document, so that a model can be made of the others and
//! later stages report what is wrong with them.

use openapiv3::{
    Header, Info, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema,
    SecurityRequirement, SecurityScheme, Server, Tag,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::shape::METHODS;

/// Takes out of a document what the model has no room for, or puts something harmless in its place.
pub(super) fn salvage(document: &mut Value) {
    let Value::Object(fields) = document else { return };
    if !fields.get("info").is_some_and(is::<Info>) {
        fields.insert("info".to_owned(), json!({ "title": "", "version": "" }));
    }
    if let Some(Value::Object(paths)) = fields.get_mut("paths") {
        keep(paths, |item| {
            if let Value::Object(item) = item {
                path_item(item);
            }
            is::<ReferenceOr<PathItem>>(item)
        });
    } else {
        fields.insert("paths".to_owned(), json!({}));
    }
    if let Some(Value::Object(components)) = fields.get_mut("components") {
        components.retain(|section, entries| match entries {
            Value::Object(entries) => {
                keep(entries, |entry| component(section, entry));
                true
            }
            _ => false,
        });
    }
    for (field, is_modelled) in [
        ("components", is::<Map<String, Value>> as fn(&Value) -> bool),
        ("servers", is::<Vec<Server>>),
        ("tags", is::<Vec<Tag>>),
        ("security", is::<Vec<SecurityRequirement>>),
        ("externalDocs", is::<openapiv3::ExternalDocumentation>),
    ] {
        if fields.get(field).is_some_and(|value| !is_modelled(value)) {
            fields.shift_remove(field);
        }
    }
}

/// Keeps the entries that the model can be made from, and extensions.
fn keep(entries: &mut Map<String, Value>, mut can_be_modelled: impl FnMut(&mut Value) -> bool) {
    entries.retain(|key, entry| key.starts_with("x-") || can_be_modelled(entry));
}

/// Takes the parts with errors out of a component. Returns whether the model can be made from the
/// rest; of a schema it always can.
fn component(section: &str, entry: &mut Value) -> bool {
    match section {
        "schemas" => {
            schema(entry);
            true
        }
        "responses" => is::<ReferenceOr<Response>>(entry),
        "parameters" => is::<ReferenceOr<Parameter>>(entry),
        "requestBodies" => is::<ReferenceOr<RequestBody>>(entry),
        "headers" => is::<ReferenceOr<Header>>(entry),
        "securitySchemes" => is::<ReferenceOr<SecurityScheme>>(entry),
        // The client has nothing of these.
        _ => false,
    }
}

/// Takes the operations, parameters and other fields with errors out of a path item.
fn path_item(item: &mut Map<String, Value>) {
    parameters(item);
    item.retain(|key, value| {
        if let (true, Value::Object(fields)) = (METHODS.contains(&key.as_str()), &mut *value) {
            operation(fields);
        }
        is_field::<PathItem>(key, value)
    });
}

/// Takes the fields with errors out of an operation.
fn operation(operation: &mut Map<String, Value>) {
    parameters(operation);
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        keep(responses, |response| is::<ReferenceOr<Response>>(response));
    }
    let responses = operation.remove("responses").filter(Value::is_object);
    operation.retain(|key, value| {
        let alone = json!({ key: value, "responses": {} });
        is::<Operation>(&alone)
    });
    operation.insert("responses".to_owned(), responses.unwrap_or_else(|| json!({})));
}

fn parameters(fields: &mut Map<String, Value>) {
    if let Some(Value::Array(parameters)) = fields.get_mut("parameters") {
        // A harmless parameter in place of one with errors keeps the indices of the others.
        for parameter in parameters.iter_mut().filter(|it| !is::<ReferenceOr<Parameter>>(it)) {
            *parameter = json!({ "name": "", "in": "query", "schema": {} });
        }
    }
}

/// Takes the keywords with errors out of a schema and of those within it.
fn schema(value: &mut Value) {
    if is::<ReferenceOr<Schema>>(value) {
        return;
    }
    if let Value::Object(fields) = value {
        for (keyword, value) in &mut *fields {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    properties.values_mut().for_each(schema);
                }
                ("allOf" | "oneOf" | "anyOf", Value::Array(parts)) => {
                    parts.iter_mut().for_each(schema);
                }
                ("items" | "not", value) => schema(value),
                ("additionalProperties", value) if !value.is_boolean() => schema(value),
                _ => {}
            }
        }
        fields.retain(|keyword, value| is_field::<Schema>(keyword, value));
    }
    if !is::<ReferenceOr<Schema>>(value) {
        *value = json!({});
    }
}

/// Whether the model of an object can be made from a single field of it.
fn is_field<T: for<'de> Deserialize<'de>>(key: &str, value: &Value) -> bool {
    is::<T>(&json!({ key: value }))
}

/// Whether the model of something can be made from a value.
pub(super) fn is<T: for<'de> Deserialize<'de>>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}
