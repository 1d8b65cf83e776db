//! Path parameters: a value stays within its segment, or the request is refused.

use templates::{Json, ThingSid};

use crate::{get, http, refusal};

#[test]
fn encoded() {
    fn check(value: &str, segment: &str) {
        let request = get("/v1/Things/{Sid}/Parts").path("Sid", ThingSid::new_unchecked(value));
        let uri = http(&request).uri().to_string();
        let expected = format!("https://flex-api.twilio.com/v1/Things/{segment}/Parts");
        assert_eq!(uri, expected, "{value:?}");
    }
    check("TH0123456789abcdef", "TH0123456789abcdef");
    check("AZaz09-._~", "AZaz09-._~");
    check("KD x/../?y", "KD%20x%2F..%2F%3Fy");
    check("a/b\\c", "a%2Fb%5Cc");
    check("?a=b&c#d", "%3Fa%3Db%26c%23d");
    check("!$&'()*+,;=:@", "%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40");
    check("{Sid}", "%7BSid%7D");
    check("%2e%2e", "%252e%252e");
    check("%2E", "%252E");
    check("...", "...");
    check(".a", ".a");
    check(" ", "%20");
    check(" ..", "%20..");
    check("\r\nHost: evil", "%0D%0AHost%3A%20evil");
    check("\0\t\u{7f}", "%00%09%7F");
    check("gr\u{fc}n\u{2028}\u{1f600}", "gr%C3%BCn%E2%80%A8%F0%9F%98%80");
    check("\u{ff0e}\u{ff0e}", "%EF%BC%8E%EF%BC%8E");
}

/// URL parsers fold `.` and `..`, percent-encoded too, and an empty segment addresses the
/// collection instead of its element.
#[test]
fn refused() {
    for value in ["", ".", ".."] {
        let request = get("/v1/Things/{Sid}").path("Sid", value);
        let expected = format!(
            "FetchThing was not sent: path parameter `Sid` is {value:?}, which would reach \
             another path"
        );
        assert_eq!(refusal(&request), expected);
    }
    let nothing = get("/v1/Things/{Sid}").path("Sid", None::<String>);
    assert!(refusal(&nothing).contains("is \"\""));
    let nothing = get("/v1/Things/{Sid}").path("Sid", Vec::<String>::new());
    assert!(refusal(&nothing).contains("is \"\""));
}

#[test]
fn several_parameters() {
    let request = get("/v1/{A}/x/{B}.json").path("B", 7).path("A", "{B}");
    assert_eq!(http(&request).uri().path(), "/v1/%7BB%7D/x/7.json");

    let list = get("/v1/{A}").path("A", vec!["a,b", "", "/"]);
    assert_eq!(http(&list).uri().path(), "/v1/a%2Cb,,%2F");

    let json = get("/v1/{A}").path("A", Json([1, 2]));
    assert_eq!(http(&json).uri().path(), "/v1/%5B1%2C2%5D");
}

#[test]
fn parameters_that_do_not_fit_the_path() {
    let unset = get("/v1/{A}/{B}").path("A", "a");
    assert_eq!(
        refusal(&unset),
        "FetchThing was not sent: a parameter of the path `/v1/a/{B}` is not set"
    );
    let twice = get("/v1/{A}").path("A", "a").path("A", "b");
    assert_eq!(
        refusal(&twice),
        "FetchThing was not sent: the path has no parameter `A` left to set"
    );
    let unknown = get("/v1").path("A", "a");
    assert!(refusal(&unknown).contains("no parameter `A`"));
}

/// What follows the host without a slash would become part of the host, and the credentials
/// would go there; what follows `#` would not be sent.
#[test]
fn paths_that_are_none() {
    for path in ["", "v1", "@evil.example/", ".evil.example/", ":8080/", "\\", "?x=y", "/v1#x"] {
        let without_query = path.split('?').next().unwrap_or_default();
        let expected = format!(
            "FetchThing was not sent: the path `{without_query}` must start with `/` and must not \
             contain `#`"
        );
        assert_eq!(refusal(&get(path)), expected);
    }
    assert_eq!(http(&get("/")).uri(), "https://flex-api.twilio.com/");
    assert_eq!(http(&get("//evil.example/")).uri().host(), Some("flex-api.twilio.com"));
}

#[test]
fn paths_with_a_query() {
    let fixed = get("/v1/Things?beta=true").query("Size", 2);
    assert_eq!(
        http(&fixed).uri().path_and_query().expect("it has both"),
        "/v1/Things?beta=true&Size=2"
    );
    let own = get("/v1/{A}?a={A}&b={B}").path("A", "?&").path("B", "..");
    assert_eq!(http(&own).uri().path_and_query().expect("it has both"), "/v1/%3F%26?a=%3F%26&b=..");
    let named = get("/v1/{A?}").path("A?", "a");
    assert_eq!(http(&named).uri().path(), "/v1/a");
    let unset = get("/v1?a={A}");
    assert_eq!(
        refusal(&unset),
        "FetchThing was not sent: a parameter of the path `/v1` is not set"
    );
    assert!(refusal(&get("/v1?a#b")).contains("must not contain `#`"));
}

#[test]
fn the_first_problem_is_reported() {
    let request = get("/v1/{A}").path("A", "..").path("B", "b").header("x", "\n");
    assert!(refusal(&request).contains("is \"..\""));
}

/// A URL that the API gave is resolved as a link in its answer would be.
#[test]
fn urls_on_the_same_host() {
    fn check(url: &str, expected: &str) {
        let request = get("/v1/{Sid}/Parts").path("Sid", "a b").query("PageSize", 2).at(url);
        assert_eq!(http(&request).uri(), expected, "{url}");
    }
    let host = "https://flex-api.twilio.com";
    check("https://flex-api.twilio.com/v2/x?Page=1", &format!("{host}/v2/x?Page=1"));
    check("HTTPS://Flex-API.twilio.com:443/x", &format!("{host}/x"));
    check("/v2/x?Page=1", &format!("{host}/v2/x?Page=1"));
    check("?Page=1&PageToken=a%2Fb", &format!("{host}/v1/a%20b/Parts?Page=1&PageToken=a%2Fb"));
    check("Others", &format!("{host}/v1/a%20b/Others"));
    check("/x#top", &format!("{host}/x"));
}

#[test]
fn urls_on_other_hosts() {
    fn check(url: &str, expected: &str) {
        let refusal = refusal(&get("/v1/Things").at(url));
        assert_eq!(refusal, format!("FetchThing was not sent: {expected}"), "{url}");
        assert!(!refusal.contains("hunter2"));
    }
    let elsewhere = |host: &str| {
        format!("the URL leads to `{host}`, which must not get the credentials of the client")
    };
    check("https://evil.example/v1?key=hunter2", &elsewhere("https://evil.example"));
    check("//evil.example", &elsewhere("https://evil.example"));
    check("\\\\evil.example", &elsewhere("https://evil.example"));
    check(
        "https://flex-api.twilio.com.evil.example",
        &elsewhere("https://flex-api.twilio.com.evil.example"),
    );
    check("https://flex-api.twilio.com@evil.example", &elsewhere("https://evil.example"));
    check("https://flex-api.twilio.com:8443/", &elsewhere("https://flex-api.twilio.com:8443"));
    check("http://flex-api.twilio.com/", &elsewhere("http://flex-api.twilio.com"));
    check("javascript:alert(1)", &elsewhere("null"));
    // Its origin is that of what is in it.
    check("blob:https://flex-api.twilio.com/x", "the URL cannot be used: invalid authority");
    for credentials in ["hunter2", "u:hunter2", ":hunter2"] {
        let url = format!("https://{credentials}@flex-api.twilio.com/x");
        check(&url, "the URL must not contain credentials");
    }
    check("https://exa mple/?hunter2", "the URL cannot be read: invalid international domain name");
}

/// What is added to the query afterwards is added to that of the URL.
#[test]
fn queries_of_urls() {
    for (url, expected) in
        [("/x?Page=1#top", "/x?Page=1&a=%26"), ("/x?", "/x?a=%26"), ("/x", "/x?a=%26")]
    {
        let request = get("/v1/Things").query("PageSize", 2).at(url);
        let request = request.query("a", "&").query("b", None::<i64>);
        assert_eq!(http(&request).uri().path_and_query().expect("it has both"), expected, "{url}");
    }
}

/// A path that would become part of the host does not make that host the client's own.
#[test]
fn urls_from_paths_that_are_none() {
    for path in ["@evil.example/", ".evil.example/", ":8080/"] {
        for url in ["", "/x", "https://evil.example/", "https://flex-api.twilio.com.evil.example/"]
        {
            let refusal = refusal(&get(path).at(url));
            assert!(refusal.contains("was not sent"), "{path} {url}: {refusal}");
        }
    }
}
