//! Which requests may be sent again although it is not known what became of them.

use bytes::Bytes;

use super::client;
use crate::fixtures::idempotence::models::BookVoyageBody;
use crate::request::Request;
use crate::response::Content;

/// Whether a request may be sent again after an answer of a status.
fn is_retryable<C: Content>(request: &Request<C>, status: u16) -> bool {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = status.try_into().expect("a status has three digits");
    let error = request.decode(response).map(|_| ()).expect_err("it is no success");
    error.is_retryable()
}

#[track_caller]
fn check<C: Content>(request: &Request<C>, idempotent: bool) {
    assert_eq!(is_retryable(request, 503), idempotent);
    // Whatever is said of the operation, this was not processed, and that will be so again.
    assert!(is_retryable(request, 429));
    assert!(!is_retryable(request, 404));
}

#[test]
fn what_the_document_says_counts_more_than_the_method() {
    let client = client();
    check(&client.pay_voyage("1").into_request(), true);
    check(&client.find_voyages().into_request(), true);
    check(&client.reroute_voyage("1").into_request(), false);
    check(&client.take_voyage().into_request(), false);
    check(&client.cancel_voyage("1").into_request(), true);
}

#[test]
fn it_counts_for_each_kind_of_body_and_of_answer() {
    let client = client();
    check(&client.book_voyage(BookVoyageBody::new("1")).into_request(), true);
    check(&client.book_voyage_form("1").into_request(), true);
    check(&client.take_voyage().accept_text(), false);
}

#[test]
fn whoever_calls_has_the_last_word() {
    check(&client().find_voyages().into_request().idempotent(false), false);
    check(&client().reroute_voyage("1").into_request().idempotent(true), true);
}
