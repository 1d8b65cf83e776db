//! What becomes of a call when no whole response comes back.

use std::time::Duration;

use flex_interactions::{ClientBuilder, Error, TransportError};
use serde_json::json;
use tokio::net::TcpListener;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::server::{Server, Then};
use super::{builder, client, sid};

const SHORT: Duration = Duration::from_millis(100);

fn transport_error(error: Error) -> TransportError {
    match error {
        Error::Transport(error) => error,
        other => panic!("{other:?}"),
    }
}

/// What the client makes of the same bytes for a `GET` and for a `POST`.
async fn broken(answer: impl Into<Vec<u8>>) -> [Error; 2] {
    let server = Server::start(answer, Then::Close).await;
    let client = client(&server.url);
    let fetched = client.fetch_interaction(sid()).send().await;
    let created = client.create_interaction(json!({})).send().await;
    assert_eq!(server.requests().len(), 2, "nothing is repeated on its own");
    [fetched, created].map(|result| result.expect_err("no whole response came"))
}

/// The response had begun: its status is known.
#[tokio::test]
async fn bodies_that_break_off() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sid\": \"KD",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ] {
        let [fetched, created] = broken(answer).await;
        assert!(fetched.is_retryable());
        assert!(!created.is_retryable(), "the first may have worked");
        assert_eq!(created.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(created.request_id(), None);
        assert_eq!(created.operation(), Some("CreateInteraction"));
        assert_eq!(created.to_string(), "CreateInteraction: the response (200 OK) broke off");
        let error = transport_error(created);
        assert!(!error.is_timeout());
        assert!(!error.is_connect());
    }
}

/// Status 429 says that the request was not processed, whatever comes after it.
#[tokio::test]
async fn a_refusal_that_breaks_off() {
    for (status, retryable) in [(429, true), (400, false), (503, false)] {
        let answer = format!("HTTP/1.1 {status} No\r\nContent-Length: 9\r\n\r\n{{");
        let [_, created] = broken(answer).await;
        assert_eq!(created.is_retryable(), retryable, "{status}");
    }
}

#[tokio::test]
async fn no_response_at_all() {
    for answer in ["", "H", "HTTP/1.1 200 OK\r\nContent-Le"] {
        let [fetched, created] = broken(answer).await;
        assert!(fetched.is_retryable());
        assert!(!created.is_retryable(), "the first may have worked");
        assert_eq!(created.status(), None);
        assert_eq!(created.to_string(), "CreateInteraction: the request did not get through");
        let error = transport_error(created);
        assert!(!error.is_connect());
        assert!(std::error::Error::source(&error).is_some());
    }
}

/// What does not keep to HTTP will not do so the next time, and the error says what is wrong.
#[tokio::test]
async fn what_is_not_http() {
    let huge = format!("HTTP/1.1 200 OK\r\nX-Huge: {}\r\n\r\n", "x".repeat(2_000_000));
    let lengths = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x";
    let no_response = "the request did not get through";
    let response = "the response (200 OK) broke off";
    for (answer, text, reason) in [
        ("garbage\r\n\r\n", no_response, "invalid HTTP version parsed"),
        ("HTTP/9.9 200 OK\r\n\r\n", no_response, "invalid HTTP version parsed"),
        ("HTTP/1.1 2000 OK\r\n\r\n", no_response, "invalid HTTP status-code parsed"),
        (lengths, no_response, "invalid content-length parsed"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
            no_response,
            "invalid content-length parsed",
        ),
        ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n{}", no_response, "invalid HTTP header parsed"),
        (huge.as_str(), no_response, "message head is too large"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
            response,
            "Invalid chunk size line",
        ),
    ] {
        for error in broken(answer).await {
            assert!(!error.is_retryable(), "{error}");
            let operation = error.operation().expect("it is an operation's");
            let shown = error.to_string();
            assert!(shown.starts_with(&format!("{operation}: {text}: {reason}")), "{shown}");
        }
    }
}

/// A connection that was used before may be closing, so that a request on it goes unanswered. It
/// may have arrived all the same.
#[tokio::test]
async fn a_create_is_not_repeated_on_another_connection() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::start(answer, Then::CloseOnNext).await;
    let client = client(&server.url);
    let fetched = client.fetch_interaction(sid()).send().await;
    fetched.expect("the first request is answered");
    let error = client.create_interaction(json!({})).send().await;
    let error = error.expect_err("the second is not");
    assert!(!error.is_retryable());
    assert!(!transport_error(error).is_connect());
    let lines: Vec<String> = server.requests().into_iter().map(|r| r.line).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
}

/// Nothing was sent, so even a create can be repeated.
#[tokio::test]
async fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the port that was bound");
    drop(listener);
    let request = client(&format!("http://{address}")).create_interaction(json!({}));
    let error = request.send().await.expect_err("nobody listens");
    assert!(error.is_retryable());
    assert_eq!(error.status(), None);
    assert_eq!(error.operation(), Some("CreateInteraction"));
    assert_eq!(error.to_string(), "CreateInteraction: no connection to the server");
    assert!(transport_error(error).is_connect());
}

/// A server that goes silent, after how much of its answer, and what the client makes of it.
struct Silence {
    answer: &'static str,
    text: &'static str,
    limit: Duration,
}

const SILENCE: [Silence; 3] = [
    Silence { answer: "", text: "no response in time", limit: SHORT },
    Silence { answer: "HTTP/1.1 200 OK\r\nContent-", text: "no response in time", limit: SHORT },
    Silence {
        answer: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        text: "the response (200 OK) was not complete when the time limit of 1s was over",
        // The head of the answer has to arrive in time, also on a machine that is busy.
        limit: Duration::from_secs(1),
    },
];

/// Checks that a call ends by the limit that was set, on the client or on the call itself.
async fn check_timeout(
    silence: &Silence,
    limited: impl Fn(ClientBuilder) -> ClientBuilder,
    of_the_call: Option<Duration>,
) {
    let server = Server::start(silence.answer, Then::Stall).await;
    let client = limited(builder(&server.url)).build().expect("a client");
    let mut request = client.create_interaction(json!({})).into_request();
    if let Some(limit) = of_the_call {
        request = request.timeout(limit);
    }
    let sent = tokio::time::timeout(Duration::from_secs(30), request.send()).await;
    let error = sent.expect("the call ends by its own limit").expect_err("the server goes silent");
    assert_eq!(error.to_string(), format!("CreateInteraction: {}", silence.text));
    assert!(!error.is_retryable(), "the first may have worked");
    let error = transport_error(error);
    assert!(error.is_timeout());
    assert!(!error.is_connect());
    assert!(server.requests().len() <= 1, "nothing is repeated");
}

#[tokio::test]
async fn the_time_limit_of_the_client() {
    for silence in &SILENCE {
        check_timeout(silence, |builder| builder.timeout(silence.limit), None).await;
    }
}

#[tokio::test]
async fn the_time_limit_of_one_call() {
    for silence in &SILENCE {
        let limit = Some(silence.limit);
        check_timeout(silence, |builder| builder, limit).await;
        check_timeout(silence, |builder| builder.timeout(None), limit).await;
    }
}

/// `timeout(None)` leaves the limit of one's own HTTP client in force.
#[tokio::test]
async fn the_time_limit_of_ones_own_http_client() {
    let limited = |builder: ClientBuilder| {
        let http = reqwest::Client::builder().timeout(SHORT).no_proxy().build();
        let http = http.expect("an HTTP client");
        builder.http_client(http).timeout(None)
    };
    check_timeout(&SILENCE[0], limited, None).await;
}

/// A longer limit, or none, takes the place of one that is too short for the server.
#[tokio::test]
async fn a_server_that_takes_its_time() {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(200).set_body_json(json!({})).set_delay(3 * SHORT);
    Mock::given(any()).respond_with(template).mount(&server).await;

    let hasty = builder(&server.uri()).timeout(SHORT).build().expect("a client");
    let error = hasty.fetch_interaction(sid()).send().await;
    let error = error.expect_err("the server takes longer");
    assert!(error.is_retryable(), "a fetch can be repeated");
    assert!(transport_error(error).is_timeout());

    for limit in [Duration::from_secs(60), Duration::MAX] {
        let request = hasty.fetch_interaction(sid()).into_request().timeout(limit);
        request.send().await.expect("there is time enough");
    }
    let patient = builder(&server.uri()).timeout(None).connect_timeout(None).build();
    let request = patient.expect("a client").fetch_interaction(sid());
    request.send().await.expect("there is no limit");
    let none = hasty.fetch_interaction(sid()).into_request().timeout(Duration::ZERO);
    none.send().await.expect_err("there is no time at all");
}

/// One's own HTTP client is the one that sends.
#[tokio::test]
async fn ones_own_http_client() {
    let server = Server::json("{}").await;
    let http = reqwest::Client::builder().user_agent("mine/1").no_proxy().build();
    let client = builder(&server.url).http_client(http.expect("an HTTP client")).build();
    let request = client.expect("a client").fetch_interaction(sid());
    request.send().await.expect("the server answers 200");
    assert_eq!(server.request().header("user-agent"), Some("mine/1"));
}

/// A header that contradicts the request is the caller's affair, and never a panic.
#[tokio::test]
async fn contradictions() {
    for (name, value) in [
        ("Content-Length", "5"),
        ("Content-Length", "100000"),
        ("Content-Length", "x"),
        ("Transfer-Encoding", "chunked"),
        ("Transfer-Encoding", "x"),
        ("Connection", "close"),
        ("Connection", "upgrade"),
        ("Expect", "100-continue"),
        ("Host", "other.example"),
        ("Host", ""),
    ] {
        let server = Server::json("{}").await;
        let request = client(&server.url).create_interaction(json!({})).into_request();
        let sent = request.header(name, value).timeout(SHORT).send().await;
        assert!(matches!(sent, Ok(_) | Err(Error::Transport(_))), "{name}: {value}: {sent:?}");
    }
}
