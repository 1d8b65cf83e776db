//! How requests are sent, and what becomes of them when the connection or the time is not enough.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use http::{Method, StatusCode};
use reqwest::dns::{Name, Resolve, Resolving};
use templates::{Client, ClientBuilder, Error, NoContent, Request, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

/// A server that writes the same answer on every connection, which it closes then unless there is
/// none; and the head of each request.
async fn serve(answer: Option<&'static str>) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let (sender, heads) = unbounded_channel();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match connection.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            // A test may be over already.
            let _ = sender.send(String::from_utf8_lossy(&head).to_ascii_lowercase());
            match answer {
                Some(answer) => drop(connection.write_all(answer.as_bytes()).await),
                None => silent.push(connection),
            }
        }
    });
    (url, heads)
}

/// A request that is sent once.
fn request(builder: ClientBuilder, method: Method) -> Request<NoContent> {
    let builder = builder.credentials("AC0", "token").retries(RetryPolicy::none());
    let client = builder.build().expect("a client");
    client.request("FetchThing", method, "/")
}

/// Sends a request that must not take long, whatever happens.
async fn send(request: Request<NoContent>) -> Result<(), Error> {
    timeout(Duration::from_secs(15), request.send()).await.expect("there is an end")
}

const SHORT: Duration = Duration::from_millis(50);

/// What is said of a request that failed.
#[derive(Debug, PartialEq)]
struct Failure {
    text: &'static str,
    is_connect: bool,
    is_timeout: bool,
    status: Option<u16>,
    /// Whether it may be sent again if its method is `GET`, and if it is `POST`.
    is_retryable: [bool; 2],
}

async fn check(url: &str, expected: Failure) {
    for (method, is_retryable) in [Method::GET, Method::POST].into_iter().zip(expected.is_retryable)
    {
        let mut request = request(Client::builder().base_url(url), method.clone());
        if expected.is_timeout {
            request = request.timeout(SHORT);
        }
        let error = send(request).await.expect_err("it fails");
        assert_eq!(error.to_string(), format!("FetchThing: {}", expected.text));
        assert_eq!(error.operation(), Some("FetchThing"));
        assert_eq!(error.status().map(|status| status.as_u16()), expected.status);
        assert_eq!(error.request_id(), None);
        assert_eq!(error.is_retryable(), is_retryable, "{method}: {error}");
        let Error::Transport(error) = error else { panic!("{error:?}") };
        let found = (error.is_connect(), error.is_timeout());
        assert_eq!(found, (expected.is_connect, expected.is_timeout), "{error:?}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn requests_that_fail() {
    const NONE: Failure = Failure {
        text: "",
        is_connect: false,
        is_timeout: false,
        status: None,
        is_retryable: [true, false],
    };
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", nobody.local_addr().expect("the port that was bound"));
    drop(nobody);
    let text = "no connection to the server";
    check(&url, Failure { text, is_connect: true, is_retryable: [true, true], ..NONE }).await;

    let (url, _) = serve(Some("")).await;
    check(&url, Failure { text: "the request did not get through", ..NONE }).await;

    let (url, _) = serve(None).await;
    check(&url, Failure { text: "no response in time", is_timeout: true, ..NONE }).await;

    let (url, _) = serve(Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")).await;
    let text = "the response (200 OK) broke off";
    check(&url, Failure { text, status: Some(200), ..NONE }).await;

    // The API did not process it, however little more it says.
    let (url, _) =
        serve(Some("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 9\r\n\r\nhalf")).await;
    let text = "the response (429 Too Many Requests) broke off";
    let is_retryable = [true, true];
    check(&url, Failure { text, status: Some(429), is_retryable, ..NONE }).await;
}

/// The HTTP client would panic.
#[test]
fn without_a_runtime() {
    let client = crate::client();
    let download = client.request::<Bytes>("FetchThing", Method::GET, "/").send_streamed();
    for error in [
        client.request::<NoContent>("FetchThing", Method::GET, "/").send().now_or_never(),
        download.now_or_never().map(|result| result.map(|_| ())),
    ] {
        let error = error.expect("it does not wait").expect_err("nothing can be sent");
        let text =
            "FetchThing was not sent: requests are sent on a Tokio runtime, and there is none";
        assert_eq!(crate::problem(&error), text);
    }
}

#[tokio::test]
async fn the_time_limit_of_the_client_counts() {
    let (url, _) = serve(None).await;
    let builder = Client::builder().base_url(url).timeout(SHORT);
    let error = send(request(builder, Method::GET)).await.expect_err("nobody answers");
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert!(error.is_timeout(), "{error:?}");
}

const REDIRECT: &str =
    "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn redirects_are_not_followed() {
    let (url, mut heads) = serve(Some(REDIRECT)).await;
    let error = send(request(Client::builder().base_url(url), Method::GET)).await;
    assert_eq!(error.expect_err("no success").status(), Some(StatusCode::FOUND));
    heads.recv().await.expect("a request");
    assert!(heads.try_recv().is_err(), "there is another one");
}

/// The application's HTTP client may follow them, but no circle for ever; it is there each time.
#[tokio::test]
async fn redirects_in_a_circle() {
    let (url, _) = serve(Some(REDIRECT)).await;
    let http = reqwest::Client::builder().no_proxy().build().expect("the settings are valid");
    let builder = Client::builder().base_url(url).http_client(http);
    let error = send(request(builder, Method::GET)).await.expect_err("it leads nowhere");
    let text = "FetchThing: the request did not get through: too many redirects";
    assert_eq!(error.to_string(), text);
    assert!(!error.is_retryable());
}

/// Finds no host.
struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("there is no such host".into()) })
    }
}

/// A name may be found the next time.
#[tokio::test]
async fn names_that_lead_nowhere() {
    let http = reqwest::Client::builder().dns_resolver(Arc::new(Nowhere)).no_proxy().build();
    let http = http.expect("the settings are valid");
    let builder = Client::builder().base_url("http://api.example").allow_plain_http();
    let error = send(request(builder.http_client(http), Method::POST)).await;
    let error = error.expect_err("there is no server");
    assert_eq!(error.to_string(), "FetchThing: no connection to the server");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_http_client_names_itself() {
    let own = reqwest::Client::builder().user_agent("mine/1").no_proxy().build();
    let own = own.expect("the settings are valid");
    for (builder, expected) in [
        (Client::builder(), concat!("templates/", env!("CARGO_PKG_VERSION"))),
        (Client::builder().http_client(own), "mine/1"),
    ] {
        let (url, mut heads) = serve(Some("HTTP/1.1 204 No Content\r\n\r\n")).await;
        send(request(builder.base_url(url), Method::GET)).await.expect("a success");
        let head = heads.recv().await.expect("a request");
        assert!(head.contains(&format!("\r\nuser-agent: {expected}\r\n")), "{head}");
    }
}

/// A proxy that the environment names would take the credentials off this machine. The environment
/// belongs to the whole process, so that the test above is run in one of its own.
#[test]
fn there_is_no_proxy_on_the_way_to_this_machine() {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "transport::the_http_client_names_itself"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, "http://127.0.0.1:1");
    }
    for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        command.env_remove(name);
    }
    let output = command.output().expect("the program runs again");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
