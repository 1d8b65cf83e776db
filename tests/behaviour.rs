//! What the code of the fixtures does: requests as they would be sent, responses as they are read.

mod accept;
mod beside_choices;
mod bodies;
mod bundled;
mod chat;
mod components;
mod composition;
mod contents;
mod cookies;
mod events;
mod form_unions;
mod idempotence;
mod intersection;
mod left_out;
mod media_choices;
mod misfits;
mod models;
mod names;
mod openapi31;
mod openapi32;
mod pages;
mod parts;
mod paths;
mod reference_siblings;
mod references;
mod request_names;
mod requests;
mod several_files;
mod sides;
mod stream_items;
mod streams;
mod type_left_out;
mod types;
mod unions;
mod variants;
mod vendor_habits;
mod waits;
mod wrong_types;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use crate::Client;
use crate::request::Request;
use crate::response::{Content, Response};

/// A client with credentials, for requests that are not sent.
fn client() -> Client {
    Client::new("AC0", "secret").expect("these credentials can be used")
}

/// A client of a server on this machine.
fn client_of(server: &wiremock::MockServer) -> Client {
    let client = Client::builder().base_url(server.uri()).build();
    client.expect("plain http to this machine is allowed")
}

/// Checks method and URL of a request, its content type if it has one, and its body.
#[track_caller]
fn check<C: Content>(request: &Request<C>, line: &str, body: &str) {
    let sent = request.to_http().expect("the request can be sent");
    // The HTTP client sends it as it is here.
    let uri = sent.uri().to_string();
    assert_eq!(reqwest::Url::parse(&uri).expect("it is a URL").as_str(), uri);
    let url = sent.uri().path_and_query().map_or("", |url| url.as_str());
    let mut found = format!("{} {url}", sent.method());
    if let Some(content_type) = sent.headers().get(CONTENT_TYPE) {
        found.push(' ');
        found.push_str(content_type.to_str().expect("a content type is text"));
    }
    assert_eq!(found, line);
    assert_eq!(String::from_utf8_lossy(sent.body()), body);
}

/// Reads a response to a request.
#[track_caller]
fn respond<C: Content>(
    request: &Request<C>,
    status: u16,
    headers: &[(&str, &str)],
    body: &Value,
) -> Response<C::Body> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    let response = response.body(body).expect("the response is well-formed");
    request.decode(response).expect("the response can be read")
}
