//! Which credentials go along with a request, and where in it they are.

use http::Method;
use serde_json::Value;
use templates::{ClientBuilder, Json, Request};

use crate::{builder, http, problem, refusal};

fn request(
    builder: ClientBuilder,
    sets: &'static [&'static [&'static str]],
) -> Request<Json<Value>> {
    let client = builder.build().expect("the credentials can be used");
    client.request("FetchThing", Method::GET, "/").security(sets)
}

/// What a request has that proves who sends it.
#[track_caller]
fn check(request: &Request<Json<Value>>, expected: &[&str]) {
    let sent = http(request);
    let query = sent.uri().query().map(|query| format!("?{query}"));
    let header = |name: &'static str| {
        let value = sent.headers().get(name)?;
        assert!(value.is_sensitive(), "{name}");
        Some(format!("{name}: {}", value.to_str().expect("the value is text")))
    };
    let headers = ["authorization", "x-key", "cookie"].into_iter().filter_map(header);
    let found: Vec<String> = query.into_iter().chain(headers).collect();
    assert_eq!(found, expected);
}

fn everything() -> ClientBuilder {
    builder()
        .credentials("a", "b")
        .token("t")
        .key_in_header("h")
        .key_in_query("q&")
        .key_in_cookie("c=")
}

#[test]
fn each_has_its_place() {
    let check = |sets, expected| check(&request(everything(), sets), expected);
    check(&[&["basic"]], &["authorization: Basic YTpi"]);
    check(&[&["bearer"]], &["authorization: Bearer t"]);
    check(&[&["header"]], &["x-key: h"]);
    check(&[&["query"]], &["?a%20key=q%26"]);
    check(&[&["cookie"]], &["cookie: session=c="]);
}

#[test]
fn the_first_set_that_is_complete_goes_along() {
    let both: &[&[&str]] = &[&["header", "query"], &["bearer"]];
    check(&request(everything(), both), &["?a%20key=q%26", "x-key: h"]);
    check(&request(builder().token("t").key_in_query("q"), both), &["authorization: Bearer t"]);
    let half = request(builder().key_in_query("q"), both);
    assert_eq!(
        refusal(&half),
        "FetchThing was not sent: the client has no credentials, and the operation needs them: \
         header with query, or bearer"
    );

    let optional: &[&[&str]] = &[&["bearer"], &[]];
    check(&request(builder().token("t"), optional), &["authorization: Bearer t"]);
    check(&request(builder().credentials("a", "b"), optional), &[]);
    check(&request(everything(), &[&[]]), &[]);
}

#[test]
fn what_the_request_has_of_its_own_stays() {
    let with = |set| request(everything(), set);
    check(&with(&[&["query"]]).query("a key", "own"), &["?a%20key=own"]);
    check(&with(&[&["query"]]).query("b", "c"), &["?b=c&a%20key=q%26"]);
    check(&with(&[&["cookie"]]).header("Cookie", "session=own"), &["cookie: session=own"]);
    check(&with(&[&["cookie"]]).header("Cookie", "a=b"), &["cookie: a=b; session=c="]);
    let own = http(&with(&[&["header"]]).header("X-Key", "own"));
    assert_eq!(own.headers()["x-key"], "own");
    // Whoever sets this header needs no other credentials.
    let own = with(&[&["header", "query"]]).header("Authorization", "own");
    check(&own, &["authorization: own"]);
}

#[test]
fn a_url_of_the_api_gets_the_key_once() {
    let next = request(everything(), &[&["query"]]).at("/next?page=2");
    check(&next, &["?page=2&a%20key=q%26"]);
    let echoed = request(everything(), &[&["query"]]).at("/next?a+key=q%26&page=2");
    check(&echoed, &["?a+key=q%26&page=2"]);
    let elsewhere = request(everything(), &[&["query"]]).at("https://evil.example/");
    assert!(refusal(&elsewhere).contains("must not get the credentials"));
}

#[test]
fn values_that_cannot_be_sent() {
    fn check(builder: ClientBuilder, expected: &str) {
        let text = problem(&builder.build().expect_err("it cannot be sent"));
        assert_eq!(text, format!("the client cannot be built: {expected}"));
    }
    let token = "the token must not be empty, and must be ASCII without spaces";
    check(builder().token(""), token);
    check(builder().token("two words"), token);
    check(builder().token("t\n"), token);
    check(builder().token("t\u{fc}"), token);
    check(builder().key_in_header(""), "the key must not be empty");
    let control = "the key must not contain control characters, such as a line break";
    check(builder().key_in_header("k\n"), control);
    check(builder().key_in_query(""), "the key must not be empty");
    let cookie = "the key must not be empty, and must be ASCII without spaces, quotes, commas, \
                  semicolons and backslashes";
    for key in ["", "a; b=c", "a b", "a\"b", "a,b", "a;b", "a\\b", "a\tb", "a\u{7f}", "\u{fc}"] {
        check(builder().key_in_cookie(key), cookie);
    }
    // The last value counts.
    builder().token("").token("t").build().expect("the token can be used");
}

#[test]
fn nothing_shows_them() {
    const SECRET: &str = "hunter2";

    let builder = builder().token(SECRET).key_in_header(SECRET);
    let builder = builder.key_in_query(SECRET).key_in_cookie(SECRET);
    let client = builder.clone().build().expect("a client");
    let request: Request<Json<Value>> = client.request("FetchThing", Method::GET, "/");
    let request = request.security(&[&["header", "query", "cookie"]]);
    let shown = format!("{builder:?} {client:?} {request:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    let headers = format!("{:?}", http(&request).headers());
    assert!(!headers.contains(SECRET), "{headers}");
}
