//! What becomes of responses that are no success.

use flex_interactions::{ApiError, Error};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::server::{Server, Then};
use super::{client, sid};

/// What the client makes of the same answer to a `GET` and to a `POST`.
async fn refused(template: ResponseTemplate) -> [Error; 2] {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(template).mount(&server).await;
    let client = client(&server.uri());
    let fetched = client.fetch_interaction(sid()).send().await;
    let created = client.create_interaction(json!({})).send().await;
    let requests = server.received_requests().await.map(|all| all.len());
    assert_eq!(requests, Some(2), "nothing is repeated on its own");
    [fetched, created].map(|result| result.expect_err("the status is no success"))
}

fn api_error(error: Error) -> ApiError {
    match error {
        Error::Api(error) => *error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn format_of_twilio() {
    let template =
        ResponseTemplate::new(404).insert_header("Twilio-Request-Id", "RQ1").set_body_json(json!({
            "code": 20404,
            "message": "The requested resource was not found",
            "more_info": "https://www.twilio.com/docs/errors/20404",
            "status": 404,
            "details": { "field": "sid" },
        }));
    let [error, _] = refused(template).await;
    assert_eq!(error.operation(), Some("FetchInteraction"));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "FetchInteraction: the API answered 404 Not Found: The requested resource was not found \
         (code 20404), see https://www.twilio.com/docs/errors/20404"
    );
    let error = api_error(error);
    assert_eq!(error.status(), 404);
    assert_eq!(error.code(), Some(20404));
    assert_eq!(error.message(), Some("The requested resource was not found"));
    assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/errors/20404"));
    assert_eq!(error.details(), Some(&json!({ "field": "sid" })));
    assert_eq!(error.fields()["status"], 404);
    let content = error.content().expect("it is as the document describes it");
    assert_eq!((content.code, content.status), (Some(20404), Some(404)));
    assert_eq!(content.message.as_deref(), error.message());
    assert_eq!(content.details, Some(json!({ "field": "sid" })));
}

#[tokio::test]
async fn problem_details() {
    let body = json!({
        "type": "https://www.twilio.com/docs/errors/45004",
        "title": "Invalid parameter",
        "status": 400,
        "code": 45004,
        "detail": "Channel is not valid",
        "instance": "/v1/Interactions",
        "errors": [{ "detail": "type is missing", "pointer": "#/Channel/type" }],
    });
    let template =
        ResponseTemplate::new(400).set_body_raw(body.to_string(), "application/problem+json");
    let [_, error] = refused(template).await;
    let error = api_error(error);
    assert_eq!(error.operation(), "CreateInteraction");
    assert_eq!(error.code(), Some(45004));
    assert_eq!(error.message(), Some("Channel is not valid"));
    assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/errors/45004"));
    assert_eq!(error.details(), Some(&body["errors"]));
    assert_eq!(error.headers()["content-type"], "application/problem+json");
}

/// A proxy on the way speaks no JSON; its words survive.
#[tokio::test]
async fn other_bodies() {
    for body in [
        &b""[..],
        b"<html><body>Bad Gateway</body></html>",
        b"[1]",
        b"{",
        b"\xff\xfe",
        b"{\"message\":",
    ] {
        let template = ResponseTemplate::new(502).set_body_bytes(body);
        let [error, _] = refused(template).await;
        assert_eq!(
            error.to_string(),
            format!(
                "FetchInteraction: the API answered 502 Bad Gateway with {} bytes of no known format",
                body.len()
            )
        );
        let error = api_error(error);
        assert_eq!(error.status(), 502);
        assert_eq!(error.body(), body);
        assert_eq!(error.code(), None);
        assert_eq!(error.message(), None);
        assert!(error.fields().is_empty());
    }
}

/// A create is repeated only if the first one cannot have worked.
#[tokio::test]
async fn retryability() {
    for (status, fetch, create) in [
        (400, false, false),
        (401, false, false),
        (404, false, false),
        (408, true, false),
        (409, false, false),
        (429, true, true),
        (500, true, false),
        (501, false, false),
        (502, true, false),
        (503, true, false),
        (504, true, false),
    ] {
        let template = ResponseTemplate::new(status).insert_header("Retry-After", "1");
        let [fetched, created] = refused(template).await;
        assert_eq!(fetched.is_retryable(), fetch, "fetch {status}");
        assert_eq!(created.is_retryable(), create, "create {status}");
        assert_eq!(created.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(api_error(created).headers()["retry-after"], "1");
    }
}

/// Neither the request nor the credentials go where a redirect leads.
#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::json("{}").await;
    for status in [300, 301, 302, 303, 304, 305, 307, 308] {
        for location in [format!("{}/v1/Interactions", elsewhere.url), "/v1/Other".to_owned()] {
            let answer = format!(
                "HTTP/1.1 {status} Moved\r\nConnection: close\r\nLocation: {location}\r\n\
                 Content-Length: 0\r\n\r\n"
            );
            let server = Server::start(answer, Then::Close).await;
            let client = client(&server.url);
            let errors = [
                client.create_interaction(json!({})).send().await,
                client.fetch_interaction(sid()).send().await,
            ];
            for error in errors {
                let error = error.expect_err("a redirect is no success");
                assert!(!error.is_retryable());
                let error = api_error(error);
                assert_eq!(error.status(), status);
                assert_eq!(error.headers()["location"], *location);
            }
            assert_eq!(server.requests().len(), 2);
        }
    }
    assert!(elsewhere.requests().is_empty());
}
