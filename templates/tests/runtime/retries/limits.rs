//! Limits of time: of each attempt, and of the call as a whole.

use std::time::Duration;

use http::Method;
use templates::{Client, ClientBuilder, Error, RetryPolicy, StopReason};
use tokio::time::Instant;

use super::server::{Fault, Server};
use super::{failure, request, watched};

/// A call to a server that never answers: after how many seconds it ended, and how.
struct Ended {
    seconds: u64,
    attempts: u32,
    stop: StopReason,
}

async fn check(
    what: &str,
    method: Method,
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
    change: impl FnOnce(templates::Request<bytes::Bytes>) -> templates::Request<bytes::Bytes>,
    expected: Ended,
) {
    let server = Server::start(&[Fault::Stalled]).await;
    let (builder, log) = watched(&server);
    // How long is waited in between is random.
    let at_once = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
    let client: Client = set(builder.retries(at_once)).build().expect("a client");
    let start = Instant::now();
    let error = failure(change(request(&client, method))).await;
    // A little is real time.
    let seconds = start.elapsed().as_millis().div_euclid(1000);
    assert_eq!(seconds, u128::from(expected.seconds), "{what}: {:?}", start.elapsed());
    assert_eq!((error.attempts(), error.stop_reason()), (expected.attempts, Some(expected.stop)));
    assert_eq!(server.count(), expected.attempts as usize, "{what}: {:?}", log.lines());
    let Error::Transport(error) = error else { panic!("{what}: {error:?}") };
    assert!(error.is_timeout(), "{what}");
}

#[tokio::test]
async fn a_server_that_never_answers() {
    const SECOND: Duration = Duration::from_secs(1);
    let ended = |seconds, attempts, stop| Ended { seconds, attempts, stop };
    let (get, post) = (|| Method::GET, || Method::POST);

    let expected = ended(60, 2, StopReason::Timeout);
    check("by default", get(), |it| it, |it| it, expected).await;
    let expected = ended(30, 1, StopReason::NotIdempotent);
    check("by default", post(), |it| it, |it| it, expected).await;

    let expected = ended(15, 3, StopReason::Attempts);
    check("attempts", get(), |it| it.attempt_timeout(5 * SECOND), |it| it, expected).await;
    let expected = ended(15, 3, StopReason::Attempts);
    check("attempts of one", get(), |it| it, |it| it.attempt_timeout(5 * SECOND), expected).await;

    // The limit of a call is for one attempt, too.
    let expected = ended(200, 1, StopReason::Timeout);
    check("calls", get(), |it| it.timeout(200 * SECOND), |it| it, expected).await;
    let expected = ended(200, 1, StopReason::NotIdempotent);
    check("one call", post(), |it| it, |it| it.timeout(200 * SECOND), expected).await;
    let expected = ended(7, 1, StopReason::NotIdempotent);
    check("one call of less", post(), |it| it, |it| it.timeout(7 * SECOND), expected).await;

    let both = |it: ClientBuilder| it.timeout(12 * SECOND).attempt_timeout(5 * SECOND);
    let expected = ended(12, 3, StopReason::Attempts);
    check("both", get(), both, |it| it, expected).await;
    let none = |it: ClientBuilder| it.timeout(None).attempt_timeout(40 * SECOND);
    let expected = ended(120, 3, StopReason::Attempts);
    check("no limit for calls", get(), none, |it| it, expected).await;
}

/// A time limit that would be over while the client waits ends the call at once.
#[tokio::test]
async fn no_waiting_in_vain() {
    let server = Server::start(&[Fault::Headers(503, "Retry-After: 20\r\n")]).await;
    let (builder, log) = watched(&server);
    let builder = builder.retries(RetryPolicy::default().attempts(9));
    let client = builder.build().expect("a client");
    let start = Instant::now();
    let error = failure(request(&client, Method::GET)).await;
    // After two waits of 20 seconds and a little more, a third would lead beyond 60.
    assert_eq!((error.attempts(), error.stop_reason()), (3, Some(StopReason::Timeout)));
    let waited = log.waits().iter().sum::<Duration>();
    let elapsed = start.elapsed();
    assert!(elapsed >= waited && elapsed < Duration::from_secs(45), "{elapsed:?}");
    assert_eq!(error.status(), Some(http::StatusCode::SERVICE_UNAVAILABLE));
}
