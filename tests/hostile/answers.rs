//! Answers of a server that means harm or is broken: each call ends with a value or an error, nothing
//! that is printed steers a terminal, and no request goes to another server.

use std::error::Error as _;
use std::fmt::Debug;

use flex_interactions::Error;

use crate::wire::server::{Server, Then};
use crate::wire::{client, sid};

/// An answer of a status, with headers and a body.
fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn json(body: &str) -> Vec<u8> {
    answer("200 OK", "Content-Type: application/json\r\n", body.as_bytes())
}

/// What makes no sense, by a name for it.
fn answers() -> Vec<(&'static str, Vec<u8>)> {
    let deep = 1_000_000;
    let wide: Vec<String> = (0..20_000).map(|number| format!("\"a{number}\": {number}")).collect();
    let participants = r#"{"address": [{"level": {}}], "#.repeat(60);
    let page =
        |url: &str| json(&format!(r#"{{"channels": [], "meta": {{"next_page_url": {url}}}}}"#));
    vec![
        ("lists without end", json(&"[".repeat(deep))),
        ("objects without end", json(&r#"{"channel":"#.repeat(deep))),
        ("a list as deep as it closes", json(&format!(r#"{{"new": {}{}}}"#, "[".repeat(deep), "]".repeat(deep)))),
        ("objects within what is typed", json(&format!(r#"{{"channel": {participants}"#))),
        ("many properties", json(&format!("{{{}}}", wide.join(", ")))),
        ("many properties twice", json(&format!("{{{0}, {0}}}", wide.join(", ")))),
        ("a property twice", json(r#"{"sid": "a", "sid": "b"}"#)),
        ("long digits", json(&format!(r#"{{"new": {}}}"#, "9".repeat(100_000)))),
        ("a large exponent", json(r#"{"new": 1e999999999}"#)),
        ("other types", json(r#"{"sid": 1, "channel": 2, "links": {"a": {"b": []}}}"#)),
        ("signs in keys", json(r#"{"links": {"a\u001b[2J\u202e\n": 1}}"#)),
        ("no UTF-8", answer("200 OK", "", b"{\"sid\": \"\xff\xfe\"}")),
        ("surrogates", json(r#"{"sid": "\ud800"}"#)),
        ("zeros", json(&"\0".repeat(10_000))),
        ("a page of nothing", page("\"\"")),
        ("a page elsewhere", page(r#""https://evil.example/v1""#)),
        ("a page with a backslash", page(r#""http:\\\\evil.example/v1""#)),
        ("a page with credentials", page(r#""http://a:b@127.0.0.1/v1""#)),
        ("a page of another scheme", page(r#""file:///etc/passwd""#)),
        ("a page with signs", page(r#""\u001b]0;a\u0007\u202e""#)),
        ("an error that steers", answer("400 Bad Request", "", br#"{"code": 1, "message": "\u001b[2J\u202e\r\nok", "more_info": "https://a\u001b"}"#)),
        ("an error as a list", answer("500 Internal Server Error", "", b"[1, 2]")),
        ("an error without end", answer("503 Service Unavailable", "", "[".repeat(deep).as_bytes())),
        ("a header that steers", answer("200 OK", "X-A: \x1b[2J\r\nTwilio-Request-Id: \x7fa\r\n", b"{}")),
        ("many cookies", answer("200 OK", &"Set-Cookie: a=secret\r\n".repeat(50), b"1")),
        ("a redirect", answer("302 Found", "Location: https://evil.example/\r\n", b"")),
        ("a status that nobody knows", answer("999 \x07", "", b"{}")),
        ("no HTTP", b"SSH-2.0-OpenSSH\r\n".to_vec()),
        ("nothing", Vec::new()),
        ("a chunk that lies", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}".to_vec()),
        ("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_vec()),
        ("less than promised", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"sid\"".to_vec()),
    ]
}

/// Whether a text does no more on a terminal than to be seen.
fn is_printable(text: &str) -> bool {
    !text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[track_caller]
fn check<T: Debug>(name: &str, result: Result<T, Error>) {
    let Err(error) = result else { return };
    let mut shown = format!("{error}\n{error:?}\n{error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        shown.push_str(&format!("\n{error}\n{error:?}"));
        cause = error.source();
    }
    assert!(is_printable(&shown), "{name}: {}", shown.escape_debug());
    assert!(!shown.contains("hunter2") && !shown.contains("a=secret"), "{name}: {shown}");
}

#[tokio::test]
async fn no_answer_does_harm() {
    for (name, answer) in answers() {
        let server = Server::start(answer, Then::Close).await;
        let client = client(&server.url);
        check(name, client.fetch_interaction(sid()).send_with_response().await);
        check(name, client.create_interaction(serde_json::json!({})).send().await);
        let mut channels = client.list_interaction_channels(sid()).items().limit(3);
        while let Some(channel) = channels.next().await {
            check(name, channel);
        }
        assert!(server.requests().len() <= 4, "{name}: nothing is repeated");
    }
}
