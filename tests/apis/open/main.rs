//! No credentials at all.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../open.rs"]
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
    pub mod style;
    pub mod time_limits;
    pub mod transport;
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
pub use runtime::style::Style;
pub use runtime::*;

#[test]
fn an_open_api_has_the_server_that_its_document_names() {
    let client = Client::new().expect("nothing is secret");
    let status = client.fetch_status().into_request().to_http().expect("a request");
    assert_eq!(status.uri(), "http://api.example.com/v1/status");
    assert!(!status.headers().contains_key("authorization"));
}

#[test]
fn a_list_can_be_deep() {
    let client = Client::new().expect("nothing is secret");
    let status = client.fetch_status().parts(["a", "b c"]).into_request();
    let status = status.to_http().expect("a request");
    assert_eq!(status.uri().query(), Some("parts%5B%5D=a&parts%5B%5D=b%20c"));
}

/// Whatever the document says: what is secret is not sent readable for everybody.
#[test]
fn a_secret_goes_to_no_server_with_plain_http() {
    let builder = Client::builder().bearer("bearer", "token");
    let refused = builder.clone().build().expect_err("the token would be readable");
    assert!(refused.to_string().contains("must use https"), "{refused}");
    builder.allow_plain_http().build().expect("who uses it wants that");
    let provided = Client::builder().bearer_from("bearer", || async { Ok("token".to_owned()) });
    provided.build().expect_err("the token would be readable");
}

#[test]
fn other_servers_have_to_use_https() {
    let other = Client::builder().base_url("http://other.example.com").build();
    let refused = other.expect_err("it is not what the document says");
    assert!(refused.to_string().contains("must use https"), "{refused}");
}
