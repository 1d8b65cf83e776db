//! Integers for which a type has no room: what is read is written again, with all digits.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use templates::{AnyJson, Closed, Figure, Node, Open, Piece, Shade};

const BIG: &str = "123456789012345678901234567890";

/// Reads a text and writes it again.
#[track_caller]
fn check<T: DeserializeOwned + Serialize>(text: &str) -> T {
    let read: T = serde_json::from_str(text).expect("it can be read");
    assert_eq!(serde_json::to_string(&read).expect("it can be written"), text);
    let from_reader: T = serde_json::from_reader(text.as_bytes()).expect("it can be read");
    assert_eq!(serde_json::to_string(&from_reader).expect("it can be written"), text);
    read
}

/// The same JSON with another integer in place of `0`.
fn with(text: &str, integer: &str) -> String {
    text.replace('0', integer)
}

#[test]
fn an_optional_field_has_no_value_then() {
    for integer in [BIG, "-9223372036854775809", "9223372036854775808", "18446744073709551616"] {
        let piece: Piece = check(&with(r#"{"name":"a","size":0}"#, integer));
        assert_eq!((piece.size, piece.extra["size"].to_string().as_str()), (None, integer));
    }
    for integer in ["-9223372036854775808", "9223372036854775807"] {
        let piece: Piece = check(&with(r#"{"name":"a","size":0}"#, integer));
        assert_eq!(piece.size.map(|size| size.to_string()).as_deref(), Some(integer));
    }
}

#[test]
fn what_is_around_a_required_field_is_kept_instead() {
    let node: Node = check(&with(r#"{"id":1,"label":null,"parts":[{"id":0}]}"#, BIG));
    assert_eq!(node.parts, None);
    let refused =
        serde_json::from_str::<Node>(&with(r#"{"id":0}"#, BIG)).expect_err("it is required");
    let expected = format!("invalid value: integer `{BIG}`, expected i64 at `id`");
    assert!(refused.to_string().starts_with(&expected), "{refused}");
}

#[test]
fn other_json_has_all_digits() {
    for text in ["0", "[0,[-0]]", r#"{"a":{"b":[0,"0",1.5,0]},"c":0}"#, r#"["\\","\"",0]"#] {
        let Shade::Other(other) = check(&with(text, BIG)) else { panic!("{text}") };
        assert_eq!(other.to_string(), with(text, BIG));
        assert!(format!("{other:?}").contains(BIG), "{other:?}");
        let Open::Other(_) = check::<Open<Piece>>(&with(text, BIG)) else { panic!("{text}") };
    }
    let Figure::Closed(closed) = check(r#"{"width":1}"#) else { panic!() };
    assert_eq!(closed, Closed { width: 1, extra: [].into() });
}

#[test]
fn properties_that_are_not_known_have_all_digits() {
    let piece: Piece = check(&with(r#"{"name":"a","more":{"id":[0]}}"#, BIG));
    let rounded = piece.extra["more"]["id"][0].as_f64();
    assert_eq!(rounded, BIG.parse().ok());
}

/// A variant is no worse for an integer that it has no room for.
#[test]
fn a_variant_is_taken_although_it_has_no_room() {
    let Figure::Wide(wide) = check(&with(r#"{"name":"a","width":0}"#, BIG)) else { panic!() };
    assert_eq!(wide.width, None);
}

#[test]
fn other_numbers_are_as_ever() {
    let other = |text| match serde_json::from_str(text).expect("reading never fails") {
        Shade::Other(other) => other,
        shade => panic!("{shade:?}"),
    };
    for text in ["1e30", "-0", "1E+2", "0.1", "18446744073709551615"] {
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        assert_eq!(other(text), value, "{text}");
    }
    assert_eq!(other(r#"{"a":1}"#), json!({ "a": 1 }));
    assert_ne!(other(BIG), other("123456789012345678901234567891"));
    assert_eq!(other(BIG), other(BIG));
    assert_eq!(AnyJson::from("a"), "a");
    assert_eq!(AnyJson::from(1).into_value(), json!(1));
}
