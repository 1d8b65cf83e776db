//! Open unions: nothing is lost, and nothing fails.

use serde_json::{Value, json};
use templates::{Color, Shade};

#[track_caller]
fn check(value: &Value, expected: &Shade) {
    let shade = Shade::from(value.clone());
    assert_eq!(&shade, expected);
    assert_eq!(&serde_json::to_value(&shade).unwrap(), value);
}

#[test]
fn a_variant_is_taken_if_nothing_is_lost_by_it() {
    check(&json!("red"), &Shade::Color(Color::Red));
    check(&json!([0.5, 1.5]), &Shade::List(vec![0.5, 1.5]));
    // As a number with a fraction it would be written back differently.
    check(&json!([1]), &Shade::Other(json!([1])));
    check(&json!(null), &Shade::Other(json!(null)));
    check(&json!({ "a": [null] }), &Shade::Other(json!({ "a": [null] })));
}
