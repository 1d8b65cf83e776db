use serde_json::{Value, json};

use super::{Direction, LocatedSchema, Validator};
use crate::diagnostics::Place;

/// Checks what is said first about a value, with where it is and where the schema says so.
fn check(schema: &Value, value: &Value, expected: Option<(&str, &str, &str)>) {
    let document = json!({
        "components": { "schemas": {
            "Id": { "type": "string", "nullable": true },
            "Loop": { "$ref": "#/components/schemas/Loop" },
            "Node": { "properties": { "next": { "$ref": "#/components/schemas/Node" } } },
            "Toy": {
                "anyOf": [
                    { "$ref": "#/components/schemas/Ball" },
                    { "$ref": "#/components/schemas/Rope" },
                ],
                "properties": { "colour": { "type": "string" } },
            },
            "Ball": {
                "allOf": [{ "$ref": "#/components/schemas/Toy" }],
                "required": ["diameter"],
            },
            "Rope": {
                "allOf": [{ "$ref": "#/components/schemas/Toy" }],
                "required": ["length"],
            },
        } },
        "s": schema,
    });
    let schema = LocatedSchema::new(&document["s"], Place::ROOT);
    let found = Validator::new(&document).violations(schema, value, Direction::Response);
    let found = found.first().map(|first| {
        let schema = format!("{}/{}", first.schema, first.keyword);
        (first.at.clone(), first.problem.clone(), schema)
    });
    let found = found.as_ref().map(|(at, problem, schema)| (&**at, &**problem, &**schema));
    assert_eq!(found, expected, "{} {value}", document["s"]);
}

#[test]
fn types_and_nulls() {
    check(&json!({}), &json!([1, null]), None);
    check(&json!({ "type": "integer" }), &json!(2.0), None);
    let fraction = ("", "is `number`, but must be `integer`", "/type");
    check(&json!({ "type": "integer" }), &json!(2.5), Some(fraction));
    let null = ("", "is `null`, but must be `string`", "/type");
    check(&json!({ "type": "string" }), &json!(null), Some(null));
    check(&json!({ "type": "string", "nullable": true }), &json!(null), None);
    check(&json!({ "type": "string", "enum": ["a", null] }), &json!(null), None);
    check(&json!({ "$ref": "#/components/schemas/Id" }), &json!(null), None);
    let unknown = ("", "is `blue`, which is none of its values", "/enum");
    check(&json!({ "enum": ["red"] }), &json!("blue"), Some(unknown));
    check(&json!({ "enum": [1] }), &json!(1.0), None);
}

#[test]
fn what_stands_beside_a_reference_counts() {
    let toy = |beside: Value| {
        let mut schema = json!({ "$ref": "#/components/schemas/Rope" });
        schema
            .as_object_mut()
            .expect("it is an object")
            .extend(beside.as_object().cloned().expect("so is this"));
        schema
    };
    let rope = json!({ "length": 1 });
    check(&toy(json!({ "description": "d" })), &rope, None);
    check(&toy(json!({ "nullable": true, "type": "object" })), &json!(null), None);
    check(&toy(json!({ "enum": [null] })), &json!(null), None);
    let required = ("", "lacks `colour`, which is required", "/required");
    check(&toy(json!({ "required": ["colour"] })), &rope, Some(required));
    let unlike = ("", "lacks `length`, which is required", "/components/schemas/Rope/required");
    check(&toy(json!({ "nullable": true })), &json!({}), Some(unlike));
    check(&toy(json!({ "allOf": [toy(json!({ "title": "t" }))] })), &rope, None);
}

#[test]
fn parents_and_children_that_refer_to_each_other() {
    let toy = json!({ "$ref": "#/components/schemas/Toy" });
    check(&toy, &json!({ "length": 1 }), None);
    let none = ("", "fits none of the schemas of `anyOf`", "/components/schemas/Toy/anyOf");
    check(&toy, &json!({ "colour": "red" }), Some(none));
    let colour = (
        "/colour",
        "is `number`, but must be `string`",
        "/components/schemas/Toy/properties/colour/type",
    );
    check(&toy, &json!({ "length": 1, "colour": 5 }), Some(colour));
}

#[test]
fn objects_and_arrays() {
    let schema = json!({
        "type": "object",
        "required": ["id", "secret"],
        "properties": {
            "id": { "$ref": "#/components/schemas/Id" },
            "secret": { "type": "string", "writeOnly": true },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "additionalProperties": false,
    });
    check(&schema, &json!({ "id": null, "tags": ["a"] }), None);
    let lacks = ("", "lacks `id`, which is required", "/required");
    check(&schema, &json!({}), Some(lacks));
    let tag = ("/tags/0", "is `number`, but must be `string`", "/properties/tags/items/type");
    check(&schema, &json!({ "id": "a", "tags": [1] }), Some(tag));
    let id = ("/id", "is `number`, but must be `string`", "/components/schemas/Id/type");
    check(&schema, &json!({ "id": 1 }), Some(id));
    let surplus = ("", "has `b`, which is no property", "/additionalProperties");
    check(&schema, &json!({ "id": "a", "b": 1 }), Some(surplus));
    let map = json!({ "additionalProperties": { "type": "boolean" } });
    let entry = ("/a", "is `number`, but must be `boolean`", "/additionalProperties/type");
    check(&map, &json!({ "a": 1 }), Some(entry));
}

#[test]
fn compositions() {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
    let both = json!({ "allOf": [text, { "enum": ["a"] }] });
    check(&both, &json!("a"), None);
    let unknown = ("", "is `b`, which is none of its values", "/allOf/1/enum");
    check(&both, &json!("b"), Some(unknown));
    check(&json!({ "anyOf": [text, number] }), &json!(1), None);
    let none = ("", "fits none of the schemas of `anyOf`", "/anyOf");
    check(&json!({ "anyOf": [text, number] }), &json!(true), Some(none));
    let one = json!({ "anyOf": [{ "type": "string" }, { "type": "number", "maximum": 1 }] });
    let most = ("", "is `2`, but must be at most `1`", "/anyOf/1/maximum");
    check(&one, &json!(2), Some(most));
    let several = ("", "fits several schemas of `oneOf`", "/oneOf");
    check(&json!({ "oneOf": [text, {}] }), &json!("a"), Some(several));
    let not = ("", "is what it must not be by `not`", "/not");
    check(&json!({ "not": text }), &json!("a"), Some(not));
}

#[test]
fn limits() {
    let long = ("", "has `3` characters, but must have at most `2`", "/maxLength");
    check(&json!({ "maxLength": 2 }), &json!("äöü"), Some(long));
    let pattern = ("", "is `b`, which does not match `^a`", "/pattern");
    check(&json!({ "pattern": "^a" }), &json!("b"), Some(pattern));
    check(&json!({ "pattern": "(?=a)" }), &json!("b"), None);
    let more = ("", "is `1`, but must be more than `1`", "/minimum");
    check(&json!({ "minimum": 1, "exclusiveMinimum": true }), &json!(1), Some(more));
    let few = ("", "has `0` elements, but must have at least `1`", "/minItems");
    check(&json!({ "minItems": 1 }), &json!([]), Some(few));
    let twice = ("", "has the same element twice", "/uniqueItems");
    check(&json!({ "uniqueItems": true }), &json!([1, 1]), Some(twice));
    let day = ("", "is `1.2.2024`, which is no `date`", "/format");
    check(&json!({ "format": "date" }), &json!("1.2.2024"), Some(day));
}

#[test]
fn discriminators_choose() {
    let schema = json!({
        "oneOf": [{ "$ref": "#/components/schemas/Id" }, { "$ref": "#/components/schemas/Node" }],
        "discriminator": { "propertyName": "kind", "mapping": { "id": "Id" } },
    });
    check(&schema, &json!({ "kind": "Node" }), None);
    let wrong = ("", "is `object`, but must be `string`", "/components/schemas/Id/type");
    check(&schema, &json!({ "kind": "id" }), Some(wrong));
}

#[test]
fn cycles_end() {
    check(&json!({ "$ref": "#/components/schemas/Loop" }), &json!(1), None);
    let node = json!({ "$ref": "#/components/schemas/Node" });
    check(&node, &json!({ "next": { "next": {} } }), None);
}

/// A document of some kilobytes can have hundreds of patterns that take milliseconds each.
#[test]
fn few_large_patterns_are_compiled() {
    let schemas: Vec<_> =
        (0..100).map(|number| json!({ "pattern": format!(r"^\w{{2}}{number}$") })).collect();
    let small = json!({ "pattern": "^[0-9a-f]{1,64}$" });
    let document = json!({});
    let mut validator = Validator::new(&document);
    let mut violated = |schema| {
        let schema = LocatedSchema::new(schema, Place::ROOT);
        !validator.violations(schema, &json!("?"), Direction::Response).is_empty()
    };
    assert_eq!(schemas.iter().filter(|schema| violated(schema)).count(), 50);
    assert!(violated(&small));
}
