//! Values in each style, written by the client and read by the mock.

use http::Method;
use serde_json::{Value, json};
use templates::mock::Mock;
use templates::{Json, Request, Style};

/// What the mock reads of a value that the client writes in `place` (`path`, `query`, `header`,
/// `cookie` or `field`), in a style and its name in OpenAPI.
async fn read(
    place: &str,
    style: Style,
    name: &str,
    explode: bool,
    value: &Value,
) -> Option<Value> {
    let schema = match value {
        Value::Array(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Value::Object(_) => json!({
            "type": "object",
            "properties": {
                "R": { "type": "integer" },
                "G": { "type": "string" },
                "in": { "type": "object", "properties": { "B": { "type": "boolean" } } },
                "of": { "type": "array", "items": { "type": "integer" } },
            },
        }),
        Value::Number(_) => json!({ "type": "integer" }),
        _ => json!({ "type": "string" }),
    };
    let is_json = style == Style::Json;
    let input = json!({
        "in": place, "name": "v", "style": name, "explode": explode, "json": is_json, "schema": schema,
    });
    let table = json!({
        "operations": [{
            "method": "send", "id": "Send", "verb": "POST",
            "path": if place == "path" { "/x/{v}/y" } else { "/x" },
            "media_types": ["application/x-www-form-urlencoded"],
            "inputs": [input],
            "answers": [{ "status": 200, "json": null }],
        }],
    });
    let mock = Mock::of_table(&table.to_string()).expect("it is a table");
    let client = mock.client().expect("the defaults are valid");
    let path = if place == "path" { "/x/{v}/y" } else { "/x" };
    let request: Request<Json<Value>> = client.request("Send", Method::POST, path);
    let request = match place {
        "path" => request.styled_path(style, "v", value),
        "query" => request.styled_query(style, "v", value),
        "header" => request.styled_header(style, "v", value),
        "cookie" => request.cookie(style, "v", value),
        _ => request.styled_form(style, "v", value),
    };
    request.send().await.expect("it is answered");
    mock.received()[0].optional(place, "v").expect("it is JSON")
}

#[tokio::test]
async fn what_is_written_is_read() {
    let text = json!("blue, or: green|/ü&=;");
    let list = json!(["blue", "a b", "12"]);
    let object = json!({ "R": 100, "G": "x,y" });
    let words = json!({ "R": 100, "G": "xy" });
    let deep = json!({ "R": 1, "in": { "B": true }, "of": [1, 2] });
    let number = json!(7);
    let cases: &[(&str, Style, &str, bool, &[&Value])] = &[
        ("path", Style::Simple, "simple", false, &[&number, &list, &object]),
        ("path", Style::SimpleExploded, "simple", true, &[&number, &list, &object]),
        ("path", Style::Label, "label", false, &[&number, &list, &object]),
        ("path", Style::LabelExploded, "label", true, &[&number, &list, &object]),
        ("path", Style::Matrix, "matrix", false, &[&text, &number, &list, &object]),
        ("path", Style::MatrixExploded, "matrix", true, &[&text, &number, &list]),
        ("path", Style::Json, "", false, &[&text, &number, &list, &object]),
        ("query", Style::Form, "form", false, &[&text, &number, &list, &object]),
        ("query", Style::FormExploded, "form", true, &[&text, &number, &list, &object]),
        ("query", Style::SpaceDelimited, "spaceDelimited", false, &[&json!(["a", "b"]), &words]),
        ("query", Style::PipeDelimited, "pipeDelimited", false, &[&list, &object]),
        ("query", Style::DeepObject, "deepObject", true, &[&object, &deep, &list]),
        ("query", Style::Dotted, "dotted", true, &[&object, &deep]),
        ("query", Style::Json, "", false, &[&text, &number, &list, &object, &deep]),
        ("header", Style::Simple, "simple", false, &[&number, &list]),
        ("header", Style::SimpleExploded, "simple", true, &[&number, &list, &words]),
        ("header", Style::Json, "", false, &[&number, &list, &object, &deep]),
        ("cookie", Style::Form, "form", false, &[&number, &list]),
        ("cookie", Style::FormExploded, "form", true, &[&number, &list, &object]),
        ("field", Style::FormExploded, "form", true, &[&text, &number, &list, &object]),
        ("field", Style::Form, "form", false, &[&text, &number, &list]),
        ("field", Style::DeepObject, "deepObject", true, &[&object, &deep, &list]),
        ("field", Style::Dotted, "dotted", true, &[&object, &deep]),
    ];
    for (place, style, name, explode, values) in cases {
        for value in *values {
            let read = read(place, *style, name, *explode, value).await;
            assert_eq!(read.as_ref(), Some(*value), "{place} {style:?}");
        }
    }
}
