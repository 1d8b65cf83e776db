//! OpenAPI 3.1 says the same in other words: each fixture of OpenAPI 3.0, rewritten in these, becomes
//! the same crate.

use generator::lock::Lock;
use generator::tree::Tree;
use generator::{Input, Output, generate};
use serde_json::{Map, Value, json};

use crate::fixtures::files_with;
use crate::folders::of_fixture;
use crate::project;

fn output(name: &str, document: &Value) -> Output {
    generate(&Input {
        spec: document.to_string().into_bytes(),
        spec_name: format!("{name}.json"),
        folder: Some(of_fixture(&project::path("tests/fixtures"), &format!("{name}.yaml"))),
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: format!("{name}.json"),
        name: "twin".to_owned(),
    })
}

/// What is made of a document.
fn tree(name: &str, document: &Value) -> Tree {
    let output = output(name, document);
    let report = || format!("{:#?}", output.report_json());
    output.generated.as_ref().unwrap_or_else(|| panic!("{}", report()));
    output.generated.expect("it is there").tree
}

/// Where objects of a document have schemas, and where those have others.
const SCHEMAS: [&str; 5] = ["schema", "items", "not", "additionalProperties", "parts"];
const LISTS_OF_SCHEMAS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const MAPS_OF_SCHEMAS: [&str; 2] = ["schemas", "properties"];
/// What is no part of the description.
const FREE: [&str; 6] = ["example", "examples", "default", "enum", "const", "mapping"];

/// Says a document of OpenAPI 3.0 in the words of 3.1.
pub(crate) fn say_in_3_1(document: &mut Value) {
    object(document);
    document["openapi"] = json!("3.1.0");
    if document["paths"].as_object().is_some_and(Map::is_empty) {
        document.as_object_mut().expect("it is one").remove("paths");
    }
}

/// Looks for schemas in an object that is none.
fn object(value: &mut Value) {
    let Value::Object(fields) = value else {
        value.as_array_mut().into_iter().flatten().for_each(object);
        return;
    };
    for (key, field) in fields.iter_mut() {
        let key = key.as_str();
        if key.starts_with("x-") || FREE.contains(&key) {
            continue;
        }
        match field {
            Value::Object(schemas) if key == "schemas" => schemas.values_mut().for_each(schema),
            field if key == "schema" => schema(field),
            field => object(field),
        }
    }
}

fn schema(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for (key, field) in fields.iter_mut() {
        match field {
            Value::Object(schemas) if MAPS_OF_SCHEMAS.contains(&key.as_str()) => {
                schemas.values_mut().for_each(schema);
            }
            Value::Array(parts) if LISTS_OF_SCHEMAS.contains(&key.as_str()) => {
                parts.iter_mut().for_each(schema);
            }
            field if SCHEMAS.contains(&key.as_str()) => schema(field),
            _ => {}
        }
    }
    if fields.contains_key("$ref") {
        return;
    }
    if fields.is_empty() {
        *value = Value::Bool(true);
        return;
    }
    null(fields);
    for (limit, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if fields.get(exclusive) == Some(&Value::Bool(true))
            && let Some(bound) = fields.remove(limit)
        {
            fields.insert(exclusive.to_owned(), bound);
        }
    }
    if let Some(example) = fields.remove("example") {
        fields.insert("examples".to_owned(), json!([example]));
    }
    if fields.get("type") == Some(&json!("string")) {
        let (keyword, value) = match fields.get("format").and_then(Value::as_str) {
            Some("byte") => ("contentEncoding", "base64"),
            Some("binary") => ("contentMediaType", "application/octet-stream"),
            _ => return,
        };
        fields.remove("format");
        fields.insert(keyword.to_owned(), value.into());
    }
}

/// Null is a type, or one of several schemas.
fn null(fields: &mut Map<String, Value>) {
    let values = fields.get("enum").and_then(Value::as_array);
    if let Some([only]) = values.map(Vec::as_slice)
        && fields.contains_key("type")
        && !fields.contains_key("nullable")
    {
        let only = only.clone();
        fields.remove("enum");
        fields.insert("const".to_owned(), only);
    }
    if fields.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(kind @ Value::String(_)) = fields.get("type") {
        fields["type"] = json!([kind, "null"]);
        fields.remove("nullable");
    } else if let Some(Value::Array(members)) = fields.get_mut("oneOf") {
        members.push(json!({"type": "null"}));
        fields.remove("nullable");
    } else if let Some(Value::Array(members)) = fields.get_mut("anyOf") {
        members.insert(0, json!({"enum": [null]}));
        fields.remove("nullable");
    }
}

/// The fixtures with null in `enum` and no word of it beside that. The table of a mock has schemas as
/// they are, and they say it twice in one version.
const NULL_APART: [&str; 2] = ["named_types", "values"];

#[test]
fn one_document_in_both_versions_is_the_same_crate() {
    let mut different = Vec::new();
    let mut changed = 0;
    for (name, path) in files_with("fixtures", "yaml") {
        let text = std::fs::read_to_string(&path).expect("a fixture can be read");
        // Some have tags of YAML, which are no JSON.
        let Ok(first) = serde_yaml::from_str::<Value>(&text) else { continue };
        if first["openapi"].as_str().is_none_or(|version| !version.starts_with("3.0")) {
            continue;
        }
        let mut second = first.clone();
        say_in_3_1(&mut second);
        second["openapi"] = first["openapi"].clone();
        changed += usize::from(first != second);
        second["openapi"] = json!("3.1.1");
        let (first, second) = (tree(&name, &first), tree(&name, &second));
        let second: std::collections::BTreeMap<&str, &str> = second.files().collect();
        for (file, text) in first.files() {
            let is_said_apart = file == "src/mocked/table.json" && NULL_APART.contains(&&*name);
            if second.get(file) != Some(&text) && !is_said_apart {
                different.push(format!("{name}: {file}"));
            }
        }
    }
    assert!(different.is_empty(), "{different:#?}");
    assert!(changed > 20, "{changed}");
}

/// A document with some schemas.
fn with_schemas(schemas: &Value) -> Value {
    let schema = json!({"$ref": "#/components/schemas/A"});
    let response = json!({"description": "", "content": {"application/json": {"schema": schema}}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/a": {"get": {"operationId": "getA", "responses": {"200": response}}}},
        "components": {"schemas": schemas},
    })
}

/// Whatever a document says, there is a crate or an error, and an end.
#[test]
fn hostile_documents_are_harmless() {
    let types: Vec<String> = (0..10_000).map(|number| format!("type{number}")).collect();
    let known: Vec<&str> = ["string", "null", "integer", "array"].repeat(2500);
    let nested = |keyword: &str, wrap: fn(Value) -> Value| {
        (0..40).fold(
            json!({"type": ["string", "null"]}),
            |inner, _| json!({ "type": ["object", "array", "null"], keyword: wrap(inner) }),
        )
    };
    let schemas = [
        json!({"A": {"$defs": {"B": {"$ref": "#/components/schemas/A/$defs/C"},
            "C": {"$ref": "#/components/schemas/A/$defs/B"}}, "$ref": "#/components/schemas/A/$defs/B"}}),
        json!({"A": {"$defs": {"B": {"properties": {"b": {"$ref": "#/components/schemas/A/$defs/B"}}}},
            "$ref": "#/components/schemas/A/$defs/B"}}),
        json!({"A": {"$anchor": "a", "$ref": "#a"}}),
        json!({"A": {"$anchor": "a", "items": {"$ref": "#a"}}, "B": {"$anchor": "a"}}),
        json!({"A": {"$dynamicAnchor": "a", "items": {"$dynamicRef": "#a"}}}),
        json!({"A": {"$id": "#", "$ref": "#"}, "B": {"$id": "", "$ref": ""}}),
        json!({"A": {"$id": "a", "$defs": {"$defs": {"$defs": {"$ref": "#/$defs/$defs"}}}, "$ref": "a#/$defs/$defs"}}),
        json!({"A": {"type": types}}),
        json!({"A": {"type": known, "enum": known, "const": known}}),
        json!({"A": {"type": [["string"], {}, null, 1, "null"]}}),
        json!({"A": {"type": {}, "anyOf": {}, "oneOf": [[]], "prefixItems": {}, "items": [], "$defs": []}}),
        json!({"A": {"anyOf": [{"type": "null"}, {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}]}]}}),
        json!({"A": {"anyOf": [{"$ref": "#/components/schemas/A/anyOf/1"}, {"type": "null"}]}}),
        json!({"A": {"oneOf": [false, false], "anyOf": [{"const": null}], "allOf": [true, false], "not": true}}),
        json!({"A": {"const": null, "enum": [], "examples": [], "exclusiveMinimum": "x", "propertyNames": false}}),
        json!({"A": {"patternProperties": {"": false, "x": 1}, "dependentRequired": [1], "if": true, "contains": false}}),
        json!({"A": nested("items", |inner| inner), "B": nested("properties", |inner| json!({"a": inner}))}),
        json!({"A": nested("prefixItems", |inner| json!([inner])), "B": nested("oneOf", |inner| json!([inner, {"type": "null"}]))}),
        json!({"A": true, "B": false}),
        json!({"A": 1, "B": [], "C": null}),
    ];
    for (number, schemas) in schemas.into_iter().enumerate() {
        for version in ["3.1.0", "3.2.0"] {
            let mut document = with_schemas(&schemas);
            document["openapi"] = version.into();
            let output = output(&format!("hostile-{number}"), &document);
            let is_refused = output.diagnostics.has_errors();
            assert_ne!(output.generated.is_some(), is_refused, "{document}");
            assert_eq!(output.report_json().is_empty(), output.diagnostics.is_empty());
        }
    }
}

/// Objects of every kind that are none, and path items that lead to themselves.
#[test]
fn hostile_objects_are_harmless() {
    let leads = |to: &str| json!({ "$ref": format!("#/components/pathItems/{to}") });
    for (pointer, value) in [
        ("/webhooks", json!([1])),
        (
            "/paths",
            json!({"/a": leads("A"), "/b": leads("A"), "/c": leads("C"), "/d": leads("~0%")}),
        ),
        ("/jsonSchemaDialect", json!({})),
        (
            "/info",
            json!({"title": "t", "version": "1", "summary": 1, "license": {"identifier": "(", "name": 1}}),
        ),
        ("/components/schemas", json!([])),
        ("/security", json!([{"m": []}, 1])),
        ("/paths/~1a", json!({"query": 1, "additionalOperations": {"COPY": {}, "x": 1}})),
    ] {
        let mut document = with_schemas(&json!({"A": {"type": "string"}}));
        document["openapi"] = "3.2.0".into();
        document["components"]["pathItems"] =
            json!({"A": leads("B"), "B": leads("A"), "C": {"get": {}}});
        document["components"]["securitySchemes"] = json!({"m": {"type": "mutualTLS"}});
        let (around, key) = pointer.rsplit_once('/').expect("it has a slash");
        let around = document.pointer_mut(around).expect("the document has it");
        around[&*key.replace("~1", "/")] = value;
        let output = output("hostile", &document);
        assert_ne!(output.generated.is_some(), output.diagnostics.has_errors(), "{document}");
    }
}
