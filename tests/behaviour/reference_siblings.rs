//! What stands beside a reference counts in reading and in writing.

use serde_json::{Value, json};

use super::models::check as read;
use super::{check, client, respond};
use crate::Nullable;
use crate::fixtures::reference_siblings::models::{Person, Pet, Told};

/// A pet with its required fields and one more.
fn pet(name: &str, value: &Value) -> Pet {
    read(&json!({ "vet": {}, "keeper": {}, name: value }))
}

#[test]
fn null_is_read_and_written_where_it_is_allowed() {
    assert_eq!(pet("keeper", &json!(null)).keeper, None);
    assert_eq!(pet("owner", &json!(null)).owner, Nullable::Null);
    let slots = pet("slots", &json!([{}, null])).slots.expect("they are there");
    assert_eq!(slots, [Some(Person::new()), None]);
    let by_name = pet("byName", &json!({ "Ada": null })).by_name.expect("they are there");
    assert_eq!(by_name["Ada"], None);
}

#[test]
fn properties_are_added_to_those_of_the_object() {
    let chip = pet("chip", &json!({ "name": "Ada", "chip": "7" })).chip.expect("it is there");
    assert_eq!((chip.name.as_deref(), chip.chip.as_deref()), (Some("Ada"), Some("7")));
}

#[test]
fn whole_contents_can_be_null() {
    let put = client().put_pet("1", None).into_request();
    check(&put, "PUT /pets/1 application/json", "null");
    let answer = http::Response::builder().status(200).body("null".into());
    let answer = put.decode(answer.expect("the response is well-formed"));
    assert_eq!(answer.expect("null is allowed").into_body(), None);
    let pet = json!({ "vet": {}, "keeper": null });
    assert!(respond(&put, 200, &[], &pet).into_body().is_some());
}

#[test]
fn files_are_still_files() {
    let upload = client().upload_photo("1", "bytes".as_bytes()).into_request();
    let sent = upload.to_http().expect("the request can be sent");
    let body = String::from_utf8_lossy(sent.body());
    assert!(body.contains("Content-Type: application/octet-stream"), "{body}");
}

#[test]
fn discriminators_know_what_is_referred_to() {
    assert!(read::<Told>(&json!({ "kind": "cat", "lives": 9 })).as_cat().is_some());
    assert!(read::<Told>(&json!({ "kind": "Dog", "tricks": 1 })).as_dog().is_some());
    let owner = read::<Told>(&json!({ "kind": "owner", "name": "Ada", "age": 7 }));
    assert_eq!(owner.as_object().and_then(|owner| owner.age), Some(7));
}
