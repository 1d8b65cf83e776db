//! Forms of parts as bytes on a socket, read by a parser that shares nothing with the code that
//! writes them.

use bytes::Bytes;
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::Client;
use crate::fixtures::multipart::models::Person;
use crate::multipart::{Multipart, Part};
use crate::upload::Upload;

/// A request as it arrived.
struct Received {
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A part of a form.
#[derive(Debug, PartialEq)]
struct Read {
    /// The lines before the content.
    head: String,
    content: Vec<u8>,
}

/// A client, and the only request that is sent by it. `seen` is told once a text has arrived.
async fn serve(
    seen: Option<(&'static [u8], oneshot::Sender<()>)>,
) -> (Client, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let received = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        let received = receive(&mut connection, seen).await;
        let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        connection.write_all(answer).await.expect("the client listens");
        received
    });
    let client = Client::builder().base_url(url).build();
    (client.expect("plain http to this machine is allowed"), received)
}

async fn receive(
    connection: &mut TcpStream,
    mut seen: Option<(&'static [u8], oneshot::Sender<()>)>,
) -> Received {
    let mut bytes = Vec::new();
    loop {
        if let Some((text, _)) = &seen
            && find(&bytes, text).is_some()
        {
            let (_, tell) = seen.take().expect("it was there");
            tell.send(()).expect("the test listens");
        }
        if let Some(request) = parse(&bytes) {
            return request;
        }
        assert_ne!(
            connection.read_buf(&mut bytes).await.expect("a connection"),
            0,
            "it is not whole"
        );
    }
}

fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}

/// The request, once it is whole.
fn parse(bytes: &[u8]) -> Option<Received> {
    let end = find(bytes, b"\r\n\r\n")?;
    let head = str::from_utf8(&bytes[..end]).expect("headers are text here");
    let headers: Vec<(String, String)> = head
        .split("\r\n")
        .skip(1)
        .map(|line| line.split_once(": ").expect("a header has a colon"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let value = |name| headers.iter().find(|header| header.0 == name).map(|(_, value)| value);
    let body = &bytes[end + 4..];
    let body = match (value("content-length"), value("transfer-encoding")) {
        (Some(length), None) => {
            let length: usize = length.parse().expect("a number");
            (body.len() >= length).then(|| body.to_vec())?
        }
        (None, Some(chunked)) => {
            assert_eq!(chunked, "chunked");
            joined(body)?
        }
        (None, None) => Vec::new(),
        (Some(_), Some(_)) => panic!("{headers:?}"),
    };
    Some(Received { headers, body })
}

/// Chunks together, once the last one is there.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = find(chunks, b"\r\n")?;
        let length = str::from_utf8(&chunks[..end]).expect("a number");
        let length = usize::from_str_radix(length, 16).expect("a number");
        let chunk = chunks.get(end + 2..end + 2 + length)?;
        assert_eq!(chunks.get(end + 2 + length..end + 4 + length)?, b"\r\n");
        if length == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(chunk);
        chunks = &chunks[end + 4 + length..];
    }
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(known, _)| known == name);
        header.map(|(_, value)| value.as_str())
    }

    /// The parts of the body, as RFC 2046 (section 5.1.1) describes them.
    fn parts(&self) -> Vec<Read> {
        let content_type = self.header("content-type").expect("a form says what it is");
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=");
        let boundary = boundary.expect("a form has a boundary");
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
        assert!((1..=70).contains(&boundary.len()) && boundary.bytes().all(is_allowed));

        let first = format!("--{boundary}\r\n");
        let mut rest = self.body.strip_prefix(first.as_bytes()).expect("no preamble");
        let delimiter = format!("\r\n--{boundary}");
        let mut parts = Vec::new();
        loop {
            let end = find(rest, delimiter.as_bytes()).expect("a part has an end");
            let part = &rest[..end];
            let head = find(part, b"\r\n\r\n").expect("a part has headers");
            parts.push(Read {
                head: str::from_utf8(&part[..head]).expect("headers are UTF-8").to_owned(),
                content: part[head + 4..].to_vec(),
            });
            rest = &rest[end + delimiter.len()..];
            match rest {
                b"--\r\n" => return parts,
                _ => rest = rest.strip_prefix(b"\r\n").expect("another part"),
            }
        }
    }
}

fn part(head: &[&str], content: impl Into<Vec<u8>>) -> Read {
    let mut head = head.to_vec();
    let disposition = format!("Content-Disposition: form-data; {}", head[0]);
    head[0] = &disposition;
    Read { head: head.join("\r\n"), content: content.into() }
}

#[tokio::test]
async fn content_of_all_kinds() {
    // Whatever it is, it neither ends a part nor is changed.
    let binary: Vec<u8> = (0..=255).chain(*b"\r\n--\r\n--x--\r\n\r\n").collect();
    let (client, received) = serve(None).await;
    let message = client
        .send_message(["a\r\nb", ""], Person::new("\u{1f600}\""), binary.clone())
        .files([
            Part::new("GIF").content_type("image/gif").file_name("ü \u{1f600};=\\/..\"\r\n.gif"),
            Part::new(Bytes::new()).file_name(""),
        ])
        .places("x;y\n")
        .note(Part::new("Hallo").header("X-Language", "de").header("X-Empty", ""));
    message.send().await.expect("a success");
    let received = received.await.expect("the server runs");
    let expected = [
        part(&["name=\"To\""], "a\r\nb"),
        part(&["name=\"To\""], ""),
        part(
            &["name=\"Author\"", "Content-Type: application/json"],
            "{\"name\":\"\u{1f600}\\\"\"}",
        ),
        part(&["name=\"Photo\"; filename=\"Photo\"", "Content-Type: image/png"], binary),
        part(
            &[
                "name=\"Files\"; filename=\"ü \u{1f600};=\\/..%22%0D%0A.gif\"",
                "Content-Type: image/gif",
            ],
            "GIF",
        ),
        part(&["name=\"Files\"; filename=\"\"", "Content-Type: application/octet-stream"], ""),
        part(&["name=\"Places\"", "Content-Type: text/csv"], "x;y\n"),
        part(
            &["name=\"Note\"", "Content-Type: text/plain", "X-Language: de", "X-Empty: "],
            "Hallo",
        ),
    ];
    assert_eq!(received.parts(), expected);
    assert_eq!(received.header("content-length"), Some(&*received.body.len().to_string()));
}

#[tokio::test]
async fn streams_of_known_length() {
    let (client, received) = serve(None).await;
    let chunks = ["one", "", "three"].map(Ok::<_, std::io::Error>);
    let photo = Upload::stream(stream::iter(chunks)).length(8);
    let message = client.send_message(["a"], Person::new("b"), photo).urgent(false);
    message.send().await.expect("a success");
    let received = received.await.expect("the server runs");
    assert_eq!(received.header("content-length"), Some(&*received.body.len().to_string()));
    assert_eq!(received.parts()[2].content, b"onethree");
    assert_eq!(received.parts()[3], part(&["name=\"Urgent\""], "false"));
}

#[tokio::test]
async fn streams_are_sent_as_they_come() {
    let (sender, mut chunks) = mpsc::unbounded_channel();
    let chunks = stream::poll_fn(move |context| chunks.poll_recv(context));
    let (tell, seen) = oneshot::channel();
    let (client, received) = serve(Some((b"the first chunk", tell))).await;
    let message = client.send_message(["a"], Person::new("b"), Upload::stream(chunks));
    let sent = tokio::spawn(message.urgent(true).send());
    sender.send(Ok::<_, String>("the first chunk")).expect("the client listens");
    // It is there, although nobody knows yet what comes after it.
    seen.await.expect("the server runs");
    sender.send(Ok(" and the last")).expect("the client listens");
    drop(sender);
    sent.await.expect("no panic").expect("a success");
    let received = received.await.expect("the server runs");
    assert_eq!(received.header("content-length"), None);
    assert_eq!(received.parts()[2].content, b"the first chunk and the last");
    assert_eq!(received.parts()[3], part(&["name=\"Urgent\""], "true"));
}

#[tokio::test]
async fn a_form_that_may_be_missing() {
    let (client, received) = serve(None).await;
    client.import_messages().send().await.expect("a success");
    let received = received.await.expect("the server runs");
    assert_eq!((received.header("content-type"), &*received.body), (None, &[][..]));

    let (client, received) = serve(None).await;
    let form = Multipart::new().part("a\"b\\c\n", Part::new("d"));
    client.import_messages().body(form).send().await.expect("a success");
    let parts = received.await.expect("the server runs").parts();
    assert_eq!(parts, [part(&["name=\"a%22b\\c%0A\""], "d")]);
}
