//! `items` or `properties` without `type` say nothing of values of other types: these are kept.

use http::Method;
use serde_json::json;

use super::client;
use super::models::check;
use crate::error::ContentError;
use crate::fixtures::type_left_out::models::{Ticket, TicketOwner};
use crate::nullable::Nullable;
use crate::parameter::Json;

#[test]
fn lists_and_objects_are_read() {
    let ticket: Ticket = check(&json!({
        "labels": ["a"], "owner": { "name": "b" }, "parent": { "id": 5 }, "counts": { "c": 1 },
        "source": { "id": 6, "url": "d" },
    }));
    assert_eq!(ticket.labels, Some(vec!["a".to_owned()]));
    assert_eq!(ticket.owner.and_then(|owner| owner.name).as_deref(), Some("b"));
    assert_eq!(ticket.parent.and_then(|parent| parent.id), Some(5));
    assert!(matches!(ticket.counts, Nullable::Value(counts) if counts["c"] == 1));
    assert_eq!(ticket.source.and_then(|source| source.url).as_deref(), Some("d"));
    assert!(ticket.extra.is_empty());
}

#[test]
fn values_of_other_types_are_kept() {
    for value in [json!(true), json!(1.5), json!("text"), json!([5]), json!({ "a": 5 })] {
        for name in ["labels", "owner", "parent", "counts", "source"] {
            let is_right = value.is_object() && name != "labels";
            if is_right || value.is_array() && name == "labels" {
                continue;
            }
            let mut object = json!({ "owner": null });
            object[name] = value.clone();
            let ticket: Ticket = check(&object);
            assert_eq!(ticket.extra[name], value, "{name}");
            // So is it within others.
            let outer: Ticket = check(&json!({ "owner": null, "children": [object] }));
            assert!(outer.children.is_some_and(|children| children == [ticket]), "{name}");
        }
    }
}

/// What the keywords say still holds, and so does a type: what does not fit these is told of.
#[test]
fn what_is_described_has_to_fit() {
    for (value, path) in [
        (json!({ "owner": null, "labels": [5] }), Some("labels[0]")),
        (json!({ "owner": { "name": 5 } }), Some("owner.name")),
        (json!({ "owner": null, "typed": "text" }), Some("typed")),
        // This is allowed.
        (json!({ "owner": null, "labels": "text" }), None),
    ] {
        check::<Ticket>(&value);
        let request = client().request::<Json<Ticket>>("FetchTicket", Method::GET, "/ticket");
        let answer = request.decode(http::Response::new(value.to_string().into()));
        let answer = answer.expect("it is kept");
        let paths: Vec<&str> = answer.misfits().iter().map(ContentError::path).collect();
        assert_eq!(paths, Vec::from_iter(path), "{value}");
    }
}

#[test]
fn a_value_takes_the_place_of_null_only() {
    let mut ticket: Ticket = check(&json!({ "owner": "me" }));
    assert_eq!(ticket.owner, None);
    ticket.extra.clear();
    ticket.owner = Some(TicketOwner::new());
    assert_eq!(serde_json::to_value(ticket).expect("it is JSON"), json!({ "owner": {} }));
}
