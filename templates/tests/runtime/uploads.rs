//! Content to send: what goes over the wire, and what is refused.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::stream;
use http::Method;
use http::header::CONTENT_TYPE;
use http_body::Body;
use serde_json::Value;
use templates::{Client, Error, Json, Multipart, Part, Request, Upload};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::{post, problem};

/// A server for one request, which answers once a text has arrived; and what arrived.
async fn serve(last: &'static str) -> (Request<Bytes>, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let received = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        let mut received = Vec::new();
        while !received.ends_with(last.as_bytes()) {
            match connection.read_u8().await {
                Ok(byte) => received.push(byte),
                Err(_) => break,
            }
        }
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        // The client may be gone already.
        let _ = connection.write_all(answer).await;
        String::from_utf8(received).expect("the tests send text")
    });
    let client = Client::builder().base_url(url).credentials("AC0", "token").build();
    let client = client.expect("plain http to this machine is allowed");
    (client.request("SendFile", Method::POST, "/file"), received)
}

fn chunks(texts: &'static [&'static str]) -> Upload {
    Upload::stream(stream::iter(texts.iter().map(|text| Ok::<_, std::io::Error>(*text))))
}

#[tokio::test]
async fn a_stream_without_a_length_is_sent_in_chunks() {
    let (request, received) = serve("0\r\n\r\n").await;
    request.upload("text/plain", chunks(&["one", "", "three"])).send().await.expect("a success");
    let received = received.await.expect("the server runs").to_ascii_lowercase();
    let (head, body) = received.split_once("\r\n\r\n").expect("a head");
    assert!(head.contains("\r\ntransfer-encoding: chunked"), "{head}");
    assert!(!head.contains("content-length"), "{head}");
    assert_eq!(body, "3\r\none\r\n5\r\nthree\r\n0\r\n\r\n");
}

#[tokio::test]
async fn a_stream_with_a_length_is_sent_as_it_is() {
    let (request, received) = serve("three").await;
    let upload = chunks(&["one", "three"]).length(8);
    request.upload("text/plain", upload).send().await.expect("a success");
    let received = received.await.expect("the server runs").to_ascii_lowercase();
    let (head, body) = received.split_once("\r\n\r\n").expect("a head");
    assert!(head.contains("\r\ncontent-length: 8"), "{head}");
    assert!(!head.contains("transfer-encoding"), "{head}");
    assert_eq!(body, "onethree");
}

#[tokio::test]
async fn chunks_are_sent_as_they_come() {
    let (sender, mut chunks) = mpsc::unbounded_channel();
    let chunks = stream::poll_fn(move |context| chunks.poll_recv(context));
    let (request, received) = serve("3\r\none\r\n").await;
    let request = request.upload("text/plain", Upload::stream(chunks));
    let sent = tokio::spawn(request.send());
    sender.send(Ok::<_, String>("one")).expect("the client listens");
    // The server has it although there is more to come.
    received.await.expect("the server runs");
    sender.send(Err("the disk is broken".to_owned())).expect("the client listens");
    drop(sender);
    // The answer came before the end of the request; either may be first.
    let _ = sent.await.expect("no panic");
}

#[tokio::test]
async fn streams_that_fail() {
    let broken = stream::iter([Ok("one"), Err("the disk is broken")]);
    for (upload, cause) in [
        (Upload::stream(broken), "the disk is broken"),
        (chunks(&["one"]).length(4), "the stream is shorter than was said"),
    ] {
        let (request, received) = serve("never").await;
        let error = request.upload("text/plain", upload).send().await.expect_err("an error");
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        let mut causes = Vec::new();
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            causes.push(error.to_string());
            source = error.source();
        }
        assert!(causes.iter().any(|found| found == cause), "{causes:?}");
        let received = received.await.expect("the server runs");
        assert!(!received.contains("\r\n0\r\n"), "no end was announced: {received}");
    }
}

/// What the HTTP client is told of a body's length, and what it then gets: each piece or error.
async fn pieces(request: Request<Json<Value>>) -> (Option<u64>, Vec<String>) {
    let sent = request.to_streamed_http().expect("the request can be sent");
    let mut body = sent.into_body();
    let length = body.size_hint().exact();
    let mut pieces = Vec::new();
    assert!(!body.is_end_stream());
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        pieces.push(match frame {
            Ok(frame) => {
                let bytes = frame.into_data().expect("there are no trailers");
                String::from_utf8(bytes.to_vec()).expect("the tests send text")
            }
            Err(error) => std::error::Error::source(&error).unwrap_or(&error).to_string(),
        });
    }
    assert!(body.is_end_stream());
    (length, pieces)
}

#[tokio::test]
async fn streams_piece_by_piece() {
    async fn check(upload: Upload, length: Option<u64>, expected: &[&str]) {
        let found = pieces(post("/file").upload("text/plain", upload)).await;
        assert_eq!(found, (length, expected.iter().copied().map(str::to_owned).collect()));
    }
    check(chunks(&["one", "", "three"]), None, &["one", "three"]).await;
    check(chunks(&["one", "three"]).length(8), Some(8), &["one", "three"]).await;
    check(chunks(&[]).length(0), Some(0), &[]).await;
    // After an error, there is nothing more.
    let longer = "the stream is longer than was said";
    check(chunks(&["one", "three", "x"]).length(7), Some(7), &["one", longer]).await;
    let shorter = "the stream is shorter than was said";
    check(chunks(&["one"]).length(4), Some(4), &["one", shorter]).await;
    let broken = Upload::stream(stream::iter([Ok("one"), Err("broken"), Ok("three")]));
    check(broken, None, &["one", "broken"]).await;
}

#[tokio::test]
async fn forms_with_streams_piece_by_piece() {
    let form = |file: Upload| Multipart::new().text("a", "b").files("c", "text/plain", [file]);
    let (length, sent) = pieces(post("/form").multipart(form(chunks(&["one", "two"])))).await;
    assert_eq!((length, sent.len()), (None, 6));
    let (length, sent) =
        pieces(post("/form").multipart(form(chunks(&["one", "two"]).length(6)))).await;
    assert_eq!(length, Some(sent.concat().len() as u64));
    assert!(
        sent.concat().contains("filename=\"c\"\r\nContent-Type: text/plain\r\n\r\nonetwo\r\n--")
    );
}

#[test]
fn bytes_can_be_sent_again() {
    let request = post("/file").upload("image/png", Upload::from(vec![0, 255]));
    for request in [request.clone(), request] {
        let sent = request.to_http().expect("the request can be sent");
        assert_eq!(sent.headers()[CONTENT_TYPE], "image/png");
        assert_eq!(sent.body(), &[0, 255][..]);
    }
    let nothing = post("/file").upload("image/png", None).to_http().expect("a request");
    assert!(!nothing.headers().contains_key(CONTENT_TYPE));
}

#[test]
fn a_stream_can_be_sent_once() {
    let request = post("/file").upload("text/plain", chunks(&["a"]));
    let copy = request.clone();
    request.to_streamed_http().expect("it is there");
    let message = problem(&copy.to_streamed_http().expect_err("it is gone"));
    assert!(message.contains("was sent before"), "{message}");
}

#[test]
fn what_is_uploaded_is_not_shown() {
    let shown = [
        (Upload::from("secret"), "Upload(6 bytes)"),
        (chunks(&["secret"]), "Upload(a stream)"),
        (chunks(&["secret"]).length(6), "Upload(a stream of 6 bytes)"),
        (Upload::from("secret").length(7), "Upload(6 bytes)"),
    ];
    for (upload, text) in shown {
        assert_eq!(format!("{upload:?}"), text);
    }
}

/// The body of a form, without its boundary.
fn text(form: Multipart) -> String {
    let request = post("/form").multipart(form).to_http().expect("the request can be sent");
    let content_type = request.headers()[CONTENT_TYPE].to_str().expect("it is text");
    let (kind, boundary) = content_type.split_once("; boundary=").expect("a boundary");
    assert_eq!(kind, "multipart/form-data");
    assert_eq!(boundary.len(), 32);
    let text = str::from_utf8(request.body()).expect("the tests send text");
    text.replace(boundary, "B")
}

#[test]
fn names_do_not_end_what_they_stand_in() {
    let form = Multipart::new().part("a\"\r\nb", Part::new("").file_name("ü\\\"\n.txt"));
    assert_eq!(
        text(form),
        "--B\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"; \
         filename=\"ü\\%22%0A.txt\"\r\n\r\n\r\n--B--\r\n"
    );
}

#[test]
fn forms_without_parts() {
    assert_eq!(text(Multipart::new()), "--B--\r\n");
    assert_eq!(text(Multipart::new().text("a", None::<String>)), "--B--\r\n");
    let none = post("/form").multipart(None).to_http().expect("a request");
    assert!(!none.headers().contains_key(CONTENT_TYPE));
}

#[test]
fn forms_that_cannot_be_sent() {
    let unwritable = Multipart::new().json("a", "application/json", [f64::NAN, 1.0]);
    assert!(text(unwritable).contains("null"), "JSON has no word for it");
    let map = std::collections::BTreeMap::from([([1], 2)]);
    let cases = [
        (Multipart::new().json("a", "application/json", [&map]), "field `a` cannot be written"),
        (Multipart::new().text("a", Json(&map)), "field `a` cannot be written"),
        (
            Multipart::new().part("a", Part::new("").header("X: y", "z")),
            "field `a` has a header \"X: y\"",
        ),
        (Multipart::new().part("a", Part::new("").header("X", "y\r\nZ: z")), "has a header \"X\""),
        (
            Multipart::new().part("a", Part::new("").content_type("a/b\r\n")),
            "field `a` has a content type",
        ),
    ];
    for (form, expected) in cases {
        let refused = post("/form").multipart(form).to_http().expect_err("it is refused");
        let message = problem(&refused);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn boundaries_are_not_the_same_twice() {
    let boundary = || {
        let request = post("/form").multipart(Multipart::new()).to_http().expect("a request");
        request.headers()[CONTENT_TYPE].clone()
    };
    assert_ne!(boundary(), boundary());
}

#[test]
fn a_form_of_an_object() {
    let form = |value: Value| post("/form").form_of(Json(value)).to_http();
    let sent = form(serde_json::json!({ "a": [1, [2]], "b": true, "c": null, "d": "\"" }));
    assert_eq!(sent.expect("a form").body(), "a=1&a=%5B2%5D&b=true&d=%22");
    let message = problem(&form(serde_json::json!("a")).expect_err("it has no names"));
    assert!(message.contains("a form has to be an object"), "{message}");
}
