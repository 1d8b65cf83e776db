//! What is printed for debugging shows no secret.

use std::error::Error as _;
use std::fmt::{Debug, Write};

use http::Method;
use serde_json::Value;
use templates::{Client, Error, Json};

use crate::{builder, get, post, response};

const SECRET: &str = "hunter2";

/// `AC0:hunter2` as it is in the header.
const ENCODED: &str = "QUMwOmh1bnRlcjI";

fn check(shown: &(impl Debug + ?Sized)) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
        assert!(!text.contains(ENCODED), "{text}");
    }
}

fn check_error(error: &Error) {
    check(error);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:?}").expect("writing to a string");
        source = error.source();
    }
    assert!(!text.contains(SECRET), "{text}");
}

fn client() -> Client {
    let builder = builder().credentials("AC0", SECRET);
    builder.build().expect("a client")
}

#[test]
fn clients() {
    check(&client());
    assert_eq!(
        format!("{:?}", client()),
        "Client { base_url: \"https://flex-api.twilio.com\", timeout: Some(60s), .. }"
    );
}

#[test]
fn builders() {
    check(&Client::builder().credentials("AC0", SECRET));
    // A token in the place of the username.
    check(&Client::builder().credentials(SECRET, "AC0"));
    for url in [
        "https://user:hunter2@example.com",
        "https://hunter2@example.com",
        "https://example.com?key=hunter2",
        "//user:hunter2@example.com",
    ] {
        let builder = Client::builder().base_url(url);
        check(&builder);
        check_error(&builder.build().expect_err("not a base URL"));
    }
    let shown = format!("{:?}", Client::builder().base_url("https://example.com"));
    assert!(shown.contains("https://example.com"), "{shown}");
}

#[test]
fn requests() {
    let request = client()
        .request::<Json<Value>>("CreateThing", Method::POST, "/v1/Things")
        .form("A", "a")
        .header("X-A", "b")
        .header("Proxy-Authorization", SECRET)
        .header("Cookie", SECRET);
    check(&request);
    let shown = format!("{request:?}");
    for part in ["CreateThing", "POST", "/v1/Things", "A=a", "\"b\""] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let http = request.to_http().expect("a request");
    check(&http);
    let shown = format!("{http:?}");
    assert!(shown.contains("\"authorization\": Sensitive"), "{shown}");

    let own = post("/").header("AUTHORIZATION", format!("Bearer {SECRET}"));
    check(&own);
    check(&own.to_http().expect("a request"));
}

#[test]
fn errors() {
    let request = || client().request::<Json<Value>>("CreateThing", Method::POST, "/v1/Things");
    let cookie: &[&[u8]] = &[b"Set-Cookie: session=hunter2"];
    let build = request().header("Authorization", format!("{SECRET}\n")).to_http();
    check_error(&build.expect_err("a line break in a header"));
    let api = request().decode(response(500, cookie, b"<html>"));
    check_error(&api.expect_err("no success"));
    let decode = request().decode(response(200, cookie, b"<html>"));
    check_error(&decode.expect_err("no JSON"));
    for shown in [
        format!("{:?}", request().decode(response(500, cookie, b"<html>"))),
        format!("{:?}", request().decode(response(200, cookie, b"<html>"))),
    ] {
        assert!(shown.contains("CreateThing") && shown.contains("<html>"), "{shown}");
    }
    let success = get("/").decode(response(200, cookie, b"{}")).expect("a success");
    check(&success);
    assert_eq!(success.header::<String>("set-cookie").as_deref(), Some("session=hunter2"));
}
