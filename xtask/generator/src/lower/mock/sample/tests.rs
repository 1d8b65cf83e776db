//! Made values are valid, and made in little time.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Sampler;
use crate::EXTENSIONS;
use document::diagnostics::{Diagnostics, Place};
use document::stack::with_large_stack;
use document::validation::{Direction, LocatedSchema, Validator};
use document::{Document, SourceFile};

/// The documents of the project's tests, but for one that is not as its own schemas say.
fn documents() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["tests/fixtures", "tests/apis", "tests/corpus", "spec"];
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be listed").path())
    });
    let documents = files.filter(|file| {
        file.extension().is_some_and(|it| it == "yaml") && !file.ends_with("bundled.yaml")
    });
    let documents = documents.filter_map(|file| {
        let name = file.file_name()?.to_str()?.to_owned();
        let bytes = fs::read(&file).expect("it can be read");
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::from_bytes(&name, &bytes, &mut diagnostics);
        let document = Document::read_as_far_as_possible(&source, &EXTENSIONS, &mut diagnostics)?;
        Some((name, document.value))
    });
    documents.collect()
}

/// All schemas of components, of media types and of parameters.
fn schemas<'v>(node: &'v Value, found: &mut Vec<&'v Value>) {
    match node {
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "schemas" => {
                        let components = value.as_object().into_iter().flatten();
                        found.extend(components.map(|(_, schema)| schema));
                    }

                    "schema" => found.push(value),
                    _ => schemas(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| schemas(item, found)),
        _ => {}
    }
}

/// What is wrong with the values that are made from the schemas of a document. That a value fits several
/// schemas of `oneOf` is the document's doing.
fn wrong(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    schemas(document, &mut found);
    let (mut sampler, mut validator) = (Sampler::new(document), Validator::new(document));
    let mut wrong = Vec::new();
    for schema in found {
        for direction in [Direction::Request, Direction::Response] {
            let Some(value) = sampler.value(schema, direction) else {
                wrong.push(format!("there is no value for {schema}"));
                continue;
            };
            let located = LocatedSchema::new(schema, Place::ROOT);
            let violations = validator.violations(located, &value, direction);
            let violations = violations.iter().filter(|it| it.keyword != "oneOf");
            wrong.extend(violations.map(|violation| {
                format!("{value} of {schema}: `{}` {}", violation.at, violation.problem)
            }));
        }
    }
    wrong
}

#[test]
fn made_values_are_valid() {
    with_large_stack(|| {
        let documents = documents();
        assert!(documents.len() > 70, "{} documents", documents.len());
        let wrong: Vec<String> = documents
            .iter()
            .flat_map(|(name, document)| {
                wrong(document).into_iter().map(move |wrong| format!("{name}: {wrong}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// The value that is made of a component called `A`.
fn made(schemas: &Value, direction: Direction) -> Option<Value> {
    let document = json!({"components": {"schemas": schemas}});
    let mut sampler = Sampler::new(&document);
    sampler.value(&document["components"]["schemas"]["A"], direction)
}

#[test]
fn values_say_what_their_schemas_say() {
    let check = |schemas: Value, expected: Value| {
        assert_eq!(made(&schemas, Direction::Response), Some(expected), "{schemas}");
    };
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    check(json!({"A": {"type": "string", "example": "e", "default": "d"}}), json!("e"));
    check(
        json!({"A": {"type": "string", "maxLength": 1, "example": "long", "default": "d"}}),
        json!("d"),
    );
    check(json!({"A": {"type": "string", "enum": ["x", "y"], "nullable": true}}), json!("x"));
    check(json!({"A": {"type": "string", "minLength": 8, "maxLength": 8}}), json!("stringst"));
    check(json!({"A": {"type": "string", "pattern": "^KD[0-9a-fA-F]{3}$"}}), json!("KDaaa"));
    check(json!({"A": {"type": "string", "format": "date"}}), json!("2026-01-31"));
    check(json!({"A": {"type": "array", "items": {"type": "boolean"}}}), json!([true]));
    check(
        json!({"A": {"type": "array", "minItems": 3, "uniqueItems": true, "items": {"type": "integer"}}}),
        json!([1, 2, 3]),
    );
    check(json!({"A": {"additionalProperties": {"type": "integer"}}}), json!({"key1": 1}));
    // What contains itself ends where it may.
    check(
        json!({"A": {"type": "object", "properties": {
            "next": reference("A"), "all": {"type": "array", "items": reference("A")}, "n": {"type": "integer"},
        }}}),
        json!({"all": [], "n": 1}),
    );
    check(
        json!({"A": {"type": "object", "required": ["next"], "nullable": true, "properties": {"next": reference("A")}}}),
        json!({"next": null}),
    );
    // All parts count, and the narrowest limit.
    check(
        json!({
            "A": {"allOf": [reference("B"), {"required": ["b"], "properties": {"n": {"minimum": 7}}}]},
            "B": {"type": "object", "properties": {"b": {"type": "boolean"}, "n": {"type": "integer"}}},
        }),
        json!({"b": true, "n": 7}),
    );
    // Alternatives are told apart.
    check(
        json!({
            "A": {
                "oneOf": [reference("B"), reference("C")],
                "discriminator": {"propertyName": "kind", "mapping": {"bee": "#/components/schemas/B"}},
            },
            "B": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
            "C": {"type": "object"},
        }),
        json!({"kind": "bee"}),
    );
    check(
        json!({"A": {"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "boolean"}]}}),
        json!(true),
    );
    // Of a parent, one that inherits from it.
    check(
        json!({
            "A": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"type": "string"}},
                "discriminator": {"propertyName": "kind", "mapping": {"b": "B"}},
            },
            "B": {"allOf": [reference("A"), {"required": ["n"], "properties": {"n": {"type": "integer"}}}]},
        }),
        json!({"kind": "b", "n": 1}),
    );
}

#[test]
fn each_side_has_its_own_properties() {
    let schemas = json!({"A": {"type": "object", "required": ["id", "secret"], "properties": {
        "id": {"type": "integer", "readOnly": true},
        "secret": {"type": "boolean", "writeOnly": true},
    }}});
    assert_eq!(made(&schemas, Direction::Request), Some(json!({"secret": true})));
    assert_eq!(made(&schemas, Direction::Response), Some(json!({"id": 1})));
}

#[test]
fn what_cannot_be_made_is_not() {
    let reference = json!({"$ref": "#/components/schemas/A"});
    for schema in [
        json!({"type": "object", "required": ["next"], "properties": {"next": reference}}),
        json!({"type": "array", "minItems": 1, "items": reference}),
        json!({"allOf": [reference], "type": "string", "minLength": 1_000_000_000}),
        json!({"type": "array", "minItems": 1_000_000_000, "items": {}}),
    ] {
        assert_eq!(made(&json!({"A": schema}), Direction::Response), None, "{schema}");
    }
    let circle = json!({"oneOf": [reference, {"anyOf": [reference]}]});
    assert_eq!(made(&json!({"A": circle}), Direction::Response), None);
}

/// Objects with so many properties, each of which is the next such object.
fn levels(levels: usize, width: usize, required: bool) -> Value {
    let level = |number: usize| {
        let next = json!({"$ref": format!("#/components/schemas/L{}", number + 1)});
        let names = (0..width).map(|property| format!("p{property}"));
        let properties: Value = names.clone().map(|name| (name, next.clone())).collect();
        let required: Vec<String> = if required { names.collect() } else { Vec::new() };
        json!({"type": "object", "required": required, "properties": properties})
    };
    let mut schemas: Value =
        (0..levels).map(|number| (format!("L{number}"), level(number))).collect();
    schemas[format!("L{levels}")] = json!({"type": "string"});
    schemas["A"] = json!({"$ref": "#/components/schemas/L0"});
    schemas
}

#[test]
fn enormous_values_take_little_time() {
    // It takes less than a tenth of a second, unless other programs need the processors.
    let started = Instant::now();
    let many: Value = (0..10_000).map(|n| (format!("p{n}"), json!({"type": "string"}))).collect();
    assert!(
        made(&json!({"A": {"type": "object", "properties": many}}), Direction::Request).is_some()
    );
    assert!(made(&levels(9, 9, false), Direction::Request).is_some());
    assert!(made(&levels(9, 9, true), Direction::Request).is_none());
    assert!(made(&levels(2, 4, true), Direction::Request).is_some());
    let alternatives = |name: &str| {
        let all: Vec<Value> =
            (0..100).map(|_| json!({"$ref": format!("#/components/schemas/{name}")})).collect();
        json!({"oneOf": all})
    };
    let mut unions =
        json!({"A": alternatives("B"), "B": alternatives("C"), "C": alternatives("D")});
    unions["D"] =
        json!({"type": "array", "minItems": 60, "items": {"$ref": "#/components/schemas/A"}});
    assert!(made(&unions, Direction::Request).is_none());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}
