//! Lists that come page by page, from a server on this machine.

mod base_urls;
mod habits;
mod refusals;
mod settings;

use std::time::Duration;

use futures_util::{Stream, StreamExt};
use http::Method;
use serde_json::json;
use templates::{Error, Items, Pages, ThingPage};
use tokio::time::timeout;
use wiremock::ResponseTemplate;

use crate::lists::{FIRST, Listed, SECRET, Server};

/// Three pages, of which the second is empty.
async fn three_pages() -> Server {
    Server::with(&[
        (FIRST, Listed(&["a", "b"], Some("{server}/Things?PageSize=2&Page=1"))),
        ("/Things?PageSize=2&Page=1", Listed(&[], Some("{server}/Things?PageSize=2&Page=2"))),
        ("/Things?PageSize=2&Page=2", Listed(&["c"], None)),
    ])
    .await
}

/// Everything that is still to come.
async fn rest(mut items: Items<ThingPage>) -> Vec<String> {
    let mut things = Vec::new();
    while let Some(item) = items.next().await {
        things.push(item.expect("an item"));
    }
    assert!(items.next().await.is_none(), "there is an item after the last");
    things
}

/// What the next page lists.
async fn things(pages: &mut Pages<ThingPage>) -> Vec<String> {
    let page = pages.next().await.expect("a page");
    page.expect("the page can be fetched").into_body().things
}

async fn failure(pages: &mut Pages<ThingPage>) -> Error {
    pages.next().await.expect("a page").expect_err("the page cannot be fetched")
}

#[tokio::test]
async fn pages_one_by_one() {
    let server = three_pages().await;
    let mut pages = server.list();
    assert_eq!(things(&mut pages).await, ["a", "b"]);
    assert_eq!(things(&mut pages).await, [""; 0]);
    assert_eq!(things(&mut pages).await, ["c"]);
    for _ in 0..2 {
        assert!(pages.next().await.is_none());
    }
    let expected = [FIRST, "/Things?PageSize=2&Page=1", "/Things?PageSize=2&Page=2"];
    assert_eq!(server.targets().await, expected);
}

#[tokio::test]
async fn items_across_pages() {
    let server = three_pages().await;
    assert_eq!(rest(server.list().items()).await, ["a", "b", "c"]);
    assert_eq!(server.targets().await.len(), 3);
}

#[tokio::test]
async fn empty_lists() {
    // Older APIs of Twilio have an empty text, or nothing at all, in the place of a null.
    for body in [
        json!({ "things": [], "next_page_uri": null }),
        json!({ "things": [], "next_page_uri": "" }),
        json!({ "things": [] }),
    ] {
        let server = Server::start().await;
        server.answer(FIRST, ResponseTemplate::new(200).set_body_json(body)).await;
        assert_eq!(rest(server.list().items()).await, [""; 0]);
        assert_eq!(server.targets().await, [FIRST]);
    }
    let server = Server::with(&[
        (FIRST, Listed(&["a"], Some("{server}/Things?Page=1"))),
        ("/Things?Page=1", Listed(&[], None)),
    ])
    .await;
    assert_eq!(rest(server.list().items()).await, ["a"]);
    assert_eq!(server.targets().await.len(), 2);
}

#[tokio::test]
async fn pages_are_fetched_when_they_are_needed() {
    let server = three_pages().await;
    let mut items = server.list().items();
    assert_eq!(server.targets().await, [""; 0]);
    for (item, requests) in [("a", 1), ("b", 1), ("c", 3)] {
        assert_eq!(items.next().await.expect("an item").expect("no error"), item);
        assert_eq!(server.targets().await.len(), requests, "{item}");
    }
    let mut pages = server.list();
    things(&mut pages).await;
    assert_eq!(server.targets().await.len(), 4);
}

#[tokio::test]
async fn limits() {
    for (limit, expected, requests) in [
        (0, &[][..], 0),
        (1, &["a"], 1),
        (2, &["a", "b"], 1),
        (3, &["a", "b", "c"], 3),
        (4, &["a", "b", "c"], 3),
        (usize::MAX, &["a", "b", "c"], 3),
    ] {
        let server = three_pages().await;
        assert_eq!(rest(server.list().items().limit(limit)).await, expected);
        assert_eq!(server.targets().await.len(), requests, "{limit}");
    }
}

#[tokio::test]
async fn a_limit_counts_from_where_it_is_set() {
    let server = three_pages().await;
    let mut items = server.list().items().limit(1);
    items.next().await.expect("an item").expect("no error");
    assert!(items.next().await.is_none());
    assert_eq!(rest(items.limit(1)).await, ["b"]);
    assert_eq!(server.targets().await, [FIRST]);
}

#[tokio::test]
async fn positions() {
    let server = three_pages().await;
    let mut pages = server.list();
    assert_eq!(pages.position(), None);
    things(&mut pages).await;
    let position = pages.position().expect("there is another page").to_owned();
    assert_eq!(position, format!("{}/Things?PageSize=2&Page=1", server.url()));
    assert_eq!(rest(pages.items()).await, ["c"]);

    // Of another list, and of one that has begun.
    let mut pages = server.list().starting_at(&position);
    assert_eq!(pages.position(), Some(&*position));
    things(&mut pages).await;
    assert_eq!(rest(pages.starting_at(&position).items()).await, ["c"]);
    // Without the host, as it may have been kept in a database.
    assert_eq!(rest(server.list().starting_at(FIRST).items()).await, ["a", "b", "c"]);

    let mut pages = server.list();
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    assert_eq!(pages.position(), None);
}

#[tokio::test]
async fn positions_of_items() {
    let server = three_pages().await;
    let url = |page: &str| Some(format!("{}{page}", server.url()));
    let mut items = server.list().items();
    let mut found = vec![items.position().map(str::to_owned)];
    while let Some(item) = items.next().await {
        item.expect("an item");
        found.push(items.position().map(str::to_owned));
    }
    // Between `a` and `b`, the position is that of their page; after `b`, that of the next one.
    assert_eq!(found, [None, url(FIRST), url("/Things?PageSize=2&Page=1"), None]);

    let position = found[1].as_deref().expect("there are more items");
    assert_eq!(rest(server.list().starting_at(position).items()).await, ["a", "b", "c"]);
}

/// Also while a page is on its way.
#[tokio::test]
async fn starting_elsewhere_gives_up_the_page_on_its_way() {
    let server = Server::start().await;
    let slow = server.page(Listed(&["slow"], None)).set_delay(Duration::from_mins(1));
    server.answer(FIRST, slow).await;
    server.answer("/Things?Page=1", server.page(Listed(&["a"], None))).await;
    let mut pages = server.list();
    timeout(Duration::from_millis(50), pages.next()).await.expect_err("the page is slow");
    let items = pages.starting_at("/Things?Page=1").items();
    let things = timeout(Duration::from_secs(10), rest(items)).await;
    assert_eq!(things.expect("the other page is not slow"), ["a"]);
}

#[tokio::test]
async fn every_page_is_asked_for_as_the_first() {
    let server = Server::with(&[
        ("/Things?Color=red", Listed(&["a"], Some("{server}/Things?Page=1"))),
        ("/Things?Page=1", Listed(&["b"], Some("{server}/Things?Page=2"))),
    ])
    .await;
    let slow = server.page(Listed(&["c"], None)).set_delay(Duration::from_mins(1));
    server.answer("/Things?Page=2", slow).await;

    let request = server.client().request("ListThing", Method::GET, "/Things");
    let request = request.query("Color", "red").header("X-Trace", "t1");
    let mut pages = ThingPage::pages(request.timeout(Duration::from_secs(1)));
    assert_eq!(things(&mut pages).await, ["a"]);
    assert_eq!(things(&mut pages).await, ["b"]);
    match timeout(Duration::from_secs(10), failure(&mut pages)).await {
        Ok(Error::Transport(error)) => assert!(error.is_timeout(), "{error:?}"),
        other => panic!("{other:?}"),
    }
    let requests = server.requests().await;
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.method, "GET");
        assert_eq!(request.headers["x-trace"], "t1");
        assert_eq!(request.headers["accept"], "application/json");
        assert_eq!(request.headers["authorization"], "Basic QUMwOmh1bnRlcjI=");
    }
}

/// Each is a link as in a web page: relative to the page that it is on.
#[tokio::test]
async fn relative_urls() {
    let server = Server::with(&[
        ("/flex/Things?PageSize=2", Listed(&["a"], Some("?Page=1"))),
        ("/flex/Things?Page=1", Listed(&["b"], Some("/v2/Things/1?x=y"))),
        ("/v2/Things/1?x=y", Listed(&["c"], Some("2"))),
        ("/v2/Things/2", Listed(&["d"], Some("../More?Page=5#top"))),
        ("/v2/More?Page=5", Listed(&["e"], Some("{server}/flex/Things?Page=6"))),
        ("/flex/Things?Page=6", Listed(&["f"], None)),
    ])
    .await;
    let client = server.client_under("/flex");
    assert_eq!(rest(client.list_things().items()).await, ["a", "b", "c", "d", "e", "f"]);

    // A position is no longer relative: it is the same from everywhere.
    let mut pages = client.list_things().pages();
    for _ in 0..3 {
        things(&mut pages).await;
    }
    let position = pages.position().expect("there is another page");
    assert_eq!(position, format!("{}/v2/Things/2", server.url()));
    let again = client.list_things().pages().starting_at(position);
    assert_eq!(rest(again.items()).await, ["d", "e", "f"]);
}

#[tokio::test]
async fn each_page_says_more_than_its_items() {
    let server = Server::start().await;
    let next = "{server}/Things?Page=1";
    let first = server.page(Listed(&["a"], Some(next))).append_header("Twilio-Request-Id", "RQ1");
    server.answer(FIRST, first).await;
    let mut pages = server.list();
    let page = pages.next().await.expect("a page").expect("no error");
    assert_eq!(page.status(), 200);
    assert_eq!(page.header::<String>("twilio-request-id").as_deref(), Some("RQ1"));
    assert_eq!(page.body().next_page_uri.as_deref(), pages.position());
}

/// A page that was waited for in vain is not asked for again.
#[tokio::test]
async fn waiting_can_be_given_up() {
    let server = Server::start().await;
    let slow = server.page(Listed(&["a"], None)).set_delay(Duration::from_millis(500));
    server.answer(FIRST, slow).await;
    let mut pages = server.list();
    timeout(Duration::from_millis(50), pages.next()).await.expect_err("the page is slow");
    assert_eq!(things(&mut pages).await, ["a"]);
    assert_eq!(server.targets().await, [FIRST]);

    let mut items = server.list().items();
    timeout(Duration::from_millis(50), items.next()).await.expect_err("the page is slow");
    assert_eq!(rest(items).await, ["a"]);
    assert_eq!(server.targets().await, [FIRST, FIRST]);
}

#[tokio::test]
async fn a_dropped_list_asks_for_nothing_more() {
    let server = Server::start().await;
    let next = Some("{server}/Things?Page=1");
    let slow = server.page(Listed(&["a"], next)).set_delay(Duration::from_millis(100));
    server.answer(FIRST, slow).await;
    server.answer("/Things?Page=1", server.page(Listed(&["b"], None))).await;
    let mut items = server.list().items();
    timeout(Duration::from_millis(50), items.next()).await.expect_err("the page is slow");
    drop(items);
    let mut items = server.list().items();
    items.next().await.expect("an item").expect("no error");
    drop(items);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.targets().await, [FIRST, FIRST]);
}

/// What can be given to a task of its own, and to whatever takes a stream.
fn spawned<S>(stream: S) -> tokio::task::JoinHandle<Vec<S::Item>>
where
    S: Stream<Item: Send> + Unpin + Send + 'static,
{
    tokio::spawn(stream.collect())
}

#[tokio::test]
async fn streams() {
    let server = three_pages().await;
    let pages = spawned(server.list()).await.expect("no panic");
    let lengths = pages.iter().map(|page| page.as_ref().expect("a page").body().things.len());
    assert_eq!(lengths.collect::<Vec<_>>(), [2, 0, 1]);
    let items = spawned(server.list().items().limit(3)).await.expect("no panic");
    let items: Vec<String> = items.into_iter().map(|item| item.expect("an item")).collect();
    assert_eq!(items, ["a", "b", "c"]);

    let mut items = server.list().items();
    let one: Vec<_> = (&mut items).take(1).collect().await;
    assert_eq!(one.len(), 1);
    // The other way of asking goes on where this one ended.
    assert_eq!(rest(items).await, ["b", "c"]);
}

#[tokio::test]
async fn no_secret_is_shown() {
    fn check(shown: &dyn std::fmt::Debug) -> String {
        let text = format!("{shown:?} {shown:#?}");
        assert!(!text.contains(SECRET) && !text.contains("QUMwOmh1bnRlcjI"), "{text}");
        text
    }
    let server = three_pages().await;
    let mut pages = server.list();
    assert!(check(&pages).contains(FIRST));
    things(&mut pages).await;
    assert!(check(&pages).contains("Page=1"));
    let mut items = pages.items().limit(7);
    items.next().await.expect("an item").expect("no error");
    let text = check(&items);
    assert!(text.contains("limit: Some(6)") && text.contains("buffered: 0"), "{text}");
    // In a URL that will be refused.
    let url = format!("http://u:{SECRET}@{}/Things", server.authority());
    let mut pages = server.list().starting_at(url);
    check(&pages);
    check(&failure(&mut pages).await);
    check(&pages);
}
