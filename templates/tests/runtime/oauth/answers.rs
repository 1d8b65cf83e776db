//! What a token URL may answer.

use std::error::Error as _;
use std::fmt::Write;

use futures_util::future::join_all;
use http::Method;
use templates::Error;
use tokio::net::TcpListener;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Server, credentials, request};
use crate::{builder, problem};

/// Everything that an error says, also of its causes.
fn all_of(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:?}").expect("writing to a string");
        source = error.source();
    }
    text
}

/// Checks what is said if a token URL answers something.
async fn check(answer: ResponseTemplate, expected: &str) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let url = format!("{}/token", server.uri());
    let builder = builder().client_credentials_with(credentials().token_url(url));
    let client = builder.build().expect("a client");
    let error = request(&client, Method::GET).send().await.expect_err("there is no token");
    assert_eq!(
        problem(&error),
        format!("FetchThing was not sent: there is no access token: {expected}")
    );
    let text = all_of(&error);
    assert!(!text.contains("hunter2") && !text.contains("s3cret"), "{text}");
}

fn json(status: u16, text: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_string(text)
}

#[tokio::test]
async fn refusals() {
    let said = r#"{"error": "invalid_client", "error_description": "who is hunter2&?"}"#;
    check(
        json(401, said),
        "the token URL answered 401 Unauthorized: invalid_client (who is (the secret)?)",
    )
    .await;
    let said = r#"{"error": "invalid_scope"}"#;
    check(json(400, said), "the token URL answered 400 Bad Request: invalid_scope").await;
    let said = r#"{"code": 20003, "message": "Authenticate"}"#;
    check(json(403, said), "the token URL answered 403 Forbidden: Authenticate").await;
    check(json(404, "<html>"), "the token URL answered 404 Not Found").await;
    check(json(302, ""), "the token URL answered 302 Found").await;
}

#[tokio::test]
async fn answers_without_a_token() {
    let none = "the answer of the token URL is no JSON object with an `access_token`";
    for text in ["", "s3cret", "[]", "{}", r#"{"access_token": 1}"#, r#"{"token": "s3cret"}"#] {
        check(json(200, text), none).await;
    }
    let other = r#"{"access_token": "s3cret", "token_type": "mac"}"#;
    let expected =
        "the answer of the token URL has a token that is not to be used as a bearer token";
    check(json(200, other), expected).await;
    for token in ["", "s3cret two", "s3cret\\n"] {
        let text = format!(r#"{{"access_token": "{token}"}}"#);
        let expected = "the answer of the token URL has an access token that cannot be sent";
        check(json(200, &text), expected).await;
    }
}

/// It is tried again as other requests are, for a token more does no harm.
#[tokio::test]
async fn trouble_that_passes() {
    let server = Server::start().await;
    Mock::given(any())
        .respond_with(json(503, ""))
        .up_to_n_times(2)
        .with_priority(1)
        .mount(&server.server)
        .await;
    request(&server.client(), Method::POST).send().await.expect("a success");
    assert_eq!(server.requests().await.len(), 4);
}

#[tokio::test]
async fn nobody_there() {
    let unused = TcpListener::bind("127.0.0.1:0").await.and_then(|it| it.local_addr());
    let url = format!("http://{}/token", unused.expect("a free port"));
    let builder = builder().client_credentials_with(credentials().token_url(url));
    let client = builder.retries(templates::RetryPolicy::none()).build().expect("a client");
    let error = request(&client, Method::GET).send().await.expect_err("there is no token");
    let text = "FetchThing was not sent: there is no access token: the token URL was asked, and no \
                connection to the server";
    assert_eq!(problem(&error), text);
    assert!(error.source().is_some(), "{error:?}");
    assert!(!all_of(&error).contains("hunter2"));
}

/// Who waits while no token comes does not ask once more.
#[tokio::test]
async fn one_failure_for_all_who_wait() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(json(400, "{}")).mount(&server).await;
    let url = format!("{}/token", server.uri());
    let builder = builder().client_credentials_with(credentials().token_url(url));
    let client = builder.build().expect("a client");
    for result in join_all((0..20).map(|_| request(&client, Method::GET).send())).await {
        result.expect_err("there is no token");
    }
    let asked = server.received_requests().await.expect("they are recorded").len();
    assert_eq!(asked, 1);
    request(&client, Method::GET).send().await.expect_err("there is no token");
    let asked = server.received_requests().await.expect("they are recorded").len();
    assert_eq!(asked, 2);
}
