//! Lists whose pages are found by a token, a header or a number, from a server on this machine.

mod by_link;
mod by_number;
mod by_token;

use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::error::Error;
use crate::{Client, Items, Page};

/// Answers a request for each of these paths and queries; to anything else it answers 404.
async fn serve(answers: &[(&'static str, ResponseTemplate)]) -> MockServer {
    let server = MockServer::start().await;
    for (target, answer) in answers {
        let target = *target;
        let is_it = move |request: &Request| target_of(request) == target;
        Mock::given(any()).and(is_it).respond_with(answer.clone()).mount(&server).await;
    }
    server
}

/// Answers whatever it is asked.
async fn server_of_one_answer(body: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(json(body)).mount(&server).await;
    server
}

fn json(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// A client with credentials.
fn client(server: &MockServer) -> Client {
    let client = Client::builder().base_url(server.uri()).credentials("AC0", "secret").build();
    client.expect("plain http to this machine is allowed")
}

/// Path and query of every request so far.
async fn targets(server: &MockServer) -> Vec<String> {
    requests(server).await.iter().map(target_of).collect()
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.expect("requests are recorded")
}

fn target_of(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}"));
    format!("{}{}", request.url.path(), query.unwrap_or_default())
}

/// All items, and why there are no more if it is not because the list is over.
async fn all<P: Page>(mut items: Items<P>) -> (Vec<P::Item>, Option<String>) {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => found.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "there is something after an error");
                return (found, Some(why(&error)));
            }
        }
    }
    (found, None)
}

/// Why a page could not be had.
fn why(error: &Error) -> String {
    error.to_string()
}
