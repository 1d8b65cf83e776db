//! How long is waited before the next attempt.

use std::time::Duration;

use http::Method;
use templates::{RetryPolicy, StopReason};

use super::server::{Fault, OK, Server};
use super::{client, failure, request, watched};

/// Each wait is within its limit, which doubles until it is the longest; and each is different.
#[tokio::test]
async fn random_within_bounds() {
    let server = Server::start(&[Fault::Status(503)]).await;
    let policy = RetryPolicy::default().attempts(6);
    let (builder, log) = watched(&server);
    let client = builder.retries(policy).timeout(None).retry_budget(None).build();
    let client = client.expect("a client");
    for _ in 0..40 {
        failure(request(&client, Method::GET)).await;
    }
    let waits = log.waits();
    assert_eq!(waits.len(), 200);
    for (number, limit) in [500, 1000, 2000, 4000, 8000].into_iter().enumerate() {
        let limit = Duration::from_millis(limit);
        let column: Vec<_> = waits.iter().skip(number).step_by(5).collect();
        assert!(column.iter().all(|wait| **wait <= limit), "{number}: {column:?}");
        // Of 40 shares, at least one is in each half; it would fail once in 10^12 runs.
        assert!(column.iter().any(|wait| **wait > limit / 2), "{number}: {column:?}");
        assert!(column.iter().any(|wait| **wait < limit / 2), "{number}: {column:?}");
    }
}

#[tokio::test]
async fn the_longest_wait() {
    let server = Server::start(&[Fault::Status(503)]).await;
    let longest = Duration::from_millis(3);
    let policy = RetryPolicy::default().attempts(50).waits(Duration::from_millis(2), longest);
    let (client, log) = client(&server);
    let error = failure(request(&client, Method::GET).retries(policy)).await;
    assert_eq!((error.attempts(), log.waits().len()), (50, 49));
    assert!(log.waits().iter().all(|wait| *wait <= longest), "{:?}", log.waits());
    // Limits without end are no reason to panic.
    let endless = RetryPolicy::default().waits(Duration::MAX, Duration::MAX);
    let error = failure(request(&client, Method::GET).retries(endless)).await;
    assert_eq!(error.stop_reason(), Some(StopReason::Timeout));
}

/// What the API asks for is waited, and not much more.
#[tokio::test]
async fn as_the_api_asks() {
    let server = Server::start(&[Fault::Headers(429, "Retry-After: 7\r\n"), OK]).await;
    let (client, log) = client(&server);
    let start = tokio::time::Instant::now();
    request(&client, Method::POST).send().await.expect("an answer");
    let [wait] = log.waits()[..] else { panic!("{:?}", log.waits()) };
    let expected = Duration::from_secs(7)..=Duration::from_millis(7500);
    assert!(expected.contains(&wait), "{wait:?}");
    assert!(start.elapsed() >= wait, "{:?}", start.elapsed());
    assert_eq!(server.count(), 2);
}

/// A date that is over asks for nothing, and one far away for too much.
#[tokio::test]
async fn dates() {
    let past = Fault::Headers(503, "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n");
    let server = Server::start(&[past, OK]).await;
    let (client, log) = client(&server);
    request(&client, Method::GET).send().await.expect("an answer");
    assert!(log.waits()[0] <= Duration::from_millis(500), "{:?}", log.waits());

    let future = Fault::Headers(503, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n");
    let server = Server::start(&[future]).await;
    let (client, _) = super::client(&server);
    let error = failure(request(&client, Method::GET)).await;
    assert_eq!((error.attempts(), error.stop_reason()), (1, Some(StopReason::RetryAfter)));
}

/// Nobody waits for longer than is allowed; the error tells how long it would be.
#[tokio::test]
async fn the_api_asks_for_too_much() {
    for (seconds, lines, attempts) in
        [(31, "Retry-After: 31\r\n", 2), (86400, "Retry-After: 86400\r\n", 1)]
    {
        let server = Server::start(&[Fault::Headers(429, lines)]).await;
        let (client, log) = client(&server);
        let error = failure(request(&client, Method::POST)).await;
        assert_eq!(error.stop_reason(), Some(StopReason::RetryAfter));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert_eq!((server.count(), log.waits()), (1, Vec::new()));
        let allowed = RetryPolicy::default().longest_retry_after(Duration::from_secs(seconds));
        // If it is, the time limit of the call still counts.
        let error = failure(request(&client, Method::POST).retries(allowed)).await;
        assert_eq!((error.attempts(), error.stop_reason()), (attempts, Some(StopReason::Timeout)));
    }
}
