//! Values of another type than the document says.
//!
//! Within a union, wherever the document allows anything, and in place of what need not be there, they
//! are kept. Elsewhere the response cannot be decoded, and the error has the path and the body. A value
//! of the right type is never refused for what it is.

use serde_json::{Value, json};

use super::client;
use super::models::check;
use crate::error::{ContentError, Error};
use crate::fixtures::composition::models::{Order, Receipt};
use crate::fixtures::containers::models::BoxModel;
use crate::fixtures::inheritance::models::Pet;
use crate::fixtures::values::models::Dice;

/// One value of each type.
fn values() -> [(&'static str, Value); 7] {
    [
        ("null", json!(null)),
        ("boolean", json!(true)),
        ("integer", json!(7)),
        ("number", json!(1.5)),
        ("string", json!("text")),
        ("array", json!([])),
        ("object", json!({})),
    ]
}

/// Dice that can be decoded, but for one property.
fn dice(name: &str, value: &Value) -> Value {
    let mut dice = json!({ "version": 2, "fair": true, "kind": "dice", "sides": 6 });
    dice[name] = value.clone();
    dice
}

/// What each kind of type takes; whatever else is kept, or is an error that says where.
#[test]
fn a_value_of_the_wrong_type_is_told_with_its_path() {
    let number = ["integer", "number"].as_slice();
    for (name, is_required, taken) in [
        ("fair", true, ["boolean"].as_slice()),
        ("sides", true, &["integer"]),
        ("kind", true, &["string"]),
        // Null is as good as nothing.
        ("marked", false, &["null", "boolean"]),
        ("step", false, &["null", "integer"]),
        ("share", false, &[&["null"], number].concat()),
        ("color", false, &["null", "string"]),
        ("note", false, &["null", "string"]),
        ("eyes", false, &["null", "array"]),
        ("names", false, &["null", "object"]),
        // Anything.
        ("limit", false, &values().map(|(kind, _)| kind)),
        ("unknown", false, &values().map(|(kind, _)| kind)),
    ] {
        for (kind, value) in values() {
            let body = dice(name, &value).to_string();
            let request = client().cast_dice(Dice::new(6)).into_request();
            let response = http::Response::new(body.clone().into());
            match request.decode(response) {
                Ok(answer) => {
                    let paths: Vec<&str> =
                        answer.misfits().iter().map(ContentError::path).collect();
                    let is_kept = !is_required && !taken.contains(&kind);
                    assert!(is_kept || taken.contains(&kind), "{name} takes no {kind}");
                    assert_eq!(paths, if is_kept { vec![name] } else { Vec::new() }, "{kind}");
                }
                Err(Error::Decode(error)) => {
                    assert!(is_required && !taken.contains(&kind), "{name} takes {kind}: {error}");
                    assert!(error.path().contains(name), "{error}");
                    assert_eq!(error.body(), body.as_bytes());
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// Integers have limits, and no fraction but an empty one.
#[test]
fn integers_are_integers() {
    let read = |value: Value| serde_json::from_value::<Dice>(dice("sides", &value));
    assert!(read(json!(i64::MAX)).is_ok());
    assert!(read(json!(u64::MAX)).is_err());
    assert!(read(json!(6.5)).is_err());
    assert!(read(json!(9_007_199_254_740_992.0)).is_err(), "it may stand for another integer");
    for same in [json!(6.0), json!(6e0), json!(6)] {
        assert_eq!(read(same).expect("it is 6").sides, 6);
    }
    let share = serde_json::from_value::<Dice>(dice("share", &json!(u64::MAX)));
    assert!(share.is_ok(), "a number may be any");
}

#[test]
fn nothing_within_a_union_makes_it_undecodable() {
    for (_, value) in values() {
        let payment =
            json!({ "currency": value, "number": value, "coins": value, "address": value });
        check::<Order>(&json!({ "name": "a", "price": 1.5, "count": 1, "payment": payment }));
        check::<Order>(&json!({ "name": "a", "price": 1.5, "count": 1, "payment": value }));
        check::<Pet>(&json!({ "kind": value, "name": value, "lives": value }));
        check::<Pet>(&json!({ "kind": "dog", "name": "a", "packs": [value] }));
        check::<Receipt>(&json!({
            "id": value, "number": value, "order": [value], "refund": null, "contact": null,
        }));
        check::<BoxModel>(&json!({ "any": value, "nested": value }));
        check::<BoxModel>(&json!({ "grid": [[value]], "open": { "any": value } }));
    }
}
