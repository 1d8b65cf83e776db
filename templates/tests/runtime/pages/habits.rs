//! Pages that are found otherwise than by a URL in the content.

use futures_util::StreamExt;
use serde_json::json;
use templates::blocking::block_on;
use templates::{Client, Json, Pages, Request, ThingPage};
use wiremock::ResponseTemplate;

use super::rest;
use crate::lists::{FIRST, Listed, Server};

fn request(client: &Client) -> Request<Json<ThingPage>> {
    client.list_things().into_request()
}

/// Two pages, of which the first has a token.
async fn by_token() -> Server {
    Server::with(&[
        (FIRST, Listed(&["a"], Some("t/?#"))),
        ("/Things?PageSize=2&Token=t%2F%3F%23", Listed(&["b"], None)),
    ])
    .await
}

#[tokio::test]
async fn tokens() {
    let server = by_token().await;
    assert_eq!(
        rest(ThingPage::pages_by_token(request(&server.client())).items()).await,
        ["a", "b"]
    );
    let streamed: Vec<_> = ThingPage::pages_by_token(request(&server.client())).collect().await;
    assert!(streamed.iter().all(Result::is_ok));
    assert_eq!(streamed.len(), 2);
}

/// What is asked for is always below the base URL of the client.
#[tokio::test]
async fn behind_the_path_of_a_base_url() {
    let server = Server::with(&[
        ("/edge/Things?PageSize=2", Listed(&["a"], Some("1"))),
        ("/edge/Things?PageSize=2&Token=1", Listed(&["b"], None)),
    ])
    .await;
    let pages = ThingPage::pages_by_token(request(&server.client_under("/edge")));
    assert_eq!(rest(pages.items()).await, ["a", "b"]);
}

/// What is added to all pages, and what other requests have in their query, stays.
#[tokio::test]
async fn further_parameters() {
    let server = Server::with(&[
        ("/Things?PageSize=2&a=1&Token=0&b=2", Listed(&["a"], Some("1"))),
        ("/Things?PageSize=2&a=1&b=2&Token=1", Listed(&["b"], None)),
    ])
    .await;
    let request = request(&server.client()).query("a", 1).query("Token", 0);
    let pages = ThingPage::pages_by_token(request).query("b", 2);
    assert_eq!(rest(pages.items()).await, ["a", "b"]);
}

#[tokio::test]
async fn links_and_numbers() {
    let server = Server::start().await;
    let page = |things: &[&str]| {
        ResponseTemplate::new(200).set_body_json(json!({ "things": things, "next_page_uri": "x" }))
    };
    let linked = page(&["a"]).insert_header("Link", "<?page=2>; rel=\"next\"");
    server.answer_once(FIRST, linked).await;
    server.answer("/Things?page=2", page(&["b"])).await;
    let pages = ThingPage::pages_by_link(request(&server.client()));
    assert_eq!(rest(pages.items()).await, ["a", "b"]);

    server.answer(FIRST, page(&["a", "b"])).await;
    server.answer("/Things?PageSize=2&Offset=2", page(&["c"])).await;
    server.answer("/Things?PageSize=2&Offset=3", page(&[])).await;
    let pages = ThingPage::pages_by_offset(request(&server.client()));
    assert_eq!(rest(pages.items()).await, ["a", "b", "c"]);
}

/// A request for other content does not know how the pages of the first are found.
#[tokio::test]
async fn other_content() {
    let server = Server::with(&[(FIRST, Listed(&["a"], None))]).await;
    let pages: Pages<ThingPage> = request(&server.client()).accept("application/json").pages();
    assert_eq!(rest(pages.items()).await, ["a"]);
}

/// Without a runtime of its own.
#[test]
fn programs_that_are_not_asynchronous() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime for the server");
    let server = runtime.block_on(by_token());
    let client = server.client();
    let found = std::thread::spawn(move || {
        let mut items = ThingPage::pages_by_token(request(&client)).items();
        let mut found = Vec::new();
        while let Some(item) = block_on(items.next()) {
            found.push(item.expect("both pages can be read"));
        }
        found
    });
    assert_eq!(found.join().expect("the thread has not panicked"), ["a", "b"]);
}
