//! Pages on the API's own server, from a client whose base URL is another: that of an edge, a
//! gateway or a test.

use http::Method;
use templates::{Client, Error, Json, Pages, ThingPage};

use super::{failure, rest, things};
use crate::lists::{FIRST, Listed, SECRET, Server};
use crate::{builder, problem};

/// Where the request for a page would go, or why it would not.
fn asked(base_url: &str, page: &str) -> String {
    let builder = builder().base_url(base_url).credentials("AC0", SECRET);
    target(&builder.build().expect("a client"), page)
}

fn target(client: &Client, page: &str) -> String {
    let first: templates::Request<Json<ThingPage>> =
        client.request("ListThing", Method::GET, "/v1/Things");
    target_of(first.at(page).to_http())
}

fn target_of<B>(sent: Result<http::Request<B>, Error>) -> String {
    match sent {
        Ok(sent) => sent.uri().to_string(),
        Err(error) => problem(&error),
    }
}

#[tokio::test]
async fn without_a_path() {
    const NEXT: &str = "https://flex-api.twilio.com/Things?PageSize=2&Page=1&PageToken=PA%2Fx%20y";
    let server = Server::with(&[
        (FIRST, Listed(&["a"], Some(NEXT))),
        ("/Things?PageSize=2&Page=1&PageToken=PA%2Fx%20y", Listed(&["b"], Some("?Page=2"))),
        ("/Things?Page=2", Listed(&["c"], None)),
    ])
    .await;
    assert_eq!(rest(server.list().items()).await, ["a", "b", "c"]);
    // The position is what the API gave, which is the same whatever stands between.
    let mut pages = server.list();
    things(&mut pages).await;
    assert_eq!(pages.position(), Some(NEXT));
    assert_eq!(rest(server.list().starting_at(NEXT).items()).await, ["b", "c"]);
    for request in server.requests().await {
        assert_eq!(request.headers["authorization"], "Basic QUMwOmh1bnRlcjI=");
    }
}

#[tokio::test]
async fn behind_the_path_of_a_gateway() {
    let server = Server::with(&[
        (
            "/gateway/flex/Things?PageSize=2",
            Listed(&["a"], Some("https://flex-api.twilio.com/v1/Things?Page=1")),
        ),
        ("/gateway/flex/v1/Things?Page=1", Listed(&["b"], Some("{server}/gateway/flex/2"))),
        ("/gateway/flex/2", Listed(&["c"], None)),
    ])
    .await;
    let client = server.client_under("/gateway/flex");
    assert_eq!(rest(client.list_things().items()).await, ["a", "b", "c"]);
}

/// The same page through both of its names.
#[tokio::test]
async fn pages_that_were_there_before() {
    let next = "https://flex-api.twilio.com/Things?PageSize=2";
    let server = Server::with(&[(FIRST, Listed(&["a"], Some(next)))]).await;
    let mut pages = server.list();
    things(&mut pages).await;
    let error = failure(&mut pages).await;
    assert!(problem(&error).contains("leads back to a page"), "{error}");
    assert_eq!(server.targets().await, [FIRST]);
}

#[tokio::test]
async fn any_other_host_is_refused() {
    let other = Server::start().await;
    let next = format!("{}/Things", other.url());
    let server = Server::with(&[(FIRST, Listed(&["a"], Some(&next)))]).await;
    let mut pages: Pages<ThingPage> = server.list();
    things(&mut pages).await;
    let error = failure(&mut pages).await;
    assert!(problem(&error).contains("must not get the credentials"), "{error}");
    assert_eq!(other.requests().await.len(), 0);
}

#[test]
fn where_a_page_is_asked_for() {
    const PAGE: &str = "https://flex-api.twilio.com/v1/Things?Page=1";
    for (base_url, page, expected) in [
        (
            "https://flex-api.sydney.us1.twilio.com",
            PAGE,
            "https://flex-api.sydney.us1.twilio.com/v1/Things?Page=1",
        ),
        (
            "https://flex-api.twilio.com:8443",
            PAGE,
            "https://flex-api.twilio.com:8443/v1/Things?Page=1",
        ),
        ("https://gw.example.com/flex/", PAGE, "https://gw.example.com/flex/v1/Things?Page=1"),
        ("http://127.0.0.1:1", "//flex-api.twilio.com/a", "http://127.0.0.1:1/a"),
        ("http://127.0.0.1:1", "http://flex-api.twilio.com/a", "http://127.0.0.1:1/a"),
        ("http://127.0.0.1:1", "https://FLEX-API.twilio.com:443", "http://127.0.0.1:1/"),
        (
            "http://127.0.0.1:1/x",
            "https://flex-api.twilio.com/../a/./b//c",
            "http://127.0.0.1:1/x/a/b//c",
        ),
        ("http://127.0.0.1:1/x", "https://flex-api.twilio.com/%2e%2e/a", "http://127.0.0.1:1/x/a"),
        (
            "http://127.0.0.1:1/x",
            "https://flex-api.twilio.com//evil.example",
            "http://127.0.0.1:1/x//evil.example",
        ),
        (
            "http://127.0.0.1:1/x",
            "https://flex-api.twilio.com/a%2Fb?q=%20+%26&&#top",
            "http://127.0.0.1:1/x/a%2Fb?q=%20+%26&&",
        ),
        ("http://127.0.0.1:1/x", "/a", "http://127.0.0.1:1/a"),
        ("http://127.0.0.1:1/x", "?a", "http://127.0.0.1:1/x/v1/Things?a"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1/a", "http://127.0.0.1:1/a"),
        // On the API's own server, nothing is replaced.
        ("https://flex-api.twilio.com", PAGE, PAGE),
    ] {
        assert_eq!(asked(base_url, page), expected, "{base_url} {page}");
    }
}

#[test]
fn what_is_refused() {
    const ELSEWHERE: &str = "must not get the credentials of the client";
    for (page, expected) in [
        ("https://flex-api.twilio.com:8443/a", ELSEWHERE),
        ("https://flex-api.twilio.com./a", ELSEWHERE),
        ("https://twilio.com/a", ELSEWHERE),
        ("https://flex-api.sydney.us1.twilio.com/a", ELSEWHERE),
        ("https://flex-api.twilio.com.evil.example/a", ELSEWHERE),
        ("https://flex-api.twilio.com@evil.example/a", ELSEWHERE),
        ("https://evil.example/https://flex-api.twilio.com/a", ELSEWHERE),
        ("ftp://flex-api.twilio.com/a", ELSEWHERE),
        ("ws://flex-api.twilio.com/a", ELSEWHERE),
        ("https://u:hunter2@flex-api.twilio.com/a", "must not contain credentials"),
    ] {
        let problem = asked("http://127.0.0.1:1", page);
        assert!(problem.contains(expected) && !problem.contains(SECRET), "{page}: {problem}");
    }
    // Without another base URL, its scheme counts.
    let problem = asked("https://flex-api.twilio.com", "http://flex-api.twilio.com/a");
    assert!(problem.contains(ELSEWHERE), "{problem}");
}

/// The base URL stands for the server of an operation as well, and for its path.
#[test]
fn servers_of_operations() {
    let sent = |base_url: &str, server: &str, page: &str| {
        let builder = builder().base_url(base_url).credentials("AC0", SECRET);
        let client = builder.build().expect("a client");
        target_of(templates::anywhere(&client, server).at(page).to_http())
    };
    let (proxy, own) = ("http://127.0.0.1:1/x", "https://flex-api.twilio.com");
    let server = "https://elsewhere.example.com:8443/api/v2";
    for page in ["/api/v2/things?page=2", "/api/v2"] {
        let page = format!("https://elsewhere.example.com:8443{page}");
        assert_eq!(sent(own, server, &page), page);
        let expected = page.replace("https://elsewhere.example.com:8443/api/v2", proxy);
        assert_eq!(sent(proxy, server, &page), expected);
    }
    for page in ["/api/v20/things", "/api", "/api/v2/../things"] {
        let page = format!("https://elsewhere.example.com:8443{page}");
        let problem = sent(proxy, server, &page);
        assert!(problem.contains("does not begin with that of the API's server"), "{problem}");
    }
    // Another port is another server.
    let page = "https://elsewhere.example.com/api/v2/things";
    assert!(sent(proxy, server, page).contains("must not get the credentials"));
    // The API's own is no server of the operation, unless one stands for both.
    let page = "https://flex-api.twilio.com/things";
    assert_eq!(sent(proxy, server, page), "http://127.0.0.1:1/x/things");
    assert!(sent(own, server, page).contains("must not get the credentials"));
}
