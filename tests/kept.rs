//! What the lock keeps although the document says something else now: a warning tells what that means,
//! and how to let it go.

use generator::lock::Lock;
use generator::{Generated, Input, generate};
use serde_json::{Value, json};

/// Makes a crate of a document, after an earlier one if there is one, and returns what is warned of.
fn crate_of(document: &Value, earlier: Option<&Generated>) -> (Generated, Vec<String>) {
    let lock = earlier.map_or_else(Lock::default, |earlier| {
        Lock::read(&earlier.api.lock.text()).expect("it is as it was written")
    });
    let output = generate(&Input {
        spec: document.to_string().into_bytes(),
        spec_name: "api.json".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock,
        origin: "api.json".to_owned(),
        name: "kept".to_owned(),
    });
    let warnings = output.report_json().into_iter().map(|report| {
        let [pointer, message, help] = ["pointer", "message", "help"]
            .map(|key| report[key].as_str().unwrap_or_default().to_owned());
        format!("{pointer}: {message} ({help})")
    });
    let warnings = warnings.collect();
    (output.generated.expect("the document is right"), warnings)
}

/// The warnings of a document after an earlier one, which the crate stays as in the time after, too.
fn warnings(before: &Value, after: &Value) -> Vec<String> {
    let (first, none) = crate_of(before, None);
    assert_eq!(none, Vec::<String>::new());
    let (second, warnings) = crate_of(after, Some(&first));
    let (third, again) = crate_of(after, Some(&second));
    assert_eq!((third.api.lock.text(), again), (second.api.lock.text(), warnings.clone()));
    let (_, anew) = crate_of(after, None);
    assert_eq!(anew, Vec::<String>::new(), "without the lock, there is nothing to keep");
    warnings
}

/// A document with a path, and schemas.
fn document(paths: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Kept", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// Responses with a schema, of a status each.
fn responses(statuses: &[(&str, Option<Value>)]) -> Value {
    let responses = statuses.iter().map(|(status, schema)| {
        let mut response = json!({"description": "It."});
        if let Some(schema) = schema {
            response["content"] = json!({"application/json": {"schema": schema}});
        }
        ((*status).to_owned(), response)
    });
    Value::Object(responses.collect())
}

#[test]
fn content_that_was_always_there() {
    let fetch = |statuses: &[(&str, Option<Value>)]| {
        let operation = json!({"operationId": "FetchPet", "responses": responses(statuses)});
        document(&json!({"/pet": {"get": operation}}), &json!({}))
    };
    let text = || Some(json!({"type": "string"}));
    let help = "callers rely on it; take the line of the operation out of names.lock to have it by the rules";
    for status in ["204", "202"] {
        let expected = format!(
            "/paths/~1pet/get/responses/{status}: this response without content is an error, because \
             there always was content ({help})"
        );
        let found =
            warnings(&fetch(&[("200", text())]), &fetch(&[("200", text()), (status, None)]));
        assert_eq!(found, [expected]);
    }
    // What may be missing already may be missing with another status.
    let optional = fetch(&[("200", text()), ("204", None)]);
    let more = fetch(&[("200", text()), ("202", None), ("204", None)]);
    assert_eq!(warnings(&optional, &more), Vec::<String>::new());
    // Other content is a change, with or without the lock.
    let other = fetch(&[("200", text()), ("201", Some(json!({"type": "integer"})))]);
    assert_eq!(warnings(&fetch(&[("200", text())]), &other), Vec::<String>::new());
}

#[test]
fn fields_of_requests_or_of_responses_only() {
    let schema = json!({
        "type": "object",
        "required": ["id", "name", "password"],
        "properties": {
            "id": {"type": "string", "readOnly": true},
            "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": true},
            "note": {"type": "string", "writeOnly": true},
        },
    });
    let reference = || json!({"$ref": "#/components/schemas/User"});
    let content = json!({"application/json": {"schema": reference()}});
    let put = json!({
        "operationId": "SendUser",
        "requestBody": {"required": true, "content": content},
        "responses": responses(&[("204", None)]),
    });
    let fetch = json!({
        "operationId": "FetchUser", "responses": responses(&[("200", Some(reference()))]),
    });
    let schemas = json!({"User": schema});
    let sent = document(&json!({"/user": {"put": put}}), &schemas);
    let received = document(&json!({"/user": {"get": fetch}}), &schemas);
    let both = document(&json!({"/user": {"put": put, "get": fetch}}), &schemas);

    let warning = |text: &str| {
        format!(
            "/components/schemas/User: `User::{text} (callers rely on it; take the line of the type \
             out of names.lock to have it by the rules)"
        )
    };
    let password = "password` stays as it was, so that a response without it is an error";
    assert_eq!(warnings(&sent, &both), [warning(password)]);
    let id = "id` stays as it was, so that requests have it as well as responses";
    assert_eq!(warnings(&received, &both), [warning(id)]);

    let members = |crate_of: &Generated| crate_of.api.lock.types["User"].members.clone();
    let (first, _) = crate_of(&sent, None);
    assert_eq!(members(&first), ["name", "password", "note"]);
    let (second, _) = crate_of(&both, Some(&first));
    assert_eq!(members(&second), ["name", "password", "note", "id"]);
    assert_eq!(second.api.lock.types["User"].always, ["password"]);
}
