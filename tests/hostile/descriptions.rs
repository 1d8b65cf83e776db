//! Documents in which everything that people may write in their own words is hostile.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value};

use super::markdown::markdown;

/// Fields that contain values of others, in which a key means nothing.
const VALUES: [&str; 6] = ["default", "enum", "example", "examples", "required", "value"];

/// Fields whose keys are names.
const MAPS: [&str; 11] = [
    "callbacks",
    "content",
    "headers",
    "mapping",
    "parameters",
    "paths",
    "properties",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
];

/// Writes Markdown into every description, summary and title of a document, and adds descriptions
/// where none are.
pub(crate) fn describe(u: &mut Unstructured<'_>, document: &mut Value) -> Result<()> {
    if let Some(info) = document.get_mut("info").and_then(Value::as_object_mut) {
        for key in ["title", "description"] {
            info.insert(key.to_owned(), markdown(u)?.into());
        }
        info.insert(
            "contact".to_owned(),
            serde_json::json!({"name": markdown(u)?, "email": markdown(u)?}),
        );
        info.insert("license".to_owned(), serde_json::json!({"name": markdown(u)?}));
    }
    object(u, document)
}

fn object(u: &mut Unstructured<'_>, value: &mut Value) -> Result<()> {
    match value {
        Value::Array(entries) => entries.iter_mut().try_for_each(|entry| object(u, entry)),
        Value::Object(fields) => {
            if !fields.contains_key("$ref") {
                texts(u, fields)?;
            }
            for (key, field) in fields.iter_mut() {
                if VALUES.contains(&key.as_str()) || key.starts_with("x-") {
                    continue;
                }
                match field {
                    Value::Object(named) if MAPS.contains(&key.as_str()) => {
                        named.values_mut().try_for_each(|value| object(u, value))?;
                    }
                    field => object(u, field)?,
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn texts(u: &mut Unstructured<'_>, fields: &mut Map<String, Value>) -> Result<()> {
    let has = |key: &str| fields.get(key).is_some_and(|field| !field.is_null());
    // Schemas, parameters, operations, tags, servers and responses.
    let can_be_described = fields.get("type").is_some_and(Value::is_string)
        || ["in", "operationId", "url"].into_iter().any(has);
    for key in ["description", "summary", "title"] {
        let is_there = fields.get(key).is_some_and(Value::is_string);
        if is_there || (key == "description" && can_be_described) {
            fields.insert(key.to_owned(), markdown(u)?.into());
        }
    }
    Ok(())
}
