//! The events of interactions, as Twilio sends and signs them.

use flex_interactions::events::InteractionWebhook;
use flex_interactions::models::{ChannelEventStatus, InteractionEvent};
use flex_interactions::receive::{Event, EventError};
use flex_interactions::webhooks::{Signer, Validator};
use http::{Method, Request};

const URL: &str = "https://example.com/twilio";
const ACCOUNT: &str = "AC00000000000000000000000000000000";
const INTERACTION: &str = "KD00000000000000000000000000000000";
const CHANNEL: &str = "UO00000000000000000000000000000000";

fn signed(fields: &[(&str, &str)]) -> Request<Vec<u8>> {
    Signer::new("token").form(URL, fields).expect("a URL")
}

/// The event of a request, once its signature has been checked.
#[track_caller]
fn received(request: &Request<Vec<u8>>) -> Result<InteractionEvent, EventError> {
    let validator = Validator::new("token").and_then(|it| it.url("https://example.com"));
    let verified = validator.expect("a token and a URL").check(request).expect("it is signed");
    verified.event::<InteractionWebhook>().map(|event| event.body)
}

#[test]
fn an_event_is_read_once_its_signature_has_been_checked() {
    let event = received(&signed(&[
        ("EventType", "onChannelStatusUpdated"),
        ("AccountSid", ACCOUNT),
        ("InstanceSid", "GO00000000000000000000000000000000"),
        ("InteractionSid", INTERACTION),
        ("ChannelSid", CHANNEL),
        ("ChannelStatus", "closed"),
        ("MediaChannelType", "sms"),
        ("New", "1"),
    ]));
    let Ok(InteractionEvent::ChannelStatusUpdatedEvent(event)) = event else { panic!("{event:?}") };
    assert_eq!(
        (event.interaction_sid.as_str(), event.channel_sid.as_str()),
        (INTERACTION, CHANNEL)
    );
    assert_eq!(event.channel_status, ChannelEventStatus::Closed);
    assert_eq!(event.media_channel_type.as_deref(), Some("sms"));
    assert_eq!(event.extra.keys().collect::<Vec<_>>(), ["New"]);
}

#[test]
fn numbers_are_read_and_values_that_are_new_are_kept() {
    let failed = [
        ("EventType", "onChannelCreateFailed"),
        ("AccountSid", ACCOUNT),
        ("ErrorCode", "20001"),
        ("ErrorMessage", "It failed."),
    ];
    let event = received(&signed(&failed));
    let Ok(InteractionEvent::ChannelCreateFailedEvent(event)) = event else { panic!("{event:?}") };
    assert_eq!((event.error_code, event.channel_sid), (Some(20001), None));

    let status = [
        ("EventType", "onChannelStatusUpdated"),
        ("AccountSid", ACCOUNT),
        ("InteractionSid", INTERACTION),
        ("ChannelSid", CHANNEL),
        ("ChannelStatus", "inactive"),
    ];
    let event = received(&signed(&status));
    let Ok(InteractionEvent::ChannelStatusUpdatedEvent(event)) = event else { panic!("{event:?}") };
    assert_eq!(event.channel_status, ChannelEventStatus::Unrecognized("inactive".to_owned()));

    let event = received(&signed(&[("EventType", "onChannelMoved"), ("AccountSid", ACCOUNT)]));
    let Ok(InteractionEvent::Other(event)) = event else { panic!("{event:?}") };
    let json = serde_json::to_value(event).expect("JSON");
    assert_eq!(json["EventType"], "onChannelMoved");
}

#[test]
fn what_was_signed_is_read_and_not_what_the_server_sees() {
    // A field in the query of the URL as the server sees it was not signed.
    let mut request = signed(&[("EventType", "onChannelMoved")]);
    *request.uri_mut() = format!("{URL}?EventType=onChannelCreated").parse().expect("a URL");
    let validator = Validator::new("token").expect("a token");
    assert!(validator.check(&request).is_err());
    let verified = validator.check_at(URL, &request).expect("this was signed");
    assert_eq!((verified.query(), verified.method()), (None, &Method::POST));
    assert!(verified.headers().contains_key("x-twilio-signature"));
}

#[test]
fn requests_by_another_method_are_no_events() {
    let mut request = signed(&[("EventType", "onChannelMoved")]);
    *request.method_mut() = Method::PUT;
    let error = InteractionWebhook::read(&request).expect_err("it is no POST").to_string();
    assert_eq!(error, "the event is sent by POST, and this request by PUT");
}
