//! What OpenAPI 3.1 says in words of its own, as it is written and read.

use serde_json::json;

use super::models::check;
use super::{check as check_request, client};
use crate::fixtures::openapi31_schemas::models::{
    Arrived, Parcel, ParcelCode, ParcelEvent, ParcelLast, ParcelNote, ParcelRowItem, Person,
};
use crate::fixtures::openapi31_webhooks::events::{AnyWebhook, LetterArrived, NoteEmptied};
use crate::nullable::Nullable;
use crate::receive::Event;

/// A parcel with what has to be there.
fn parcel() -> serde_json::Value {
    json!({"kind": "parcel", "receiver": null, "weight": null, "code": "abc"})
}

/// A parcel with one more property.
fn with(key: &str, value: serde_json::Value) -> Parcel {
    let mut json = parcel();
    json[key] = value;
    check(&json)
}

#[test]
fn null_among_types_schemas_and_values_is_null() {
    let read: Parcel = check(&parcel());
    assert_eq!((read.receiver, read.weight), (None, None));
    assert_eq!(with("receiver", json!({"name": "n"})).receiver, Some(Person::new("n")));
    assert_eq!(with("weight", json!(2.5)).weight, Some(2.5));
    assert_eq!(with("size", json!(null)).size, Nullable::Null);
    assert_eq!(with("note", json!(null)).note, Nullable::Null);
    assert_eq!(with("nothing", json!(null)).nothing, Nullable::Null);
    assert_eq!(with("other", json!(null)).other, Nullable::Null);
}

#[test]
fn several_types_are_a_union() {
    let read: Parcel = check(&parcel());
    assert_eq!(read.code.as_text(), Some("abc"));
    assert_eq!(with("code", json!(100)).code.as_integer(), Some(100));
    let note = with("note", json!("plain")).note;
    assert!(matches!(note, Nullable::Value(ParcelNote::Plain(_))));
}

#[test]
fn constants_tell_variants_apart() {
    let event = with("event", json!({"type": "left"})).event.expect("it is there");
    assert!(event.as_left().is_some());
    let event = with("event", json!({"type": "arrived"})).event;
    assert_eq!(event, Some(ParcelEvent::Arrived(Arrived::new())));
    assert_eq!(with("last", json!("lost")).last, Some(ParcelLast::Lost));
}

#[test]
fn tuples_and_patterns_are_lists_and_maps() {
    assert_eq!(with("position", json!([1.5, 2.5])).position, Some(vec![1.5, 2.5]));
    let row = with("row", json!(["a", 1])).row.expect("it is there");
    assert_eq!(row, [ParcelRowItem::from("a"), ParcelRowItem::from(1)]);
    let labels = with("labels", json!({"x-a": "b"})).labels.expect("it is there");
    assert_eq!(labels["x-a"], "b");
    let picture = with("picture", json!("AAE=")).picture.expect("it is there");
    assert_eq!(picture.as_str(), "AAE=");
}

#[test]
fn definitions_anchors_and_path_items_are_found() {
    let label = with("label", json!({"text": "up"})).label.expect("it is there");
    assert_eq!(label.text, Nullable::Value("up".to_owned()));
    let stamp = with("stamp", json!({"value": 80})).stamp.expect("it is there");
    assert_eq!(stamp.value, Some(80));
    check_request(&client().fetch_parcel_label("p1").into_request(), "GET /parcels/p1/label", "");
}

#[test]
fn requests_are_sent_as_they_would_be_in_3_0() {
    let parcel = Parcel::new(ParcelCode::from(100)).size(Nullable::Null);
    let body = r#"{"kind":"parcel","receiver":null,"weight":null,"code":100,"size":null}"#;
    let request = client().dispatch_parcel(parcel).into_request();
    check_request(&request, "POST /parcels application/json", body);
}

/// A webhook as it arrives.
fn arrives(body: &serde_json::Value) -> http::Request<Vec<u8>> {
    let request = http::Request::post("/hook").header("content-type", "application/json");
    let request = request.header("x-signature", "s");
    request.body(body.to_string().into_bytes()).expect("the parts of a request")
}

#[test]
fn webhooks_are_events() {
    let letter = json!({"kind": "arrived", "to": null});
    let event = LetterArrived::read(&arrives(&letter)).expect("it is as described");
    assert_eq!(event.body.to, None);
    let emptied = arrives(&json!({"kind": "emptied", "letters": 3}));
    let event = NoteEmptied::read(&emptied).expect("it is as described");
    assert_eq!((event.x_signature.as_str(), event.body.letters), ("s", Some(3)));

    let read =
        |body: &serde_json::Value| AnyWebhook::read(&arrives(body)).expect("something is read");
    assert!(matches!(read(&letter), AnyWebhook::LetterArrived(_)));
    assert!(matches!(read(&json!({"kind": "emptied"})), AnyWebhook::NoteEmptied(_)));
    let lost = json!({"kind": "lost", "letter": letter});
    assert!(matches!(read(&lost), AnyWebhook::LetterLost(_)));
}
