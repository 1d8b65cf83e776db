//! What JSON Schema says of the keys of objects, and of properties that are not named.

use serde_json::{Value, json};

use super::node::{Node, Part};
use super::{is_never, never};
use crate::diagnostics::quoted;

/// Rewrites what is said of keys.
pub(super) fn keys(node: &mut Node<'_>) {
    absent_properties(node);
    patterns(node);
    names(node);
    dependent(node);
}

/// Properties that can have no value are no properties.
fn absent_properties(node: &mut Node<'_>) {
    let Some(Value::Object(properties)) = node.fields.get_mut("properties") else { return };
    if properties.values().any(is_never) {
        properties.retain(|_, schema| !is_never(schema));
    }
}

/// Where a schema is not put together from others, what it has not looked at is what it does not name.
pub(super) fn unevaluated(node: &mut Node<'_>) {
    const COMPOSED: [&str; 9] = [
        "allOf",
        "anyOf",
        "oneOf",
        "$ref",
        "if",
        "not",
        "contains",
        "dependentSchemas",
        "$dynamicRef",
    ];

    if COMPOSED.iter().any(|keyword| node.has(keyword)) {
        return;
    }
    if let Some(others) = node.take("unevaluatedProperties")
        && !node.has("additionalProperties")
    {
        node.put("additionalProperties", others);
    }
    if let Some(mut others) = node.take("unevaluatedItems")
        && !node.has("items")
    {
        match others.value {
            Value::Bool(true) => others.value = json!({}),
            Value::Bool(false) => others.value = never(),
            _ => {}
        }
        node.put("items", others);
    }
}

/// Properties by the patterns of their keys are other properties.
fn patterns(node: &mut Node<'_>) {
    let Some(patterns) = node.take("patternProperties") else { return };
    let from = patterns.pointer().to_owned();
    let patterns = patterns.into_fields();
    let names: Vec<String> = patterns.iter().map(|(pattern, _)| quoted(pattern)).collect();
    if !names.is_empty() {
        let keys = if node.has("properties") { "Other keys" } else { "Keys" };
        node.document(&format!("{keys} match {}.", names.join(" or ")), "patternProperties");
    }
    let mut schemas: Vec<Part> = patterns.into_iter().map(|(_, schema)| schema).collect();
    schemas.retain(|schema| schema.value.is_object() && !is_never(&schema.value));
    match node.take("additionalProperties") {
        Some(all) if all.value == Value::Bool(true) => {
            node.put("additionalProperties", all);
            return;
        }
        Some(others) if others.value.is_object() => schemas.push(others),
        _ => {}
    }
    match Part::any_of(from, schemas) {
        Some(schema) => node.put("additionalProperties", schema),
        None => node.set("additionalProperties", json!(false), "patternProperties"),
    }
}

/// What keys are is documentation.
fn names(node: &mut Node<'_>) {
    let Some(names) = node.take("propertyNames") else { return };
    let said = |key: &str| names.value.get(key);
    let listed = |values: &Vec<Value>| {
        let values: Vec<String> = values.iter().filter_map(Value::as_str).map(quoted).collect();
        format!("Keys are {}.", values.join(", "))
    };
    let sentences = [
        said("enum").and_then(Value::as_array).filter(|it| !it.is_empty()).map(listed),
        said("pattern").and_then(Value::as_str).map(|it| format!("Keys match {}.", quoted(it))),
        said("format")
            .and_then(Value::as_str)
            .map(|it| format!("Keys have the format {}.", quoted(it))),
        said("minLength").map(|it| format!("Keys have at least {it} characters.")),
        said("maxLength").map(|it| format!("Keys have at most {it} characters.")),
        said("$ref").and_then(Value::as_str).map(|it| {
            format!("Keys are those of {}.", quoted(it.rsplit('/').next().unwrap_or(it)))
        }),
    ];
    for sentence in sentences.into_iter().flatten() {
        node.document(&sentence, "propertyNames");
    }
}

/// Which properties need others is documentation.
fn dependent(node: &mut Node<'_>) {
    let Some(dependent) = node.take("dependentRequired") else { return };
    for (key, needed) in dependent.into_fields() {
        let needed = needed.value.as_array().cloned().unwrap_or_default();
        let needed: Vec<String> = needed.iter().filter_map(Value::as_str).map(quoted).collect();
        if !needed.is_empty() {
            let sentence = format!("With {}, there has to be {}.", quoted(&key), needed.join(", "));
            node.document(&sentence, "dependentRequired");
        }
    }
}
