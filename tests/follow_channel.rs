//! The program that is shipped to show how a channel is followed, against a server on this machine.

#[expect(dead_code, reason = "only what asks for the channel is run here")]
#[path = "../spec/examples/follow_channel.rs"]
mod program;

use std::error::Error;
use std::time::Duration;

use flex_interactions::models::{InteractionChannel, InteractionChannelStatus};
use flex_interactions::{Client, InteractionSid};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const SID: &str = "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Follows a channel that the server describes in these ways, one answer after the other. The
/// server must have been asked exactly once for each.
async fn followed(answers: &[ResponseTemplate]) -> Result<InteractionChannel, Box<dyn Error>> {
    let server = MockServer::start().await;
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
    let client = Client::builder().credentials("AC0", "secret").base_url(server.uri()).build()?;
    let sid: InteractionSid = SID.parse()?;
    let result = program::settled_channel(&client, &sid, Duration::from_millis(1)).await;
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

#[tokio::test]
async fn a_channel_becomes_active() {
    let answers = [one("setup"), one("setup"), one("active")];
    let channel = followed(&answers).await.expect("it becomes active");
    assert_eq!(channel.status, Some(InteractionChannelStatus::Active));
}

#[tokio::test]
async fn a_channel_fails_with_a_reason() {
    let failed = json!({
        "status": "failed",
        "error_code": 45005,
        "error_message": "No participant could be added",
    });
    let channel = followed(&[one("setup"), list(&[failed])]).await.expect("the answers are read");
    assert_eq!(channel.status, Some(InteractionChannelStatus::Failed));
    assert_eq!(channel.error_code, Some(45005));
    assert_eq!(channel.error_message.as_deref(), Some("No participant could be added"));
    assert_eq!(program::reason(&channel), "error 45005, No participant could be added");
}

/// That there is none yet says nothing.
#[tokio::test]
async fn a_channel_appears_later() {
    let answers = [list(&[]), one("active")];
    let channel = followed(&answers).await.expect("it becomes active");
    assert_eq!(channel.status, Some(InteractionChannelStatus::Active));
}

/// What this version does not know is not waited for to pass.
#[tokio::test]
async fn a_new_status_is_reported() {
    let channel = followed(&[one("parked")]).await.expect("the answer is read");
    assert_eq!(channel.status, Some("parked".to_owned().into()));
    assert_eq!(program::reason(&channel), "");
}

#[tokio::test]
async fn a_refusal_ends_it() {
    let refusal = ResponseTemplate::new(404)
        .set_body_json(json!({ "code": 20404, "message": "Not found", "status": 404 }));
    let error = followed(&[one("setup"), refusal]).await.expect_err("it is refused");
    assert!(error.to_string().contains("20404"), "{error}");
}
