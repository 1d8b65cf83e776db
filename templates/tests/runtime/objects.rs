//! Objects: which fields they have to have, which they write, and what becomes of all others.

use serde_json::{Map, Value, json};
use templates::{Json, Node, Nullable};

use super::post;

fn node(value: Value) -> Node {
    serde_json::from_value(value).expect("it is a node")
}

fn refused(text: &str) -> String {
    serde_json::from_str::<Node>(text).expect_err("it is no node").to_string()
}

#[test]
fn what_is_read_is_written_again() {
    let value = json!({
        "id": 1, "label": "a", "node name": "b", "note": null, "parts": [{ "id": 2, "label": null }],
        "unknown": { "deep": [1.5, null] },
    });
    let read = node(value.clone());
    assert_eq!(
        (&*read.name.clone().unwrap_or_default(), &read.note, &read.extra["unknown"]["deep"][0]),
        ("b", &Nullable::Null, &json!(1.5))
    );
    assert_eq!(serde_json::to_value(&read).expect("it is JSON"), value);
}

#[test]
fn only_some_fields_are_left_out() {
    let written = serde_json::to_string(&Node::default()).expect("it is JSON");
    assert_eq!(written, r#"{"id":0,"label":null}"#);
    let read = node(json!({ "id": 0 }));
    assert_eq!(read, Node::default());
}

/// `null` is kept where a value is optional, until the field has one.
#[test]
fn null_is_kept_until_there_is_a_value() {
    let value = json!({ "id": 1, "label": null, "node name": null });
    let mut read = node(value.clone());
    assert_eq!(read.name, None);
    assert_eq!(serde_json::to_value(&read).expect("it is JSON"), value);
    read.name = Some("a".to_owned());
    let written = serde_json::to_value(&read).expect("it is JSON");
    assert_eq!(written, json!({ "id": 1, "label": null, "node name": "a" }));
}

/// Names that a wide object has in an order of its own are found, too.
#[test]
fn wide_objects_are_read() {
    let others = (0..100).map(|number| (format!("other {number}"), json!(number)));
    let mut wide: Map<String, Value> = others.collect();
    wide.insert("node name".to_owned(), json!("a"));
    wide.insert("id".to_owned(), json!(1));
    let read = node(Value::Object(wide.clone()));
    assert_eq!((read.id, read.name.as_deref(), read.extra.len()), (1, Some("a"), 100));
    wide.insert("label".to_owned(), Value::Null);
    assert_eq!(serde_json::to_value(&read).expect("it is JSON"), Value::Object(wide));

    let twice = format!("{{\"id\": 1, {} \"other 1\": 2}}", "\"other 1\": 1, ".repeat(20));
    assert!(refused(&twice).starts_with("duplicate field `other 1`"));
}

/// Wherever the fields are among the other properties, and however many of these there are.
#[test]
fn fields_are_found_everywhere() {
    let fields = [("id", json!(1)), ("label", json!("a")), ("node name", json!(null))];
    for count in [0, 1, 12, 13, 14, 61, 62, 63, 64, 65, 130] {
        for place in [0, count / 2, count] {
            let mut names: Vec<_> = (0..count).map(|it| (format!("x{it}"), json!(it))).collect();
            let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            names.splice(place..place, fields);
            for _ in 0..2 {
                let texts = names.iter().map(|(name, value)| format!("{name:?}: {value}"));
                let text = format!("{{{}}}", texts.collect::<Vec<_>>().join(", "));
                let read: Node = serde_json::from_str(&text).expect("it is a node");
                assert_eq!((read.id, read.label.as_deref(), &read.name), (1, Some("a"), &None));
                assert_eq!(read.extra.len(), count + 1, "{text}");
                let written = serde_json::to_value(&read).expect("it is JSON");
                assert_eq!(written, Value::Object(names.iter().cloned().collect()));
                names.reverse();
            }
        }
    }
}

#[test]
fn names_are_what_they_stand_for() {
    let text = r#"{"\u0069d": 3, "node\u0020name": "b", "name": "c"}"#;
    for read in [serde_json::from_str(text), serde_json::from_reader(text.as_bytes())] {
        let read: Node = read.expect("it is a node");
        assert_eq!(
            (read.id, read.name.as_deref(), read.extra["name"].as_str()),
            (3, Some("b"), Some("c"))
        );
    }
}

#[test]
fn what_is_no_such_object_is_refused() {
    for (text, why) in [
        ("{}", "missing field `id`"),
        (r#"{"id": null}"#, "invalid type: null, expected i64 at `id`"),
        (r#"{"id": 1.5}"#, "invalid type: floating point `1.5`, expected i64 at `id`"),
        (
            r#"{"id": 9223372036854775808}"#,
            "invalid value: integer `9223372036854775808`, expected i64 at `id`",
        ),
        (r#"{"id": true, "label": 2}"#, "invalid type: boolean `true`, expected i64 at `id`"),
        (r#"{"label": 2, "id": "a"}"#, "invalid type: string \"a\", expected i64 at `id`"),
        // The first one that is there again.
        (r#"{"id": 1, "b": 1, "a": 1, "b": 2, "a": 2}"#, "duplicate field `b`"),
        (r#"{"id": 1, "id": 1}"#, "duplicate field `id`"),
        (r#"{"id": 1, "note": null, "note": "a"}"#, "duplicate field `note`"),
        (r#"{"parts": [{}]}"#, "missing field `id`"),
        ("[1]", "invalid type: sequence, expected a map"),
    ] {
        let error = refused(text);
        assert!(error.starts_with(why), "{text}: {error}");
    }
}

#[test]
fn what_is_set_twice_is_refused() {
    let twice = || {
        let mut twice = node(json!({ "id": 1, "node name": "a" }));
        twice.extra.insert("node name".to_owned(), "b".into());
        twice
    };
    let mut around = Node::default();
    around.parts = Some(vec![twice()]);
    for request in [
        post("/Things").json(Json(twice())),
        post("/Things").json(Json(around)),
        post("/Things").form("Thing", Json(twice())),
        post("/Things").query("Thing", Json(vec![twice()])),
    ] {
        let error = request.to_http().expect_err("it is there twice").to_string();
        assert!(error.contains("`node name` is set twice"), "{error}");
    }
}

#[test]
fn what_is_set_once_is_sent() {
    let mut once = Node::default();
    let extra =
        [("node name", json!("b")), ("more", json!({ "id": "c" })), ("list", json!([{ "id": 1 }]))];
    once.extra = extra.map(|(name, value)| (name.to_owned(), value.into())).into();
    let request = post("/Things").json(Json(&once));
    let sent = request.to_http().expect("nothing is there twice");
    let sent: Value = serde_json::from_slice(sent.body()).expect("it is JSON");
    assert_eq!((&sent["node name"], &sent["list"][0]["id"]), (&json!("b"), &json!(1)));
}

#[test]
fn deep_json_is_sent() {
    let deep = (0..500).fold(json!(1), |inner, _| json!([inner]));
    let request = post("/Things").json(Json(deep));
    assert_eq!(request.to_http().expect("it can be sent").body().len(), 1_001);
}
