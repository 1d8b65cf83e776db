//! Types in whose place other JSON may stand: nothing is lost, and nothing fails.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use templates::{Color, JsonText, Open, Piece, Shade};

fn piece(name: &str) -> Piece {
    Piece { name: name.to_owned(), size: None, shade: None, inner: None, extra: BTreeMap::new() }
}

fn read(value: &Value) -> Open<Piece> {
    serde_json::from_str(&value.to_string()).expect("reading never fails")
}

fn written(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn what_is_described() {
    fn check(value: &Value, expected: &Piece) {
        for open in [read(value), Open::from(value.clone())] {
            assert_eq!(open.known(), Some(expected), "{value}");
            assert_eq!(open.other(), None);
            assert_eq!(&written(&open), value);
        }
        assert_eq!(Open::from(expected.clone()), read(value));
    }
    check(&json!({ "name": "" }), &piece(""));
    check(&json!({ "name": "a", "size": -1 }), &Piece { size: Some(-1), ..piece("a") });
    let shade = Some(Shade::Color(Color::Red));
    check(&json!({ "name": "a", "shade": "red" }), &Piece { shade, ..piece("a") });
    let shade = Some(Shade::List(vec![0.5]));
    check(&json!({ "name": "a", "shade": [0.5] }), &Piece { shade, ..piece("a") });
    let shade = Some(Shade::Other(json!({ "new": 1 }).into()));
    check(&json!({ "name": "a", "shade": { "new": 1 } }), &Piece { shade, ..piece("a") });
    let inner = Some(Box::new(piece("b")));
    check(&json!({ "name": "a", "inner": { "name": "b" } }), &Piece { inner, ..piece("a") });
    // Further properties, whatever they are.
    let extra = [("x".to_owned(), json!(null)), ("y".to_owned(), json!([{ "z": 1.5 }]))];
    check(
        &json!({ "name": "a", "x": null, "y": [{ "z": 1.5 }] }),
        &Piece { extra: extra.map(|(name, value)| (name, value.into())).into(), ..piece("a") },
    );
}

#[test]
fn anything_else() {
    fn check(value: &Value) {
        for open in [read(value), Open::from(value.clone())] {
            assert_eq!(open, Open::Other(value.clone().into()));
            assert_eq!(open.known(), None);
            assert_eq!(open.other().map(|other| &**other), Some(value));
            assert_eq!(&written(&open), value);
        }
    }
    check(&json!({}));
    check(&json!(null));
    check(&json!("name"));
    check(&json!(["a", 1]));
    check(&json!([{ "name": "a" }]));
    check(&json!(18_446_744_073_709_551_615_u64));
    check(&json!({ "name": null }));
    check(&json!({ "name": 1 }));
    check(&json!({ "Name": "a" }));
}

/// `null` in place of an optional property does not make the object another one, and is written
/// again.
#[test]
fn null_in_an_answer_is_kept() {
    for value in [
        json!({ "name": "a", "size": null, "inner": { "name": "b", "shade": null } }),
        json!({ "name": "a", "shade": [0.5, null] }),
    ] {
        let open = read(&value);
        assert!(open.known().is_some_and(|known| known.size.is_none()), "{value}");
        assert_eq!(written(&open), value);
    }
}

/// Who writes `null` into a request wants to send it.
#[test]
fn null_in_a_given_value_is_kept() {
    for value in [
        json!({ "name": "a", "size": null }),
        json!({ "name": "a", "inner": { "name": "b", "shade": null } }),
    ] {
        assert_eq!(written(Open::<Piece>::from(value.clone())), value);
    }
}

/// What lies deep enough to be refused by the reader is refused without a panic.
#[test]
fn deep_json() {
    let nested = |depth: usize| {
        let (start, end) = (r#"{"name":"","inner":"#.repeat(depth), "}".repeat(depth));
        serde_json::from_str::<Open<Piece>>(&format!("{start}null{end}"))
    };
    assert!(nested(30).expect("not deep").known().is_some());
    nested(100).expect("still read");
    nested(1000).expect_err("too deep for the reader");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Task {
    attributes: JsonText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    optional: Option<JsonText>,
}

#[test]
fn json_in_a_text_or_not() {
    #[track_caller]
    fn check(received: &Value, inner: &Value) {
        let text: JsonText = serde_json::from_value(received.clone()).expect("any JSON");
        assert_eq!(text.as_received(), received);
        assert_eq!(&*text.value().expect("JSON"), inner);
        assert_eq!(&text.parse::<Value>().expect("JSON"), inner);
        assert_eq!(&written(&text), received);
        assert_eq!(JsonText::from(received.clone()), text);
    }
    check(&json!({ "a": [1, null] }), &json!({ "a": [1, null] }));
    check(&json!(r#" {"a": [1, null]} "#), &json!({ "a": [1, null] }));
    check(&json!(null), &json!(null));
    check(&json!("null"), &json!(null));
    check(&json!([]), &json!([]));
    check(&json!(1.0), &json!(1.0));
    check(&json!("1"), &json!(1));
    check(&json!(true), &json!(true));
    // One text is taken apart, and not what is in it.
    check(&json!(r#""{\"a\": 1}""#), &json!(r#"{"a": 1}"#));
}

#[test]
fn texts_that_are_no_json() {
    let deep = "[".repeat(100_000);
    for text in ["WWxx", "", " ", "{", "{} {}", "{a: 1}", "\u{feff}{}", &deep] {
        let read = JsonText::from(text);
        assert_eq!(read.as_received(), text);
        read.value().expect_err(text);
        read.parse::<Value>().expect_err(text);
        assert_eq!(written(&read), text);
    }
}

#[test]
fn json_in_a_text_as_a_type() {
    let parse = |value: Value| JsonText::from(value).parse::<Piece>();
    assert_eq!(parse(json!({ "name": "a" })).expect("a piece"), piece("a"));
    assert_eq!(parse(json!(r#"{"name": "a"}"#)).expect("a piece"), piece("a"));
    parse(json!(r#"{"name": 1}"#)).expect_err("no name");
    parse(json!({ "name": 1 })).expect_err("no name");
    parse(json!(null)).expect_err("no object");
}

#[test]
fn json_texts_are_made_from_json() {
    assert_eq!(JsonText::from(json!({ "a": 1 })).as_received(), &json!({ "a": 1 }));
    assert_eq!(JsonText::from("{}").as_received(), &json!("{}"));
    assert_eq!(JsonText::from(Map::new()).as_received(), &json!({}));
    assert_eq!(JsonText::default().as_received(), &json!(null));
    // An object and its text are not the same, because they are not sent as the same.
    assert_ne!(JsonText::from("{}"), JsonText::from(json!({})));
}

#[test]
fn json_texts_in_a_type() {
    for value in [
        json!({ "attributes": "WWxx" }),
        json!({ "attributes": null }),
        json!({ "attributes": { "b": 1, "a": "{}" }, "optional": "{ \"a\":1}" }),
    ] {
        let task: Task = serde_json::from_value(value.clone()).expect("a task");
        assert_eq!(written(&task), value);
    }
    let null = json!({ "attributes": {}, "optional": null });
    let task: Task = serde_json::from_value(null).expect("a task");
    assert_eq!(task.optional, None);
}
