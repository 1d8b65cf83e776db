//! What to do about mistakes that are made often, mostly by writing another version of OpenAPI or
//! Overlay.

use serde_json::{Value, json};

use crate::diagnostics::{Fix, FixTarget, Place};
use crate::pointer::{find, parent_and_key};
use crate::shape::{Shape, TYPES};

/// About a field that an object does not have.
pub(super) fn on_unknown_field(object: &str, key: &str) -> Option<&'static str> {
    let advice = match (object, key) {
        ("OpenAPI" | "Schema", "definitions") | ("Schema", "$defs") => {
            "OpenAPI 3.0 has `components/schemas` for this"
        }
        ("OpenAPI", "securityDefinitions") => {
            "OpenAPI 3.0 has `components/securitySchemes` for this"
        }
        ("OpenAPI", "host" | "basePath" | "schemes") => "OpenAPI 3.0 has `servers` for this",
        ("OpenAPI" | "Operation", "consumes") => {
            "OpenAPI 3.0 has the `content` of request bodies for this"
        }
        ("OpenAPI" | "Operation", "produces") => {
            "OpenAPI 3.0 has the `content` of responses for this"
        }
        ("Response", "schema" | "examples") => "in OpenAPI 3.0 it belongs under `content`",
        (
            "Parameter" | "Header",
            "type" | "format" | "items" | "default" | "enum" | "minimum" | "maximum" | "minLength"
            | "maxLength" | "pattern",
        ) => "in OpenAPI 3.0 it belongs under `schema`",
        ("Parameter" | "Header", "collectionFormat") => {
            "OpenAPI 3.0 has `style` and `explode` for this"
        }
        ("Schema", "const") => "write an `enum` of one value",
        ("Schema", "examples") => "write an `example`, which is one value",
        (
            "Schema",
            "$schema"
            | "$id"
            | "$comment"
            | "$anchor"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "contentEncoding"
            | "contentMediaType"
            | "dependentRequired"
            | "dependentSchemas"
            | "patternProperties"
            | "prefixItems"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties",
        )
        | ("OpenAPI", "webhooks" | "jsonSchemaDialect")
        | ("Info", "summary")
        | ("License", "identifier")
        | ("Components", "pathItems") => "OpenAPI 3.1 has it; in OpenAPI 3.0 it has no effect",
        ("Action", "copy") | ("Overlay Info", "description") => {
            "Overlay 1.1 has it; in Overlay 1.0 it has no effect"
        }
        _ => return None,
    };
    Some(advice)
}

/// An action that writes what a value of the wrong type can only mean.
pub(super) fn mend(
    document: &Value,
    shape: Shape,
    value: &Value,
    place: &Place<'_>,
) -> Option<Fix> {
    let pointer = place.pointer();
    let (around, _) = parent_and_key(&pointer)?;
    let update = |fields| Fix::update(FixTarget::of(document, around), fields);
    match (shape, value) {
        (Shape::Flag | Shape::Number | Shape::Count, Value::String(text)) => {
            let meant: Value = serde_json::from_str(text).ok()?;
            shape.accepts(&meant).then(|| Fix::replace(place, meant)).flatten()
        }
        // A list of types, as later versions have it.
        (Shape::OneOf(TYPES), Value::Array(types)) => {
            let (nulls, types): (Vec<_>, Vec<_>) = types.iter().partition(|it| **it == "null");
            let [only] = types.as_slice() else { return None };
            let mut fields = json!({"type": only});
            if !nulls.is_empty() {
                fields["nullable"] = Value::Bool(true);
            }
            shape.accepts(only).then(|| Fix::remove(place).and(update(fields)))
        }
        // A limit that is none of its values, as later versions have it.
        (Shape::Flag, Value::Number(_)) => {
            let limit = match place.name() {
                "exclusiveMinimum" => "minimum",
                "exclusiveMaximum" => "maximum",
                _ => return None,
            };
            let is_free = find(document, around)?.get(limit).is_none();
            is_free.then(|| update(json!({limit: value, (place.name()): true})))
        }
        _ => None,
    }
}

/// What a required field can be without saying anything.
pub(super) fn harmless(object: &str, field: &str) -> Option<Value> {
    match (object, field) {
        ("Response", "description") => Some(json!("")),
        ("Operation", "responses") => Some(json!({"default": {"description": ""}})),
        ("OpenAPI", "paths") | ("OAuth Flow", "scopes") => Some(json!({})),
        _ => None,
    }
}

/// About a value of the wrong type.
pub(super) fn on_wrong_type(key: &str, shape: Shape, value: &Value) -> Option<&'static str> {
    let advice = match (shape, value) {
        (Shape::OneOf(TYPES), Value::Array(_) | Value::Null) => {
            "OpenAPI 3.0 allows one type; write `nullable: true` beside it if null is allowed too"
        }
        (Shape::Flag, Value::Number(_)) if key.starts_with("exclusive") => {
            "in OpenAPI 3.0 it is a flag that goes with `minimum` or `maximum`"
        }
        (Shape::Flag, Value::String(_)) => "write `true` or `false`, without quotes",
        (Shape::Number | Shape::Count, Value::String(text)) if text.parse::<f64>().is_ok() => {
            "remove the quotes"
        }
        (Shape::Referable(_), Value::String(_)) => {
            "to refer to a component, write an object with `$ref` in it"
        }
        _ => return None,
    };
    Some(advice)
}
