//! Lists whose pages are asked for by a number.

use serde_json::{Value, json as value};
use wiremock::ResponseTemplate;

use super::{all, client, json, serve, server_of_one_answer, targets};

const REPEATED: &str = "was not sent: the page lists what a page before it did";

fn ships(names: &[&str]) -> Value {
    names.iter().map(|name| value!({ "name": name })).collect()
}

fn list(names: &[&str]) -> ResponseTemplate {
    json(ships(names))
}

fn ships_of(names: &[&str], total: Option<u64>) -> ResponseTemplate {
    json(value!({ "ships": ships(names), "total": total }))
}

/// By as many as there were, whatever was asked for.
#[tokio::test]
async fn an_offset_goes_on_by_the_items() {
    let server = serve(&[
        ("/ships?limit=3&flag=red", ships_of(&["a", "b"], None)),
        ("/ships?limit=3&flag=red&offset=2", ships_of(&["c"], None)),
        ("/ships?limit=3&flag=red&offset=3", ships_of(&[], None)),
    ])
    .await;
    let (ships, error) = all(client(&server).list_ships().limit(3).flag("red").items()).await;
    assert_eq!((ships.len(), error), (3, None));
    assert_eq!(targets(&server).await.len(), 3);
}

/// So that nothing is asked for beyond the last.
#[tokio::test]
async fn an_offset_ends_with_the_total() {
    for (total, requests) in [(Some(3), 2), (Some(1), 1), (None, 3)] {
        let server = serve(&[
            ("/ships", ships_of(&["a", "b"], total)),
            ("/ships?offset=2", ships_of(&["c"], total)),
            ("/ships?offset=3", ships_of(&[], total)),
        ])
        .await;
        let (_, error) = all(client(&server).list_ships().items()).await;
        assert_eq!(error, None);
        assert_eq!(targets(&server).await.len(), requests, "{total:?}");
    }
}

#[tokio::test]
async fn an_offset_begins_where_the_caller_says() {
    let server = serve(&[("/ships?offset=40&limit=1", ships_of(&["a"], Some(41)))]).await;
    let (ships, error) = all(client(&server).list_ships().offset(40).limit(1).items()).await;
    assert_eq!((ships.len(), error), (1, None));
}

/// The first number is the least that the document allows, or the one without the parameter.
#[tokio::test]
async fn pages_are_counted_from_the_first_number() {
    let boats = |names: &[&str], more: Option<bool>| {
        json(value!({ "boats": ships(names), "pagination": { "has_more": more } }))
    };
    let server = serve(&[
        ("/boats", boats(&["a"], Some(true))),
        ("/boats?page=1", boats(&["b"], None)),
        ("/boats?page=2", boats(&["c"], Some(false))),
        ("/rafts?per_page=1", list(&["a"])),
        ("/rafts?per_page=1&page=2", list(&["b"])),
        ("/rafts?per_page=1&page=3", list(&[])),
        ("/rafts?page=7", list(&["a"])),
        ("/rafts?page=8", list(&[])),
        ("/ferries", json(value!({ "ferries": ["a"], "pages": 2 }))),
        ("/ferries?p=2", json(value!({ "ferries": ["b"], "pages": 2 }))),
    ])
    .await;
    let client = client(&server);
    let (boats, error) = all(client.list_boats().items()).await;
    assert_eq!((boats.len(), error), (3, None));
    let (rafts, error) = all(client.list_rafts().per_page(1).items()).await;
    assert_eq!((rafts.len(), error), (2, None));
    let (rafts, error) = all(client.list_rafts().page(7).items()).await;
    assert_eq!((rafts.len(), error), (1, None));
    let (ferries, error) = all(client.list_ferries().items()).await;
    assert_eq!((ferries, error), (vec!["a".to_owned(), "b".into()], None));
    assert_eq!(targets(&server).await.len(), 10);
}

/// An API that does not know the parameter gives the first page for ever, whatever else it says.
#[tokio::test]
async fn pages_that_repeat() {
    let server = server_of_one_answer(value!({ "ships": ships(&["a", "b"]) })).await;
    let (found, error) = all(client(&server).list_ships().items()).await;
    assert_eq!((found.len(), error), (2, Some(format!("ListShips {REPEATED}"))));
    assert_eq!(targets(&server).await.len(), 2);

    // One that begins anew after the last page.
    let server = serve(&[
        ("/rafts", list(&["a"])),
        ("/rafts?page=2", list(&["b"])),
        ("/rafts?page=3", list(&["a"])),
    ])
    .await;
    let (found, error) = all(client(&server).list_rafts().items()).await;
    assert_eq!((found.len(), error), (2, Some(format!("ListRafts {REPEATED}"))));
}

/// What is no number cannot be counted on, and what has no successor neither.
#[tokio::test]
async fn numbers_that_cannot_go_on() {
    for page in ["-1", "18446744073709551615"] {
        let server = server_of_one_answer(ships(&["a"])).await;
        let request = client(&server).list_rafts().into_request().query("page", page);
        let (found, error) = all(request.items()).await;
        assert_eq!((found.len(), error), (1, None), "{page}");
    }
}

#[tokio::test]
async fn an_error_at_the_second_page() {
    let server = serve(&[("/rafts", list(&["a"]))]).await;
    let mut pages = client(&server).list_rafts().pages();
    assert!(matches!(pages.next().await, Some(Ok(_))));
    assert!(matches!(pages.next().await, Some(Err(_))));
    assert!(pages.next().await.is_none());
    assert_eq!(pages.position(), Some(&*format!("{}/rafts?page=2", server.uri())));
}
