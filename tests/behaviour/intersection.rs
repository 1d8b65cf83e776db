//! Properties that several schemas describe.

use serde_json::json;

use super::models::check;
use crate::fixtures::intersection::models::{Narrow, NarrowState, Reversed};

#[test]
fn what_all_schemas_say_of_a_property_holds() {
    let narrow: Narrow = check(&json!({
        "tags": ["a"],
        "ids": [{"t": "b"}],
        "any": "text",
        "open": {"key": "value"},
        "name": "abz",
        "state": "off",
        "count": 3,
        "owner": {"kind": "dog", "breed": "pug"},
        "lists": [[1, 2]],
        "day": "2026-11-29",
        "late": null,
    }));
    assert_eq!(narrow.tags, Some(vec!["a".to_owned()]));
    assert_eq!(narrow.any.as_deref(), Some("text"));
    assert_eq!(narrow.state, NarrowState::Off);
    assert_eq!(narrow.count, Some(3));
    assert_eq!(narrow.lists, Some(vec![vec![1, 2]]));
    assert_eq!(narrow.day.map(|day| day.to_string()).as_deref(), Some("2026-11-29"));
}

#[test]
fn the_order_of_the_schemas_makes_no_difference() {
    let reversed: Reversed =
        check(&json!({"state": "broken", "tags": [], "count": 1, "late": null}));
    assert_eq!(reversed.state.as_str(), "broken");
    assert_eq!(reversed.tags, Some(Vec::new()));
    assert_eq!(reversed.count, Some(1));
}
