//! What requests ask for where the document says so.

use super::client;
use crate::request::Request;
use crate::response::Content;

fn accept<C: Content>(request: &Request<C>) -> String {
    let sent = request.to_http().expect("the request can be sent");
    let values: Vec<_> = sent.headers().get_all("accept").iter().collect();
    assert_eq!(values.len(), 1);
    values[0].to_str().expect("it is text").to_owned()
}

#[test]
fn what_the_document_requires_is_asked_for() {
    let client = client();
    assert_eq!(accept(&client.list_repos().into_request()), "application/vnd.example+json");
    let request = client.add_repo().into_request();
    assert_eq!(accept(&request), "application/vnd.example.preview+json");
    assert_eq!(accept(&client.drop_repos().into_request()), "application/json");
}

#[test]
fn what_the_client_cannot_read_is_not_asked_for() {
    let lines = client().list_lines();
    assert_eq!(accept(&lines.clone().into_request()), "application/json");
    assert_eq!(accept(&lines.accept_csv()), "text/csv");
}
