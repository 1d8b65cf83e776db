//! Tests of the runtime through its public API: what goes into an `http::Request`, and what is
//! made of an `http::Response`. What is sent goes to servers on this machine.

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod connecting;
mod contents;
mod credentials;
mod dates;
mod depth;
mod downloads;
mod edges;
mod encodings;
mod enums;
mod errors;
mod events;
mod excerpts;
mod idempotence;
mod identifiers;
mod lists;
mod misfits;
#[cfg(feature = "mock")]
mod mock;
mod numbers;
mod oauth;
mod objects;
mod open;
mod pages;
mod parameters;
mod path;
mod production;
mod providers;
mod proxies;
mod receiving;
mod responses;
mod retries;
mod retry_after;
mod secrets;
#[cfg(feature = "tracing")]
mod spans;
mod styles;
mod transport;
mod transports;
mod unions;
mod uploads;
mod user_agent;
mod wait;
#[cfg(feature = "webhooks")]
mod webhooks;

use std::sync::LazyLock;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;
use templates::{Client, ClientBuilder, Error, Json, Parameter, Request};

/// One for all, because setting one up reads the root certificates of the system.
static CLIENT: LazyLock<Client> =
    LazyLock::new(|| Client::new("AC0", "token").expect("the defaults are valid"));

/// A client as all others, set up quickly.
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(reqwest::Client::new);

fn client() -> Client {
    CLIENT.clone()
}

fn builder() -> ClientBuilder {
    Client::builder().http_client(HTTP.clone())
}

fn post(path: &'static str) -> Request<Json<Value>> {
    client().request("CreateThing", Method::POST, path)
}

fn get(path: &'static str) -> Request<Json<Value>> {
    client().request("FetchThing", Method::GET, path)
}

fn http(request: &Request<Json<Value>>) -> http::Request<Bytes> {
    request.to_http().expect("the request can be sent")
}

/// Why a request is refused, and that it is refused before anything is sent.
fn refusal(request: &Request<Json<Value>>) -> String {
    let error = request.to_http().expect_err("the request must not be sendable");
    problem(&error)
}

/// The text of an error of building.
fn problem(error: &Error) -> String {
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert!(!error.is_retryable());
    error.to_string()
}

fn texts(value: impl Parameter) -> Vec<String> {
    let mut texts = Vec::new();
    value.append_to(&mut texts).expect("the value can be written as text");
    texts
}

/// A response with header lines as in `name: value`.
fn response(status: u16, headers: &[&[u8]], body: &[u8]) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = status.try_into().expect("a status has three digits");
    *response.headers_mut() = header_map(headers);
    response
}

fn header_map(lines: &[&[u8]]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':').expect("a header line has a colon");
        let name = http::HeaderName::from_bytes(&line[..colon]).expect("a header name");
        let value = http::HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        map.append(name, value.expect("a header value"));
    }
    map
}
