//! Responses are read, and written again as they were.

use std::fmt::Debug;

use bytes::Bytes;
use flex_interactions::{Json, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Example, channel, client, interaction, participant, responses, transfer};

/// What the client made of a response.
struct Read {
    /// As it is shown for debugging, which tells what has no type.
    shown: String,
    /// As it is written again.
    written: Value,
}

/// Reads the body of a response to a request.
fn read<T>(request: &Request<Json<T>>, status: u16, body: &Value) -> Read
where
    T: Debug + DeserializeOwned + Serialize,
{
    let response = http::Response::builder().status(status).body(Bytes::from(body.to_string()));
    let response = request.decode(response.expect("the response is well-formed"));
    let response = response.expect("every example can be read");
    assert_eq!(response.status(), status);
    let body = response.into_body();
    let written = serde_json::to_value(&body).expect("it can be written");
    Read { shown: format!("{body:?}"), written }
}

/// Reads the body of a response to an operation.
fn answered(operation: &str, status: u16, body: &Value) -> Read {
    let client = client();
    let (sid, channel) = (interaction(), channel());
    macro_rules! read {
        ($method:ident($($argument:expr),*)) => {
            read(&client.$method($($argument),*).into_request(), status, body)
        };
    }
    match operation {
        "CreateInteraction" => read!(create_interaction(json!({}))),
        "FetchInteraction" => read!(fetch_interaction(sid)),
        "UpdateInteraction" => read!(update_interaction(sid)),
        "ListInteractionChannel" => read!(list_interaction_channels(sid)),
        "FetchInteractionChannel" => read!(fetch_interaction_channel(sid, channel)),
        "UpdateInteractionChannel" => {
            read!(update_interaction_channel(sid, channel, "closed".to_owned()))
        }
        "CreateInteractionChannelInvite" => {
            read!(create_interaction_channel_invite(sid, channel, json!({})))
        }
        "ListInteractionChannelInvite" => read!(list_interaction_channel_invites(sid, channel)),
        "CreateInteractionChannelParticipant" => {
            let (role, media) = ("customer".to_owned(), json!({}));
            read!(create_interaction_channel_participant(sid, channel, role, media))
        }
        "ListInteractionChannelParticipant" => {
            read!(list_interaction_channel_participants(sid, channel))
        }
        "UpdateInteractionChannelParticipant" => {
            let status = "closed".to_owned();
            read!(update_interaction_channel_participant(sid, channel, participant(), status))
        }
        "CreateInteractionTransfer" => read!(create_interaction_transfer(sid, channel)),
        "FetchInteractionTransfer" => read!(fetch_interaction_transfer(sid, channel, transfer())),
        "UpdateInteractionTransfer" => read!(update_interaction_transfer(sid, channel, transfer())),
        _ => panic!("responses to {operation} have to be read here"),
    }
}

/// What has no type among what is shown: further fields, JSON in an open place, and values that
/// are none of an enumeration's. The documents say nothing of `reservation`, which is null.
fn untyped(shown: &str) -> Option<&str> {
    let mut parts = ["extra: {", "Other(", "Unrecognized("]
        .into_iter()
        .flat_map(|start| shown.match_indices(start).map(|(at, _)| &shown[at..]));
    parts.find(|part| {
        !part.starts_with("extra: {}") && !part.starts_with("extra: {\"reservation\": Null}")
    })
}

#[test]
fn responses_are_written_again_as_they_were() {
    let examples = responses();
    // 23, of which six are of the two successes of one operation.
    assert_eq!(examples.len(), 23 + 6);
    for Example { operation, kind, name, value } in examples {
        let status = kind.parse().expect("every example is of one status");
        let Read { shown, written } = answered(&operation, status, &value);
        assert_eq!(written, value, "{operation}: {name}");
        assert_eq!(untyped(&shown), None, "{operation}: {name}");
    }
}

#[test]
fn what_has_no_type_is_found() {
    for body in [
        json!({ "new": 1 }),
        json!({ "channel": "sms" }),
        json!({ "channel": { "type": "fax" } }),
        json!({ "channel": { "new": null } }),
        json!({ "routing": { "reservation": {} } }),
    ] {
        let Read { shown, .. } = answered("FetchInteraction", 200, &body);
        assert!(untyped(&shown).is_some(), "{shown}");
    }
}
