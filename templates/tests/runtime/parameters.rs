//! Parameters as text, and where they go: query, headers, form, JSON body.

use std::collections::{BTreeMap, HashMap};

use http::{HeaderValue, Method};
use serde_json::{Value, json};
use templates::{Client, Color, Json, Parameter, Request, ThingSid};

use crate::{client, get, http, post, refusal, texts};

#[test]
fn values_as_text() {
    fn check<const N: usize>(value: impl Parameter, expected: [&str; N]) {
        assert_eq!(texts(value), expected);
    }
    check("text", ["text"]);
    check(String::new(), [""]);
    check(true, ["true"]);
    check(false, ["false"]);
    check(-1_i32, ["-1"]);
    check(u32::MAX, ["4294967295"]);
    check(i64::MIN, ["-9223372036854775808"]);
    check(u64::MAX, ["18446744073709551615"]);
    check(0.1_f32, ["0.1"]);
    check(1.0_f64, ["1"]);
    check(1e21_f64, ["1000000000000000000000"]);
    check(None::<String>, []);
    check(Some(5), ["5"]);
    check(Vec::<i32>::new(), []);
    check(vec!["a", "", "a"], ["a", "", "a"]);
    check(vec![Some(1), None, Some(3)], ["1", "3"]);
    check(Some(vec![true]), ["true"]);
    check(ThingSid::new_unchecked("x y"), ["x y"]);
    check(Color::Red, ["red"]);
    check(Color::from("ultraviolet"), ["ultraviolet"]);
    check(Json(Value::Null), ["null"]);
    check(Json(json!({})), ["{}"]);
    // Only arrays and objects are JSON in a parameter.
    check(Json("text"), ["text"]);
    check(
        Some(Json(json!({ "a": "\u{e4}\"\n", "b": [1, 2.5] }))),
        ["{\"a\":\"\u{e4}\\\"\\n\",\"b\":[1,2.5]}"],
    );
    check(vec![Json(json!(1)), Json(json!([]))], ["1", "[]"]);
}

#[test]
fn what_json_cannot_say_is_refused() {
    let map = || Json(BTreeMap::from([((1, 2), 3)]));
    let reason = "cannot be written as JSON: key must be a string";
    for (request, what) in [
        (get("/{x}").path("x", map()), "path parameter `x`"),
        (get("/").query("x", map()), "query parameter `x`"),
        (get("/").header("x", map()), "header `x`"),
        (get("/").form("x", map()), "form field `x`"),
        (get("/").json(Json(map().0)), "the body"),
    ] {
        assert_eq!(refusal(&request), format!("FetchThing was not sent: {what} {reason}"));
    }
}

#[test]
fn query() {
    fn check(request: &Request<Json<Value>>, expected: Option<&str>) {
        assert_eq!(http(request).uri().query(), expected);
    }
    check(&get("/"), None);
    check(&get("/").query("A", None::<i32>), None);
    check(&get("/").query("A", ""), Some("A="));
    check(
        &get("/").query("A", vec!["1", "2"]).query("B", true).query("A", "3"),
        Some("A=1&A=2&B=true&A=3"),
    );
    check(&get("/").query("DateCreated<", "2016-07-31"), Some("DateCreated%3C=2016-07-31"));
    check(
        &get("/").query("A", " +&=#?/%'\"\u{e4}"),
        Some("A=%20%2B%26%3D%23%3F%2F%25%27%22%C3%A4"),
    );
    check(&get("/").query("A", "x\r\ny\0"), Some("A=x%0D%0Ay%00"));
    check(&get("/").query("A", "-._~"), Some("A=-._~"));
    check(&get("/").query("A", Json(json!({ "a": 1 }))), Some("A=%7B%22a%22%3A1%7D"));
}

#[test]
fn a_url_too_long_is_refused() {
    let request = get("/").query("A", "x".repeat(70_000));
    assert_eq!(refusal(&request), "FetchThing was not sent: the URL cannot be used: uri too long");
}

#[test]
fn headers() {
    fn check(request: &Request<Json<Value>>, name: &str, expected: &[&[u8]]) {
        let http = http(request);
        let lines: Vec<&[u8]> =
            http.headers().get_all(name).iter().map(HeaderValue::as_bytes).collect();
        assert_eq!(lines, expected, "{name}");
    }
    // A list is one field line; the last call wins; `None` and `[]` send nothing.
    let request = post("/")
        .header("If-Match", "W/\"1\"")
        .header("X-List", vec!["a", "b"])
        .header("X-Text", "\u{e4} \t!")
        .header("X-Empty", "")
        .header("X-None", None::<bool>)
        .header("X-Nothing", Vec::<bool>::new())
        .header("x-again", 1)
        .header("X-Again", 2)
        .header("X-Again", None::<i32>);
    check(&request, "if-match", &[b"W/\"1\""]);
    check(&request, "x-list", &[b"a,b"]);
    check(&request, "x-text", &["\u{e4} \t!".as_bytes()]);
    check(&request, "x-empty", &[b""]);
    check(&request, "x-none", &[]);
    check(&request, "x-nothing", &[]);
    check(&request, "x-again", &[b"2"]);
    // What the runtime sets by itself, and that it can be overridden.
    check(&request, "accept", &[b"application/json"]);
    check(&request, "authorization", &[b"Basic QUMwOnRva2Vu"]);
    check(&request, "content-type", &[]);
    let request = post("/")
        .form("A", "a")
        .header("Accept", "text/csv")
        .header("Content-Type", "text/plain")
        .header("Authorization", "Bearer x");
    check(&request, "accept", &[b"text/csv"]);
    check(&request, "content-type", &[b"text/plain"]);
    check(&request, "authorization", &[b"Bearer x"]);
}

#[test]
fn headers_cannot_be_injected() {
    for (name, value) in [
        ("X-A", "x\r\nX-B: y"),
        ("X-A", "x\n y"),
        ("X-A", "x\0"),
        ("X-A", "\u{7f}"),
        ("", "x"),
        ("X A", "x"),
        ("X-A:", "x"),
        ("X-\u{e4}", "x"),
        ("X\r\nY", "x"),
    ] {
        let expected = format!(
            "FetchThing was not sent: header {name:?} has a name or a value that HTTP does not allow"
        );
        assert_eq!(refusal(&get("/").header(name, value)), expected);
    }
}

#[test]
fn credentials() {
    let anonymous = Client::builder().build().expect("a client");
    let request = || anonymous.request::<Json<Value>>("FetchThing", Method::GET, "/");
    assert_eq!(
        refusal(&request()),
        "FetchThing was not sent: the client has no credentials, and the operation needs them: \
         basic"
    );
    let without = http(&request().unauthenticated());
    assert!(!without.headers().contains_key("authorization"));
    let own = http(&request().header("Authorization", "Bearer x"));
    assert_eq!(own.headers()["authorization"], "Bearer x");

    let unauthenticated = http(&get("/").unauthenticated());
    assert!(!unauthenticated.headers().contains_key("authorization"));
}

#[test]
fn credentials_that_basic_authentication_cannot_carry() {
    fn check(username: &str, password: &str, expected: &str) {
        let error = Client::new(username, password).expect_err("the credentials are not usable");
        assert_eq!(error.to_string(), format!("the client cannot be built: {expected}"));
        assert_eq!(error.operation(), None);
        assert_eq!(error.status(), None);
        assert_eq!(error.request_id(), None);
    }
    let username = "the username must not be empty or contain a colon";
    check("", "token", username);
    check("AC:0", "token", username);
    // RFC 7617, section 2. What comes with a line break was read from a file.
    let control = "the credentials must not contain control characters, such as a line break";
    check("AC0", "token\n", control);
    check("AC0\r", "token", control);
    check("AC0", "to\0ken", control);

    let unicode = Client::new("AC0", "p\u{e4}:ss w\u{f6}rd").expect("UTF-8 is fine");
    let request = unicode.request::<Json<Value>>("FetchThing", Method::GET, "/");
    let http = http(&request);
    assert_eq!(http.headers()["authorization"], "Basic QUMwOnDDpDpzcyB3w7ZyZA==");
}

#[test]
fn forms() {
    fn check(request: &Request<Json<Value>>, expected: &str) {
        let http = http(request);
        assert_eq!(http.body(), expected);
        assert_eq!(http.headers()["content-type"], "application/x-www-form-urlencoded");
    }
    // Fields stay in the order of the calls, and an empty form is a form all the same.
    check(&post("/").form("B", 2).form("A", 1).form("B", 3), "B=2&A=1&B=3");
    check(&post("/").form("A", None::<i32>), "");
    check(&post("/").form("A", Vec::<i32>::new()), "");
    check(&post("/").form("A", None::<i32>).form("B", ""), "B=");
    check(&post("/").form("A", vec!["x", "y"]), "A=x&A=y");
    check(&post("/").form("Channel", Json(json!({}))), "Channel=%7B%7D");
    check(
        &post("/").form("A", Json(json!({ "a": "b c", "d": null }))),
        "A=%7B%22a%22%3A%22b+c%22%2C%22d%22%3Anull%7D",
    );
    check(&post("/").form("To", "+1 555"), "To=%2B1+555");
    check(&post("/").form("A&B=", "&=%\r\n\u{e4}"), "A%26B%3D=%26%3D%25%0D%0A%C3%A4");
    check(&post("/").form("Parameter1.Name", "*-._~"), "Parameter1.Name=*-._%7E");
}

#[test]
fn what_a_form_says_is_read_back() {
    let texts = ["", "+", "a b", "&=%;", "\r\n\0", "\u{e4}\u{1f600}", "%2B", "~*-._", "\u{ff}"];
    let request = texts.iter().fold(post("/"), |request, text| request.form(*text, *text));
    let body = http(&request).into_body();
    let read: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let written: Vec<(String, String)> =
        texts.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect();
    assert_eq!(read, written);
}

#[test]
fn json_bodies() {
    let request = post("/").json(Json(json!({ "a": [null], "b": 1 })));
    let http = http(&request);
    assert_eq!(http.body(), r#"{"a":[null],"b":1}"#);
    assert_eq!(http.headers()["content-type"], "application/json");

    let both = post("/").json(Json(1)).form("A", "a");
    assert_eq!(
        refusal(&both),
        "CreateThing was not sent: form field `A`: the request's body is not a form"
    );
    let replaced = crate::http(&post("/").form("A", "a").json(Json(1)));
    assert_eq!(replaced.body(), "1");
    assert_eq!(replaced.headers()["content-type"], "application/json");
}

#[test]
fn without_a_body() {
    let http = http(&get("/v1/x"));
    assert_eq!(http.method(), Method::GET);
    assert!(http.body().is_empty());
    assert!(!http.headers().contains_key("content-type"));
}

/// Where content is expected, the length is told also if it is zero (RFC 9110, section 8.6).
#[test]
fn the_length_of_no_content() {
    fn check(method: &Method, length: Option<&str>) {
        let request = client().request::<Json<Value>>("CallThing", method.clone(), "/");
        for request in [request.clone(), request.form("A", None::<i32>)] {
            let http = http(&request);
            let value = http.headers().get("content-length").map(HeaderValue::as_bytes);
            assert_eq!(value, length.map(str::as_bytes), "{method}");
        }
    }
    for method in [Method::POST, Method::PUT, Method::PATCH] {
        check(&method, Some("0"));
    }
    for method in [Method::GET, Method::HEAD, Method::DELETE, Method::OPTIONS] {
        check(&method, None);
    }
    assert!(!http(&post("/").form("A", 1)).headers().contains_key("content-length"));
}

/// A request can be kept, cloned, and turned into the same bytes again.
#[test]
fn requests_are_values() {
    let request = post("/{A}").path("A", 1).query("q", "x").form("f", "y").header("h", "z");
    let copy = request.clone();
    let (first, second) = (http(&request), http(&copy));
    assert_eq!(first.uri(), second.uri());
    assert_eq!(first.headers(), second.headers());
    assert_eq!(first.body(), second.body());
    assert_eq!(http(&request).body(), first.body());
    let clients: HashMap<String, Client> = [("a".to_owned(), client())].into();
    assert_eq!(clients["a"].base_url(), "https://flex-api.twilio.com");
}
