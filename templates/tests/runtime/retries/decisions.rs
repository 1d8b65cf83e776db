//! Which failures are followed by another attempt.

use std::time::Duration;

use http::Method;
use templates::{Error, RetryPolicy, StopReason};

use super::server::{Fault, OK, Server};
use super::{client, failure, request, watched};

/// A fault that each attempt meets: how often a request arrives, and why it is not sent once more.
struct Expected {
    fault: Fault,
    /// If the operation is idempotent.
    idempotent: (usize, StopReason),
    /// If it is not.
    other: (usize, StopReason),
    /// Whether it may have had its effect.
    may_have_happened: bool,
}

const THREE: (usize, StopReason) = (3, StopReason::Attempts);
const ONCE: (usize, StopReason) = (1, StopReason::NotIdempotent);
const LASTING: (usize, StopReason) = (1, StopReason::WouldFailAgain);

const fn passing(fault: Fault) -> Expected {
    Expected { fault, idempotent: THREE, other: ONCE, may_have_happened: true }
}

const fn lasting(fault: Fault, may_have_happened: bool) -> Expected {
    Expected { fault, idempotent: LASTING, other: LASTING, may_have_happened }
}

const fn unprocessed(fault: Fault) -> Expected {
    Expected { fault, idempotent: THREE, other: THREE, may_have_happened: false }
}

const FAULTS: [Expected; 21] = [
    unprocessed(Fault::Status(429)),
    unprocessed(Fault::Cut(429)),
    passing(Fault::Status(408)),
    passing(Fault::Status(500)),
    passing(Fault::Status(502)),
    passing(Fault::Status(503)),
    passing(Fault::Status(504)),
    passing(Fault::Status(520)),
    passing(Fault::Cut(200)),
    passing(Fault::Cut(503)),
    passing(Fault::Closed),
    passing(Fault::Reset),
    passing(Fault::Stalled),
    // Nothing is known of what the API did before.
    lasting(Fault::Garbage, true),
    lasting(Fault::Status(501), true),
    lasting(Fault::Status(505), true),
    lasting(Fault::Status(302), true),
    lasting(Fault::Status(400), false),
    lasting(Fault::Status(401), false),
    lasting(Fault::Status(404), false),
    lasting(Fault::Status(409), false),
];

#[tokio::test]
async fn each_fault() {
    for Expected { fault, idempotent, other, may_have_happened } in FAULTS {
        for (method, mark, (count, stop)) in [
            (Method::GET, None, idempotent),
            (Method::PUT, None, idempotent),
            (Method::DELETE, None, idempotent),
            (Method::POST, Some(true), idempotent),
            (Method::POST, None, other),
            (Method::PATCH, None, other),
            (Method::PUT, Some(false), other),
        ] {
            let server = Server::start(&[fault]).await;
            let (client, log) = client(&server);
            let mut request = request(&client, method.clone());
            if let Some(idempotent) = mark {
                request = request.idempotent(idempotent);
            }
            if fault == Fault::Stalled {
                request = request.attempt_timeout(Duration::from_millis(100));
            }
            let error = failure(request).await;
            let what = format!("{fault:?} {method} {mark:?}: {error}");
            assert_eq!(server.count(), count, "{what}");
            assert_eq!(error.attempts() as usize, count, "{what}");
            assert_eq!(error.stop_reason(), Some(stop), "{what}");
            let happened = may_have_happened && method != Method::GET;
            assert_eq!(error.may_have_happened(), happened, "{what}");
            assert_eq!(log.waits().len(), count - 1, "{what}");
            assert_eq!(error.to_string().contains(" (after 3 attempts; "), count == 3, "{what}");
        }
    }
}

/// Nobody listens: nothing is sent, so that any request may be sent again.
#[tokio::test]
async fn no_connection() {
    let server = Server::start(&[]).await;
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", nobody.local_addr().expect("the port that was bound"));
    drop(nobody);
    let (builder, log) = watched(&server);
    let client = builder.base_url(url).build().expect("a client");
    let error = failure(request(&client, Method::POST)).await;
    assert_eq!(log.waits().len(), 2);
    assert_eq!((error.attempts(), error.stop_reason()), (3, Some(StopReason::Attempts)));
    assert!(!error.may_have_happened());
    let text = "ChangeThing: no connection to the server (after 3 attempts; no more are allowed)";
    assert_eq!(error.to_string(), text);
}

/// Whoever says of a `GET` that it is not idempotent says that it has an effect.
#[tokio::test]
async fn a_method_that_is_not_as_safe_as_it_should_be() {
    for (idempotent, count) in [(None, 3), (Some(false), 1)] {
        let server = Server::start(&[Fault::Closed]).await;
        let (client, _) = client(&server);
        let request = request(&client, Method::GET);
        let request = match idempotent {
            Some(idempotent) => request.idempotent(idempotent),
            None => request,
        };
        let error = failure(request).await;
        assert_eq!(server.count(), count);
        assert_eq!(error.may_have_happened(), idempotent == Some(false));
    }
}

/// What one attempt may have done is not forgotten for what becomes of the next.
#[tokio::test]
async fn an_earlier_attempt_counts() {
    let server = Server::start(&[Fault::Closed, Fault::Status(404)]).await;
    let (client, _) = client(&server);
    let error = failure(request(&client, Method::DELETE)).await;
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    assert!(error.may_have_happened());
    assert_eq!((error.attempts(), error.stop_reason()), (2, Some(StopReason::WouldFailAgain)));
}

#[tokio::test]
async fn trouble_that_passes() {
    let server =
        Server::start(&[Fault::Status(503), Fault::Headers(429, "Twilio-Request-Id: RQ1\r\n"), OK])
            .await;
    let (client, log) = client(&server);
    let request = request(&client, Method::PUT).body("text/plain", "a body");
    assert_eq!(request.send().await.expect("an answer"), "{}");
    assert_eq!(server.bodies(), ["a body"; 3]);
    assert_eq!(
        log.lines(),
        [
            "1: ChangeThing PUT /Things/{Sid}",
            "1: Some(503) None None",
            "2: ChangeThing PUT /Things/{Sid}",
            "2: Some(429) Some(\"RQ1\") None",
            "3: ChangeThing PUT /Things/{Sid}",
            "3: Some(200) None None",
        ]
    );
}

/// Of an answer that is read as it arrives, the head may be asked for again.
#[tokio::test]
async fn downloads() {
    let server = Server::start(&[Fault::Status(503), OK]).await;
    let (client, _) = client(&server);
    let response = request(&client, Method::GET).send_streamed().await.expect("an answer");
    let chunk = response.into_body().next().await.expect("there is content");
    assert_eq!(chunk.expect("it arrives"), "{}");
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn policies() {
    let server = Server::start(&[Fault::Status(429)]).await;
    let (builder, _) = watched(&server);
    let twice = builder.retries(RetryPolicy::default().attempts(2)).build().expect("a client");
    let attempts = async |request| failure(request).await.attempts();
    assert_eq!(attempts(request(&twice, Method::POST)).await, 2);
    assert_eq!(attempts(request(&twice, Method::POST).retries(RetryPolicy::none())).await, 1);
    let five = RetryPolicy::default().attempts(5);
    assert_eq!(attempts(request(&twice, Method::POST).retries(five)).await, 5);
    let zero = RetryPolicy::default().attempts(0);
    assert_eq!(attempts(request(&twice, Method::POST).retries(zero)).await, 1);
}

/// A stream is read when it is sent, and is gone then.
#[tokio::test]
async fn bodies_that_can_be_read_once() {
    let server = Server::start(&[Fault::Status(429)]).await;
    let (client, log) = client(&server);
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>("text")]);
    let upload = templates::Upload::stream(chunks).length(4);
    let error = failure(request(&client, Method::PUT).upload("text/plain", upload)).await;
    assert_eq!(server.bodies(), ["text"]);
    assert_eq!(error.stop_reason(), Some(StopReason::Unrepeatable));
    assert_eq!(log.waits(), []);
    // One that is opened each time is there again.
    let request = request(&client, Method::PUT).streamed_body("text/plain", || Ok("x".into()));
    assert_eq!(failure(request).await.attempts(), 3);
}

/// Whoever calls off a call while it waits sends nothing more.
#[tokio::test]
async fn a_call_that_is_dropped() {
    let server = Server::start(&[Fault::Headers(503, "Retry-After: 5\r\n")]).await;
    let (client, log) = client(&server);
    let call = tokio::spawn(failure(request(&client, Method::GET)));
    while log.waits().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.is_err());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(server.count(), 1);
}

/// An answer that cannot be read is an answer: asked for again, it would be the same.
#[tokio::test]
async fn what_cannot_be_read() {
    let server = Server::start(&[OK]).await;
    let (client, _) = client(&server);
    for (method, may_have_happened) in [(Method::POST, true), (Method::GET, false)] {
        let request = request(&client, method).accept::<templates::Json<u8>>("application/json");
        let error = request.send().await.expect_err("it is an object");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!((error.attempts(), error.stop_reason()), (1, None));
        assert_eq!(error.may_have_happened(), may_have_happened);
    }
    assert_eq!(server.count(), 2);
}

/// What was never sent was not tried.
#[tokio::test]
async fn what_cannot_be_built() {
    let server = Server::start(&[OK]).await;
    let (client, log) = client(&server);
    let error = failure(request(&client, Method::POST).path("Sid", "again")).await;
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert_eq!((error.attempts(), error.stop_reason()), (0, None));
    assert!(!error.may_have_happened());
    assert_eq!(log.lines(), [""; 0]);
}

/// A response that came some other way was not asked for by this crate.
#[test]
fn responses_from_elsewhere() {
    let request = crate::client().request::<bytes::Bytes>("ChangeThing", Method::POST, "/");
    let error = request.decode(crate::response(500, &[], b"")).expect_err("no success");
    assert_eq!((error.attempts(), error.stop_reason()), (1, None));
    assert!(error.may_have_happened());
}
