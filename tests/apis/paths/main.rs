//! Servers of paths, and no other.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../paths.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod client;
    pub mod credential;
    pub mod digits;
    pub mod error;
    pub mod from_json;
    pub mod header_key;
    pub mod headers;
    pub mod kept;
    pub mod node;
    pub mod observer;
    pub mod open_enum;
    pub mod own_server;
    pub mod parameter;
    pub mod printable;
    pub mod provider;
    pub mod proxies;
    pub mod reading;
    pub mod request;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod source;
    pub mod time_limits;
    pub mod transport;
    pub mod union;
}

// Generated code looks for everything in the root of its crate.
pub use generated::*;
pub use runtime::any_json::AnyJson;
pub use runtime::client::{Client, ClientBuilder};
pub use runtime::error::Error;
pub use runtime::parameter::Json;
pub use runtime::provider::CredentialProvider;
pub use runtime::request::Request;
pub use runtime::response::{NoContent, Response};
pub use runtime::*;

use std::time::Duration;

use retry::{RetryPolicy, StopReason};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

#[test]
fn the_server_of_the_first_path_is_that_of_the_api() {
    let client = Client::builder().api_key("secret").build().expect("a client");
    let birds = client.list_birds(["red"], 0.5, 2, true).into_request();
    let birds = birds.to_http().expect("a request");
    let url = "https://birds.example.com/v1/birds?colours=red&span=0.5&count=2&rare=true";
    assert_eq!(birds.uri().to_string(), url);
    assert!(!birds.headers().contains_key("x-key"));

    let nest =
        client.add_nest("In the oak.".to_owned()).into_request().to_http().expect("a request");
    assert_eq!(nest.uri(), "https://nests.example.com/nests");
    assert_eq!(nest.headers()["x-key"], "secret");
}

/// What the runtime does, it does for each API: here, of one that is not Twilio's.
#[tokio::test]
async fn trouble_that_passes() {
    let server = MockServer::start().await;
    let answer = |status| Mock::given(matchers::any()).respond_with(ResponseTemplate::new(status));
    let once = answer(429).up_to_n_times(1).expect(1);
    once.mount(&server).await;
    answer(503).mount(&server).await;
    let soon = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
    let builder = Client::builder().api_key("secret").base_url(server.uri()).retries(soon);
    let client = builder.build().expect("a client");

    let error = client.add_nest("In the oak.".to_owned()).send().await.expect_err("a refusal");
    assert_eq!((error.attempts(), error.stop_reason()), (2, Some(StopReason::NotIdempotent)));
    assert!(error.may_have_happened());
    let birds = client.list_birds(["red"], 0.5, 2, true).send().await.expect_err("a refusal");
    assert_eq!((birds.attempts(), birds.stop_reason()), (3, Some(StopReason::Attempts)));
    assert!(!birds.may_have_happened());
    assert_eq!(server.received_requests().await.map(|all| all.len()), Some(5));
}
