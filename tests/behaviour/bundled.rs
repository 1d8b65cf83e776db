//! What is sent and read without the parts of a document that mean nothing.

use serde_json::json;

use super::client;
use super::models::check;
use crate::fixtures::bundled::models::{FindRecordsOrder, Record, State};
use crate::nullable::Nullable;

#[test]
fn values_that_no_text_can_be_are_no_values() {
    assert_eq!(FindRecordsOrder::from("oldest"), FindRecordsOrder::Oldest);
    let other = FindRecordsOrder::from("{\"$ref\":\"orders.yml#/newest\"}");
    assert!(matches!(other, FindRecordsOrder::Unrecognized(_)), "{other:?}");

    let request = client().find_records().order(FindRecordsOrder::Oldest).only("newest");
    let request = request.state(State::Active).into_request().to_http().expect("it can be sent");
    assert_eq!(request.uri().query(), Some("state=active&order=oldest&only=newest"));
}

/// The values that a mapping to files has for its schemas are not those of other names.
#[test]
fn a_mapping_to_files_tells_nothing() {
    let record: Record = check(&json!({ "type": "CNAME", "target": "b", "state": null }));
    let Record::Alias(alias) = record else { panic!("{record:?}") };
    assert_eq!((alias.r#type.as_str(), alias.state), ("CNAME", Nullable::Null));
    let record: Record = check(&json!({ "type": "A", "ip": "127.0.0.1" }));
    assert!(matches!(record, Record::Address(_)), "{record:?}");
}

#[test]
fn credentials_that_cannot_be_sent_are_callers_business() {
    let request = client().find_records().into_request().header("API-Key", "secret");
    let sent = request.to_http().expect("it can be sent");
    assert_eq!(sent.headers()["api-key"], "secret");
}
