//! Answers that are too large, late, or broken off: what arrived is kept, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde_json::Value;
use templates::{
    Client, ClientBuilder, Content, Error, Json, NoContent, RetryPolicy, TransportError,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a server does when it has written the beginning of an answer.
#[derive(Clone, Copy)]
enum Then {
    Close,
    /// Closes in a way that the client sees as an error of the connection.
    Reset,
    Wait,
    /// Writes this again and again until the client has gone.
    Repeat(&'static [u8]),
}

struct Server {
    url: String,
    /// How many bytes of content could be written.
    written: Arc<AtomicUsize>,
}

/// Gives the same answer on each connection.
async fn serve(head: &str, then: Then) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let written = Arc::<AtomicUsize>::default();
    let (head, count) = (head.to_owned(), Arc::clone(&written));
    tokio::spawn(async move {
        let mut waiting = Vec::new();
        while let Ok((mut connection, _)) = listener.accept().await {
            answer(&mut connection, &head, then, &count).await;
            if let Then::Wait = then {
                waiting.push(connection);
            }
        }
    });
    Server { url, written }
}

async fn answer(connection: &mut TcpStream, head: &str, then: Then, count: &AtomicUsize) {
    let mut request = Vec::new();
    // The last byte is left unread, which makes a reset of closing.
    while !request.ends_with(b"\r\n\r") {
        request.push(connection.read_u8().await.expect("a whole request"));
    }
    if !matches!(then, Then::Reset) {
        connection.read_u8().await.expect("a whole request");
    }
    connection.write_all(head.as_bytes()).await.expect("the client listens");
    if let Then::Repeat(content) = then {
        while connection.write_all(content).await.is_ok() {
            count.fetch_add(content.len(), Ordering::Relaxed);
        }
    }
}

fn builder(server: &Server) -> ClientBuilder {
    let builder = Client::builder().base_url(&server.url).credentials("AC0", "token");
    builder.retries(RetryPolicy::none())
}

async fn call<C: Content>(builder: ClientBuilder, limit: Option<usize>) -> Result<C::Body, Error> {
    let client = builder.build().expect("a client");
    let mut request = client.request::<C>("FetchThing", Method::GET, "/");
    if let Some(limit) = limit {
        request = request.response_limit(limit);
    }
    request.send().await
}

fn transport<T>(result: Result<T, Error>) -> TransportError {
    match result.map(|_| ()).expect_err("there is no whole answer") {
        Error::Transport(error) => error,
        other => panic!("{other:?}"),
    }
}

const HEAD: &str = "HTTP/1.1 200 OK\r\nTwilio-Request-Id: RQ1\r\nRetry-After: 7\r\n\
                    Set-Cookie: session=hunter2\r\n";

/// Checks that what arrived of an answer is kept, through both types of errors.
fn check_kept(error: TransportError, status: u16, body: &[u8], text: &str) {
    let text = format!("FetchThing: the response ({text}");
    assert_eq!(error.to_string(), text);
    assert_eq!(error.operation(), "FetchThing");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(error.body().map(|body| &body[..]), Some(body));
    assert!(error.headers().is_some_and(|headers| headers["set-cookie"] == "session=hunter2"));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(!error.is_connect());
    let shown = format!("{error:?}");
    assert!(!shown.contains("hunter2") && shown.len() < 2000, "{shown}");
    assert!(shown.contains("RQ1") && shown.contains("200"), "{shown}");
    let error = Error::from(error);
    assert_eq!(error.to_string(), text);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(error.body().map(|body| &body[..]), Some(body));
    assert!(error.headers().is_some_and(|headers| headers["retry-after"] == "7"));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    for (rest, then) in [
        ("Content-Length: 9\r\n\r\nhalf", Then::Close),
        ("Transfer-Encoding: chunked\r\n\r\n2\r\nha\r\n2\r\nlf\r\n", Then::Close),
        ("Content-Length: 9\r\n\r\nhalf", Then::Reset),
    ] {
        let server = serve(&format!("{HEAD}{rest}"), then).await;
        let error = transport(call::<Bytes>(builder(&server), None).await);
        assert!(!error.is_timeout() && !error.is_too_large());
        // After a reset, the system may pass over what has arrived.
        let body = error.body().cloned().expect("its head arrived");
        assert!(matches!((then, &body[..]), (_, b"half") | (Then::Reset, _)), "{body:?}");
        check_kept(error, 200, &body, "200 OK) broke off");
    }
}

#[tokio::test]
async fn an_answer_that_is_late() {
    let server = serve(&format!("{HEAD}Content-Length: 9\r\n\r\nhalf"), Then::Wait).await;
    // The head has to arrive in time, also on a machine that is busy.
    let limit = Duration::from_millis(500);
    let error = transport(call::<NoContent>(builder(&server).timeout(limit), None).await);
    assert!(error.is_timeout() && !error.is_too_large());
    let text = "200 OK) was not complete when the time limit of 500ms was over";
    check_kept(error, 200, b"half", text);

    // A limit of the application's own HTTP client has its own length.
    let http = reqwest::Client::builder().read_timeout(limit).no_proxy().build();
    let own = builder(&server).http_client(http.expect("the settings are valid"));
    let error = transport(call::<NoContent>(own, None).await);
    assert!(error.is_timeout());
    check_kept(error, 200, b"half", "200 OK) was not complete when the time limit was over");
}

#[tokio::test]
async fn an_answer_that_is_too_large() {
    for (rest, limit) in [
        ("Content-Length: 10\r\n\r\n0123456789", 4),
        ("Transfer-Encoding: chunked\r\n\r\n3\r\n012\r\n7\r\n3456789\r\n0\r\n\r\n", 4),
        ("Content-Length: 10\r\n\r\n0123456789", 9),
        ("Content-Length: 10\r\n\r\n0123456789", 0),
    ] {
        let server = serve(&format!("{HEAD}{rest}"), Then::Close).await;
        for (builder, of_call) in [
            (builder(&server).response_limit(limit), None),
            (builder(&server).response_limit(None), Some(limit)),
            (builder(&server).response_limit(100), Some(limit)),
        ] {
            let error = transport(call::<Bytes>(builder, of_call).await);
            assert!(error.is_too_large() && !error.is_timeout());
            assert!(std::error::Error::source(&error).is_none());
            let text = format!("200 OK) is larger than the limit of {limit} bytes");
            check_kept(error, 200, &b"0123456789"[..limit], &text);
        }
        for (builder, of_call) in [
            (builder(&server).response_limit(10), None),
            (builder(&server).response_limit(None), None),
            (builder(&server).response_limit(1), Some(10)),
        ] {
            assert_eq!(call::<Bytes>(builder, of_call).await.expect("it fits"), "0123456789");
        }
    }
}

const MEGABYTE: usize = 1 << 20;

/// How much the system may hold between the two ends of a connection.
const ON_THE_WAY: usize = 24 * MEGABYTE;

static CONTENT: [u8; 64 * 1024] = [b'x'; 64 * 1024];

/// What has no end is read up to the limit, and the server can write no more than that.
#[tokio::test]
async fn an_answer_without_end() {
    for (status, limit) in [("200 OK", 32 * MEGABYTE), ("500 Internal Server Error", MEGABYTE)] {
        let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n");
        let server = serve(&head, Then::Repeat(&CONTENT)).await;
        let error = transport(call::<Json<Value>>(builder(&server), None).await);
        let text = format!("({status}) is larger than the limit of {limit} bytes");
        assert_eq!(error.to_string(), format!("FetchThing: the response {text}"));
        assert_eq!(error.body().map(Bytes::len), Some(limit));
        let written = server.written.load(Ordering::Relaxed);
        assert!(written < limit + ON_THE_WAY, "{written}");
        assert!(format!("{error:?}").len() < 2000);
    }
}

#[tokio::test]
async fn an_error_that_is_too_large() {
    for (status, is_retryable) in [
        ("404 Not Found", false),
        ("503 Service Unavailable", true),
        ("429 Too Many Requests", true),
    ] {
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 10\r\n\r\n0123456789");
        let server = serve(&answer, Then::Close).await;
        // The limit for answers does not count.
        let limited = builder(&server).error_limit(4);
        let error = call::<Bytes>(limited, Some(100)).await.expect_err("it is an error");
        assert_eq!(error.is_retryable(), is_retryable, "{status}");
        let error = transport::<()>(Err(error));
        assert!(error.is_too_large());
        assert_eq!(error.body().map(|body| &body[..]), Some(&b"0123"[..]));
        for builder in [builder(&server).error_limit(10), builder(&server).error_limit(None)] {
            let error = call::<Bytes>(builder, Some(1)).await.expect_err("it is an error");
            assert!(
                matches!(&error, Error::Api(error) if error.body() == "0123456789"),
                "{error:?}"
            );
        }
    }
}

/// The same will come of a success that is too large.
#[tokio::test]
async fn what_is_too_large_stays_so() {
    let server = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", Then::Close).await;
    let error = call::<Json<Value>>(builder(&server), Some(1)).await.expect_err("it is large");
    assert!(!error.is_retryable());
}

/// Content that is read as it arrives has no limit, but what comes instead of it has.
#[tokio::test]
async fn downloads() {
    let answer = format!("{HEAD}Content-Length: 12\r\n\r\n0123456789");
    let server = serve(&answer, Then::Close).await;
    let client = builder(&server).response_limit(1).build().expect("a client");
    let request = client.request::<Bytes>("FetchThing", Method::GET, "/").response_limit(2);
    let mut download = request.send_streamed().await.expect("a success").into_body();
    let mut whole = Vec::new();
    let error = loop {
        match download.next().await.expect("an error at least") {
            Ok(chunk) => whole.extend_from_slice(&chunk),
            Err(error) => break error,
        }
    };
    assert_eq!(whole, b"0123456789");
    // What was given away is not kept.
    check_kept(transport::<()>(Err(error)), 200, b"", "200 OK) broke off");

    let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\n0123456789";
    let server = serve(answer, Then::Close).await;
    let client = builder(&server).error_limit(4).build().expect("a client");
    let request = client.request::<Bytes>("FetchThing", Method::GET, "/");
    let error = transport(request.send_streamed().await);
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"0123"[..]));
}
