//! Unions: which variant JSON is, and what is written of one.

use serde_json::{Value, json};

use super::models::check;
use crate::fixtures::telling_values::models::{
    Bell, Device, DeviceType, Fan, Lamp, Ping, Plug, Signal, SignalScalar,
};
use crate::fixtures::told_in_part::models::{Load, LoadFirst, LoadLast};
use crate::fixtures::unions_of_unions::models::{Even, First, List, Odd, Own, Thing, Things, Told};

/// A signal with one property.
fn signal(property: &str, value: &Value) -> Signal {
    check(&json!({ property: value }))
}

#[test]
fn numbers_tell_variants_apart() {
    let ping = signal("numbered", &json!({ "type": 1, "token": "a" })).numbered;
    assert!(ping.is_some_and(|union| union.as_ping().is_some()));
    let pong = signal("numbered", &json!({ "type": 2 })).numbered;
    assert!(pong.is_some_and(|union| union.as_pong().is_some()));
    // A number is the same however it is written.
    let pong = signal("bare", &json!({ "type": 2.0, "token": "a" })).bare;
    assert!(pong.is_some_and(|union| union.as_pong().is_some()));
    for other in [json!({ "type": 3 }), json!({ "type": "1" }), json!({}), json!(1)] {
        let value = signal("bare", &other).bare.expect("it is there");
        assert!(value.as_ping().is_none() && value.as_pong().is_none(), "{other}");
    }
    assert_eq!(serde_json::to_value(Ping::new()).expect("JSON"), json!({ "type": 1 }));
}

#[test]
fn flags_fractions_and_null_tell_variants_apart() {
    for (ok, is_success) in [(true, true), (false, false)] {
        let union = signal("flagged", &json!({ "ok": ok, "data": "a" })).flagged;
        let union = union.expect("it is there");
        assert_eq!(union.as_success().is_some(), is_success);
        assert_eq!(union.as_failure().is_some(), !is_success);
    }
    let mixed =
        |share: Value| signal("mixed", &json!({ "share": share })).mixed.expect("it is there");
    assert!(mixed(json!(0.5)).as_half().is_some());
    assert!(mixed(json!(1)).as_whole().is_some());
    assert!(mixed(json!(1.0)).as_whole().is_some());
    assert!(mixed(json!(null)).as_nothing().is_some());
}

/// A list may grow, so that a new value is looked at by the other properties.
#[test]
fn lists_of_values_tell_variants_apart() {
    let listed = |value: Value| signal("listed", &value).listed.expect("it is there");
    assert!(listed(json!({ "state": "active", "end": "a" })).as_open().is_some());
    assert!(listed(json!({ "state": "failed", "end": "a" })).as_done().is_some());
    assert!(listed(json!({ "state": "paused", "note": "a" })).as_open().is_some());
    assert!(listed(json!({ "state": "gone", "end": "a" })).as_done().is_some());
}

/// A variant without the value takes nothing from those that have it.
#[test]
fn values_tell_some_variants_apart() {
    let first = |value: Value| check::<Load>(&json!({ "first": value })).first;
    assert!(matches!(first(json!({ "kind": "car", "size": 4 })), Some(LoadFirst::Car(_))));
    assert!(matches!(first(json!({ "kind": "rail", "size": 4 })), Some(LoadFirst::Rail(_))));
    assert!(matches!(first(json!("a")), Some(LoadFirst::Text(_))));
    for weight in [json!({ "kind": "horse", "weight": 0.5 }), json!({ "weight": 0.5 })] {
        assert!(matches!(first(weight), Some(LoadFirst::Weight(_))));
    }
    assert!(matches!(first(json!({ "kind": "horse" })), Some(LoadFirst::Other(_))));
    let last = |value: Value| check::<Load>(&json!({ "last": value })).last;
    assert!(matches!(last(json!({ "kind": "Raft" })), Some(LoadLast::Raft(_))));
    assert!(matches!(last(json!("a")), Some(LoadLast::Text(_))));
    assert!(matches!(last(json!({ "kind": "a" })), Some(LoadLast::Other(_))));
}

/// Whether a union is sent as well changes nothing: numbers are numbers, and `null` stays.
#[test]
fn numbers_and_nulls_do_not_throw_a_variant_away() {
    for lumen in [json!(10), json!(10.0), json!(10.5), json!(null)] {
        let lamp = signal("device", &json!({ "type": "LAMP_A", "lumen": lumen.clone() })).device;
        let lamp = lamp.expect("it is there");
        let lamp = lamp.as_lamp().expect("it is one");
        assert_eq!(lamp.lumen, lumen.as_f64());
    }
}

#[test]
fn what_has_one_value_says_it_by_itself() {
    let written = |device: Device| serde_json::to_value(device).expect("JSON");
    assert_eq!(written(Lamp::new().into()), json!({ "type": "LAMP_A" }));
    assert_eq!(written(Fan::new().into()), json!({ "type": "FAN_C" }));
    assert_eq!(Fan::new().r#type, DeviceType::FanC);
    // Its name stands for it, and it does not need to say it.
    assert_eq!(written(Bell::new().into()), json!({ "type": "Bell" }));
    assert_eq!(Bell::default(), Bell::new());
    // This one is called by two names.
    assert_eq!(written(Plug::new("PLUG_B").into()), json!({ "type": "PLUG_B" }));
    check::<Device>(&written(Lamp::new().into()));
}

#[test]
fn plain_values_of_unions() {
    assert_eq!(SignalScalar::from("a").as_text(), Some("a"));
    assert_eq!(SignalScalar::from("a".to_owned()), SignalScalar::from("a"));
    let integer: Option<i64> = SignalScalar::from(7).as_integer();
    let flag: Option<bool> = SignalScalar::from(true).as_boolean();
    assert_eq!((integer, flag), (Some(7), Some(true)));
    let signal = Signal::new().scalar("a");
    assert_eq!(serde_json::to_value(signal).expect("JSON"), json!({ "scalar": "a" }));
}

/// A union within a union is no level of its own, and one that leads to itself ends.
#[test]
fn unions_of_unions() {
    fn read(value: &Value) -> Things {
        let things: Things = serde_json::from_value(value.clone()).expect("reading never fails");
        assert_eq!(&serde_json::to_value(&things).expect("it is JSON"), value);
        things
    }
    let things =
        read(&json!({ "thing": { "use": "a" }, "list": [0.5, [0.5]], "even": { "odd": 1 } }));
    assert!(matches!(things.thing, Some(Thing::Tool(_))));
    assert!(matches!(things.list, Some(List::List(items)) if items.len() == 2));
    assert!(matches!(things.even, Some(Even::Odd(Odd::OddNumber(_)))));
    let things = read(&json!({ "thing": 5, "first": "a", "own": 5, "even": { "even": 2 } }));
    assert!(matches!(things.thing, Some(Thing::Integer(5))));
    assert!(matches!(things.first, Some(First::Text(_))));
    assert!(matches!(things.own, Some(Own::Integer(5))));
    assert!(matches!(things.even, Some(Even::EvenNumber(_))));
    // Nothing of these is described.
    let things = read(
        &json!({ "thing": null, "list": {}, "first": [], "even": 5, "told": { "side": "Up" } }),
    );
    assert!(matches!(things.list, Some(List::Other(_))));
    assert!(matches!(things.first, Some(First::Other(_))));
    assert!(matches!(things.even, Some(Even::Other(_))));
    assert!(matches!(things.told, Some(Told::Other(_))));
}
