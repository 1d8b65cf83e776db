//! What requests say of the program that sends them.

use std::error::Error;

use http::Method;
use templates::{Client, ClientBuilder, NoContent, Request, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{builder, problem};

const OWN: &str = concat!("templates/", env!("CARGO_PKG_VERSION"));

fn request(builder: ClientBuilder) -> Request<NoContent> {
    let client = builder.credentials("AC0", "token").build().expect("a client");
    client.request("FetchThing", Method::GET, "/")
}

/// The user agents that go over the wire when a request is sent.
async fn sent(
    builder: ClientBuilder,
    change: fn(Request<NoContent>) -> Request<NoContent>,
) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let answer = async {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(connection.read_u8().await.expect("a head"));
        }
        let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        connection.write_all(answer).await.expect("the client reads");
        String::from_utf8(head).expect("a head is text")
    };
    let send = change(request(builder.base_url(url))).send();
    let (head, result) = tokio::join!(answer, send);
    result.expect("a success");
    let agent = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("user-agent").then(|| value.to_owned())
    };
    head.lines().filter_map(agent).collect()
}

#[tokio::test]
async fn what_is_sent() {
    let own = || {
        let http = reqwest::Client::builder().user_agent("mine/1").no_proxy().build();
        Client::builder().http_client(http.expect("the settings are valid"))
    };
    let as_it_is = |request| request;
    assert_eq!(sent(Client::builder(), as_it_is).await, [OWN]);
    assert_eq!(sent(own(), as_it_is).await, ["mine/1"]);
    let with = format!("{OWN} my-app/1.2");
    assert_eq!(sent(Client::builder().user_agent("my-app/1.2"), as_it_is).await, [&*with]);
    assert_eq!(sent(own().user_agent("my-app/1.2"), as_it_is).await, [&*with]);
    // A request that says something else is right.
    let other = |request: Request<NoContent>| request.header("User-Agent", "other/1");
    assert_eq!(sent(own().user_agent("my-app/1.2"), other).await, ["other/1"]);
}

#[test]
fn it_is_part_of_the_request() {
    let agent = |builder| {
        let request = request(builder).to_http().expect("the request can be sent");
        request.headers().get("user-agent").map(|it| it.to_str().expect("it is text").to_owned())
    };
    // The HTTP client adds its own.
    assert_eq!(agent(builder()), None);
    let expected = |application: &str| Some(format!("{OWN} {application}"));
    let comment = "my-app/1.2 (https://example.com; ops@example.com)";
    assert_eq!(agent(builder().user_agent(comment)), expected(comment));
    assert_eq!(agent(builder().user_agent(" a/1  b/2 ")), expected("a/1  b/2"));
    assert_eq!(agent(builder().user_agent("a/1").user_agent("b/2")), expected("b/2"));
}

/// Sends nothing.
struct Nothing;

impl Transport for Nothing {
    async fn send(
        &self,
        _: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn Error + Send + Sync>> {
        Err("nothing is sent".into())
    }
}

/// Only HTTP clients have a user agent of their own.
#[test]
fn other_transports() {
    let agent = |builder: ClientBuilder| {
        let request = request(builder).to_http().expect("the request can be sent");
        request.headers()["user-agent"].to_str().expect("it is text").to_owned()
    };
    let other = || builder().transport(Nothing);
    assert_eq!(agent(other()), OWN);
    assert_eq!(agent(other().user_agent("a/1")), format!("{OWN} a/1"));
}

#[test]
fn what_cannot_be_sent() {
    for application in ["", "  ", "a\r\nX-Evil: 1", "a\tb", "a\0", "a\u{7f}", "\u{fc}/1", "a\n"] {
        let error = builder().user_agent(application).build().expect_err("it cannot be sent");
        assert_eq!(
            problem(&error),
            "the client cannot be built: the user agent must be printable ASCII, such as \
             `my-app/1.2`",
            "{application:?}"
        );
    }
}
