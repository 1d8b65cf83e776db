//! What every page is asked for with: a time limit, headers, and parameters of the query.

use std::time::Duration;

use http::Method;
use templates::{Error, Json, Request, ThingPage};
use tokio::time::timeout;

use super::{failure, rest, things};
use crate::lists::{FIRST, Listed, Server};
use crate::problem;

async fn two_pages() -> Server {
    Server::with(&[
        (FIRST, Listed(&["a"], Some("/Things?Page=1"))),
        ("/Things?Page=1", Listed(&["b"], None)),
    ])
    .await
}

/// What is set on the request of the first page is set on all.
#[tokio::test]
async fn of_the_request() {
    let server = two_pages().await;
    let request = server.client().list_things().into_request().header("X-Trace", "t1");
    assert_eq!(rest(request.clone().items()).await, ["a", "b"]);
    assert_eq!(rest(request.pages().items()).await, ["a", "b"]);
    let requests = server.requests().await;
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|request| request.headers["x-trace"] == "t1"));
}

/// A list that this crate does not know.
#[tokio::test]
async fn of_any_request() {
    let server = two_pages().await;
    let request: Request<Json<ThingPage>> =
        server.client().request("ListThing", Method::GET, "/Things?PageSize=2");
    assert_eq!(rest(request.items()).await, ["a", "b"]);
}

#[tokio::test]
async fn headers_of_pages() {
    let server = two_pages().await;
    let mut pages = server.list().header("X-Trace", "t1").header("X-Other", 1);
    things(&mut pages).await;
    let mut pages = pages.header("X-Trace", "t2");
    things(&mut pages).await;
    let requests = server.requests().await;
    let traces: Vec<_> = requests.iter().map(|request| &request.headers["x-trace"]).collect();
    assert_eq!(traces, ["t1", "t2"]);
    assert!(requests.iter().all(|request| request.headers["x-other"] == "1"));

    let error = failure(&mut server.list().header("X-A", "\n")).await;
    assert!(problem(&error).contains("X-A"), "{error}");
}

#[tokio::test]
async fn time_limits_of_pages() {
    let server = Server::with(&[(FIRST, Listed(&["a"], Some("/Things?Page=1")))]).await;
    let slow = server.page(Listed(&["b"], None)).set_delay(Duration::from_mins(1));
    server.answer("/Things?Page=1", slow).await;
    let mut pages = server.list();
    things(&mut pages).await;
    let mut pages = pages.timeout(Duration::from_millis(50));
    match timeout(Duration::from_secs(10), failure(&mut pages)).await {
        Ok(Error::Transport(error)) => assert!(error.is_timeout(), "{error:?}"),
        other => panic!("{other:?}"),
    }
    // Also where the list is taken up again.
    let mut pages = pages.starting_at("/Things?Page=1");
    let error = timeout(Duration::from_secs(10), failure(&mut pages)).await;
    assert!(matches!(error, Ok(Error::Transport(_))), "{error:?}");
}

#[tokio::test]
async fn queries_of_pages() {
    let server = Server::with(&[
        ("/Things?PageSize=2&b%20c=1&b%20c=%26&b%20c=3", Listed(&["a"], Some("?Page=1&b+c=7"))),
        ("/Things?Page=1&b+c=7&PageSize=9", Listed(&["b"], Some("/Things"))),
        ("/Things?b%20c=1&b%20c=%26&b%20c=3&PageSize=9", Listed(&["c"], Some("/More?"))),
        ("/More?b%20c=1&b%20c=%26&b%20c=3&PageSize=9", Listed(&["d"], None)),
    ])
    .await;
    // A list of values, and two parameters of one name; none, which adds nothing; and one that
    // the first request has already.
    let pages = || {
        let pages = server.list().query("b c", vec!["1", "&"]).query("b c", 3);
        pages.query("d", None::<i64>).query("PageSize", 9)
    };
    assert_eq!(rest(pages().items()).await, ["a", "b", "c", "d"]);
    // They stay where the list is taken up elsewhere.
    assert_eq!(rest(pages().starting_at("/More?").items()).await, ["d"]);
}

/// What the URL of a page says is not doubled by what the first request said.
#[tokio::test]
async fn queries_of_the_first_request() {
    let server = Server::with(&[
        ("/Things?PageSize=2&Color=red", Listed(&["a"], Some("?Page=1"))),
        ("/Things?Page=1", Listed(&["b"], None)),
    ])
    .await;
    let request = server.client().list_things().into_request();
    assert_eq!(rest(request.query("Color", "red").items()).await, ["a", "b"]);
}
