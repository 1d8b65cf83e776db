//! Servers that are paths, on a host that the user gives.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../relative.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
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
pub use runtime::parameter::Json;
pub use runtime::request::Request;
pub use runtime::response::{NoContent, Response};
pub use runtime::*;

/// The URLs of the three operations, with a base URL.
fn urls(base_url: &str) -> [String; 3] {
    let client = Client::new(base_url).expect("this base URL can be used");
    let requests = [
        client.list_things().into_request().to_http(),
        client.check_health().into_request().to_http(),
        client.set_health().into_request().to_http(),
    ];
    requests.map(|request| request.expect("it can be sent").uri().to_string())
}

#[test]
fn a_host_gets_the_paths_of_the_document() {
    for base_url in ["https://example.com", "https://example.com/"] {
        let expected = ["/api/v2/things", "/health", "/api/v3/health"];
        assert_eq!(urls(base_url), expected.map(|path| format!("https://example.com{path}")));
    }
    let client = Client::new("http://127.0.0.1:1").expect("plain http to this machine is allowed");
    assert_eq!(client.base_url(), "http://127.0.0.1:1/api/v2");
}

#[test]
fn a_path_is_chosen() {
    let url = |base_url: &str, server: String| {
        let client = Client::new(base_url).expect("this base URL can be used");
        let sent = client.reset_health().server(server).into_request().to_http();
        sent.expect("it can be sent").uri().to_string()
    };
    let beta = servers::StageV3::new();
    let host = "https://example.com";
    assert_eq!(url(host, servers::API_V3.to_owned()), "https://example.com/api/v3/health");
    assert_eq!(url(host, beta.clone().into()), "https://example.com/beta/v3/health");
    let deeper = beta.clone().stage("a b/c").into();
    assert_eq!(url(host, deeper), "https://example.com/a%20b/c/v3/health");
    assert_eq!(url("https://example.com/proxy", beta.into()), "https://example.com/proxy/health");
}

#[test]
fn a_path_that_is_given_wins() {
    let expected = ["/proxy/things", "/proxy/health", "/proxy/health"];
    let expected = expected.map(|path| format!("https://example.com{path}"));
    assert_eq!(urls("https://example.com/proxy/"), expected);
}

#[test]
fn a_host_has_to_be_given() {
    let message = Client::builder().build().expect_err("there is no host").to_string();
    assert!(message.contains("set one with `base_url`"), "{message}");
}
