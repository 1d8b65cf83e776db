//! What is printed stays small, however large that is which it is about.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::Debug;

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use templates::{Content, Error, Json, Piece};

use crate::{client, get, post, response};

/// As much as a few screens.
const SMALL: usize = 15_000;

fn check(shown: &impl Debug) -> String {
    let texts = [format!("{shown:?}"), format!("{shown:#?}")];
    for text in &texts {
        assert!(text.len() < SMALL, "{} bytes: {}", text.len(), &text[..500]);
    }
    let [text, _] = texts;
    text
}

/// Checks an error and everything that led to it, its texts as well.
fn check_error(error: &Error) -> String {
    let shown = check(error);
    let mut next: Option<&dyn StdError> = Some(error);
    while let Some(error) = next {
        check(&error);
        assert!(error.to_string().len() < SMALL, "{} bytes", error.to_string().len());
        next = error.source();
    }
    shown
}

fn decode<C: Content>(status: u16, headers: &[&[u8]], body: &[u8]) -> Error
where
    C::Body: Debug,
{
    let request = client().request::<C>("FetchThing", Method::GET, "/v1/Things");
    request.decode(response(status, headers, body)).expect_err("no answer that can be read")
}

#[test]
fn bodies_of_errors() {
    let page = "<html>".repeat(1_000_000);
    let shown = check_error(&decode::<Bytes>(500, &[], page.as_bytes()));
    assert!(shown.contains("\"<html><html>") && shown.contains("... of 6000000 bytes"), "{shown}");
    let shown = check_error(&decode::<Json<Value>>(200, &[], page.as_bytes()));
    assert!(shown.contains("\"<html><html>") && shown.contains("... of 6000000 bytes"), "{shown}");
    // Bytes that are no text, and all of what is small.
    check_error(&decode::<Bytes>(500, &[], &vec![0xff; 1_000_000]));
    let shown = check_error(&decode::<Bytes>(500, &[], "x".repeat(500).as_bytes()));
    assert!(shown.contains(&format!("\"{}\"", "x".repeat(500))), "{shown}");
}

/// What an API says of an error, wherever it does.
#[test]
fn words_of_an_api() {
    let long = "x".repeat(1_000_000);
    for body in [
        json!({ "message": long }),
        json!({ "detail": long, "more_info": long }),
        json!({ "title": "a", "type": format!("https://{long}") }),
    ] {
        check_error(&decode::<Bytes>(400, &[], body.to_string().as_bytes()));
    }
    check_error(&decode::<Bytes>(400, &[b"Content-Type: text/plain"], long.as_bytes()));
}

/// The reason may repeat a value, and the place has names of an API.
#[test]
fn why_an_answer_cannot_be_read() {
    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[expect(dead_code, reason = "only reading it counts")]
        size: u64,
    }

    type Map = BTreeMap<String, Strict>;

    let long = "x".repeat(1_000_000);
    for body in [
        json!({ "a": { "size": long } }),
        json!({ "a": { long.as_str(): 1 } }),
        json!({ long.as_str(): { "size": "b" } }),
    ] {
        check_error(&decode::<Json<Map>>(200, &[], body.to_string().as_bytes()));
    }
    check_error(&decode::<Json<Piece>>(
        200,
        &[],
        json!({ "name": [], "size": long }).to_string().as_bytes(),
    ));
    let request = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    let answer = response(400, &[], json!({ "a": { "size": long } }).to_string().as_bytes());
    let Err(Error::Api(refusal)) = request.decode(answer) else { panic!("a success") };
    check(&refusal.read::<Json<Map>>().expect_err("it is something else"));
}

#[test]
fn headers() {
    let line = format!("X-Long: {}", "x".repeat(60_000));
    let shown = check_error(&decode::<Bytes>(500, &[line.as_bytes()], b""));
    assert!(shown.contains("... of 60000 bytes"), "{shown}");
    let lines: Vec<String> = (0..1000).map(|number| format!("X-{number}: {number}")).collect();
    let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
    check_error(&decode::<Json<Value>>(200, &lines, b""));
    check(&get("/").decode(response(200, &lines, b"{}")).expect("a success"));
}

#[test]
fn responses() {
    let content = vec![b'x'; 10_000_000];
    let request = client().request::<Bytes>("FetchThing", Method::GET, "/v1/Things");
    let answer = request.decode(response(200, &[], &content)).expect("a success");
    let shown = check(&answer);
    assert!(shown.contains("xxx...") && shown.contains("200"), "{shown}");
    let list: Vec<u32> = (0..100_000).collect();
    let answer = get("/").decode(response(200, &[], json!(list).to_string().as_bytes()));
    check(&answer.expect("a success"));
    // Of what is small, everything is there.
    let answer = get("/").decode(response(200, &[b"X-A: b"], br#"{"a": "b"}"#));
    assert_eq!(
        format!("{:?}", answer.expect("a success")),
        r#"Response { status: 200, headers: {"x-a": "b"}, body: Object {"a": String("b")} }"#
    );
}

#[test]
fn requests() {
    let long = "x".repeat(1_000_000);
    for request in [
        post("/").form("A", long.as_str()),
        post("/").json(Json(json!({ "a": long }))),
        post("/").body("text/plain", long.clone()),
        post("/").query("a", long.as_str()),
        post("/{a}").path("a", long.as_str()),
        post("/").header("X-A", long.as_str()),
    ] {
        check(&request);
    }
    for request in [post("/").path(&long, "a"), get("/").at(&format!("https://{long}.example"))] {
        check_error(&request.to_http().expect_err("it is refused"));
    }
}
