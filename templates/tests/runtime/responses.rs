//! What is made of a successful response.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use templates::{
    Color, Content, ContentError, DecodeError, Error, Json, NoContent, Node, Redirect, Response,
    ThingSid,
};

use crate::{client, response};

fn decode<C: Content>(
    status: u16,
    headers: &[&[u8]],
    body: &[u8],
) -> Result<Response<C::Body>, Error> {
    client()
        .request::<C>("FetchThing", Method::GET, "/v1/Things")
        .decode(response(status, headers, body))
}

fn decode_error<C: Content<Body: std::fmt::Debug>>(status: u16, body: &[u8]) -> Box<DecodeError> {
    match decode::<C>(status, &[b"Twilio-Request-Id: RQ1", b"X-A: b"], body) {
        Err(Error::Decode(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_2xx_is_a_success() {
    for status in 200..300 {
        let response = decode::<Json<Value>>(status, &[], b" {\"a\": [1]}\r\n").expect("a success");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.body(), &json!({ "a": [1] }));
        assert_eq!(response.into_body(), json!({ "a": [1] }));
    }
    for status in [100, 199, 300, 304, 400, 599, 999] {
        let error = decode::<Json<Value>>(status, &[], b"{}").expect_err("no success");
        assert!(matches!(error, Error::Api(_)), "{status}");
    }
}

#[test]
fn no_content() {
    for (status, body) in [(204, &b""[..]), (200, b""), (200, b"<html>"), (202, b"{\"a\": 1}")] {
        decode::<NoContent>(status, &[], body).expect("a success");
    }
}

/// Where a redirect is what is asked for, everything else is none.
#[test]
fn redirects() {
    let location: &[&[u8]] = &[b"Location: /next"];
    for status in [301, 302, 303, 307, 308] {
        let read = decode::<Redirect>(status, location, b"").expect("a redirect");
        assert_eq!(read.into_body(), "/next");
        let error = decode::<Redirect>(status, &[], b"").expect_err("it leads nowhere");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.path(), "Location");
    }
    for status in [200, 204, 400, 500] {
        let error = decode::<Redirect>(status, location, b"").expect_err("no redirect");
        assert!(matches!(error, Error::Api(_)), "{error:?}");
    }
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Thing {
    sid: Option<ThingSid>,
    color: Option<Color>,
    links: Option<BTreeMap<String, String>>,
    parts: Option<Vec<Part>>,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Part {
    size: u8,
}

#[test]
fn decode_errors_tell_the_place() {
    fn check(body: &[u8], path: &str, source: &str) {
        let error = decode_error::<Json<Thing>>(201, body);
        assert_eq!(error.path(), path);
        let cause = std::error::Error::source(&*error).expect("a cause");
        assert!(cause.to_string().starts_with(source), "{cause}");
        // Whatever arrived is kept.
        assert_eq!(error.operation(), "FetchThing");
        assert_eq!(error.status().as_u16(), 201);
        assert_eq!(error.body(), body);
        assert_eq!(error.headers()["x-a"], "b");
        assert_eq!(error.request_id(), Some("RQ1"));
        assert_eq!(
            error.to_string(),
            format!("FetchThing: the answer (201 Created) cannot be read at `{path}`")
        );
        let error = Error::from(*error);
        assert!(!error.is_retryable());
        assert_eq!(error.operation(), Some("FetchThing"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
        assert_eq!(error.request_id(), Some("RQ1"));
    }
    check(b"", ".", "the response has no content");
    check(b"null", ".", "invalid type: null");
    check(b"[]", ".", "invalid type: sequence");
    check(b"<html>", ".", "expected value");
    check(b"{\"sid\": \"TH", "sid", "EOF while parsing a string");
    check(b"{\"sid\": 1}", "sid", "invalid type: integer `1`");
    check(b"{\"color\": {}}", "color", "invalid type: map");
    check(b"{\"links\": {\"channels\": 1}}", "links.channels", "invalid type: integer `1`");
    check(
        b"{\"parts\": [{\"size\": 1}, {\"size\": 256}]}",
        "parts[1].size",
        "invalid value: integer `256`",
    );
    check(b"{\"parts\": [{}]}", "parts[0]", "missing field `size`");
    check(b"{\"sid\": null, \"sid\": null}", ".", "duplicate field `sid`");
    check(b"{\"sid\": \"\xff\"}", "sid", "invalid unicode code point");
    check(b"{\"sid\": \"TH\"", ".", "EOF while parsing an object");
    check(b"{\"sid\": \"TH\", \"li", ".", "EOF while parsing a string");
    check(b"{\"sid\": \"TH\", 1", ".", "key must be a string");
    check(b"{\"links\": {\"a\": \"b\", \"c", "links", "EOF while parsing a string");
    check(b"{\"links\": {\"?\": 1}}", "links.?", "invalid type: integer `1`");
    check(b"{\"parts\": [{\"size\": 1, ", "parts[0]", "EOF while parsing");
    check(b"{\"new\": [1,}", "new[1]", "expected value");
    check(b"{} {}", ".", "trailing characters");
    check(b"{}garbage", ".", "trailing characters");
    check(b"\xef\xbb\xbf{}", ".", "expected value");
}

/// Types of the crate within others, and within each other.
#[test]
fn places_within_the_types_of_the_crate() {
    fn check<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: &str, path: &str) {
        assert_eq!(decode_error::<Json<T>>(200, body.as_bytes()).path(), path, "{body}");
    }
    check::<Node>("{}", ".");
    check::<Node>("{\"id\": \"a\"}", "id");
    check::<Node>(r#"{"id": {}, "parts": [{"id": 1}, {"id": 1, "parts": [{}]}]}"#, "id");
    check::<Vec<Node>>(r#"[{"id": 1}, {"id": true}]"#, "[1].id");
    check::<BTreeMap<String, Vec<Node>>>(r#"{"a": [{}]}"#, "a[0]");
    check::<BTreeMap<String, Vec<Node>>>(
        r#"{"a": [{"id": 1, "parts": 1}, {"id": []}]}"#,
        "a[1].id",
    );
}

/// What a type of the crate says counts only where it is why reading failed.
#[test]
fn errors_that_were_passed_over() {
    #[derive(Debug, Deserialize)]
    struct Around {
        #[serde(deserialize_with = "node_or_none")]
        #[expect(dead_code, reason = "only reading it counts")]
        node: Option<Node>,
        #[expect(dead_code, reason = "only reading it counts")]
        size: u8,
    }

    fn node_or_none<'de, D: serde::Deserializer<'de>>(node: D) -> Result<Option<Node>, D::Error> {
        Ok(serde_json::from_value(Value::deserialize(node)?).ok())
    }

    let error = decode_error::<Json<Around>>(200, br#"{"node": {"id": "a"}, "size": "b"}"#);
    assert_eq!(error.path(), "size");
}

/// Content whose reading fails for a reason that has a reason.
struct Unreadable;

impl Content for Unreadable {
    type Body = ();

    const ACCEPT: HeaderValue = HeaderValue::from_static("*/*");

    fn decode(_: StatusCode, _: &HeaderMap, _: &Bytes) -> Result<(), ContentError> {
        let reason = reqwest::Client::new().get("http://[").build().expect_err("it is no URL");
        Err(ContentError::new("a.b", reason))
    }
}

#[test]
fn reasons_have_reasons() {
    let error = decode_error::<Unreadable>(200, b"");
    assert_eq!(error.path(), "a.b");
    let cause = std::error::Error::source(&*error).expect("a reason");
    assert!(format!("{cause:?}").contains("reqwest::Error"), "{cause:?}");
    assert!(cause.source().is_some_and(|cause| !cause.to_string().is_empty()), "{cause:?}");
}

/// What nests this deep is an attack, and reading it would overflow the stack.
#[test]
fn deep_nesting_is_an_error() {
    let deep = "[".repeat(100_000);
    decode_error::<Json<Value>>(200, deep.as_bytes());
    decode_error::<Json<Thing>>(200, format!("{{\"new\": {deep}").as_bytes());
}

#[test]
fn headers_are_never_an_error() {
    fn check(lines: &[&[u8]], text: Option<&str>, flag: Option<bool>, number: Option<u32>) {
        let response = decode::<NoContent>(200, lines, b"").expect("a success");
        assert_eq!(response.headers(), &crate::header_map(lines));
        assert_eq!(response.header::<String>("X-Text").as_deref(), text);
        assert_eq!(response.header("X-Flag"), flag);
        assert_eq!(response.header("X-Number"), number);
    }
    check(&[], None, None, None);
    check(&[b"x-text: a, b", b"x-flag: true", b"x-number: 7"], Some("a, b"), Some(true), Some(7));
    check(&[b"X-TEXT: a", b"x-text: b", b"x-flag: false"], Some("a, b"), Some(false), None);
    check(&[b"x-text:", b"x-flag:", b"x-number:"], Some(""), None, None);
    check(&[b"x-text: \xff", b"x-flag: TRUE", b"x-number: -1"], None, None, None);
    check(&[b"x-text: a", b"x-text: \xe4", b"x-flag: true", b"x-flag: true"], None, None, None);
}

#[test]
fn one_header_by_name() {
    let response = decode::<NoContent>(200, &[b"X-Count: 3"], b"").expect("a success");
    assert_eq!(response.header::<u8>("x-count"), Some(3));
    assert_eq!(response.header::<String>("X-COUNT").as_deref(), Some("3"));
    assert_eq!(response.header::<bool>("x-count"), None);
    assert_eq!(response.header::<String>("x-other"), None);
    assert_eq!(response.header::<String>("not a name\r\n"), None);
    assert_eq!(response.header::<String>(""), None);
}
