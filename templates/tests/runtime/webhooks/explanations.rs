//! Why a signature does not match.

use http::Request;
use templates::webhooks::{Explanation, Signer, Validator};

use super::{
    FIELDS, JSON, TOKEN, URL, behind, explanation, form, json, mismatch, signer, validator,
    with_body, with_header, with_target,
};

/// A request that Twilio has signed for a URL and that arrives at another one; as a form and as JSON.
fn arrives(signed: &str, base: &str, target: &str) -> [Explanation; 2] {
    let hash = |request: &Request<Vec<u8>>| request.uri().query().map(ToOwned::to_owned);
    [form(signed), json(signed)].map(|request| {
        let hash = hash(&request).unwrap_or_default();
        let hash = hash.split('&').find(|part| part.starts_with("bodySHA256"));
        let mark = if target.contains('?') { '&' } else { '?' };
        let target = match hash {
            Some(hash) => format!("{target}{mark}{hash}"),
            None => target.to_owned(),
        };
        explanation(&behind(base), &with_target(request, &target))
    })
}

#[test]
fn another_scheme() {
    let https = Explanation::SignedForHttps;
    assert_eq!(arrives(URL, "http://example.com", "/events"), [https; 2]);
    assert_eq!(arrives(URL, "http://example.com:8080", "/events"), [https; 2]);
    assert_eq!(arrives("https://example.com:443/a", "http://example.com", "/a"), [https; 2]);
    let http = Explanation::SignedForHttp;
    assert_eq!(arrives("http://example.com/a", "https://example.com", "/a"), [http; 2]);
}

#[test]
fn another_port() {
    let port = Explanation::Port;
    assert_eq!(arrives("https://example.com:8443/a", "https://example.com", "/a"), [port; 2]);
    assert_eq!(arrives("https://example.com:443/a", "https://example.com:8080", "/a"), [port; 2]);
    let request = form("https://example.com:4567/a");
    let base = behind("https://example.com");
    for (name, value) in [
        ("host", "example.com:4567"),
        ("x-forwarded-host", "example.com:4567"),
        ("x-forwarded-port", "4567"),
    ] {
        let unknown = with_header(request.clone(), "host", "inside");
        assert_eq!(explanation(&base, &unknown), Explanation::Unknown);
        assert_eq!(explanation(&base, &with_header(unknown, name, value)), port, "{name}");
    }
}

#[test]
fn another_host() {
    let request = with_header(form(URL), "host", "10.0.0.1:3000");
    assert_eq!(explanation(&validator(), &request), Explanation::Unknown);
    let request = with_header(request, "x-forwarded-host", "example.com");
    let mismatch = mismatch(&validator(), &request);
    assert_eq!(mismatch.explanation(), Explanation::Host);
    assert_eq!(mismatch.url(), "https://10.0.0.1:3000/events");
    assert_eq!(mismatch.signed_url(), Some("https://example.com/events"));
    assert_eq!(explanation(&behind("https://other.example.com"), &form(URL)), Explanation::Host);
}

#[test]
fn another_query() {
    let base = "https://example.com";
    for (signed, arrived) in [
        ("", "?added=1"),
        ("?a=1&b=2", "?a=1&added=x&b=2"),
        ("?a=1&b=2", "?b=2&a=1"),
        ("?a=x%20y", "?a=x+y"),
        ("?a=x+y", "?a=x%20y"),
        ("?a=x%2Fy", "?a=x/y"),
        ("?a=x/y", "?a=x%2Fy"),
        ("?a=x%2fy", "?a=x%2Fy"),
    ] {
        let request = with_target(form(&format!("{URL}{signed}")), &format!("/events{arrived}"));
        // Of percent encodings, there are too many to try them all.
        let expected = if signed == "?a=x%2fy" { Explanation::Unknown } else { Explanation::Query };
        assert_eq!(explanation(&behind(base), &request), expected, "{signed} {arrived}");
    }
    let request = json("https://example.com/events?a=1");
    let query = request.uri().query().expect("a query").to_owned();
    let request = with_target(request, &format!("/events?{query}&added=1"));
    assert_eq!(explanation(&behind(base), &request), Explanation::Query);
}

#[test]
fn another_path() {
    let base = behind("https://example.com");
    let request = with_target(form("https://example.com/public/events?a=1"), "/events?a=1");
    assert_eq!(explanation(&base, &request), Explanation::Unknown);
    for (name, value) in [
        ("x-original-uri", "/public/events?a=1"),
        ("x-original-url", "/public/events?a=1"),
        ("x-forwarded-uri", "/public/events?a=1"),
        ("x-forwarded-prefix", "/public"),
        ("x-forwarded-prefix", "/public/"),
    ] {
        let request = with_header(request.clone(), name, value);
        assert_eq!(explanation(&base, &request), Explanation::Path, "{name}");
    }
    let request = with_target(form("https://example.com/public/events"), "/events");
    let request = with_header(request, "x-replaced-path", "/public/events");
    assert_eq!(explanation(&base, &request), Explanation::Path);
    // What a proxy has lost of the query.
    let request = with_target(form("https://example.com/events?a=1"), "/events");
    let request = with_header(request, "x-original-uri", "/events?a=1");
    assert_eq!(explanation(&base, &request), Explanation::Query);
}

#[test]
fn another_slash() {
    let slash = Explanation::TrailingSlash;
    assert_eq!(arrives(URL, "https://example.com", "/events/"), [slash; 2]);
    assert_eq!(
        arrives("https://example.com/events/", "https://example.com", "/events"),
        [slash; 2]
    );
    assert_eq!(arrives("https://example.com", "https://example.com", "/"), [slash; 2]);
}

#[test]
fn another_body() {
    let changed = Explanation::BodyChanged;
    for body in ["", "{}", &format!("{JSON}\n"), r#"{"type":"event","items":[1]}"#] {
        assert_eq!(explanation(&validator(), &with_body(&json(URL), body)), changed, "{body}");
    }
    let more = with_body(&form(URL), "EventType=onChannelAdded&Added=1&Body=Hello,%20world");
    assert_eq!(explanation(&validator(), &more), changed);
    let none = signer().form(URL, &[]).expect("a URL");
    assert_eq!(explanation(&validator(), &with_body(&none, "Added=1")), changed);
    let plus = signer().form(URL, &[("From", "+15551234567")]).expect("a URL");
    assert_eq!(explanation(&validator(), &with_body(&plus, "From=+15551234567")), changed);
    // What was in a form before cannot be known.
    let unknown = Explanation::Unknown;
    assert_eq!(explanation(&validator(), &with_body(&form(URL), "")), unknown);
    assert_eq!(explanation(&validator(), &with_body(&form(URL), "Body=other")), unknown);
}

#[test]
fn another_token() {
    let validator = validator().other_token("old").expect("a token");
    let old = Signer::new("old");
    for request in [old.form(URL, FIELDS), old.json(URL, JSON), old.get(URL)] {
        let request = request.expect("a URL");
        assert_eq!(explanation(&validator, &request), Explanation::OtherToken);
    }
    let strange = Signer::new("strange").form(URL, FIELDS).expect("a URL");
    assert_eq!(explanation(&validator, &strange), Explanation::Unknown);
}

/// Accounts are named as they are written, and nothing else that a request says is.
#[test]
fn accounts_are_named() {
    let account = "AC0123456789abcdef0123456789abcdef";
    let form = Signer::new("other").form(URL, &[("AccountSid", account)]).expect("a URL");
    let get = Signer::new("other").get(&format!("{URL}?AccountSid={account}")).expect("a URL");
    for request in [form, get] {
        let mismatch = mismatch(&validator(), &request);
        assert_eq!(mismatch.account(), Some(account));
        assert!(mismatch.to_string().ends_with(&format!("of the account {account}")), "{mismatch}");
    }
    for other in ["AC0", &format!("{account}0"), &account.replace('9', "\u{1b}")] {
        let request = Signer::new("x").form(URL, &[("AccountSid", other)]).expect("a URL");
        assert_eq!(mismatch(&validator(), &request).account(), None);
    }
}

#[test]
fn messages_say_what_to_do() {
    let request = with_target(form("https://example.com/events?a=1"), "/events?a=1&password=b");
    assert_eq!(
        mismatch(&validator(), &request).to_string(),
        "the signature does not match `https://example.com/events`: the query is not as it was signed: \
         see whether a proxy adds, drops, sorts or rewrites some of it"
    );
    assert_eq!(
        mismatch(&behind("http://example.com"), &form(URL)).to_string(),
        "the signature does not match `http://example.com/events`: Twilio was given an `https` URL, so \
         give `Validator::url` one, too; what was signed is `https://example.com/events`"
    );
}

/// Who has no signature learns nothing, whatever else is right.
#[test]
fn strangers_learn_nothing() {
    let validator = Validator::new(TOKEN).and_then(|it| it.other_token("old")).expect("tokens");
    let stranger = Signer::new("stranger");
    let requests = [
        stranger.form(URL, FIELDS).expect("a URL"),
        stranger.json(URL, JSON).expect("a URL"),
        with_body(&stranger.json(URL, JSON).expect("a URL"), "{}"),
        with_target(stranger.form(URL, FIELDS).expect("a URL"), "/events/?a=1"),
    ];
    for request in requests {
        assert_eq!(explanation(&validator, &request), Explanation::Unknown);
    }
}

/// Nobody can keep a server busy with what is not explained.
#[test]
fn large_requests_are_not_explained() {
    let http = behind("http://example.com");
    let large = "x".repeat(16 * 1024);
    let request = signer().form(URL, &[("Body", &large)]).expect("a URL");
    assert_eq!(explanation(&http, &request), Explanation::Unknown);
    let request = signer().json(URL, large.clone()).expect("a URL");
    assert_eq!(explanation(&http, &request), Explanation::SignedForHttps);
    let request = signer().get(&format!("{URL}?{large}")).expect("a URL");
    assert_eq!(explanation(&http, &request), Explanation::Unknown);
    let mut many = validator();
    for host in 0..4 {
        many = many.url(format!("https://{host}.example.com")).expect("a URL");
    }
    let many = many.url("http://example.com").expect("a URL");
    let request = with_header(form(URL), "host", "inside");
    assert_eq!(explanation(&many, &request), Explanation::Unknown);
}
