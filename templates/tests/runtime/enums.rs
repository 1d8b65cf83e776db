//! Open enumerations, and the difference between nothing and `null`.

use serde::{Deserialize, Serialize};
use serde_json::json;
use templates::{Color, Nullable};

#[test]
fn values_known_and_unknown() {
    fn check(text: &str, expected: &Color) {
        assert_eq!(&Color::from(text), expected);
        assert_eq!(&Color::from(text.to_owned()), expected);
        assert_eq!(&Color::from(expected), expected);
        assert_eq!(text.parse().as_ref(), Ok(expected));
        assert_eq!(expected.as_str(), text);
        assert_eq!(expected.as_ref(), text);
        assert_eq!(expected.to_string(), text);
        assert_eq!(String::from(expected.clone()), text);
        assert_eq!(serde_json::to_value(expected).expect("JSON"), json!(text));
        let read: Color = serde_json::from_value(json!(text)).expect("any string is a value");
        assert_eq!(&read, expected);
    }
    check("red", &Color::Red);
    for unknown in ["", "RED", " red", "ultraviolet", "Unrecognized", "\u{e4}\n"] {
        check(unknown, &Color::Unrecognized(unknown.to_owned()));
    }
}

#[test]
fn what_is_no_string_is_no_value() {
    for other in [json!(null), json!(1), json!(true), json!(["red"]), json!({ "red": null })] {
        serde_json::from_value::<Color>(other.clone()).expect_err(&other.to_string());
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Thing {
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    color: Nullable<Color>,
}

#[test]
fn absent_null_and_value_differ() {
    fn check(text: &str, color: Nullable<Color>) {
        let thing: Thing = serde_json::from_str(text).expect("a thing");
        assert_eq!(thing, Thing { color });
        assert_eq!(serde_json::to_string(&thing).expect("JSON"), text);
    }
    check("{}", Nullable::Absent);
    check(r#"{"color":null}"#, Nullable::Null);
    check(r#"{"color":"red"}"#, Nullable::Value(Color::Red));
    serde_json::from_str::<Thing>(r#"{"color":1}"#).expect_err("a number is no color");
}

#[test]
fn nullable_from_values_and_options() {
    assert_eq!(Nullable::default(), Nullable::<i32>::Absent);
    assert_eq!(Nullable::from(1), Nullable::Value(1));
    assert_eq!(Nullable::from(Some(1)), Nullable::Value(1));
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<String>::from("a"), Nullable::Value("a".to_owned()));
    assert_eq!(Nullable::<Box<i32>>::from(1), Nullable::Value(Box::new(1)));
    assert_eq!(Nullable::Value(1).as_option(), Some(&1));
    assert_eq!(Nullable::<i32>::Null.as_option(), None);
    assert_eq!(Nullable::<i32>::Absent.as_option(), None);
    assert!(!Nullable::<i32>::Null.is_absent());
}
