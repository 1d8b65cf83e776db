//! Lists of types. OpenAPI 3.0 has one type, and flags for null.

use std::collections::HashSet;

use serde_json::Value;

use super::node::{Node, Part};
use super::{Rewriter, null};
use crate::diagnostics::{Code, Fix};

/// What each keyword that is about values of some types is about.
const TYPED: [(&str, &[&str]); 20] = [
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("multipleOf", &["number", "integer"]),
    ("minimum", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("items", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("required", &["object"]),
    ("additionalProperties", &["object"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
    ("discriminator", &["object"]),
    ("format", &["string", "number", "integer"]),
    ("enum", &["string", "number", "integer", "boolean", "array", "object"]),
];

/// The types that there are, but for integers, which are numbers.
const ALL: [&str; 5] = ["string", "number", "boolean", "array", "object"];

impl Rewriter<'_> {
    /// Takes null and what is repeated out of a list of types. What is left of it, unless it is one, is
    /// split later.
    pub(super) fn types(&mut self, node: &mut Node<'_>) {
        match node.get("type") {
            Some(Value::String(only)) if only == "null" => {
                node.remove("type");
                null::only(node, "type");
            }
            Some(Value::Array(_)) => self.list_of_types(node),
            _ => {}
        }
    }

    fn list_of_types(&mut self, node: &mut Node<'_>) {
        let Some(list) = node.take("type") else { return };
        let mut seen = HashSet::new();
        let mut types = Vec::new();
        let mut is_empty = true;
        for part in list.into_entries() {
            is_empty = false;
            match part.value.as_str() {
                Some("null") => node.put("nullable", Part { value: true.into(), ..part }),
                Some(name) if seen.insert(name.to_owned()) => types.push(part),
                Some(_) => {}
                None => types.push(part),
            }
        }
        if seen.contains("number") {
            types.retain(|part| part.value != "integer");
        }
        if types.len() == 1 {
            node.put("type", types.swap_remove(0));
        } else if is_empty {
            let place = &node.place.key("type");
            let message = "this list of types has none";
            self.diagnostics
                .warning(Code::WRONG_TYPE, place, message)
                .at_key()
                .help("name the types that there are; without any, it is any JSON")
                .fix(Fix::remove(place));
        } else if types.is_empty() {
            null::only(node, "type");
        } else {
            // Names of no type are reported as what is wrong with the one that is left.
            let is_known = |part: &Part| {
                part.value == "integer" || ALL.iter().any(|name| part.value == **name)
            };
            let unknown = types.iter().position(|part| !is_known(part));
            if let Some(unknown) = unknown {
                node.put("type", types.swap_remove(unknown));
            } else if !is_anything(node, &types) {
                let list = Part::list(node.pointer("type"), types);
                node.put("type", list);
            }
        }
    }
}

/// Whether a list of types is all that there are, and nothing more is said of any.
fn is_anything(node: &Node<'_>, types: &[Part]) -> bool {
    let has = |name: &&str| types.iter().any(|part| part.value == **name);
    ALL.iter().all(has) && !TYPED.iter().any(|(keyword, _)| node.has(keyword))
}

/// Whether a list of types is left.
pub(super) fn are_several(node: &Node<'_>) -> bool {
    node.get("type").is_some_and(Value::is_array)
}

/// Makes a union of several types, each with the keywords that are about it.
pub(super) fn split(node: &mut Node<'_>) {
    let Some(list) = node.take("type") else { return };
    // What is in a union, or refers to a schema, says its types itself.
    if ["anyOf", "oneOf", "allOf", "$ref"].iter().any(|keyword| node.has(keyword)) {
        return;
    }
    let from = list.pointer().to_owned();
    let types = list.into_entries();
    let names: Vec<String> =
        types.iter().filter_map(|part| part.value.as_str().map(str::to_owned)).collect();
    let mut variants: Vec<Vec<(String, Part)>> =
        types.into_iter().map(|part| vec![("type".to_owned(), part)]).collect();
    let values = node.take("enum").map(Part::into_entries);
    for (keyword, about) in TYPED {
        if !node.has(keyword) {
            continue;
        }
        let about = match node.get(keyword).and_then(Value::as_str) {
            Some(format) if keyword == "format" => of_format(format),
            _ => about,
        };
        let variant = names.iter().position(|name| about.contains(&name.as_str()));
        if let (Some(variant), Some(part)) = (variant, node.take(keyword)) {
            variants[variant].push((keyword.to_owned(), part));
        }
    }
    if let Some(values) = values {
        let mut lists: Vec<Vec<Part>> = names.iter().map(|_| Vec::new()).collect();
        for value in values {
            let kinds = [of_value(&value.value), of_value(&value.value).map(|_| "number")];
            let is_it = |name: &String| match kinds {
                [Some("integer"), _] => name == "integer" || name == "number",
                [kind, _] => kind == Some(name.as_str()),
            };
            if let Some(variant) = names.iter().position(is_it) {
                lists[variant].push(value);
            }
        }
        for (variant, list) in variants.iter_mut().zip(lists) {
            if !list.is_empty() {
                variant.push(("enum".to_owned(), Part::list(node.pointer("enum"), list)));
            }
        }
        variants.retain(|fields| fields.iter().any(|(key, _)| key == "enum"));
    }
    let variants = variants.into_iter().map(|fields| {
        let from = fields.first().map_or_else(String::new, |(_, part)| part.pointer().to_owned());
        Part::object(from, fields)
    });
    let list = Part::list(from, variants.collect());
    node.put("anyOf", list);
}

/// The types that a format is about.
fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32"
        | "uint64" => &["integer", "number"],
        "float" | "double" => &["number", "integer"],
        _ => &["string"],
    }
}

/// The type of a value that is neither null nor made of others.
pub(super) fn of_value(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
