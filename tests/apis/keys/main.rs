//! Several kinds of credentials.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../keys.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod basic;
    pub mod bearer;
    pub mod client;
    pub mod cookie_key;
    pub mod credential;
    pub mod digits;
    pub mod error;
    pub mod from_json;
    pub mod header_key;
    pub mod headers;
    pub mod kept;
    pub mod node;
    pub mod oauth;
    pub mod observer;
    pub mod parameter;
    pub mod printable;
    pub mod provider;
    pub mod proxies;
    pub mod query_key;
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

use std::error::Error as _;

use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

/// Every header of a request that proves who sends it, and its query.
fn proofs(request: &request::Request<response::NoContent>) -> String {
    let sent = request.to_http().expect("the request can be sent");
    let header = |name: &&str| sent.headers().contains_key(*name);
    let names = ["authorization", "cookie", "x-csrf-token", "x-partner-key"];
    let headers: Vec<&str> = names.into_iter().filter(header).collect();
    format!("{}?{}", headers.join(" "), sent.uri().query().unwrap_or_default())
}

#[test]
fn each_operation_gets_what_it_needs() {
    let all = Client::builder()
        .partner_key("p")
        .login("t")
        .session("s")
        .csrf("c")
        .credentials("a", "b")
        .build_api_key("k");
    let all = all.build().expect("the credentials can be used");
    assert_eq!(proofs(&all.list_accounts().into_request()), "x-partner-key?");
    assert_eq!(proofs(&all.sign_up().into_request()), "?");
    assert_eq!(proofs(&all.maybe_sign_in().into_request()), "authorization?");
    assert_eq!(proofs(&all.change_account().into_request()), "cookie x-csrf-token?");
    assert_eq!(proofs(&all.close_account().into_request()), "?key=k");

    let identity = Client::builder().identity("i").build().expect("a client");
    assert_eq!(proofs(&identity.maybe_sign_in().into_request()), "authorization?");
    let one = Client::builder().credentials("a", "b").csrf("c").build().expect("a client");
    assert_eq!(proofs(&one.maybe_sign_in().into_request()), "?");
    assert_eq!(proofs(&one.change_account().into_request()), "authorization?");
    let refused = one.list_accounts().into_request().to_http();
    assert_eq!(
        refused.expect_err("the key is missing").to_string(),
        "ListAccounts was not sent: the client has no credentials, and the operation needs them: \
         partnerKey"
    );
}

#[test]
fn the_value_for_another_http_authentication_is_given() {
    let value = "Digest username=\"a\", response=\"b\"";
    let sent = |client: &Client| {
        let both = [client.list_devices().into_request(), client.add_device().into_request()];
        both.map(|request| {
            let sent = request.to_http().expect("the request can be sent");
            sent.headers()["authorization"].to_str().expect("it is text").to_owned()
        })
    };
    let client = Client::builder().authorization(value).csrf("c").build().expect("a client");
    assert_eq!(sent(&client), [value, value]);
    assert!(!format!("{client:?}").contains("username"));
    // Of two that use one header, one is sent.
    let client = Client::builder().authorization(value).csrf("c").credentials("a", "b");
    let client = client.build().expect("a client");
    assert_eq!(sent(&client), [value, "Basic YTpi"]);
    let client = Client::builder().credentials("a", "b").csrf("c").build().expect("a client");
    assert_eq!(proofs(&client.add_device().into_request()), "authorization x-csrf-token?");
    client.list_devices().into_request().to_http().expect_err("it needs another value");
}

#[tokio::test]
async fn credentials_are_on_the_wire() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(204);
    Mock::given(matchers::any()).respond_with(answer).mount(&server).await;
    let builder = || Client::builder().base_url(server.uri());
    let all = builder().partner_key("p/q").login("t0").session("s-x").csrf("c");
    let all = all.build().expect("a client");
    all.list_accounts().send().await.expect("a success");
    all.sign_up().send().await.expect("a success");
    all.maybe_sign_in().send().await.expect("a success");
    all.change_account().send().await.expect("a success");
    let others = builder().credentials("a", "b:c").identity("i").build().expect("a client");
    others.maybe_sign_in().send().await.expect("a success");
    others.change_account().send().await.expect("a success");

    let names = ["authorization", "cookie", "x-csrf-token", "x-partner-key"];
    let requests = server.received_requests().await.expect("requests are recorded");
    let found = requests.iter().map(|request| {
        let values = names.iter().filter_map(|name| {
            Some(format!("{name}: {}", request.headers.get(*name)?.to_str().expect("it is text")))
        });
        values.collect::<Vec<_>>().join(", ")
    });
    let expected = [
        "x-partner-key: p/q",
        "",
        "authorization: Bearer t0",
        "cookie: sid=s-x, x-csrf-token: c",
        "authorization: Bearer i",
        "authorization: Basic YTpiOmM=",
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_key_in_the_query_is_on_the_wire_and_in_no_error() {
    const KEY: &str = "hunter2 &";

    let client = |url: &str| Client::builder().base_url(url).build_api_key(KEY).build();
    let server = MockServer::start().await;
    let refuses = ResponseTemplate::new(403);
    Mock::given(matchers::any()).respond_with(refuses).mount(&server).await;
    for url in [&server.uri(), "http://127.0.0.1:1"] {
        let close = client(url).expect("a client").close_account();
        let error = close.send().await.expect_err("no server accepts it");
        let mut shown = format!("{error} {error:?}");
        let mut cause = error.source();
        while let Some(error) = cause {
            shown = format!("{shown} {error} {error:?}");
            cause = error.source();
        }
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let received = server.received_requests().await.expect("requests are recorded");
    assert_eq!(received[0].url.query(), Some("key=hunter2%20%26"));
    let plain = client("http://api.example.com").expect_err("the key would be readable");
    assert!(plain.to_string().contains("must use https"), "{plain}");
}
