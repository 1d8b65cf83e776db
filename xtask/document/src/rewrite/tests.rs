//! What becomes of schemas, and where the diagnostics find what became of them.

use serde_json::{Value, json};

use super::as_openapi_3_0;
use crate::diagnostics::{Diagnostics, Text};
use crate::pointer::{escape, find};
use crate::shape::Version;

/// A document with a schema `A`, and what it is in OpenAPI 3.0. Every node of that has to be found in
/// the text as it was written.
fn rewritten(schemas: &Value) -> (Value, Diagnostics) {
    let written = json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "components": {"schemas": schemas},
    });
    let mut document = written.clone();
    let mut diagnostics = Diagnostics::new();
    as_openapi_3_0(&mut document, Version::V3_1, "x-method", &mut diagnostics);
    check_places(&document["components"], "/components", &written, &diagnostics);
    (document["components"]["schemas"].take(), diagnostics)
}

/// Checks that what is at and below a node comes from somewhere.
fn check_places(node: &Value, pointer: &str, written: &Value, diagnostics: &Diagnostics) {
    let (text, origin) = diagnostics.origin_of(pointer);
    assert_eq!(text, Text::Spec);
    assert!(find(written, &origin).is_some(), "{pointer} is not at {origin}");
    match node {
        Value::Object(fields) => {
            for (key, field) in fields {
                // What stands for several keywords has no parts of its own in the text.
                if find(written, &origin).is_some_and(|it| it.is_object() || it.is_array()) {
                    let place = format!("{pointer}/{}", escape(key));
                    check_places(field, &place, written, diagnostics);
                }
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                if find(written, &origin).is_some_and(Value::is_array) {
                    let place = format!("{pointer}/{index}");
                    check_places(entry, &place, written, diagnostics);
                }
            }
        }
        _ => {}
    }
}

/// Checks what a schema becomes, about which there is nothing to say.
#[track_caller]
fn check(schema: &Value, expected: &Value) {
    let (schemas, diagnostics) = rewritten(&json!({ "A": schema }));
    assert_eq!(schemas["A"], *expected);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn null_becomes_a_flag() {
    check(&json!({"type": ["string", "null"]}), &json!({"type": "string", "nullable": true}));
    check(&json!({"type": "null"}), &json!({"nullable": true, "enum": [null]}));
    check(&json!({"const": null}), &json!({"nullable": true, "enum": [null]}));
    check(&json!({"enum": ["a", null]}), &json!({"enum": ["a", null], "nullable": true}));
    let reference = json!({"$ref": "#/components/schemas/B", "nullable": true, "title": "t"});
    for nothing in [json!({"type": "null"}), json!({"const": null}), json!({"enum": [null]})] {
        let union = json!({"title": "t", "anyOf": [{"$ref": "#/components/schemas/B"}, nothing]});
        check(&union, &json!({"title": "t", "nullable": true, "$ref": "#/components/schemas/B"}));
        let union = json!({"title": "t", "oneOf": [nothing, {"$ref": "#/components/schemas/B"}]});
        check(&union, &reference);
    }
    let union = json!({"oneOf": [{"type": "string"}, {"type": "null"}, {"type": "integer"}]});
    let expected = json!({"nullable": true, "oneOf": [{"type": "string"}, {"type": "integer"}]});
    check(&union, &expected);
    check(&json!({"anyOf": [{"type": "null"}]}), &json!({"nullable": true, "enum": [null]}));
}

#[test]
fn the_only_one_of_a_union_is_beside_what_it_contradicts() {
    let inner = json!({"type": "object", "properties": {"a": {}}});
    let union =
        json!({"type": "object", "properties": {"b": {}}, "anyOf": [inner, {"type": "null"}]});
    let expected = json!({
        "type": "object", "properties": {"b": {}}, "nullable": true, "allOf": [inner],
    });
    check(&union, &expected);
}

#[test]
fn several_types_are_a_union_of_what_is_said_of_each() {
    check(
        &json!({"type": ["string", "integer", "null"], "maxLength": 3, "minimum": 1, "title": "t"}),
        &json!({"title": "t", "nullable": true, "anyOf": [
            {"type": "string", "maxLength": 3}, {"type": "integer", "minimum": 1},
        ]}),
    );
    check(&json!({"type": ["number", "integer"]}), &json!({"type": "number"}));
    check(&json!({"type": ["string", "string"]}), &json!({"type": "string"}));
    let all = json!({"type": ["string", "number", "boolean", "array", "object", "null"]});
    check(&all, &json!({"nullable": true}));
    check(
        &json!({"type": ["string", "integer"], "enum": ["a", 1, true]}),
        &json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [1]}]}),
    );
    check(
        &json!({"type": ["array", "string"], "items": {"type": "string"}, "format": "date"}),
        &json!({"anyOf": [
            {"type": "array", "items": {"type": "string"}}, {"type": "string", "format": "date"},
        ]}),
    );
}

#[test]
fn values_and_limits_are_said_in_other_words() {
    check(&json!({"const": "a"}), &json!({"type": "string", "enum": ["a"]}));
    check(&json!({"const": 1}), &json!({"type": "integer", "enum": [1]}));
    check(&json!({"const": {"a": 1}}), &json!({"enum": [{"a": 1}]}));
    check(&json!({"examples": ["a", "b"]}), &json!({"example": "a"}));
    check(&json!({"examples": ["a"], "example": "c"}), &json!({"example": "c"}));
    let flag = json!({"minimum": 1, "exclusiveMinimum": true});
    check(&json!({"exclusiveMinimum": 1}), &flag);
    check(&json!({"exclusiveMinimum": 1, "minimum": 0}), &flag);
    check(&json!({"exclusiveMinimum": 1, "minimum": 2}), &json!({"minimum": 2}));
    check(&json!({"exclusiveMaximum": 1, "maximum": 0}), &json!({"maximum": 0}));
}

#[test]
fn schemas_may_be_flags() {
    check(&json!(true), &json!({}));
    check(&json!(false), &json!({"not": {}}));
    check(&json!({"type": "array", "items": true}), &json!({"type": "array", "items": {}}));
    let none = json!({"type": "array", "items": {}, "maxItems": 0});
    check(&json!({"type": "array", "items": false}), &none);
    let object = json!({"properties": {"a": true, "b": false}, "additionalProperties": false});
    check(&object, &json!({"properties": {"a": {}}, "additionalProperties": false}));
    let closed = json!({"type": "object", "unevaluatedProperties": false});
    check(&closed, &json!({"type": "object", "additionalProperties": false}));
}

#[test]
fn definitions_are_components() {
    let (schemas, diagnostics) = rewritten(&json!({
        "A": {
            "properties": {
                "b": {"$ref": "#/components/schemas/A/$defs/B"},
                "c": {"$ref": "#c"},
                "d": {"$ref": "https://example.com/d"},
                "e": {"$ref": "https://example.com/d#/$defs/E"},
            },
            "$defs": {"B": {"type": "string"}, "C": {"$anchor": "c"}},
        },
        "D": {"$id": "https://example.com/d", "items": {"$ref": "#/$defs/E"}, "$defs": {"E": {}}},
        "A B": {},
    }));
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let properties = json!({"b": to("A B 2"), "c": to("A C"), "d": to("D"), "e": to("D E")});
    let expected = json!({
        "A": {"properties": properties}, "D": {"items": to("D E")}, "A B": {},
        "A B 2": {"type": "string"}, "A C": {}, "D E": {},
    });
    assert_eq!(schemas, expected);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn references_find_what_was_moved() {
    let (schemas, diagnostics) = rewritten(&json!({
        "A": {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"a": {"type": "string"}}}]},
        "B": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
        "C": {"properties": {
            "a": {"$ref": "#/components/schemas/A/anyOf/1"},
            "b": {"$ref": "#/components/schemas/A/anyOf/1/properties/a"},
            "c": {"$ref": "#/components/schemas/B/prefixItems/1"},
        }},
    }));
    let references = &schemas["C"]["properties"];
    assert_eq!(references["a"]["$ref"], "#/components/schemas/A");
    assert_eq!(references["b"]["$ref"], "#/components/schemas/A/properties/a");
    assert_eq!(references["c"]["$ref"], "#/components/schemas/B/items/anyOf/1");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}
