//! Types of single values: as they are written and read, and what happens to others.

use jiff::Timestamp;
use serde_json::json;

use super::models::check;
use crate::fixtures::formats::models::Event;
use crate::fixtures::values::models::{Dice, DiceColor};
use crate::nullable::Nullable;
use crate::rfc_2822::Rfc2822DateTime;

#[test]
fn what_is_always_the_same_is_not_asked_for() {
    let dice = serde_json::to_value(Dice::new(6)).expect("it can be written");
    assert_eq!(dice, json!({ "version": 2, "fair": true, "kind": "dice", "sides": 6 }));
}

#[test]
fn values_that_are_not_listed_are_kept() {
    let dice: Dice = check(&json!({
        "version": 3, "fair": false, "kind": "cards", "sides": 7, "weight": 0.25, "count": 9,
        "limit": { "any": "thing" }, "marked": true, "color": "blue", "nothing": 1,
        "eyes": [], "step": -1, "share": 1.5, "note": "never", "names": {}, "tags": "text",
        "exact": 0,
    }));
    assert_eq!((dice.version, dice.sides), (3, 7));
    assert_eq!(dice.color, Nullable::Value(DiceColor::from("blue")));
}

#[test]
fn null_among_the_values_makes_them_nullable() {
    let dice: Dice = check(&json!({
        "version": 2, "fair": true, "kind": "dice", "sides": 6,
        "weight": null, "count": null, "limit": null, "color": null, "nothing": null,
    }));
    assert_eq!((dice.weight, dice.count), (Nullable::Null, Nullable::Null));
    let dice = Dice::new(4).weight(None).color(DiceColor::Red).limit(json!("none"));
    let dice = serde_json::to_value(dice).expect("it can be written");
    assert_eq!(
        (&dice["weight"], &dice["color"], &dice["limit"]),
        (&json!(null), &json!("red"), &json!("none"))
    );
}

#[test]
fn text_of_a_format_is_kept_and_understood() {
    let event: Event = check(&json!({
        "at": "2015-07-30T20:15:59.000Z", "id": "1", "created": "Thu, 30 Jul 2015 20:15:59 +0000",
        "day": "2015-07-30", "picture": "AAEC", "size": 4_294_967_295_u32,
        "bytes": 18_446_744_073_709_551_615_u64,
    }));
    let time = Timestamp::from_second(1_438_287_359).expect("it is in range");
    assert_eq!(event.at.to_timestamp().ok(), Some(time));
    let created = event.created.as_option().map(Rfc2822DateTime::to_timestamp);
    assert_eq!(created.and_then(Result::ok), Some(time));
    assert_eq!(event.picture.and_then(|picture| picture.decode()), Some(vec![0, 1, 2]));
    let event: Event = check(&json!({ "at": "soon", "id": "", "created": null, "day": "today" }));
    event.at.to_timestamp().expect_err("it is no point in time");
    let event = Event::new(time, "1").day("2015-07-30").picture(vec![0, 1, 2]).bytes(u64::MAX);
    assert_eq!(
        serde_json::to_value(event).expect("it can be written"),
        json!({
            "at": "2015-07-30T20:15:59Z", "id": "1", "day": "2015-07-30", "picture": "AAEC",
            "bytes": u64::MAX,
        })
    );
}
