//! Lists whose pages are asked for by a token.

use serde_json::{Value, json as value};
use wiremock::ResponseTemplate;

use super::{all, client, json, requests, serve, server_of_one_answer, targets};
use crate::fixtures::pages_by_token::models::{Thing, ThingList};

const REPEATED: &str =
    "ListThings was not sent: the list leads back to a page that was fetched before";

fn page(ids: &[&str], token: &Value) -> ResponseTemplate {
    let things: Vec<Value> = ids.iter().map(|id| value!({ "id": id })).collect();
    json(value!({ "things": things, "meta": { "nextToken": token } }))
}

fn ids(things: Vec<Thing>) -> Vec<String> {
    things.into_iter().map(|thing| thing.id.expect("it has one")).collect()
}

/// What callers have set is sent for each page, and so are the credentials.
#[tokio::test]
async fn filters_and_credentials_go_along() {
    let server = serve(&[
        ("/v3/Things?pageSize=2&color=red%20%26%20blue", page(&["a", "b"], &value!("A/1+=&"))),
        (
            "/v3/Things?pageSize=2&color=red%20%26%20blue&pageToken=A%2F1%2B%3D%26",
            page(&[], &value!("B")),
        ),
        ("/v3/Things?pageSize=2&color=red%20%26%20blue&pageToken=B", page(&["c"], &Value::Null)),
    ])
    .await;
    let request = client(&server).list_things().page_size(2).color("red & blue");
    let (things, error) = all(request.into_request().header("X-Trace", "t1").items()).await;
    assert_eq!((ids(things), error), (vec!["a".to_owned(), "b".into(), "c".into()], None));
    for request in requests(&server).await {
        assert_eq!(request.headers["authorization"], "Basic QUMwOnNlY3JldA==");
        assert_eq!(request.headers["x-trace"], "t1");
    }
}

#[tokio::test]
async fn a_page_without_a_token_is_the_last() {
    for body in [
        value!({ "things": [{ "id": "a" }] }),
        value!({ "things": [{ "id": "a" }], "meta": null }),
        value!({ "things": [{ "id": "a" }], "meta": {} }),
        value!({ "things": [{ "id": "a" }], "meta": { "nextToken": null } }),
        value!({ "things": [{ "id": "a" }], "meta": { "nextToken": "" } }),
    ] {
        let server = server_of_one_answer(body).await;
        let (things, error) = all(client(&server).list_things().items()).await;
        assert_eq!((ids(things), error), (vec!["a".to_owned()], None));
        assert_eq!(targets(&server).await, ["/v3/Things"]);
    }
}

/// The caller may begin in the middle.
#[tokio::test]
async fn a_token_that_the_caller_gives_is_replaced() {
    let server = serve(&[
        ("/v3/Things?pageToken=A&color=red", page(&["a"], &value!("B"))),
        ("/v3/Things?color=red&pageToken=B", page(&["b"], &Value::Null)),
    ])
    .await;
    let (things, error) =
        all(client(&server).list_things().page_token("A").color("red").items()).await;
    assert_eq!((ids(things), error), (vec!["a".to_owned(), "b".into()], None));
}

#[tokio::test]
async fn tokens_that_repeat() {
    // The tokens of the pages in their order, and how many pages there are.
    for (tokens, pages) in [(&["A", "A"][..], 2), (&["A", "B", "A"], 3), (&["A", "B", "C", "B"], 4)]
    {
        let names = ["/v3/Things?pageToken=A", "/v3/Things?pageToken=B", "/v3/Things?pageToken=C"];
        let targets_of_pages = ["/v3/Things"].into_iter().chain(names);
        let answers = targets_of_pages
            .zip(tokens)
            .map(|(target, token)| (target, page(&["x"], &value!(token))));
        let server = serve(&answers.collect::<Vec<_>>()).await;
        let (things, error) = all(client(&server).list_things().items()).await;
        assert_eq!(things.len(), pages, "{tokens:?}");
        assert_eq!(error.as_deref(), Some(REPEATED), "{tokens:?}");
        assert_eq!(targets(&server).await.len(), pages, "{tokens:?}");
    }
}

/// The list can go on after an error, where it was.
#[tokio::test]
async fn an_error_at_the_second_page() {
    let first = ("/v3/Things", page(&["a"], &value!("A")));
    let refusal = ResponseTemplate::new(400);
    let refused = serve(&[first.clone(), ("/v3/Things?pageToken=A", refusal)]).await;
    let mut pages = client(&refused).list_things().pages();
    assert!(matches!(pages.next().await, Some(Ok(_))));
    assert!(matches!(pages.next().await, Some(Err(_))));
    assert!(pages.next().await.is_none());
    let position = pages.position().expect("there is a next page").to_owned();
    assert!(position.ends_with("/v3/Things?pageToken=A"), "{position}");

    let server = serve(&[first, ("/v3/Things?pageToken=A", page(&["b"], &Value::Null))]).await;
    let position = position.replace(&refused.uri(), &server.uri());
    let pages = client(&server).list_things().pages().starting_at(position);
    let (things, error) = all(pages.items()).await;
    assert_eq!((ids(things), error), (vec!["b".to_owned()], None));
}

/// A token that cannot be read must not look like the last page.
#[tokio::test]
async fn a_token_that_is_no_text_is_an_error() {
    let server = server_of_one_answer(value!({ "things": [], "meta": { "nextToken": 5 } })).await;
    let (_, error) = all(client(&server).list_things().items()).await;
    let error = error.expect("the token cannot be read");
    assert!(error.contains("meta.nextToken"), "{error}");
}

#[tokio::test]
async fn tokens_and_items_deep_in_a_page() {
    let body = |token: Option<&str>| {
        json(
            value!({ "data": { "things": [{ "id": "a" }] }, "paging": { "cursors": { "after": token } } }),
        )
    };
    let server = serve(&[("/v3/Deep", body(Some("1"))), ("/v3/Deep?after=1", body(None))]).await;
    let (things, error) = all(client(&server).list_deep().items()).await;
    assert_eq!((ids(things), error), (vec!["a".to_owned(), "a".into()], None));
    let server = server_of_one_answer(value!({ "paging": {} })).await;
    assert_eq!(all(client(&server).list_deep().items()).await, (Vec::new(), None));
}

#[tokio::test]
async fn tokens_in_what_is_sent_as_well() {
    let server = serve(&[
        ("/v3/Sent", json(value!({ "values": ["a"], "next_cursor": "1" }))),
        ("/v3/Sent?cursor=1", json(value!({ "values": null, "next_cursor": null }))),
    ])
    .await;
    let (values, error) = all(client(&server).fetch_sent().items()).await;
    assert_eq!((values, error), (vec!["a".to_owned()], None));
}

/// Where nothing takes the token, there is one page.
#[test]
fn lists_without_pages() {
    let read = |body: Value| serde_json::from_value::<ThingList>(body).expect("it is one");
    let page = read(value!({ "things": [], "meta": { "nextToken": "A" } }));
    assert_eq!(crate::Page::next_page(&page), None);
}
