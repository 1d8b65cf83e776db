//! What is sent in place of what the client cannot send, and how callers send that.

use http::{HeaderMap, Method};

use super::client;
use crate::fixtures::left_out::models::ListTracesKindItem;
use crate::fixtures::left_out::response_headers::AddTraceHeaders;
use crate::request::Request;
use crate::response::NoContent;

fn sent(request: &Request<NoContent>) -> http::Request<bytes::Bytes> {
    request.to_http().expect("the request can be sent")
}

fn body(request: &Request<NoContent>) -> String {
    let sent = sent(request);
    assert_eq!(sent.headers()["content-type"], "application/x-www-form-urlencoded");
    String::from_utf8(sent.into_body().to_vec()).expect("it is text")
}

#[test]
fn a_list_of_several_types_is_sent_as_texts() {
    let request = client()
        .list_traces(["5", "high"])
        .project(["7", "a b"])
        .x_ratio(["0.5", "all", "true"])
        .trace(["1", "x"])
        .kind([ListTracesKindItem::A, ListTracesKindItem::B])
        .one(3)
        .table("a,b\n1,2");
    let sent = sent(&request.into_request());
    assert_eq!(
        sent.uri().query(),
        Some("project=7&project=a%20b&level=5,high&kind=a&kind=b&one=3&table=a%2Cb%0A1%2C2")
    );
    assert_eq!(sent.headers()["x-ratio"], "0.5,all,true");
    assert_eq!(sent.headers()["cookie"], "trace=1; trace=x");
}

#[test]
fn callers_send_what_is_left_out() {
    let request = client().list_traces(["5"]).into_request();
    let request = request.query("filters", "[{\"scope\":\"all\"}]").header("X-Grid", "1,2;3,4");
    let sent_here = sent(&request);
    let query = "level=5&filters=%5B%7B%22scope%22%3A%22all%22%7D%5D";
    assert_eq!(sent_here.uri().query(), Some(query));
    assert_eq!(sent_here.headers()["x-grid"], "1,2;3,4");

    let delete = client().request("DeleteTraces", Method::DELETE, "/traces").query("which", "a:1");
    let sent_here = sent(&delete);
    assert_eq!(
        (sent_here.method(), sent_here.uri().query()),
        (&Method::DELETE, Some("which=a%3A1"))
    );
}

#[test]
fn fields_of_forms_are_texts_as_callers_give_them() {
    let request = client().add_trace("<a/>").tags(["1", "b"]).into_request();
    assert_eq!(body(&request.form("owner", "<o/>")), "name=%3Ca%2F%3E&tags=1,b&owner=%3Co%2F%3E");
    assert_eq!(body(&client().replace_traces("a=1&b").into_request()), "a=1&b");
}

#[test]
fn a_header_with_content_is_read_as_text() {
    let mut headers = HeaderMap::new();
    headers.insert("x-quota", "{\"left\":1}".parse().expect("a value"));
    assert_eq!(AddTraceHeaders::from(&headers).x_quota.as_deref(), Some("{\"left\":1}"));
}
