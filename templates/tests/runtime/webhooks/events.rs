//! Requests as servers have them, and what is read out of them.

use std::collections::HashMap;
use std::fmt::Write;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request};
use serde::Deserialize;
use serde_json::{Value, json as value};
use templates::ThingSid;
use templates::webhooks::{SetupError, SignatureError, Signer, Validator, idempotency_token};

use super::{
    FIELDS, JSON, TOKEN, URL, behind, error, form, json, signer, validator, with_body, with_header,
    with_target,
};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn forms_are_read() {
    let fields = [("Body", "1 + 1 = 2 & ü"), ("Media", "a"), ("Media", "b"), ("Empty", "")];
    let request = signer().form(URL, &fields).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    let read: Vec<_> = event.fields().collect();
    assert_eq!(read, fields.map(|(name, value)| (name.into(), value.into())));
    assert_eq!(event.field("Media").as_deref(), Some("a"));
    assert_eq!(event.field("Empty").as_deref(), Some(""));
    assert_eq!(event.field("Other"), None);
    assert_eq!(event.body(), request.body());
    assert_eq!(event.url(), URL);
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    event_type: String,
    thing: Option<ThingSid>,
    #[serde(default)]
    media: Vec<String>,
}

#[test]
fn forms_and_queries_are_read_as_types() {
    let thing = "TH0123456789abcdef0123456789abcdef";
    let fields = [("EventType", "on"), ("Thing", thing), ("Media", "a"), ("Media", "b"), ("X", "")];
    let request = signer().form(URL, &fields).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    let event: Event = event.form().expect("the fields are as expected");
    assert_eq!((event.event_type.as_str(), event.media), ("on", vec!["a".into(), "b".into()]));
    assert_eq!(event.thing, Some(ThingSid::new_unchecked(thing)));

    let request =
        signer().get(&format!("{URL}?EventType=a+b&Media=a&Media=b&Media=c")).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    let read: Event = event.form().expect("the fields are as expected");
    assert_eq!((read.event_type.as_str(), read.media.len()), ("a b", 3));
    event.json::<Event>().expect_err("there is no content");

    let request = signer().form(URL, &[("EventType", "a"), ("EventType", "b")]).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    assert_eq!(event.form::<Event>().expect_err("there are two").path(), "EventType");
}

#[test]
fn queries_are_read() {
    let request = signer().get("https://example.com/events?Body=a+b&x").expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    assert_eq!(event.field("Body").as_deref(), Some("a b"));
    assert_eq!(event.field("x").as_deref(), Some(""));
}

#[test]
fn json_is_read() {
    let request = json(URL);
    let event = validator().check(&request).expect("the signature matches");
    assert_eq!(event.json::<Value>().expect("JSON"), value!({"type": "event", "items": [1]}));
    let error = event.json::<HashMap<String, String>>().expect_err("one is a list");
    assert_eq!(error.path(), "items");

    let request = form(URL);
    let event = validator().check(&request).expect("the signature matches");
    event.json::<Value>().expect_err("a form is no JSON");
    let request = signer().get(URL).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    let error = event.json::<Value>().expect_err("there is nothing");
    assert_eq!(error.to_string(), "`.`: the request has no content");
}

/// What frameworks have read a body into.
#[test]
fn bodies_are_of_any_type() {
    let request = form(URL);
    validator().check(&request.clone().map(Bytes::from)).expect("the signature matches");
    validator().check(&request.clone().map(Vec::into_boxed_slice)).expect("the signature matches");
    let text = request.map(|body| String::from_utf8(body).expect("text"));
    validator().check(&text).expect("the signature matches");
}

/// HTTP/2 has the whole URL, HTTP/1 has the host in a header.
#[test]
fn urls_are_whole_or_have_their_host_in_a_header() {
    let request = form("https://example.com/events?x=1");
    assert_eq!(request.uri(), "/events?x=1");
    validator().check(&request).expect("the signature matches");
    let mut whole = with_target(request, "https://example.com/events?x=1");
    whole.headers_mut().remove("host");
    validator().check(&whole).expect("the signature matches");
    for target in ["*", "/events?x=1"] {
        let request = with_target(whole.clone(), target);
        assert_eq!(error(&validator(), &request), SignatureError::NoUrl, "{target}");
    }
    for host in ["", "a/b", "exa mple.com:x", "example.com:99999", "[::1", "[::1]x"] {
        let request = with_header(with_target(whole.clone(), "/events?x=1"), "host", host);
        assert_eq!(error(&validator(), &request), SignatureError::NoUrl, "{host}");
    }
}

#[test]
fn proxies_have_several_urls() {
    let validator =
        behind("https://example.com").url("http://other.example.org:8080/prefix/").expect("a URL");
    for url in ["https://example.com/a?x=1", "http://other.example.org:8080/prefix/a?x=1"] {
        let inside = with_header(with_target(form(url), "/a?x=1"), "host", "10.0.0.1:3000");
        let event = validator.check(&inside).expect("the signature matches");
        assert_eq!(event.url(), url);
        error(&validator, &with_target(inside, "/b?x=1"));
    }
    error(&validator, &with_target(form("http://other.example.org:8080/a?x=1"), "/a?x=1"));
}

#[test]
fn paths_may_differ_from_what_twilio_was_given() {
    let request = with_target(form("https://example.com/public/events?x=1"), "/internal");
    let url = "https://example.com/public/events?x=1";
    validator().check_at(url, &request).expect("the signature matches");
    for url in ["", "/events", "ftp://example.com/", "https://", "https://:80/", "https://a@/"] {
        let checked = validator().check_at(url, &request);
        assert_eq!(checked.expect_err("no URL"), SignatureError::NoUrl, "{url}");
    }
}

#[test]
fn addresses_and_credentials_stand_in_urls() {
    for url in ["https://[2001:db8::1]/a", "https://[::1]:8443/a", "https://u:p%40@example.com/a"] {
        let request = form(url);
        validator().check_at(url, &request).expect("the signature matches");
    }
    let request = form("https://[::1]:443/a");
    validator().check_at("https://[::1]/a", &request).expect("the signature matches");
    let base = behind("https://user:secret@example.com");
    let request = form("https://user:secret@example.com/events");
    base.check(&request).expect("the signature matches");
}

#[test]
fn servers_are_urls_without_a_query() {
    for url in ["", "example.com", "ftp://example.com", "https://example.com?a=1", "https://a#b"] {
        let error = validator().url(url).expect_err(url);
        assert!(error.to_string().contains("such as `https://example.com`"), "{error}");
    }
    signer().form("example.com", FIELDS).expect_err("no URL");
    signer().form("https://example.com/a b", FIELDS).expect_err("no URL");
}

#[test]
fn tokens_are_replaced_one_after_the_other() {
    let both = Validator::new("new").and_then(|it| it.token(TOKEN)).expect("tokens");
    both.check(&form(URL)).expect("the signature matches");
    let request = Signer::new("new").form(URL, FIELDS).expect("a URL");
    both.check(&request).expect("the signature matches");
    error(&validator(), &request);
}

/// Everybody knows an empty token, and a line end comes out of a file.
#[test]
fn tokens_are_not_empty() {
    for token in ["", " ", "token\n", " token"] {
        Validator::new(token).expect_err("no token");
        validator().token(token).expect_err("no token");
        validator().other_token(token).expect_err("no token");
    }
}

#[test]
fn tokens_and_passwords_are_not_shown() -> Result<(), SetupError> {
    let url = "https://user:hidden@example.com/events";
    let validator = behind(url).token("hidden")?.other_token("hidden")?;
    let request = form("https://user:hidden@example.com/events/a?password=hidden");
    let request = with_target(request, "/a?password=hidden");
    let event = validator.check(&request).expect("the signature matches");
    let wrong = error(&validator, &with_body(&request, "a=hidden"));
    let shown = format!("{validator:?} {event:?} {:?} {wrong:?} {wrong}", Signer::new("hidden"));
    assert!(!shown.contains("hidden") && !shown.contains(TOKEN), "{shown}");
    assert!(shown.contains("https://example.com/events/a"), "{shown}");
    Ok(())
}

#[test]
fn shared_keys_sign_with_another_algorithm() {
    let request = Signer::with_shared_key(TOKEN).form(URL, FIELDS).expect("a URL");
    validator().check(&request).expect("the signature matches");
    let settings = "x-twilio-webhooks-signature-settings";
    for same in ["algorithm=hmac_sha256", "key=a, algorithm = HMAC_SHA256 ,x"] {
        let request = with_header(request.clone(), settings, same);
        validator().check(&request).expect("the signature matches");
    }
    let other = with_header(request.clone(), settings, "key=a,algorithm=HMAC_MD5");
    assert_eq!(
        error(&validator(), &other).to_string(),
        "the signature is made by `HMAC_MD5`, which is not known here"
    );
    for sha1 in ["", "key=a", "algorithm=", "algorithm=HMAC_SHA1"] {
        let other = with_header(request.clone(), settings, sha1);
        assert_eq!(error(&validator(), &other), SignatureError::Malformed);
        validator().check(&with_header(form(URL), settings, sha1)).expect("the signature matches");
    }
}

#[test]
fn signatures_are_there_once() {
    let name = "x-twilio-signature";
    let mut request = form(URL);
    let signature = request.headers()[name].clone();
    request.headers_mut().append(name, signature.clone());
    assert_eq!(error(&validator(), &request), SignatureError::Malformed);
    request.headers_mut().remove(name);
    assert_eq!(error(&validator(), &request), SignatureError::Missing);
    let signature = signature.to_str().expect("base64");
    let others = ["", "?", &signature[1..], &format!("{signature}="), &format!(" {signature}x")];
    for other in others {
        let request = with_header(form(URL), name, other);
        assert_eq!(error(&validator(), &request), SignatureError::Malformed, "{other}");
    }
    // Other bits that base64 passes over.
    let mut bits = signature[..26].to_owned();
    bits.push_str("B=");
    let request = with_header(form(URL), name, &bits);
    assert_eq!(error(&validator(), &request), SignatureError::Malformed);
}

/// Without a hash, a signature says nothing of a body that is no form.
#[test]
fn bodies_have_to_be_signed() {
    let empty = signer().get(URL).expect("a URL");
    for content_type in ["application/json", "text/plain", "", FORM] {
        let empty = with_header(empty.clone(), "content-type", content_type);
        validator().check(&empty).expect("the signature matches");
        // Of the last one, there is nothing that would be signed.
        for body in ["=", "&", "&=&"] {
            let request = with_body(&empty, body);
            assert_eq!(error(&validator(), &request), SignatureError::BodyNotSigned, "{body}");
        }
    }
    let request = with_header(form(URL), "content-type", "application/json");
    assert_eq!(error(&validator(), &request), SignatureError::BodyNotSigned);
    for content_type in ["Application/X-WWW-Form-URLencoded ; charset=UTF-8", FORM] {
        let request = with_header(form(URL), "content-type", content_type);
        validator().check(&request).expect("the signature matches");
    }
    // A request that was JSON, and is now taken for a form.
    let request = with_header(json(URL), "content-type", FORM);
    for body in ["", "=", "a=1", "&&"] {
        error(&validator(), &with_body(&request, body));
    }
}

/// Every way to write a form has the same fields, and bytes that are no text are different ones.
#[test]
fn forms_are_signed_as_they_are_read() {
    let fields = [("Body", "a b~c"), ("Empty", "")];
    let request = signer().form(URL, &fields).expect("a URL");
    for same in ["Body=a+b~c&Empty=", "Body=a%20b%7ec&Empty", "&Empty=&&%42ody=a%20b%7Ec&"] {
        validator().check(&with_body(&request, same)).expect("the signature matches");
    }
    let mark = signer().form(URL, &[("Body", "\u{fffd}")]).expect("a URL");
    for other in ["Body=%ff", "Body=%EF%BF", "Body=%", "Body=\u{1}"] {
        error(&validator(), &with_body(&mark, other));
    }
    error(&validator(), &with_body(&mark, b"Body=\xff".to_vec()));
    let half = signer().form(URL, &[("Body", "100%"), ("A", "%zz%4")]).expect("a URL");
    validator().check(&with_body(&half, "Body=100%&A=%zz%4")).expect("the signature matches");
}

#[test]
fn forms_have_not_more_fields_than_anybody_sends() {
    let mut body = String::from("a=1");
    for field in 1..1_000 {
        write!(body, "&a{field}=1").expect("a text takes more");
    }
    let pairs: Vec<_> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request = signer().form(URL, &pairs).expect("a URL");
    validator().check(&request).expect("the signature matches");
    body.push_str("&b=1");
    assert_eq!(error(&validator(), &with_body(&request, body)), SignatureError::TooManyFields);
}

#[test]
fn json_may_be_large() {
    let body = format!("\"{}\"", "x".repeat(300_000));
    let request = signer().json(URL, body).expect("a URL");
    let event = validator().check(&request).expect("the signature matches");
    assert_eq!(event.json::<String>().expect("JSON").len(), 300_000);
    let bytes = signer().json(URL, vec![0xff; 100]).expect("a URL");
    validator().check(&bytes).expect("the signature matches");
}

#[test]
fn repeated_deliveries_have_the_same_token() {
    let request = with_header(json(URL), "i-twilio-idempotency-token", "one");
    let event = validator().check(&request).expect("the signature matches");
    assert_eq!(event.idempotency_token(), Some("one"));
    assert_eq!(idempotency_token(request.headers()), Some("one"));
    let mut headers = HeaderMap::new();
    assert_eq!(idempotency_token(&headers), None);
    for none in [&b""[..], b"\xff"] {
        let value = HeaderValue::from_bytes(none).expect("a header value");
        headers.insert("i-twilio-idempotency-token", value);
        assert_eq!(idempotency_token(&headers), None);
    }
}

#[test]
fn signed_requests_are_as_servers_see_them() {
    let request = signer().json("https://example.com:8443", JSON).expect("a URL");
    let query = request.uri().query().expect("a query");
    assert_eq!(query.len(), "bodySHA256=".len() + 64);
    assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/"));
    assert_eq!(request.headers()["host"], "example.com:8443");
    assert_eq!(request.headers()["content-type"], "application/json");
    let request: Request<Vec<u8>> = signer().get("https://example.com/a?b=c").expect("a URL");
    assert_eq!((request.method().as_str(), request.uri().to_string()), ("GET", "/a?b=c".into()));
}
