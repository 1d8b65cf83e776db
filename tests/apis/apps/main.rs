//! Access tokens that the client fetches.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../apps.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod bearer;
    pub mod client;
    pub mod credential;
    pub mod digits;
    pub mod error;
    pub mod from_json;
    pub mod headers;
    pub mod kept;
    pub mod node;
    pub mod oauth;
    pub mod observer;
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
}

// Generated code looks for everything in the root of its crate.
pub use generated::*;
pub use runtime::any_json::AnyJson;
pub use runtime::client::{Client, ClientBuilder};
pub use runtime::error::Error;
pub use runtime::oauth::OAuthCredentials;
pub use runtime::parameter::Json;
pub use runtime::provider::CredentialProvider;
pub use runtime::request::Request;
pub use runtime::response::{NoContent, Response};
pub use runtime::*;

use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The token URL is on the API's own host, so that it is asked for at the base URL.
#[tokio::test]
async fn the_client_fetches_tokens() {
    let server = MockServer::start().await;
    let token = r#"{"access_token": "t0", "token_type": "bearer", "expires_in": 3600}"#;
    let token = ResponseTemplate::new(200).set_body_string(token);
    Mock::given(path("/gateway/oauth/token")).respond_with(token).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    let builder = Client::builder().base_url(format!("{}/gateway", server.uri()));
    let builder = builder
        .client_credentials("id", "secret")
        .client_credentials_with(OAuthCredentials::new("id", "secret").scopes(["things.read"]));
    let client = builder.build().expect("a client");
    client.fetch_status().send().await.expect("a success");
    client.list_things().send().await.expect("a success");
    client.list_things().send().await.expect("a success");

    let requests = server.received_requests().await.expect("they are recorded");
    let shown = requests.iter().map(|request| {
        let proof = request.headers.get("authorization").map(|it| it.to_str().expect("text"));
        format!("{} {}", request.url.path(), proof.unwrap_or("nobody"))
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "/gateway/status nobody",
            "/gateway/oauth/token Basic aWQ6c2VjcmV0",
            "/gateway/things Bearer t0",
            "/gateway/things Bearer t0",
        ]
    );
    assert_eq!(requests[1].body, b"grant_type=client_credentials&scope=things.read");
}

#[test]
fn a_token_may_be_given() {
    let client = Client::new("t1").expect("a client");
    let sent = client.list_things().into_request().to_http().expect("a request");
    assert_eq!(sent.headers()["authorization"], "Bearer t1");
}
