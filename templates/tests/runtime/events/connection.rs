//! Streams over a socket.

use futures_util::StreamExt;
use http::Method;
use templates::{Client, Error, Event, Events, Framing, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::EVENTS;

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
                    Transfer-Encoding: chunked\r\nX-Request-Id: RQ1\r\n\r\n";

/// Takes a connection, and answers with the head of a stream.
async fn accept(listener: &TcpListener) -> (TcpStream, String) {
    let (mut stream, _) = listener.accept().await.expect("a connection");
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.expect("a whole request"));
    }
    stream.write_all(HEAD.as_bytes()).await.expect("the client still listens");
    (stream, String::from_utf8(request).expect("a request is text"))
}

async fn write(stream: &mut TcpStream, text: &str) {
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    stream.write_all(chunk.as_bytes()).await.expect("the client still listens");
}

async fn follow(listener: &TcpListener) -> (Events<Event<String>>, TcpStream) {
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let client = Client::builder().base_url(url).credentials("AC0", "token").build();
    let client = client.expect("plain http to this machine is allowed");
    let request: Request<bytes::Bytes> = client.request("Follow", Method::GET, "/events");
    let opened = request.send_events(EVENTS, Framing::events_of_text());
    let (response, (stream, asked)) = tokio::join!(opened, accept(listener));
    assert!(asked.contains("accept: text/event-stream\r\n"), "{asked}");
    let response = response.expect("a success");
    assert_eq!(response.header::<String>("x-request-id").as_deref(), Some("RQ1"));
    (response.into_body(), stream)
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port")
}

#[tokio::test]
async fn each_event_comes_before_the_next_is_written() {
    let (mut events, mut stream) = follow(&listener().await).await;
    for text in ["one", "two"] {
        write(&mut stream, "data: ").await;
        write(&mut stream, text).await;
        write(&mut stream, "\n\n").await;
        let event = events.next().await.expect("an event").expect("no error");
        assert_eq!(event.data, text);
    }
    stream.write_all(b"0\r\n\r\n").await.expect("the client still listens");
    assert!(StreamExt::next(&mut events).await.is_none());
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let (mut events, mut stream) = follow(&listener().await).await;
    write(&mut stream, "data: a\n\ndata: b\n").await;
    drop(stream);
    assert_eq!(events.next().await.expect("an event").expect("no error").data, "a");
    let error = events.next().await.expect("the end was not announced").expect_err("an error");
    assert_eq!(error.to_string(), "Follow: the response (200 OK) broke off");
    assert!(matches!(error, Error::Transport(_)));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_is_dropped_closes_the_connection() {
    let (mut events, mut stream) = follow(&listener().await).await;
    write(&mut stream, "data: a\n\n").await;
    events.next().await.expect("an event").expect("no error");
    drop(events);
    assert_eq!(stream.read(&mut [0]).await.expect("the client closes in order"), 0);
}

#[tokio::test]
async fn the_last_event_is_told_to_the_next_connection() {
    let listener = listener().await;
    let (events, mut stream) = follow(&listener).await;
    let mut events = events.reconnect();
    write(&mut stream, "id: 41\nretry: 1\ndata: a\n\n").await;
    events.next().await.expect("an event").expect("no error");
    drop(stream);
    let (event, asked) = tokio::join!(events.next(), async {
        let (mut stream, asked) = accept(&listener).await;
        write(&mut stream, "data: b\n\n").await;
        asked
    });
    assert_eq!(event.expect("an event").expect("no error").data, "b");
    assert!(asked.contains("last-event-id: 41\r\n"), "{asked}");
}
