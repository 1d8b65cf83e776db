//! What becomes of successful responses.

use flex_interactions::models::Interaction;
use flex_interactions::{
    ContentError, DecodeError, Error, InteractionSid, Response, ResponseHeaders,
};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::server::{Server, Then};
use super::{client, sid};

type Fetched = Result<Response<Interaction>, Error>;

async fn fetch(template: ResponseTemplate) -> Fetched {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(template).mount(&server).await;
    let request = client(&server.uri()).fetch_interaction(sid());
    request.send_with_response().await
}

/// Fetches from a server that sends exactly these bytes.
async fn fetch_raw(answer: impl Into<Vec<u8>>) -> Fetched {
    let server = Server::start(answer, Then::Close).await;
    let request = client(&server.url).fetch_interaction(sid());
    request.send_with_response().await
}

fn decode_error(result: Fetched) -> DecodeError {
    match result {
        Err(Error::Decode(error)) => *error,
        other => panic!("{other:?}"),
    }
}

fn complete() -> Value {
    json!({
        "sid": "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "channel": { "type": "sms", "sid": "UOaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
        "routing": { "properties": { "attributes": "{\"a\":1}", "timeout": 86400 } },
        "interaction_context_sid": null,
        "webhook_ttid": "flex_interactionwebhook_00000000000000000000000000",
        "url": "https://flex-api.twilio.com/v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "links": { "channels": "https://flex-api.twilio.com/v1/Interactions/KD/Channels" },
    })
}

/// The reference says 201, the guide 200; another success is one all the same.
#[tokio::test]
async fn every_success_is_read() {
    for status in [200, 201, 202, 299] {
        let server = MockServer::start().await;
        let template = ResponseTemplate::new(status).set_body_json(complete());
        Mock::given(any()).respond_with(template).mount(&server).await;
        let client = client(&server.uri());
        let answers = [
            client.create_interaction(json!({})).send_with_response().await,
            client.fetch_interaction(sid()).send_with_response().await,
            client.update_interaction(sid()).send_with_response().await,
        ];
        for answer in answers {
            let answer = answer.expect("a success");
            assert_eq!(answer.status().as_u16(), status);
            assert_eq!(answer.body().sid, Some(sid()));
            assert_eq!(serde_json::to_value(answer.body()).expect("JSON"), complete());
        }
    }
}

#[tokio::test]
async fn typed_headers() {
    let template = ResponseTemplate::new(200)
        .set_body_json(json!({}))
        .insert_header("Access-Control-Allow-Origin", "*")
        .insert_header("Access-Control-Allow-Credentials", "true")
        .insert_header("X-Rate", "7");
    let response = fetch(template).await.expect("a success");
    let headers = ResponseHeaders::from(response.headers());
    assert_eq!(headers.access_control_allow_origin.as_deref(), Some("*"));
    assert_eq!(headers.access_control_allow_credentials, Some(true));
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.header::<u32>("x-rate"), Some(7));

    let response = fetch(ResponseTemplate::new(200).set_body_json(json!({}))).await;
    let headers = ResponseHeaders::from(response.expect("a success").headers());
    assert_eq!(headers, ResponseHeaders::default());
}

/// Header lines that say nothing, more than once, or no text at all.
#[tokio::test]
async fn headers_that_are_not_as_declared() {
    async fn check(lines: &[u8], origin: Option<&str>, credentials: Option<bool>) {
        let mut answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n".to_vec();
        answer.extend_from_slice(lines);
        answer.extend_from_slice(b"\r\n{}");
        let response = fetch_raw(answer).await.expect("a success");
        let headers = ResponseHeaders::from(response.headers());
        assert_eq!(headers.access_control_allow_origin.as_deref(), origin);
        assert_eq!(headers.access_control_allow_credentials, credentials);
    }
    check(b"access-control-allow-origin:   a  \r\n", Some("a"), None).await;
    check(
        b"Access-Control-Allow-Origin: a\r\nAccess-Control-Allow-Origin: b\r\n",
        Some("a, b"),
        None,
    )
    .await;
    check(
        b"Access-Control-Allow-Origin: \xff\r\nAccess-Control-Allow-Credentials: false\r\n",
        None,
        Some(false),
    )
    .await;
    check(
        b"Access-Control-Allow-Origin:\r\nAccess-Control-Allow-Credentials: TRUE\r\n",
        Some(""),
        None,
    )
    .await;
    let long = format!("Access-Control-Allow-Origin: {}\r\n", "x".repeat(60_000));
    check(long.as_bytes(), Some(&"x".repeat(60_000)), None).await;
}

/// What this crate does not know is kept and written back.
#[tokio::test]
async fn unknown_fields() {
    let mut body = complete();
    body["new_field"] = json!({ "deep": [1, null, { "x": 2.5 }] });
    body["sid2"] = json!("\u{1f600}");
    let response = fetch(ResponseTemplate::new(200).set_body_json(&body)).await;
    let interaction = response.expect("a success").into_body();
    assert_eq!(interaction.extra.len(), 2);
    assert_eq!(interaction.extra["new_field"], body["new_field"]);
    assert_eq!(serde_json::to_value(&interaction).expect("JSON"), body);
}

/// Identifiers and links of another form than documented do not get in the way.
#[tokio::test]
async fn tolerated() {
    for (field, value) in [
        ("sid", json!("not a sid")),
        ("sid", json!("")),
        ("interaction_context_sid", json!("interaction_context_sid")),
        ("url", json!("not a url")),
        ("links", json!({})),
        ("links", json!({ "channels": "x", "new": "y" })),
        ("channel", json!([1, "x"])),
        ("channel", json!("text")),
        ("routing", json!(null)),
        ("webhook_ttid", json!("\u{e4}\n")),
    ] {
        let mut body = complete();
        body[field] = value;
        let response = fetch(ResponseTemplate::new(200).set_body_json(&body)).await;
        let interaction = response.expect("a success").into_body();
        assert_eq!(serde_json::to_value(&interaction).expect("JSON"), body);
    }
}

#[tokio::test]
async fn null_and_nothing() {
    for field in
        ["sid", "channel", "routing", "interaction_context_sid", "webhook_ttid", "url", "links"]
    {
        let mut body = complete();
        body[field] = Value::Null;
        let null = fetch(ResponseTemplate::new(200).set_body_json(&body)).await;
        body.as_object_mut().expect("an object").remove(field);
        let nothing = fetch(ResponseTemplate::new(200).set_body_json(&body)).await;
        let (null, nothing) = (null.expect("a success"), nothing.expect("a success"));
        assert_eq!(null.into_body(), nothing.into_body(), "{field}");
    }
    let empty = fetch(ResponseTemplate::new(200).set_body_json(json!({}))).await;
    let empty = empty.expect("a success").into_body();
    assert_eq!((&empty.sid, &empty.routing), (&None, &None));
    assert!(empty.extra.is_empty());
}

/// The error names the place, and keeps what arrived.
#[tokio::test]
async fn what_cannot_be_read() {
    async fn check(body: &[u8], path: &str) {
        let template = ResponseTemplate::new(201)
            .insert_header("Twilio-Request-Id", "RQ1")
            .set_body_bytes(body);
        let error = decode_error(fetch(template).await);
        assert_eq!(error.path(), path);
        assert_eq!(error.status(), 201);
        assert_eq!(error.body(), body);
        assert_eq!(error.request_id(), Some("RQ1"));
        assert_eq!(error.headers()["twilio-request-id"], "RQ1");
        let error = Error::from(error);
        assert_eq!(error.operation(), Some("FetchInteraction"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
        assert_eq!(
            error.to_string(),
            format!("FetchInteraction: the answer (201 Created) cannot be read at `{path}`")
        );
        assert!(std::error::Error::source(&error).is_some());
        assert!(!error.is_retryable());
    }
    check(b"", ".").await;
    check(b"<html>", ".").await;
    check(b"null", ".").await;
    check(b"[]", ".").await;
    check(b"{", ".").await;
    check(b"{\"sid\": \"KD\"", ".").await;
    check(b"{\"sid\": \"KD", "sid").await;
    check(b"{\"links\": {\"channels\": \"x\", \"ot", "links").await;
    check(b"{} trailing", ".").await;
    check(b"{\"webhook_ttid\": \"\xff\xfe\"}", "webhook_ttid").await;
}

/// A property that does not fit is kept as JSON, and all others are there.
#[tokio::test]
async fn one_odd_property_does_not_fail_a_call() {
    for (name, value, path) in [
        ("links", json!({ "channels": null }), "links.channels"),
        ("links", json!({ "channels": "x", "other": 1 }), "links.other"),
        ("url", json!(["x"]), "url"),
        ("routing", json!(5), ""),
    ] {
        let mut body = complete();
        body[name] = value.clone();
        let template = ResponseTemplate::new(201).set_body_json(&body);
        let response = fetch(template).await.expect("it can be read");
        let misfits: Vec<&str> = response.misfits().iter().map(ContentError::path).collect();
        let interaction = response.body();
        assert_eq!(interaction.sid.as_ref().map(InteractionSid::as_str), body["sid"].as_str());
        if path.is_empty() {
            assert_eq!((misfits.len(), interaction.extra.len()), (0, 0), "other JSON may be there");
        } else {
            assert_eq!((misfits, &interaction.extra[name]), (vec![path], &value.into()));
        }
        assert_eq!(serde_json::to_value(interaction).expect("it is JSON"), body);
    }
}

/// 204 has no body where the document declares one.
#[tokio::test]
async fn a_success_without_content() {
    let error = decode_error(fetch(ResponseTemplate::new(204)).await);
    assert_eq!(error.status(), 204);
    assert_eq!(error.path(), ".");
    assert!(error.body().is_empty());
}

/// A body in pieces, and one that ends with the connection.
#[tokio::test]
async fn other_ways_to_end_a_body() {
    for answer in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"s\r\n9\r\nid\":\"KD\"}\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n{\"sid\":\"KD\"}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"sid\":\"KD\"}",
    ] {
        let response = fetch_raw(answer).await.expect("a success");
        assert!(response.body().sid.as_ref().is_some_and(|sid| *sid == "KD"));
    }
}
