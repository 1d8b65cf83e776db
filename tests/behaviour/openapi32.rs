//! What OpenAPI 3.2 adds, as it is sent.

use http::Method;
use serde_json::json;

use super::{check, client};
use crate::NoContent;
use crate::fixtures::openapi32_methods::models::Search;

#[test]
fn requests_have_methods_that_earlier_versions_do_not_know() {
    let client = client();
    let found = client.search_memos(Search::new("a b")).into_request();
    check(&found, "QUERY /memos application/json", &json!({"words": "a b"}).to_string());
    check(&client.lock_memos().into_request(), "LOCK /memos", "");
    let copied = client.copy_memos_id("1", "/memos/2").into_request();
    check(&copied, "COPY /memos/1", "");
    let sent = copied.to_http().expect("it can be sent");
    assert_eq!(
        sent.headers().get("Destination").map(http::HeaderValue::as_bytes),
        Some(&b"/memos/2"[..])
    );
    check(&client.replace_memo("1").into_request(), "POST /memos/1", "");
}

#[test]
fn what_is_no_method_is_an_error_of_the_request() {
    let client = client();
    let sent = client.request::<NoContent>("none", "NO METHOD", "/").to_http();
    let error = sent.expect_err("it is no method");
    assert!(error.to_string().contains("the method is none of HTTP's"), "{error}");
    let known = client.request::<NoContent>("known", Method::PUT, "/").to_http();
    assert_eq!(known.expect("it is one").method(), Method::PUT);
}
