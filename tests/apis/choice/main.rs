//! Operations that leave the choice of a server.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../choice.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod bearer;
    pub mod chosen_server;
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

fn built(builder: ClientBuilder) -> Client {
    builder.token("t").build().expect("a client")
}

fn url(request: &Request<NoContent>) -> String {
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()["authorization"], "Bearer t");
    sent.uri().to_string()
}

#[test]
fn the_first_server_is_the_default() {
    let client = built(Client::builder());
    let request = client.add_file("a").into_request();
    assert_eq!(url(&request), "https://files.example.com/files");
    let request = client.drop_files().into_request();
    assert_eq!(url(&request), "https://api.example.com/v2/files");
    let sent = client.check_health().into_request().to_http().expect("it can be sent");
    assert_eq!(sent.uri(), "http://status.example.com/status/health");
}

#[test]
fn another_is_chosen() {
    let client = built(Client::builder());
    let elsewhere = servers::RegionFilesExampleComPort::new();
    let request = client.add_file("a").server(elsewhere.clone()).into_request();
    assert_eq!(url(&request), "https://us.files.example.com/files");
    let elsewhere = elsewhere.region(servers::RegionFilesExampleComPortRegion::ApSouth);
    let request = client.add_file("a").server(elsewhere.port("8443")).into_request();
    assert_eq!(url(&request), "https://ap-south.files.example.com:8443/files");
    let request = client.add_file("a").server(servers::FILES_EXAMPLE_COM).into_request();
    assert_eq!(url(&request), "https://files.example.com/files");
    let beta = servers::ApiExampleComVersionBeta::new().version("v4");
    let request = client.drop_files().server(beta).into_request();
    assert_eq!(url(&request), "https://api.example.com/v4/beta/files");
}

#[test]
fn a_parameter_of_that_name_keeps_it() {
    let client = built(Client::builder());
    let request = client.list_files().server_query("mine").server(servers::FILES_EXAMPLE_COM);
    assert_eq!(url(&request.into_request()), "https://files.example.com/files?server=mine");
}

#[test]
fn a_variable_may_be_the_server_itself() {
    let client = built(Client::builder());
    let at = |root: &str| {
        let server = servers::RootStatus::new().root(root);
        client.check_health().server(server).into_request().to_http()
    };
    let sent = at("https://own.example.com:8443/a/").expect("it can be sent");
    assert_eq!(sent.uri(), "https://own.example.com:8443/a/status/health");
    assert_eq!(sent.headers().get("authorization"), None);
    at("https://user@own.example.com").expect_err("it has credentials");
    at("own.example.com").expect_err("it is no URL");
}

#[test]
fn a_proxy_or_a_test_gets_everything() {
    let client = built(Client::builder().base_url("http://127.0.0.1:1/x"));
    let request = client.add_file("a").server(servers::FILES_EXAMPLE_COM).into_request();
    assert_eq!(url(&request), "http://127.0.0.1:1/x/files");
}

#[test]
fn a_variable_cannot_lead_elsewhere() {
    let client = built(Client::builder());
    for port in ["1@evil.example", "1/", "1#", "1?", "evil.example"] {
        let server = servers::RegionFilesExampleComPort::new().port(port);
        let request = client.add_file("a").server(server).into_request();
        request.to_http().expect_err("it is no port");
    }
}
