//! A mock over a socket.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;
use templates::mock::Mock;

use super::create;

#[tokio::test]
async fn it_is_the_same_mock() {
    let mock = Mock::new();
    let server = mock.serve().expect("there is a free port");
    server.mock().create_thing().answer(json!(1));
    let client = server.client().expect("the defaults are valid");
    assert_eq!(create(&client).send().await.expect("it is answered"), 1);
    assert_eq!(create(&client).send().await.expect("it is answered")["id"], 7);
    assert_eq!(mock.create_thing().requests().expect("they are read").len(), 2);
}

/// What a program sends that is not ours.
#[test]
fn it_speaks_http_with_anybody() {
    let server = Mock::new().serve().expect("there is a free port");
    let mut stream =
        TcpStream::connect(server.url().trim_start_matches("http://")).expect("it is there");
    // The path of a server in front, and a body in chunks.
    let request = "POST /gateway/Owners/me/Things HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\n\
        Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\
        Connection: close\r\n\r\n4\r\nName\r\n4\r\n=a+b\r\n0\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the connection is closed");
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(answer.contains("\r\nx-count: 1\r\n"), "{answer}");
    let requests = server.mock().create_thing().requests().expect("they are read");
    assert_eq!(requests[0].name, "a b");
}

#[test]
fn it_ends_when_it_is_dropped() {
    let server = Mock::new().serve().expect("there is a free port");
    let address = server.url().trim_start_matches("http://").to_owned();
    let open = TcpStream::connect(&address).expect("it is there");
    drop(server);
    TcpStream::connect(&address).expect_err("it is gone");
    drop(open);
}

#[test]
fn each_has_a_port_of_its_own() {
    let servers: Vec<_> =
        (0..5).map(|_| Mock::new().serve().expect("there is a free port")).collect();
    let mut urls: Vec<_> = servers.iter().map(templates::mock::MockServer::url).collect();
    urls.dedup();
    assert_eq!(urls.len(), 5);
    let taken: u16 = urls[0].rsplit(':').next().and_then(|it| it.parse().ok()).expect("a port");
    Mock::new().serve_at(taken).expect_err("it is taken");
}
