//! Which base URLs are taken, and what becomes of them.

use templates::ClientBuilder;

use crate::{builder, problem};

pub(crate) fn built(builder: ClientBuilder) -> String {
    match builder.build() {
        Ok(client) => client.base_url().to_owned(),
        Err(error) => problem(&error),
    }
}

#[test]
fn accepted() {
    fn check(given: &str, expected: &str) {
        assert_eq!(built(builder().base_url(given)), expected, "{given}");
    }
    check("https://api.example.com", "https://api.example.com");
    check("https://api.example.com/", "https://api.example.com");
    check("https://api.example.com//", "https://api.example.com");
    check("HTTPS://API.example.COM", "https://api.example.com");
    check("https://api.example.com:443", "https://api.example.com");
    check("https://api.example.com:8443/", "https://api.example.com:8443");
    check("https://example.com/proxy/flex", "https://example.com/proxy/flex");
    check("https://example.com/proxy/flex/", "https://example.com/proxy/flex");
    check("https://example.com/a/../b/", "https://example.com/b");
    check("https://example.com/{edge}", "https://example.com/%7Bedge%7D");
    check(" https://example.com ", "https://example.com");
    check("https://example%2Ecom", "https://example.com");
    check("https://example.com/a@b", "https://example.com/a@b");
    check("https://b\u{fc}cher.example", "https://xn--bcher-kva.example");
    check("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443");
    // Plain http, to this machine.
    check("http://127.0.0.1:8080/", "http://127.0.0.1:8080");
    check("http://127.8.9.10", "http://127.8.9.10");
    check("http://127.1", "http://127.0.0.1");
    check("http://0x7f000001", "http://127.0.0.1");
    check("http://[::1]:8080", "http://[::1]:8080");
    check("http://localhost:8080", "http://localhost:8080");
    check("HTTP://LocalHost", "http://localhost");
}

#[test]
fn refused() {
    fn check(given: &str, expected: &str) {
        let text = built(builder().base_url(given));
        assert_eq!(text, format!("the client cannot be built: {expected}"), "{given}");
    }
    const RELATIVE: &str = "the base URL is not an absolute URL such as `https://api.example.com`";
    const CREDENTIALS: &str = "the base URL must not contain credentials; the builder takes them";
    const QUERY: &str = "the base URL must not have a query or a fragment";
    const SCHEME: &str = "the base URL must start with `https://`";
    const CHARACTER: &str = "the base URL must not contain backslashes or control characters";
    const PLAIN: &str = "the base URL must use https, because credentials are sent along; \
        `allow_plain_http` permits http to other hosts than this machine";

    check("", "the API has no server that its document names; set one with `base_url`");
    for given in [
        "/",
        "api.example.com",
        "//api.example.com",
        "https://",
        "http://[::1",
        "https://exa mple.com",
        "https:/api.example.com",
        "https:api.example.com",
        "https:///api.example.com",
    ] {
        check(given, RELATIVE);
    }
    for given in [
        "https://user@api.example.com",
        "https://user:hunter2@api.example.com",
        "https://:hunter2@api.example.com",
        "https://@api.example.com",
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1:80@evil.example",
    ] {
        check(given, CREDENTIALS);
    }
    for given in [
        "https://api.example.com/?",
        "https://api.example.com/?token=hunter2",
        "https://api.example.com/#",
        "https://api.example.com/#top",
    ] {
        check(given, QUERY);
    }
    for given in [
        "https://evil.example\\.twilio.com",
        "https:\\\\evil.example",
        "http://evil.example\\@127.0.0.1",
        "https://api.exam\tple.com",
        "https://api.example.com\n",
        "https://api.example.com/\u{9b}",
    ] {
        check(given, CHARACTER);
    }
    for given in [
        "ftp://api.example.com",
        "file:///etc/passwd",
        "data:,x",
        "localhost:8080",
        "wss://localhost",
    ] {
        check(given, SCHEME);
    }
    for given in [
        "http://api.example.com",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::]",
        "http://[2001:db8::1]",
        "http://localhost.",
        "http://localhost.evil.example",
        "http://notlocalhost",
        "http://127.0.0.1.evil.example",
        "http://evil.example/127.0.0.1",
    ] {
        check(given, PLAIN);
    }
}

#[test]
fn plain_http_can_be_allowed() {
    let internal = builder().base_url("http://stub.internal:8080/x/");
    assert_eq!(built(internal.allow_plain_http()), "http://stub.internal:8080/x");
    let other = builder().base_url("ftp://stub.internal");
    assert!(built(other.allow_plain_http()).contains("must start with"));
}

#[test]
fn the_default_is_the_server_of_the_document() {
    assert_eq!(built(builder()), "https://flex-api.twilio.com");
}

#[test]
fn variables() {
    let url = templates::server_url;
    assert_eq!(url("eu", "a/b c"), "https://eu.example.com/a/b%20c/v1");
    assert_eq!(url("{path}", "{region}"), "https://%7Bpath%7D.example.com/%7Bregion%7D/v1");
    for region in [
        "evil.example/",
        "user@evil.example/",
        "evil.example?",
        "evil.example#",
        "evil.example\\",
        "evil\texample",
    ] {
        let refused = built(builder().base_url(url(region, "")));
        assert!(refused.contains("is not an absolute URL"), "{region}: {refused}");
    }
}

#[test]
fn servers_of_operations() {
    let url = |builder: ClientBuilder| {
        let client = builder.build().expect("a client");
        let request = templates::elsewhere(&client).unauthenticated();
        request.to_http().expect("the request can be sent").uri().to_string()
    };
    assert_eq!(url(builder()), "https://elsewhere.example.com/things");
    let own = builder().base_url("HTTPS://flex-api.twilio.com:443/");
    assert_eq!(url(own), "https://elsewhere.example.com/things");
    // A proxy or a test gets everything.
    assert_eq!(url(builder().base_url("http://127.0.0.1:1/x")), "http://127.0.0.1:1/x/things");
}

#[test]
fn a_chosen_server() {
    let sent = |builder: ClientBuilder, server: &str| {
        let client = builder.build().expect("a client");
        match templates::anywhere(&client, server).to_http() {
            Ok(sent) => sent.uri().to_string(),
            Err(error) => problem(&error),
        }
    };
    let with_secret = || builder().credentials("AC0", "secret");
    let chosen = |server| sent(with_secret(), server);
    assert_eq!(chosen("https://b.example.com/v1/"), "https://b.example.com/v1/things");
    assert_eq!(chosen("http://localhost:1"), "http://localhost:1/things");
    // A proxy or a test gets everything.
    let elsewhere = with_secret().base_url("http://127.0.0.1:1/x");
    assert_eq!(sent(elsewhere, "https://b.example.com"), "http://127.0.0.1:1/x/things");
    for refused in [
        "https://b.example.com?x",
        "https://b.example.com#x",
        "/v1?x",
        "https://user@b.example.com",
        "https://b.example.com\\.c",
        "b.example.com",
        "/v1",
        "",
    ] {
        let text = chosen(refused);
        assert!(text.contains("the server cannot be used"), "{refused}: {text}");
    }
    for plain in ["http://b.example.com", "HTTP://b.example.com"] {
        assert!(chosen(plain).contains("not sent to a server without https"), "{plain}");
        let sent = sent(with_secret().allow_plain_http(), plain);
        assert_eq!(sent, "http://b.example.com/things");
    }
}
