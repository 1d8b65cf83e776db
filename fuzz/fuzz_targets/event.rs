//! Looks for requests that a receiver of events does not cope with.

#![no_main]

use flex_interactions::events::InteractionWebhook;
use flex_interactions::receive::Event;
use http::{HeaderValue, Method, Request};
use libfuzzer_sys::fuzz_target;

/// What an event is sent as, and what it might be taken for.
const CONTENT_TYPES: [&str; 3] =
    ["application/x-www-form-urlencoded", "application/json", "multipart/form-data"];

fuzz_target!(|input: (u8, bool, Vec<u8>)| {
    let (kind, is_post, body) = input;
    let mut request = Request::new(body);
    if is_post {
        *request.method_mut() = Method::POST;
    }
    if let Some(kind) = CONTENT_TYPES.get(usize::from(kind % 4)) {
        request.headers_mut().insert("content-type", HeaderValue::from_static(kind));
    }
    match InteractionWebhook::read(&request) {
        Ok(event) => drop(format!("{event:?}")),
        Err(error) => assert!(error.status().is_client_error(), "{error}"),
    }
});
