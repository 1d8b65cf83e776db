//! What the client makes of each fault, without a network and over a socket.

use std::time::Duration;

use serde_json::{Value, json};
use templates::mock::{Fault, Mock};
use templates::{ClientBuilder, Error, RetryPolicy};

use super::create;

/// How a call ends, in a word.
fn end(result: Result<Value, Error>) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(Error::Build(_)) => "build".to_owned(),
        Err(Error::Api(error)) => format!("api {}", error.status().as_u16()),
        Err(Error::Decode(_)) => "decode".to_owned(),
        Err(Error::Transport(error)) if error.is_timeout() => "late".to_owned(),
        Err(Error::Transport(_)) => "transport".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

/// How a call ends to which a fault happens; the client does not repeat it.
async fn ends(mock: &Mock, builder: ClientBuilder, fault: Fault) -> String {
    mock.create_thing().fail(fault);
    // Only what never ends is waited for.
    let is_endless = matches!(fault, Fault::StalledBody | Fault::Silence);
    let limit = if is_endless { Duration::from_millis(300) } else { Duration::from_secs(60) };
    let builder = builder.retries(RetryPolicy::none()).timeout(limit);
    let client = builder.response_limit(100_000).build().expect("the settings are valid");
    end(create(&client).send().await)
}

#[tokio::test]
async fn each_fault_ends_as_it_says() {
    let new = "something_new";
    let expected = [
        ("too_many_requests", "api 429".to_owned()),
        ("error_afterwards", "api 500".to_owned()),
        ("unavailable", "api 503".to_owned()),
        ("cut_body", "transport".to_owned()),
        ("stalled_body", "late".to_owned()),
        ("endless_body", "transport".to_owned()),
        ("reset", "transport".to_owned()),
        ("not_http", "transport".to_owned()),
        ("silence", "late".to_owned()),
        ("wrong_content", "decode".to_owned()),
        (
            "unknown_value",
            json!({ "id": 7, "color": new, "parts": [{ "color": new }] }).to_string(),
        ),
        (
            "surplus_field",
            json!({ "id": 7, "color": "red", "parts": [{ "color": "red" }], new: new }).to_string(),
        ),
        ("missing_field", json!({ "color": "red", "parts": [{ "color": "red" }] }).to_string()),
        // What creates has no pages.
        ("same_page", "api 501".to_owned()),
    ];
    let mock = Mock::new();
    let server = mock.serve().expect("there is a free port");
    for ((name, fault), (expected_name, expected)) in Fault::ALL.into_iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert_eq!(ends(&mock, mock.client_builder(), fault).await, expected, "{name}, no network");
        let served = ends(&mock, server.client_builder(), fault).await;
        assert_eq!(served, expected, "{name}, over a socket");
    }
}

#[tokio::test]
async fn a_refusal_says_when_to_come_back() {
    let mock = Mock::new();
    let retry_after = Duration::from_millis(2500);
    mock.create_thing().fail(Fault::TooManyRequests { retry_after });
    let builder = mock.client_builder().retries(RetryPolicy::none());
    let client = builder.build().expect("the settings are valid");
    let error = create(&client).send().await.expect_err("it is refused");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
}

/// A program that repeats what may have happened does it twice, and the mock has kept both.
#[tokio::test]
async fn what_was_done_before_an_error_is_kept() {
    let mock = Mock::new();
    mock.create_thing().fail(Fault::ErrorAfterwards);
    let client = mock.client().expect("the defaults are valid");
    let error = create(&client).send().await.expect_err("it is not repeated");
    assert!(error.may_have_happened());
    create(&client).send().await.expect("it is answered");
    assert_eq!(mock.create_thing().requests().expect("they are read").len(), 2);
}

#[tokio::test]
async fn a_list_that_leads_to_itself_ends() {
    let mock = Mock::new();
    let server = mock.serve().expect("there is a free port");
    for client in [mock.client(), server.client()] {
        mock.list_things().fail(Fault::SamePage).for_ever();
        let mut items = client.expect("the defaults are valid").list_things().items();
        let mut ends = Vec::new();
        while let Some(item) = items.next().await {
            ends.push(item.map_err(|error| matches!(error, Error::Build(_))));
        }
        assert_eq!(ends, [Ok("a".to_owned()), Ok("b".to_owned()), Err(true)]);
    }
}

#[tokio::test(start_paused = true)]
async fn time_can_be_controlled() {
    let mock = Mock::new();
    let retry_after = Duration::from_secs(20);
    mock.create_thing().fail(Fault::TooManyRequests { retry_after });
    let client = mock.client().expect("the defaults are valid");
    let before = tokio::time::Instant::now();
    create(&client).send().await.expect("the second attempt is answered");
    assert!(before.elapsed() >= retry_after);
}

/// A test that believes in a fault that was not made would pass for nothing.
#[tokio::test]
async fn a_fault_without_a_place_is_told() {
    let mock = Mock::new();
    let client = mock.client().expect("the defaults are valid");
    mock.list_things().fail(Fault::UnknownValue);
    let error = client.list_things().into_request().send().await.expect_err("it is told");
    let why = "no answer of ListThing has room for UnknownValue".to_owned();
    assert_eq!(super::refusal(&error), (501, why));
}
