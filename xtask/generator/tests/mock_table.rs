//! The table of a mock stays in proportion to the document, and says of each operation what it has to.

use std::time::{Duration, Instant};

use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::{Input, mock_table};
use serde_json::{Value, json};

fn table(document: &Value) -> String {
    let output = mock_table(&Input {
        spec: document.to_string().into_bytes(),
        spec_name: "things.json".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        origin: "things.json".to_owned(),
        name: "things".to_owned(),
        lock: Lock::default(),
    });
    let report = output.report(&Rendering::default());
    output.generated.unwrap_or_else(|| panic!("{report}"))
}

fn read(document: &Value) -> Value {
    serde_json::from_str(&table(document)).expect("it is JSON")
}

fn document(paths: &Value, components: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1.0.0"},
        "servers": [{"url": "https://things.example.com/v1/"}],
        "paths": paths,
        "components": components,
    })
}

#[test]
fn what_many_operations_share_is_not_written_for_ever() {
    let values: Vec<String> = (0..2_000).map(|number| format!("value{number}")).collect();
    let fields =
        (0..2_000).map(|number| (format!("field{number}"), json!("a text of some length")));
    let large: Value = fields.collect();
    let operation = |number: usize| {
        let operation = json!({"get": {
            "operationId": format!("find{number}"),
            "parameters": [{"$ref": "#/components/parameters/Which"}],
            "responses": {"200": {"$ref": "#/components/responses/Large"}},
        }});
        (format!("/things/{number}"), operation)
    };
    let components = json!({
        "parameters": {"Which": {
            "name": "which", "in": "query", "required": true,
            "schema": {"type": "string", "enum": values},
        }},
        "responses": {"Large": {
            "description": "It is large.",
            "content": {"application/json": {"schema": {"type": "object"}, "example": large}},
        }},
    });
    let document = document(&(0..300).map(operation).collect(), &components);
    let started = Instant::now();
    let table = table(&document);
    let most = 10 * document.to_string().len() + 5_000_000;
    assert!(table.len() < most, "{} bytes", table.len());
    let table: Value = serde_json::from_str(&table).expect("it is JSON");
    assert_eq!(table["operations"].as_array().map(Vec::len), Some(300));
    assert_eq!(table["operations"][0]["answers"][0]["json"], large, "the first has all of it");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn statuses_bases_and_bodies_are_those_of_the_document() {
    let refusal = json!({"description": "No.", "content": {"application/json": {"schema": {
        "type": "object", "required": ["why"], "properties": {"why": {"type": "string", "enum": ["closed"]}},
    }}}});
    let paths = json!({"/things": {
        "post": {
            "operationId": "createThing",
            "servers": [{"url": "https://other.example.com/api/v2"}],
            "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"type": "object"},
                "examples": {"none": {"value": {}}, "some": {"value": {"a": 1}}},
            }}},
            "responses": {
                "2XX": {"description": "Yes.", "content": {"application/json": {"schema": {"type": "integer"}}}},
                "4XX": refusal,
                "404": {"description": "Nothing."},
            },
        },
        "head": {
            "operationId": "hasThings",
            "responses": {"200": {"description": "Yes.", "content": {"text/plain": {}}}},
        },
        "get": {"operationId": "findThings", "responses": {"404": {"description": "Nothing."}}},
    }});
    let table = read(&document(&paths, &json!({})));
    assert_eq!(table["bases"], json!(["", "/api/v2", "/v1"]));
    let of = |method: &str| {
        let operations = table["operations"].as_array().into_iter().flatten();
        operations.into_iter().find(|it| it["method"] == method).expect("it is there")
    };
    let create = of("create_thing");
    assert_eq!(create["body_required"], true);
    assert_eq!(create["inputs"][0]["example"], json!({"a": 1}));
    let refused = json!({
        "status": 400, "made": true, "media_type": "application/json",
        "json": {"why": "closed"}, "enums": ["/why"], "required": ["/why"],
    });
    let answers = json!([
        {"status": 200, "made": true, "media_type": "application/json", "json": 1},
        refused,
        {"status": 404},
    ]);
    assert_eq!(create["answers"], answers);
    assert_eq!(of("has_things")["answers"], json!([{"status": 200}]));
    // There is always a success.
    assert_eq!(
        of("find_things")["answers"],
        json!([{"status": 200, "made": true}, {"status": 404}])
    );
}
