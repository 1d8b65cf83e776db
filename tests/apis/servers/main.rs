//! Several servers.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../servers.rs"]
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
    pub mod observer;
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
    pub mod server;
    pub mod source;
    pub mod time_limits;
    pub mod transport;
}

// Generated code looks for everything in the root of its crate.
pub use generated::*;
pub use runtime::any_json::AnyJson;
pub use runtime::client::{Client, ClientBuilder};
pub use runtime::error::Error;
pub use runtime::provider::CredentialProvider;
pub use runtime::request::Request;
pub use runtime::response::{NoContent, Response};
pub use runtime::*;

fn url(builder: ClientBuilder, request: impl Fn(&Client) -> Request<NoContent>) -> String {
    let client = builder.token("t").build().expect("a client");
    let sent = request(&client).to_http().expect("the request can be sent");
    assert_eq!(sent.headers()["authorization"], "Bearer t");
    sent.uri().to_string()
}

fn things(builder: ClientBuilder) -> String {
    url(builder, |client| client.list_things().into_request())
}

#[test]
fn a_server_is_chosen() {
    assert_eq!(things(Client::builder()), "https://eu.example.com/v1/things");
    let at = |server| things(Client::builder().base_url(server));
    assert_eq!(at(servers::SANDBOX.to_owned()), "https://sandbox.example.com/things");
    let staging = servers::STAGING_EXAMPLE_COM_V1.to_owned();
    assert_eq!(at(staging), "https://staging.example.com/v1/things");
    let production = servers::Production::new();
    assert_eq!(at(production.clone().into()), "https://eu.example.com/v1/things");
    let production = production.region(servers::ProductionRegion::UsEast).port("8443");
    let url = at(production.base("a b/v2").into());
    assert_eq!(url, "https://us-east.example.com:8443/a%20b/v2/things");
}

#[test]
fn a_variable_cannot_lead_elsewhere() {
    for port in ["1@evil.example", "1/", "1#", "1?", "evil.example"] {
        let server = servers::Production::new().port(port);
        let refused = Client::builder().base_url(server).build();
        refused.expect_err("it is no port");
    }
}

#[test]
fn operations_have_servers_of_their_own() {
    let upload = |builder| url(builder, |client| client.upload().into_request());
    let delete = |builder| url(builder, |client| client.drop_uploads().into_request());
    assert_eq!(upload(Client::builder()), "https://uploads.example.com/uploads");
    assert_eq!(delete(Client::builder()), "https://admin.example.com/v2/uploads");
    // A proxy or a test gets everything.
    let elsewhere = || Client::builder().base_url("http://127.0.0.1:1/x");
    assert_eq!(upload(elsewhere()), "http://127.0.0.1:1/x/uploads");
    assert_eq!(delete(elsewhere()), "http://127.0.0.1:1/x/uploads");
}

#[test]
fn what_the_api_links_to_is_on_the_server_of_the_operation() {
    let next = |url: &'static str| {
        let client = Client::builder().token("t").build().expect("a client");
        client.upload().into_request().at(url).to_http()
    };
    let same = next("/uploads?page=2").expect("it is on the same host");
    assert_eq!(same.uri(), "https://uploads.example.com/uploads?page=2");
    next("https://evil.example/").expect_err("it is on another host");
}
