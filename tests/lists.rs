//! Lists of the project's own API, which come page by page, against a server on this machine.

use flex_interactions::{Client, InteractionSid};
use serde_json::{Value, json};
use wiremock::matchers::{basic_auth, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const SID: &str = "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn list_path() -> String {
    format!("/v1/Interactions/{SID}/Channels")
}

fn client(server: &MockServer) -> Client {
    let client = Client::builder().credentials("AC0", "secret").base_url(server.uri()).build();
    client.expect("plain http to this machine is allowed")
}

fn sid() -> InteractionSid {
    SID.parse().expect("it has the form of one")
}

/// The identifier of a channel.
fn channel(number: u32) -> String {
    format!("UO{number:032}")
}

fn page(number: u32, channels: &[u32], next: Option<&str>) -> Value {
    let channels = channels.iter().map(|number| json!({ "sid": channel(*number) }));
    json!({
        "channels": channels.collect::<Vec<_>>(),
        "meta": { "key": "channels", "page": number, "page_size": 2, "next_page_url": next },
    })
}

/// A server of two pages, the second of which is at the URL that the first one names.
async fn two_pages() -> MockServer {
    let server = MockServer::start().await;
    let second = format!("{}{}?PageSize=2&Page=1&PageToken=PA1", server.uri(), list_path());
    let first = page(0, &[1, 2], Some(&second));
    for (number, body) in [("0", first), ("1", page(1, &[3], None))] {
        Mock::given(method("GET"))
            .and(path(list_path()))
            .and(basic_auth("AC0", "secret"))
            .and(query_param("PageSize", "2"))
            .and(move |request: &Request| {
                let page = request.url.query_pairs().find(|(name, _)| name == "Page");
                page.map_or("0".into(), |(_, number)| number) == number
            })
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&server)
            .await;
    }
    server
}

/// What the server was asked for.
async fn queries(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.expect("they are recorded");
    requests.iter().map(|request| request.url.query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn items_come_from_all_pages() {
    let server = two_pages().await;
    let mut items = client(&server).list_interaction_channels(sid()).page_size(2).items();
    assert!(queries(&server).await.is_empty(), "nothing is fetched before it is asked for");
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.expect("both pages can be read").sid.expect("it has one").to_string());
    }
    assert_eq!(found, [1, 2, 3].map(channel));
    assert_eq!(queries(&server).await, ["PageSize=2", "PageSize=2&Page=1&PageToken=PA1"]);
}

#[tokio::test]
async fn a_limit_that_the_first_page_reaches_fetches_no_second() {
    let server = two_pages().await;
    let request = client(&server).list_interaction_channels(sid()).page_size(2);
    let mut items = request.items().limit(2);
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.expect("the page can be read");
        count += 1;
    }
    assert_eq!(count, 2);
    assert_eq!(queries(&server).await, ["PageSize=2"]);
}

#[tokio::test]
async fn each_page_tells_its_place() {
    let server = two_pages().await;
    let mut pages = client(&server).list_interaction_channels(sid()).page_size(2).pages();
    let mut numbers = Vec::new();
    while let Some(page) = pages.next().await {
        let meta = page.expect("both pages can be read").into_body().meta;
        let meta = meta.expect("every page has some");
        assert_eq!(meta.key.as_deref(), Some("channels"));
        numbers.push(meta.page);
    }
    assert_eq!(numbers, [Some(0), Some(1)]);
}
