//! The program that is shipped to show how a channel is followed, against a server on this machine.

#[expect(dead_code, reason = "only what creates and follows is run here")]
#[path = "../generated/examples/follow_channel.rs"]
mod program;

use std::error::Error as StdError;
use std::time::Duration;

use flex_interactions::models::{
    AgentChannel, ChannelType, Interaction, InteractionChannel, InteractionChannelStatus,
    PhoneParticipant, Routing, RoutingProperties,
};
use flex_interactions::{Client, InteractionSid, Wait, WaitError, WaitFailure, WorkspaceSid};
use serde_json::{Value, json};
use wiremock::matchers::{body_string_contains, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const SID: &str = "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

type Followed = Result<InteractionChannel, WaitError<InteractionChannel, Interaction>>;

/// Creates an interaction, and follows its channel that the server describes in these ways, one answer
/// after the other. The server must have been asked exactly once for each.
async fn followed(answers: &[ResponseTemplate]) -> Followed {
    let created = ResponseTemplate::new(200).set_body_json(json!({ "sid": SID }));
    let wait = Wait::within(Duration::from_secs(60)).every(Duration::from_millis(1));
    followed_after(created, answers, wait).await
}

async fn followed_after(
    created: ResponseTemplate,
    answers: &[ResponseTemplate],
    wait: Wait,
) -> Followed {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1/Interactions"))
        .and(body_string_contains("Channel=%7B%22type%22%3A%22sms%22"))
        .and(body_string_contains("Routing=%7B%22properties%22"))
        .respond_with(created)
        .expect(1)
        .mount(&server)
        .await;
    for answer in answers {
        // The first of the mocks that still answer is asked.
        Mock::given(method("GET"))
            .and(path(format!("/v1/Interactions/{SID}/Channels")))
            .respond_with(answer.clone())
            .up_to_n_times(1)
            .expect(1)
            .mount(&server)
            .await;
    }
    let client = Client::builder().credentials("AC0", "secret").base_url(server.uri()).build();
    let client = client.expect("a client");
    let channel = AgentChannel::new(
        ChannelType::Sms,
        [PhoneParticipant::new("+13115552368", "+15555550123")],
    );
    let workspace: WorkspaceSid = "WSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it is one");
    let routing = Routing::new(RoutingProperties::new(workspace));
    let result = program::follow(&client, channel, routing, wait).await;
    server.verify().await;
    result
}

/// The list of an interaction's channels.
fn list(channels: &[Value]) -> ResponseTemplate {
    let meta = json!({ "key": "channels", "page": 0, "page_size": 50, "next_page_url": null });
    ResponseTemplate::new(200).set_body_json(json!({ "channels": channels, "meta": meta }))
}

/// The list of the one channel, which has this status.
fn one(status: &str) -> ResponseTemplate {
    list(&[json!({ "status": status, "type": "sms", "error_code": null, "error_message": "" })])
}

/// The SID of the interaction that was accepted.
fn accepted(error: &WaitError<InteractionChannel, Interaction>) -> Option<&str> {
    error.created()?.sid.as_ref().map(InteractionSid::as_str)
}

#[tokio::test]
async fn a_channel_becomes_active() {
    let answers = [one("setup"), one("setup"), one("active")];
    let channel = followed(&answers).await.expect("it becomes active");
    assert_eq!(channel.status, Some(InteractionChannelStatus::Active));
}

#[tokio::test]
async fn a_channel_fails_with_a_reason() {
    for status in ["failed", "closed"] {
        let failed = json!({
            "status": status,
            "error_code": 45005,
            "error_message": "No participant could be added",
        });
        let error = followed(&[one("setup"), list(&[failed])]).await.expect_err("it has failed");
        let WaitFailure::Failed(report) = error.failure() else { panic!("{error:?}") };
        assert_eq!(report.status.as_deref(), Some(status));
        assert_eq!(report.code.as_deref(), Some("45005"));
        assert_eq!(report.message.as_deref(), Some("No participant could be added"));
        let channel = error.last().expect("it was seen");
        assert_eq!(channel.status, Some(status.to_owned().into()));
        assert_eq!(channel.error_code, Some(45005));
        assert_eq!(channel.error_message.as_deref(), Some("No participant could be added"));
        assert_eq!(accepted(&error), Some(SID));
    }
}

/// That there is none yet says nothing.
#[tokio::test]
async fn a_channel_appears_later() {
    let answers = [list(&[]), one("active")];
    let channel = followed(&answers).await.expect("it becomes active");
    assert_eq!(channel.status, Some(InteractionChannelStatus::Active));
}

/// What this version does not know, or what does not come before `active`, is not waited for to pass.
#[tokio::test]
async fn a_new_status_is_reported() {
    for status in ["parked", "inactive"] {
        let error = followed(&[one(status)]).await.expect_err("nobody knows what that means");
        let WaitFailure::Unexpected(report) = error.failure() else { panic!("{error:?}") };
        assert_eq!(report.status.as_deref(), Some(status));
        assert!(error.to_string().ends_with(&format!("the status is `{status}`")), "{error}");
        assert_eq!(accepted(&error), Some(SID));
    }
}

#[tokio::test]
async fn a_refusal_ends_it() {
    let refusal = ResponseTemplate::new(403)
        .set_body_json(json!({ "code": 20403, "message": "Forbidden", "status": 403 }));
    let error = followed(&[one("setup"), refusal.clone()]).await.expect_err("it is refused");
    let source = error.source().expect("the call that failed");
    assert!(source.to_string().contains("20403"), "{source}");
    assert_eq!(accepted(&error), Some(SID));

    // So does one of the request itself, and nothing is asked then.
    let wait = Wait::within(Duration::from_secs(60));
    let error = followed_after(refusal, &[], wait).await.expect_err("it is refused");
    let source = error.source().expect("the call that failed");
    assert!(source.to_string().contains("20403"), "{source}");
    assert_eq!(accepted(&error), None);
}

#[tokio::test]
async fn an_interaction_is_known_if_its_channel_is_late() {
    let created = ResponseTemplate::new(200).set_body_json(json!({ "sid": SID }));
    let wait = Wait::within(Duration::from_millis(500));
    let error = followed_after(created, &[one("setup")], wait).await.expect_err("it takes longer");
    assert_eq!(error.to_string(), "it was not `active` within 500ms: the status is `setup`");
    assert_eq!(accepted(&error), Some(SID));
    let last = error.last().and_then(|channel| channel.status.as_ref());
    assert_eq!(last, Some(&InteractionChannelStatus::Setup));
}
