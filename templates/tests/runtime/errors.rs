//! What is made of a response that is no success.

use http::Method;
use serde_json::{Value, json};
use templates::{ApiError, Error, Json};

use crate::{client, response};

fn refused(method: Method, status: u16, headers: &[&[u8]], body: &[u8]) -> Error {
    client()
        .request::<Json<Value>>("CreateThing", method, "/v1/Things")
        .decode(response(status, headers, body))
        .expect_err("the status is no success")
}

fn api_error(status: u16, headers: &[&[u8]], body: &[u8]) -> ApiError {
    match refused(Method::POST, status, headers, body) {
        Error::Api(error) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn retryability() {
    fn check(status: u16, get: bool, post: bool) {
        for (method, expected) in [
            (Method::GET, get),
            (Method::HEAD, get),
            (Method::PUT, get),
            (Method::DELETE, get),
            (Method::POST, post),
            (Method::PATCH, post),
        ] {
            let error = refused(method.clone(), status, &[], b"");
            assert_eq!(error.is_retryable(), expected, "{method} {status}");
        }
    }
    // The API says of 429 that the request was not processed.
    check(429, true, true);
    for status in [408, 500, 502, 503, 504] {
        check(status, true, false);
    }
    for status in [301, 302, 307, 400, 401, 403, 404, 409, 412, 501, 505] {
        check(status, false, false);
    }
}

/// What an error says of itself.
#[derive(Debug, Default, PartialEq)]
struct Said<'a> {
    code: Option<i64>,
    message: Option<&'a str>,
    more_info: Option<&'a str>,
    details: Option<Value>,
}

#[track_caller]
fn check(body: &[u8], said: &Said<'_>, text: &str) {
    let error = api_error(404, &[], body);
    let read = Said {
        code: error.code(),
        message: error.message(),
        more_info: error.more_info(),
        details: error.details().cloned(),
    };
    assert_eq!(&read, said);
    assert_eq!(error.to_string(), format!("CreateThing: the API answered 404 Not Found{text}"));
    assert_eq!(error.body(), body);
    assert_eq!(error.status(), 404);
    assert_eq!(error.operation(), "CreateThing");
}

#[test]
fn format_of_twilio() {
    check(
        br#"{"code": 20404, "message": "Not here", "more_info": "https://www.twilio.com/docs/errors/20404", "status": 404}"#,
        &Said {
            code: Some(20404),
            message: Some("Not here"),
            more_info: Some("https://www.twilio.com/docs/errors/20404"),
            details: None,
        },
        ": Not here (code 20404), see https://www.twilio.com/docs/errors/20404",
    );
    check(
        br#"{"code": "45004", "message": "Invalid", "details": {"field": "Channel"}}"#,
        &Said {
            code: Some(45004),
            message: Some("Invalid"),
            details: Some(json!({ "field": "Channel" })),
            ..Said::default()
        },
        ": Invalid (code 45004)",
    );
}

/// Both formats at once: Twilio's own says more of its errors.
#[test]
fn mixed_formats() {
    check(
        br#"{"message": "a", "detail": "b", "title": "c", "details": {}, "errors": [],
             "more_info": "https://a.example", "type": "https://b.example"}"#,
        &Said {
            message: Some("a"),
            more_info: Some("https://a.example"),
            details: Some(json!({})),
            ..Said::default()
        },
        ": a, see https://a.example",
    );
}

#[test]
fn problem_details() {
    check(
        br#"{"type": "https://errors.example/20001", "title": "Bad input", "status": 404, "code": 20001,
             "detail": "Size is wrong", "instance": "/x", "errors": [{"pointer": "/size"}]}"#,
        &Said {
            code: Some(20001),
            message: Some("Size is wrong"),
            more_info: Some("https://errors.example/20001"),
            details: Some(json!([{ "pointer": "/size" }])),
        },
        ": Size is wrong (code 20001), see https://errors.example/20001",
    );
    check(
        br#"{"type": "about:blank", "title": "Bad input"}"#,
        &Said { message: Some("Bad input"), ..Said::default() },
        ": Bad input",
    );
}

#[test]
fn other_formats() {
    fn unknown(body: &[u8]) {
        let text = format!(" with {} bytes of no known format", body.len());
        check(body, &Said::default(), &text);
    }
    unknown(b"");
    unknown(b"<html><body>502 Bad Gateway</body></html>");
    unknown(b"plain text");
    unknown(b"null");
    unknown(b"[]");
    unknown(br#"[{"code": 20404, "message": "in a list"}]"#);
    unknown(b"\"message\"");
    unknown(b"{}");
    unknown(br#"{"message": null, "code": null, "more_info": null, "details": null}"#);
    unknown(br#"{"message": {"text": "x"}, "code": 1.5, "more_info": 1, "type": []}"#);
    unknown(br#"{"message": "", "detail": "", "title": "", "code": "E-1", "more_info": "", "type": ""}"#);
    unknown(br#"{"code": 99999999999999999999, "message": "trunca"#);
    unknown(br#"{"message": "x"} trailing"#);
    unknown(b"{\"message\": \"\xff\xfe\"}");
    unknown("[".repeat(100_000).as_bytes());
}

#[test]
fn plain_text_is_the_message() {
    fn message(media_type: &str, body: &[u8]) -> (Option<String>, String) {
        let header = format!("Content-Type: {media_type}");
        let error = api_error(404, &[header.as_bytes()], body);
        (error.message().map(str::to_owned), error.to_string())
    }
    let text = |text: &str| format!("CreateThing: the API answered 404 Not Found{text}");
    let said = Some("no such thing".to_owned());
    for media_type in ["text/plain", "TEXT/plain; charset=utf-8"] {
        assert_eq!(
            message(media_type, b"no such thing\n"),
            (said.clone(), text(": no such thing"))
        );
    }
    for (media_type, body) in
        [("text/html", &b"<p>"[..]), ("text/plain", b" \n"), ("text/plain", b"\xff")]
    {
        let bytes = format!(" with {} bytes of no known format", body.len());
        assert_eq!(message(media_type, body), (None, text(&bytes)));
    }
    assert_eq!(
        message("text/plain", b"a\x1b[2J\r\nb").1,
        text(r": a\u{1b}[2J\r\nb"),
        "what a terminal obeys is escaped"
    );
    let (long, shown) = message("text/plain", "\u{e4}".repeat(1_000_000).as_bytes());
    assert_eq!(long.map(|long| long.len()), Some(2_000_000));
    assert_eq!(shown, text(&format!(": {}...", "\u{e4}".repeat(500))));
}

#[test]
fn a_field_that_is_empty_gives_way_to_the_next() {
    check(
        br#"{"message": "", "detail": null, "title": "Bad input", "code": -1}"#,
        &Said { code: Some(-1), message: Some("Bad input"), ..Said::default() },
        ": Bad input (code -1)",
    );
}

#[test]
fn whatever_arrived_is_kept() {
    let error = api_error(
        307,
        &[b"Location: https://evil.example/", b"X-Raw: \xff", b"Twilio-Request-Id: RQ1"],
        br#"{"new": {"field": 1}}"#,
    );
    assert_eq!(error.headers()["location"], "https://evil.example/");
    assert_eq!(error.headers()["x-raw"].as_bytes(), b"\xff");
    assert_eq!(error.fields()["new"], json!({ "field": 1 }));
    assert_eq!(error.request_id(), Some("RQ1"));
    let error = Error::from(error);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(error.operation(), Some("CreateThing"));
    assert_eq!(error.request_id(), Some("RQ1"));
}

#[test]
fn request_ids() {
    fn check(headers: &[&[u8]], expected: Option<&str>) {
        assert_eq!(api_error(500, headers, b"").request_id(), expected);
    }
    check(&[], None);
    check(&[b"Twilio-Request-Id: RQ1"], Some("RQ1"));
    check(&[b"X-Twilio-Request-Id: RQ2"], Some("RQ2"));
    check(&[b"x-twilio-request-id: RQ2", b"twilio-request-id: RQ1"], Some("RQ1"));
    check(&[b"Twilio-Request-Id: \xff"], None);
    check(&[b"Twilio-Request-Id: \xff", b"X-Twilio-Request-Id: RQ2"], Some("RQ2"));
}

/// The error is one word with its variants, so that it can be boxed and passed on.
#[test]
fn errors_are_ordinary_errors() {
    fn check<E: std::error::Error + Send + Sync + 'static>(error: E) -> String {
        let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
        boxed.to_string()
    }
    let text = "CreateThing: the API answered 500 Internal Server Error with 0 bytes of no known \
                format";
    assert_eq!(check(api_error(500, &[], b"")), text);
    assert_eq!(check(Error::from(api_error(500, &[], b""))), text);
}

/// The stand-in for what an API's document says of errors is any JSON.
#[test]
fn content_as_described() {
    for body in [json!({ "code": 1, "new": [null] }), json!([1]), json!("text"), json!(null)] {
        let error = api_error(400, &[], body.to_string().as_bytes());
        assert_eq!(error.content(), Some(&body));
        assert_eq!(error.clone().content(), Some(&body));
    }
    for body in [&b""[..], b"<html>", b"{", b"{} {}", b"\"\xff\""] {
        let error = api_error(400, &[], body);
        assert_eq!(error.content(), None);
        assert_eq!(error.body(), body);
        assert_eq!(error.fields().len(), 0);
    }
}

/// Whatever a terminal could obey, or read in another order than it is written.
const HARMFUL: &str = "a\n\r\t\u{0}\u{1b}]0;x\u{7}\u{7f}\u{85}\u{9b}2J\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}z";

/// The same as it is shown.
const SHOWN: &str = r"a\n\r\t\u{0}\u{1b}]0;x\u{7}\u{7f}\u{85}\u{9b}2J\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}z";

/// Everything that is shown of an error and of what led to it.
fn shown(error: &Error) -> Vec<String> {
    let mut texts = vec![format!("{error:?}"), format!("{error:#?}").replace('\n', " ")];
    let mut next: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = next {
        texts.extend([error.to_string(), format!("{error:?}")]);
        next = error.source();
    }
    for text in &texts {
        let harmful = text.chars().find(|it| *it != 'a' && *it != 'z' && HARMFUL.contains(*it));
        let is_harmless = harmful.is_none_or(|found| "]0;x2J".contains(found));
        assert!(is_harmless, "{harmful:?} in {text:?}");
    }
    texts
}

#[test]
fn what_an_api_says_is_safe_to_print() {
    let body = json!({ "message": HARMFUL, "code": 1, "more_info": HARMFUL }).to_string();
    let error = refused(Method::GET, 400, &[b"X-Raw: \xc2\x9b\xff"], body.as_bytes());
    let expected =
        format!("CreateThing: the API answered 400 Bad Request: {SHOWN} (code 1), see {SHOWN}");
    assert_eq!(shown(&error)[2], expected);
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.message(), error.more_info()), (Some(HARMFUL), Some(HARMFUL)));

    // A body that is no JSON, and one with another message.
    shown(&refused(Method::GET, 400, &[], HARMFUL.as_bytes()));
    let title = json!({ "type": format!("https://{HARMFUL}"), "title": HARMFUL }).to_string();
    shown(&refused(Method::GET, 400, &[], title.as_bytes()));
}

#[test]
fn where_content_cannot_be_read_is_safe_to_print() {
    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[expect(dead_code, reason = "only reading it counts")]
        known: u8,
    }
    type Map = std::collections::BTreeMap<String, Strict>;

    let decoded = |body: &str| {
        let request = client().request::<Json<Map>>("CreateThing", Method::GET, "/v1/Things");
        request.decode(response(200, &[], body.as_bytes())).expect_err("it is something else")
    };
    let error = decoded(&json!({ HARMFUL: { "known": "x" } }).to_string());
    let expected = format!("CreateThing: the answer (200 OK) cannot be read at `{SHOWN}.known`");
    assert_eq!(shown(&error)[2], expected);
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), format!("{HARMFUL}.known"));

    // The reason repeats what it does not know.
    let error = decoded(&json!({ "a": { HARMFUL: 1 } }).to_string());
    assert!(shown(&error).iter().any(|text| text.contains(&format!("unknown field `{SHOWN}`"))));
}

#[test]
fn where_a_page_leads_is_safe_to_print() {
    for url in [
        format!("https://{HARMFUL}/"),
        format!("https://evil.example/{HARMFUL}"),
        format!("https://evil.example:{HARMFUL}"),
        format!("//{HARMFUL}@evil.example"),
    ] {
        let request = client().request::<Json<Value>>("CreateThing", Method::GET, "/v1/Things");
        let request = request.at(&url);
        let debug = format!("{request:?}");
        assert!(!debug.contains(char::is_control) && !debug.contains('\u{202e}'), "{debug}");
        shown(&request.to_http().expect_err("it is another host"));
    }
    let request = client().request::<Json<Value>>("CreateThing", Method::GET, "/v1/{x}");
    shown(&request.path(HARMFUL, "x").to_http().expect_err("there is no such parameter"));
}
