//! What is printed for debugging shows no secret, in whatever phase.

use std::error::Error as _;
use std::fmt::{Debug, Write};

use flex_interactions::{Client, Error};
use serde_json::json;

use super::server::{Server, Then};
use super::{PASSWORD, USERNAME, builder, client, sid};

/// `AC0:hunter2` in base64, without what may follow.
const ENCODED: &str = "QUMwOmh1bnRlcjI";

fn check(shown: &impl Debug) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!text.contains(PASSWORD), "{text}");
        assert!(!text.contains(ENCODED), "{text}");
    }
}

/// Checks an error and everything that caused it.
fn check_error(error: &Error) {
    check(error);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        check(&cause);
        write!(text, ": {cause}").expect("writing to a string");
        source = cause.source();
    }
    assert!(!text.contains(PASSWORD), "{text}");
}

#[test]
fn clients_and_builders() {
    check(&Client::builder().credentials(USERNAME, PASSWORD));
    check(&Client::builder().base_url(format!("https://{USERNAME}:{PASSWORD}@example.com")));
    check(&Client::builder().base_url(format!("https://example.com/?key={PASSWORD}")));
    let mut headers = http::HeaderMap::new();
    headers.insert("x-key", http::HeaderValue::from_static(PASSWORD));
    let http = reqwest::Client::builder().default_headers(headers).build();
    check(&Client::builder().http_client(http.expect("an HTTP client")));
    check(&client("http://127.0.0.1:1"));
}

#[test]
fn requests() {
    let client = client("http://127.0.0.1:1");
    let create = client.create_interaction(json!({})).routing(json!({}));
    check(&create);
    let request = create.into_request();
    check(&request);
    check(&request.to_http().expect("a request"));
    let own = request.header("Authorization", format!("Bearer {PASSWORD}"));
    check(&own);
    check(&own.to_http().expect("a request"));
    check(&client.fetch_interaction(sid()));
    check(&client.update_interaction(sid()).webhook_ttid("x"));
}

#[test]
fn errors_of_building() {
    let errors = [
        builder("http://example.com").build().err(),
        Client::new("", PASSWORD).err(),
        Client::new(USERNAME, format!("{PASSWORD}\n")).err(),
        builder(&format!("https://{USERNAME}:{PASSWORD}@example.com")).build().err(),
        builder(&format!("ftp://{PASSWORD}.example")).build().err(),
        builder(&format!("https://{PASSWORD} {PASSWORD}")).build().err(),
        Client::builder().edge(PASSWORD.to_owned() + "/").build().err(),
    ];
    for error in errors {
        check_error(&error.expect("it cannot be built"));
    }
    let request = client("http://127.0.0.1:1").fetch_interaction(sid()).into_request();
    let error = request.header("Authorization", format!("{PASSWORD}\n")).to_http();
    check_error(&error.expect_err("a line break in a header"));
}

#[tokio::test]
async fn errors_of_sending_and_answers() {
    for answer in [
        "",
        "garbage",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\noops",
        "HTTP/1.1 200 OK\r\nSet-Cookie: session=hunter2\r\nContent-Length: 4\r\n\r\noops",
        "HTTP/1.1 401 No\r\nSet-Cookie: session=hunter2\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
    ] {
        let server = Server::start(answer, Then::Close).await;
        let request = client(&server.url).create_interaction(json!({})).into_request();
        // URLs are left out of errors, because they may contain whatever was in a query.
        let request = request.query("Key", PASSWORD);
        let error = request.send().await.expect_err("there is no good answer");
        check_error(&error);
    }
    let request = client("http://127.0.0.1:1").fetch_interaction(sid());
    let request = request.into_request().query("Key", PASSWORD);
    let error = request.send().await.expect_err("nobody listens");
    check_error(&error);
}

#[tokio::test]
async fn responses() {
    let server = Server::json("{}").await;
    let response = client(&server.url).fetch_interaction(sid()).send_with_response().await;
    check(&response.expect("a success"));
}
