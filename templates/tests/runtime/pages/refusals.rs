//! Pages that cannot be had, or must not be asked for.

use templates::Error;
use wiremock::ResponseTemplate;

use super::{failure, rest, things, three_pages};
use crate::lists::{FIRST, Listed, SECRET, Server};
use crate::problem;

#[tokio::test]
async fn pages_that_were_there_before() {
    // How the second page and the third name the next one.
    for (second, third, requests) in [
        ("{server}/Things?Page=1", None, 2),
        ("{server}/Things?PageSize=2", None, 2),
        ("?Page=2", Some("?Page=2"), 3),
        ("?Page=2", Some("/Things?Page=1"), 3),
        ("?Page=2", Some("{server}/Things?Page=1"), 3),
        ("?Page=2", Some("{server}/./Things?PageSize=2"), 3),
    ] {
        let mut pages = vec![
            (FIRST, Listed(&["a"], Some("{server}/Things?Page=1"))),
            ("/Things?Page=1", Listed(&["b"], Some(second))),
        ];
        if let Some(third) = third {
            pages.push(("/Things?Page=2", Listed(&["c"], Some(third))));
        }
        let server = Server::with(&pages).await;
        let mut pages = server.list();
        for _ in 0..requests {
            things(&mut pages).await;
        }
        let error = failure(&mut pages).await;
        assert_eq!(
            problem(&error),
            "ListThing was not sent: the list leads back to a page that was fetched before",
            "{second} {third:?}"
        );
        assert!(pages.next().await.is_none());
        assert_eq!(server.targets().await.len(), requests, "{second} {third:?}");
    }
}

#[tokio::test]
async fn a_page_that_leads_to_itself() {
    let server = Server::with(&[(FIRST, Listed(&["a"], Some("{server}/Things?PageSize=2")))]).await;
    let mut items = server.list().items();
    assert_eq!(items.next().await.expect("an item").expect("no error"), "a");
    problem(&items.next().await.expect("an item").expect_err("the page was there before"));
    assert!(items.next().await.is_none());
    assert_eq!(server.targets().await, [FIRST]);
}

/// The credentials go to the client's own host only, and nothing at all goes elsewhere.
#[tokio::test]
async fn pages_elsewhere() {
    let other = Server::start().await;
    let (own, foreign) = (Server::start().await, other.authority());
    let (address, port) = (own.authority(), own.url().replace("http://127.0.0.1", ""));
    let elsewhere = |host: &str| {
        format!("the URL leads to `{host}`, which must not get the credentials of the client")
    };
    let credentials = "the URL must not contain credentials".to_owned();
    for (url, why) in [
        (format!("http://{foreign}/Things"), elsewhere(&format!("http://{foreign}"))),
        (format!("//{foreign}/Things?{SECRET}"), elsewhere(&format!("http://{foreign}"))),
        (format!("\\\\{foreign}/Things"), elsewhere(&format!("http://{foreign}"))),
        (format!("http://{address}@{foreign}/"), elsewhere(&format!("http://{foreign}"))),
        (format!("https://{address}/Things"), elsewhere(&format!("https://{address}"))),
        (format!("http://localhost{port}/"), elsewhere(&format!("http://localhost{port}"))),
        ("http://127.0.0.1:1/Things".to_owned(), elsewhere("http://127.0.0.1:1")),
        ("http://evil.example/".to_owned(), elsewhere("http://evil.example")),
        ("javascript:alert(1)".to_owned(), elsewhere("null")),
        ("file:///etc/passwd".to_owned(), elsewhere("null")),
        (format!("http://u:{SECRET}@{address}/Things"), credentials.clone()),
        (format!("http://{SECRET}@{address}/Things"), credentials),
        ("http://[/".to_owned(), "the URL cannot be read: invalid IPv6 address".to_owned()),
    ] {
        let server = &own;
        server.answer_once(FIRST, server.page(Listed(&["a"], Some(&url)))).await;
        let mut pages = server.list();
        assert_eq!(things(&mut pages).await, ["a"]);
        let error = failure(&mut pages).await;
        assert_eq!(problem(&error), format!("ListThing was not sent: {why}"), "{url}");
        assert!(!format!("{error:?} {pages:?}").contains(SECRET), "{pages:?}");
        assert!(pages.next().await.is_none());

        let mut pages = server.list().starting_at(&url);
        assert_eq!(problem(&failure(&mut pages).await), problem(&error));
        assert!(pages.next().await.is_none());
    }
    assert_eq!(other.targets().await, [""; 0]);
    assert!(own.targets().await.iter().all(|target| target == FIRST));
}

#[tokio::test]
async fn an_error_in_the_middle() {
    const SECOND: &str = "/Things?PageSize=2&Page=1";
    for (status, body) in [(501, ""), (403, "{}"), (200, "<html>"), (200, "{}"), (302, "")] {
        let server = Server::start().await;
        server.answer_once(SECOND, ResponseTemplate::new(status).set_body_string(body)).await;
        server
            .answer(FIRST, server.page(Listed(&["a", "b"], Some(&format!("{{server}}{SECOND}")))))
            .await;
        server.answer(SECOND, server.page(Listed(&["c"], None))).await;

        let mut pages = server.list();
        things(&mut pages).await;
        let error = failure(&mut pages).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(matches!(error, Error::Decode(_)), status == 200, "{error:?}");
        for _ in 0..2 {
            assert!(pages.next().await.is_none());
        }
        assert_eq!(server.targets().await, [FIRST, SECOND]);

        let position = pages.position().expect("the page that failed").to_owned();
        assert_eq!(position, format!("{}{SECOND}", server.url()));
        assert_eq!(rest(server.list().starting_at(&position).items()).await, ["c"]);
        // The same list may be taken up again too.
        assert_eq!(rest(pages.starting_at(position).items()).await, ["c"]);
    }
}

/// What came before it is not lost.
#[tokio::test]
async fn an_error_after_items() {
    let server = Server::with(&[(FIRST, Listed(&["a"], Some("/Things?Page=1")))]).await;
    let mut items = server.list().items().limit(3);
    assert_eq!(items.next().await.expect("an item").expect("no error"), "a");
    let error = items.next().await.expect("an item").expect_err("there is no such page");
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    assert!(items.next().await.is_none());
    assert_eq!(server.targets().await.len(), 2);
}

#[tokio::test]
async fn an_error_at_once() {
    let server = three_pages().await;
    let mut pages = server.client_under("/missing").list_things().pages();
    assert!(matches!(failure(&mut pages).await, Error::Api(_)));
    assert!(pages.next().await.is_none());
    assert_eq!(pages.position(), None);

    // What was wrong with the request from the start is wrong with every page.
    let request = server.client().request("ListThing", http::Method::GET, "/Things");
    let pages = templates::ThingPage::pages(request.header("X-A", "\n"));
    let error = failure(&mut pages.starting_at(FIRST)).await;
    assert!(problem(&error).contains("X-A"), "{error}");
    assert_eq!(server.targets().await.len(), 1);
}
