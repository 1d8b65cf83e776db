//! Open unions: nothing is lost, and nothing fails.

use serde_json::{Value, json};
use templates::{Color, Figure, Shade};

#[track_caller]
fn check(value: &Value, expected: &Shade) {
    let read: Shade = serde_json::from_str(&value.to_string()).expect("reading never fails");
    for shade in [read, Shade::from(value.clone())] {
        assert_eq!(&shade, expected);
        assert_eq!(&serde_json::to_value(&shade).expect("JSON"), value);
    }
}

#[test]
fn a_variant_is_taken_if_nothing_is_lost_by_it() {
    check(&json!("red"), &Shade::Color(Color::Red));
    check(&json!([0.5, 1.5]), &Shade::List(vec![0.5, 1.5]));
    check(&json!(null), &Shade::Other(json!(null).into()));
    check(&json!({ "a": [null] }), &Shade::Other(json!({ "a": [null] }).into()));
}

#[test]
fn an_integer_is_a_number_too() {
    assert_eq!(Shade::from(json!([1])), Shade::List(vec![1.0]));
    // 2^53 - 1; those from 2^53 on may be the rounded ones of others.
    let last = json!([-9_007_199_254_740_991_i64]);
    assert_eq!(Shade::from(last), Shade::List(vec![-9_007_199_254_740_991.0]));
    for rounded in [9_007_199_254_740_992_u64, 9_007_199_254_740_993] {
        assert_eq!(Shade::from(json!([rounded])), Shade::Other(json!([rounded]).into()));
    }
}

#[test]
fn values_that_no_variant_describes() {
    for value in [
        json!(true),
        json!(1.5),
        json!({}),
        json!({ "Color": "red" }),
        json!(["red"]),
        json!([0.5, null]),
        json!([0.5, [0.5]]),
        json!([18_446_744_073_709_551_615_u64]),
    ] {
        check(&value, &Shade::Other(value.clone().into()));
    }
    // These two are described.
    check(&json!([]), &Shade::List(Vec::new()));
    check(&json!("new"), &Shade::Color(Color::from("new")));
}

/// Of what fits, the type is meant that knows most of it.
#[test]
fn the_variant_that_leaves_the_least_unknown_is_taken() {
    let check = |value: Value, expected: &str| {
        let read: Figure = serde_json::from_value(value.clone()).expect("reading never fails");
        for figure in [read, Figure::from(value.clone())] {
            let found = match &figure {
                Figure::Piece(_) => "piece",
                Figure::Wide(_) => "wide",
                Figure::Closed(_) => "closed",
                Figure::Other(_) => "other",
            };
            assert_eq!(found, expected, "{value}");
            assert_eq!(serde_json::to_value(&figure).expect("JSON"), value);
        }
    };
    check(json!({ "name": "a" }), "piece");
    check(json!({ "name": "a", "width": 1 }), "wide");
    check(json!({ "name": "a", "width": 1, "new": 2 }), "wide");
    check(json!({ "name": "a", "size": 1, "width": 2 }), "piece");
    check(json!({ "name": "a", "size": 1, "width": "x" }), "piece");
    check(json!({ "name": "a", "width": null }), "wide");
    // What is within counts as well.
    check(json!({ "name": "a", "inner": { "name": "b", "new": 1 }, "width": 1 }), "wide");
    // A closed object has nothing unknown.
    check(json!({ "width": 1 }), "closed");
    check(json!({ "width": 1, "new": 2 }), "other");
}
