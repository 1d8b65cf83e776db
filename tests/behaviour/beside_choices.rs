//! What stands beside alternatives in a part of `allOf`.

use serde_json::json;

use super::models::check;
use crate::fixtures::beside_choices::models::{Letter, Parcel};

#[test]
fn properties_beside_alternatives_are_fields() {
    let letter: Letter = check(&json!({"name": "a", "street": "b", "slot": "c"}));
    assert_eq!(letter.name.as_deref(), Some("a"));
    assert_eq!(letter.street.as_deref(), Some("b"));
    assert_eq!(letter.slot.as_deref(), Some("c"));
}

#[test]
fn variants_have_what_stands_beside_them() {
    let parcel: Parcel = check(&json!({"name": "a", "weight": 1.0, "stamp": "b", "volume": 2.0}));
    let parcel = parcel.as_bag().expect("it is a bag");
    assert_eq!(parcel.name.as_deref(), Some("a"));
    assert_eq!((parcel.weight, parcel.volume), (1.0, 2.0));
    assert_eq!(parcel.stamp.as_deref(), Some("b"));
}
