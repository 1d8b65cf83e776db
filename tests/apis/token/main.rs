//! A bearer token, and no server.

#![cfg(not(update_expect))]

#[rustfmt::skip]
#[path = "../token.rs"]
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
pub use runtime::*;

fn authorization(request: &http::Request<bytes::Bytes>) -> Option<&str> {
    request.headers().get("authorization")?.to_str().ok()
}

#[test]
fn the_token_goes_where_it_is_needed() {
    let client = Client::new("https://api.example.com/v2", "t0").expect("a client");
    let me = client.fetch_me().into_request().to_http().expect("a request");
    assert_eq!(me.uri(), "https://api.example.com/v2/me");
    assert_eq!(authorization(&me), Some("Bearer t0"));
    let status = client.fetch_status().into_request().to_http().expect("a request");
    assert_eq!(authorization(&status), None);
}

#[test]
fn a_client_needs_a_base_url() {
    let refused = Client::builder().token("t0").build().expect_err("there is no server");
    assert_eq!(
        refused.to_string(),
        "the client cannot be built: the API has no server that its document names; set one with \
         `base_url`"
    );
}
