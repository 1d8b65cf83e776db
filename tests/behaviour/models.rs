//! Models as they are written and read.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::fixtures::discriminators::models::{Garage, Vehicle};
use crate::fixtures::enums::models::{Shirt, ShirtGrade, Washing};
use crate::fixtures::identifier::identifiers::{ParentSid, ThingSid};
use crate::fixtures::identifier::models::Thing;
use crate::fixtures::maps::models::Catalogue;
use crate::fixtures::names::models::V1Option;
use crate::fixtures::nullable::models::{NewProfile, Profile};
use crate::fixtures::recursion::models::{Forest, Nest, Tree};
use crate::fixtures::rename_all::models::FetchCasesResponse;
use crate::fixtures::tags::models::{PumpDrive, PumpMode, State};
use crate::fixtures::unions::models::Shape;
use crate::fixtures::untyped::models::FetchBlobResponse;
use crate::nullable::Nullable;

/// Checks that a text is read and written again as it was.
#[track_caller]
pub(super) fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> T {
    let model: T = serde_json::from_value(json.clone()).expect("the model can be read");
    let written = serde_json::to_value(&model).expect("the model can be written");
    assert_eq!(without_empty_fractions(&written), without_empty_fractions(json));
    model
}

/// The same value with `1` for each `1.0`: they are the same number.
fn without_empty_fractions(value: &Value) -> Value {
    let mut value = value.clone();
    match &mut value {
        Value::Array(items) => {
            for item in items {
                *item = without_empty_fractions(item);
            }
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                *field = without_empty_fractions(field);
            }
        }
        Value::Number(number) => {
            let text = number.to_string();
            if let Some(integer) = text.strip_suffix(".0") {
                return integer.parse::<i64>().map_or(value, Value::from);
            }
        }
        _ => {}
    }
    value
}

#[test]
fn an_identifier_is_checked_by_parse_and_never_by_reading() {
    for text in ["TH12", "th0123456789abcdef0123456789abcdef", "P_12g", ""] {
        assert!(text.parse::<ThingSid>().is_err(), "{text}");
        assert!(text.parse::<ParentSid>().is_err(), "{text}");
    }
    assert!("P_1aF".parse::<ParentSid>().is_ok());
    let thing: Thing = check(&json!({ "sid": "off", "parent_sid": "", "related": ["pattern"] }));
    assert_eq!(thing.sid, "off");
    assert_eq!(thing.parent_sid, Some(ParentSid::new_unchecked("")));
}

#[test]
fn values_of_enumerations_survive() {
    let values = [
        "",
        "*",
        "type",
        "self",
        "Self",
        "unrecognized",
        "unknown",
        "Cold",
        "cold",
        "COLD",
        "a b/c",
        "quote\"d",
        "größe",
        "never heard of",
        " cold",
    ];
    for value in values {
        let washing: Washing = check(&json!(value));
        assert_eq!((washing.as_str(), washing.to_string().as_str()), (value, value));
        assert_eq!(washing, Washing::from(value));
        let is_unknown = ["never heard of", " cold"].contains(&value);
        assert_eq!(matches!(washing, Washing::Unrecognized(_)), is_unknown, "{value}");
    }
    assert_eq!(Washing::from("unrecognized"), Washing::UnrecognizedValue);
    assert_ne!(ShirtGrade::from("1.0"), ShirtGrade::from("10"));
    let shirt: Shirt = check(&json!({ "grade": null }));
    assert_eq!((shirt.grade, shirt.size), (None, None));
}

#[test]
fn null_and_nothing_differ_when_sent() {
    let written = |profile: NewProfile| serde_json::to_value(profile).expect("it can be written");
    let profile = NewProfile::new("n");
    assert_eq!(written(profile.clone()), json!({ "name": "n", "title": null }));
    assert_eq!(
        written(profile.clone().title("t").age(7).nickname(Nullable::Null)),
        json!({ "name": "n", "title": "t", "age": 7, "nickname": null }),
    );
    assert_eq!(
        written(profile.clone().nickname("k".to_owned())),
        json!({ "name": "n", "title": null, "nickname": "k" }),
    );
    assert_eq!(profile.clone().nickname(None), profile.nickname(Nullable::Null));
    for nickname in [json!({}), json!({ "nickname": null }), json!({ "nickname": "k" })] {
        let mut json = json!({ "name": "n", "title": null });
        json.as_object_mut()
            .expect("it is one")
            .extend(nickname.as_object().cloned().expect("so is this"));
        check::<NewProfile>(&json);
    }
}

#[test]
fn null_and_nothing_are_the_same_when_received() {
    let read = |json: Value| serde_json::from_value::<Profile>(json).expect("it can be read");
    for json in [
        json!({ "name": "n" }),
        json!({ "name": "n", "title": null, "age": null, "nickname": null }),
    ] {
        let read = read(json);
        assert_eq!((read.title, read.age, read.nickname), (None, None, None));
    }
}

#[test]
fn unknown_fields_are_kept() {
    let option: V1Option = check(&json!({
        "type": "a", "Type": "b", "new": "c", "extra": "d", "a1": "e", "a_1": "f", "$ref$": "g",
        "": "h", "other": { "known": "to nobody" },
    }));
    assert_eq!(option.r#type, "a");
    assert_eq!(option.type_field.as_deref(), Some("b"));
    assert_eq!(option.extra_field.as_deref(), Some("d"));
    assert_eq!(option.extra["other"], json!({ "known": "to nobody" }));
}

#[test]
fn keys_of_maps_are_data() {
    let catalogue: Catalogue = check(&json!({
        "prices": { "": 0.5, "tea": 2.5 },
        "links": {},
        "shelves": { "a": { "1": { "name": "tea", "new": true } } },
        "notes": { "any": [1, null] },
        "remarks": null,
        "closed": { "reason": "r", "more": 1 },
        "colour": "red",
    }));
    assert!((catalogue.prices["tea"] - 2.5).abs() < f64::EPSILON);
    assert_eq!(catalogue.extra["colour"], "red");
}

#[test]
fn untyped_values_are_any_json() {
    for value in [json!(null), json!(1), json!("a"), json!([{}]), json!({ "a": [1.5] })] {
        let blob: FetchBlobResponse = check(&json!({
            "anything": value, "anything_or_null": null, "anything_listed": [value], "more": value,
        }));
        assert_eq!(blob.anything, value);
    }
}

#[test]
fn models_contain_themselves() {
    let tree = Tree::new("a").children([Tree::new("b")]).nest(Nest::new().tree(Tree::new("c")));
    let forest: Forest = check(&json!({ "trees": [
        { "name": "a", "children": [{ "name": "b" }], "nest": { "tree": { "name": "c" } } },
    ]}));
    assert_eq!(forest.trees, [tree]);
}

#[test]
fn fields_have_the_names_of_the_document() {
    let cases: FetchCasesResponse = check(&json!({
        "snake_case": { "first_name": "a", "type": "b" },
        "camelCase": { "firstName": "a", "line2Text": "b", "type": "c" },
        "PascalCase": { "FirstName": "a", "Type": "b" },
        "kebab-case": { "first-name": "a", "type": "b" },
        "SCREAMING": { "FIRST_NAME": "a", "TYPE": "b" },
        "mixed": { "firstName": "a", "last_name": "b", "ETag": "c" },
    }));
    assert!(cases.extra.is_empty());
    let camel = cases.camel_case.expect("it was there");
    assert!(camel.extra.is_empty());
    assert_eq!(camel.line2_text.as_deref(), Some("b"));
}

#[test]
fn a_union_keeps_what_fits_no_variant() {
    let square: Shape = check(&json!({ "side": 1.5, "colour": "red" }));
    assert!(square.as_square().is_some());
    let other: Shape = check(&json!({ "corners": 5 }));
    assert!(matches!(other, Shape::Other(_)));
}

/// Checks which variant a vehicle is read as; `check` sees to it that nothing is lost.
#[track_caller]
fn check_vehicle(value: &Value, road: bool, rail: bool) {
    let vehicle: Vehicle = check(value);
    assert_eq!((vehicle.as_road().is_some(), vehicle.as_rail().is_some()), (road, rail), "{value}");
    assert_eq!(matches!(vehicle, Vehicle::Other(_)), !road && !rail, "{value}");
    assert_eq!(Vehicle::from(value.clone()), vehicle, "{value}");
}

#[test]
fn a_discriminator_tells_which_variant_it_is() {
    check_vehicle(&json!({ "kind": "road", "wheels": 4, "new": [null] }), true, false);
    check_vehicle(&json!({ "kind": "lorry", "wheels": 6 }), true, false);
    check_vehicle(&json!({ "kind": "rail" }), false, true);
    check_vehicle(&json!({ "kind": "rail", "tows": { "kind": "road", "wheels": 4 } }), false, true);
    check_vehicle(&json!({ "kind": "rail", "tows": { "kind": "air" } }), false, true);
    check_vehicle(&json!({ "kind": "rail", "tows": null }), false, true);
}

#[test]
fn whatever_does_not_fit_its_variant_is_kept() {
    for value in [
        json!({ "kind": "road", "wheels": "four" }),
        json!({ "kind": "road" }),
        json!({ "kind": "air", "wheels": 3 }),
        json!({ "kind": 5, "wheels": 4 }),
        json!({ "wheels": 4 }),
        json!({}),
        json!(["rail"]),
        json!("rail"),
        json!(null),
    ] {
        check_vehicle(&value, false, false);
    }
}

#[test]
fn a_property_with_a_value_of_its_own_tells_which_variant_it_is() {
    let waits: PumpMode = check(&json!({ "kind": "waiting-for-water", "rate": 1.5 }));
    assert!(waits.as_waiting_for_water().is_some());
    let runs: PumpMode = check(&json!({ "kind": "running", "rate": 1.5 }));
    assert!(runs.as_running().is_some());
    for other in [json!({ "kind": "stopping", "rate": 1.5 }), json!({ "kind": "running" })] {
        assert!(matches!(check(&other), PumpMode::Other(_)), "{other}");
    }
    let wind: PumpDrive = check(&json!({ "from": "west", "speed": 9.5, "name": "foehn" }));
    assert!(wind.as_wind().is_some());
}

#[test]
fn enumerations_under_one_of_are_one() {
    for (text, state) in [
        ("good", State::Good),
        ("worn-out", State::WornOut),
        ("lost", State::Lost),
        ("found", State::Unrecognized("found".to_owned())),
    ] {
        assert_eq!(check::<State>(&json!(text)), state);
    }
}

#[test]
fn unions_within_an_object_never_make_it_undecodable() {
    for guest in [json!({ "kind": "Bicycle" }), json!({ "kind": "RoadVehicle" }), json!(7)] {
        for owner in [json!("me"), json!(12), json!([1.5]), json!(null)] {
            for note in [json!({ "kind": "any" }), json!({ "kind": 5 }), json!("text")] {
                let garage = json!({ "guest": guest, "owner": owner, "note": note });
                check::<Garage>(&garage);
            }
        }
    }
}

/// `nullable` beside a reference in `allOf` is meant of the whole.
#[test]
fn null_beside_a_reference_is_null() {
    for json in [
        json!({ "name": "n", "title": null, "friend": null }),
        json!({ "name": "n", "title": null, "friend": { "name": "f" } }),
        json!({ "name": "n", "title": null }),
    ] {
        check::<NewProfile>(&json);
    }
}
