//! Arguments and setters that are called like what requests have.

use super::{check, client};

#[test]
fn arguments_and_setters_are_called_as_in_the_document() {
    let find = client()
        .find_words("a", "b", "c")
        .from("d")
        .into("e")
        .items_query(1)
        .pages_query([2, 3])
        .new(true)
        .fmt("f")
        .send_streamed_query(false)
        .body_query("g")
        .server_query("h");
    let line = "GET /words/a?client=b&clone=c&from=d&into=e&items=1&pages=2&pages=3&new=true&fmt=f\
                &send_streamed=false&body=g&server=h";
    check(&find.clone().into_request(), line, "");
}

#[test]
fn setters_leave_room_for_the_methods_of_requests() {
    let send = client()
        .send_words("a")
        .into_request_query("b")
        .clone_query("c")
        .send_with_response_header("d")
        .client("e")
        .send_streamed_query(true)
        .send_field("f")
        .from("g");
    let line = "POST /words/a?into_request=b&clone=c&client=e&send_streamed=true \
                application/x-www-form-urlencoded";
    let request = send.clone().into_request();
    check(&request, line, "send=f&from=g");
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()["send_with_response"], "d");

    let find = client().find_lists().items_query(1).pages_query(2).send_query("a");
    let _pages = find.clone().pages();
    let _items = find.clone().items();
    check(&find.into_request(), "GET /lists?items=1&pages=2&send=a", "");
}
