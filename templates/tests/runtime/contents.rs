//! Content other than JSON.

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use serde_json::{Value, json};
use templates::{Content, Error, Json, Response};

use crate::{client, post, problem, response};

fn decode<C: Content>(
    status: u16,
    headers: &[&[u8]],
    body: &[u8],
) -> Result<Response<C::Body>, Error> {
    client()
        .request::<C>("FetchThing", Method::GET, "/v1/Things")
        .decode(response(status, headers, body))
}

fn text(content_type: &str, body: &[u8]) -> Result<String, Error> {
    let header = format!("Content-Type: {content_type}");
    decode::<String>(200, &[header.as_bytes()], body).map(Response::into_body)
}

#[test]
fn text_is_utf_8_unless_the_response_says_otherwise() {
    let utf_8 = "größer".as_bytes();
    let latin_1 = b"gr\xf6\xdfer";
    for content_type in ["text/plain", "text/plain; charset=UTF-8", "application/xml", ""] {
        assert_eq!(text(content_type, utf_8).expect("it is UTF-8"), "größer", "{content_type}");
        let error = text(content_type, latin_1).expect_err("it is not UTF-8");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.body(), &latin_1[..]);
    }
    for content_type in ["text/plain; charset=ISO-8859-1", "text/plain;charset=\"iso-8859-1\""] {
        assert_eq!(text(content_type, latin_1).expect("it is Latin-1"), "größer");
        assert_eq!(text(content_type, utf_8).expect("it is Latin-1"), "grÃ¶Ã\u{9f}er");
    }
}

#[test]
fn bytes_are_what_arrived() {
    for body in [&b""[..], b"\0\xff\r\n", b"{}"] {
        let read = decode::<Bytes>(200, &[], body).expect("bytes are never wrong");
        assert_eq!(read.into_body(), body);
    }
}

#[test]
fn no_content_is_none() {
    let read = |status, body| decode::<Option<Json<Value>>>(status, &[], body);
    assert_eq!(read(204, b"").expect("a success").into_body(), None);
    assert_eq!(read(200, b"").expect("a success").into_body(), None);
    assert_eq!(read(200, b"{}").expect("a success").into_body(), Some(json!({})));
    assert!(matches!(read(200, b"{"), Err(Error::Decode(_))));
    assert!(matches!(read(404, b""), Err(Error::Api(_))));
}

#[test]
fn errors_can_be_read_as_anything() {
    let error = decode::<Bytes>(409, &[], b"[1]").expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.read::<Json<Vec<u8>>>().expect("an array"), [1]);
    assert_eq!(error.read::<String>().expect("a text"), "[1]");
    error.read::<Json<String>>().expect_err("it is no string");
}

#[test]
fn bodies_of_any_media_type() {
    let request = post("/v1/Things").body("image/png", &b"\0\xff"[..]);
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()[CONTENT_TYPE], "image/png");
    assert_eq!(sent.body(), &b"\0\xff"[..]);
    assert!(!sent.headers().contains_key(CONTENT_LENGTH));

    let nothing = post("/v1/Things").body("image/png", "");
    let sent = nothing.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()[CONTENT_LENGTH], "0");

    let refused = post("/v1/Things").body("image/png\r\nX: y", "").to_http();
    let message = problem(&refused.expect_err("it would be two headers"));
    assert!(message.contains("is no media type"), "{message}");

    let mixed = post("/v1/Things").body("image/png", "a").form("b", "c").to_http();
    let message = problem(&mixed.expect_err("a body is one thing"));
    assert!(message.contains("the request's body is not a form"), "{message}");
}

#[test]
fn a_streamed_body_is_made_when_it_is_sent() {
    let request = post("/v1/Things").streamed_body("text/plain", || Ok("text".into()));
    for _ in 0..2 {
        let sent = request.to_streamed_http().expect("the request can be sent");
        assert_eq!(sent.headers()[CONTENT_TYPE], "text/plain");
        assert_eq!(sent.body().as_bytes(), Some(&b"text"[..]));
    }
    let message = problem(&request.to_http().expect_err("nobody knows what it has"));
    assert!(message.contains("the body is a stream"), "{message}");

    let refused = post("/v1/Things").streamed_body("text/plain", || Err("all gone".to_owned()));
    let message = problem(&refused.to_streamed_http().expect_err("there is nothing to send"));
    assert!(message.contains("all gone"), "{message}");
}

#[test]
fn other_content_is_asked_for() {
    let request = post("/v1/Things").query("a", 1).body("text/plain", "b");
    let other = request.clone().accept::<String>("text/csv");
    let sent = other.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()[ACCEPT], "text/csv");
    assert_eq!((sent.uri().query(), &sent.body()[..]), (Some("a=1"), &b"b"[..]));
    let read = other.decode(response(200, &[], b"a,b")).expect("a success");
    assert_eq!(read.into_body(), "a,b");
    assert_eq!(request.to_http().expect("a request").headers()[ACCEPT], "application/json");
}
