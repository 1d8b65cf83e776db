//! How many requests a client and its clones may send again.

use http::Method;
use templates::{Client, RetryPolicy, StopReason};

use super::server::{Fault, OK, Server};
use super::{failure, request, watched};

async fn attempts(client: &Client) -> (u32, StopReason) {
    let error = failure(request(client, Method::GET)).await;
    (error.attempts(), error.stop_reason().expect("it was sent"))
}

const SPENT: (u32, StopReason) = (1, StopReason::Budget);

#[tokio::test]
async fn used_up_and_earned_again() {
    const TROUBLE: Fault = Fault::Status(503);
    let mut script = vec![TROUBLE; 9];
    script.extend([OK; 10]);
    script.extend([TROUBLE; 3]);
    let server = Server::start(&script).await;
    let (builder, _) = watched(&server);
    let policy = RetryPolicy::default().attempts(4);
    let client = builder.retries(policy).retry_budget(5).build().expect("a client");

    assert_eq!(attempts(&client).await, (4, StopReason::Attempts));
    // Clones share it.
    assert_eq!(attempts(&client.clone()).await, (3, StopReason::Budget));
    assert_eq!(attempts(&client).await, SPENT);
    assert_eq!(attempts(&client).await, SPENT);
    for _ in 0..10 {
        request(&client, Method::GET).send().await.expect("an answer");
    }
    assert_eq!(attempts(&client).await, (2, StopReason::Budget));
    assert_eq!(attempts(&client).await, SPENT);
    assert_eq!(server.count(), script.len());
}

/// In an outage there are 100 requests more than calls, and not three times as many.
#[tokio::test]
async fn by_default() {
    let server = Server::start(&[Fault::Status(503)]).await;
    let (builder, _) = watched(&server);
    let client = builder.build().expect("a client");
    for _ in 0..200 {
        failure(request(&client, Method::GET)).await;
    }
    assert_eq!(server.count(), 300);
    assert_eq!(attempts(&client).await, SPENT);

    let (builder, _) = watched(&server);
    let client = builder.retry_budget(None).build().expect("a client");
    for _ in 0..60 {
        assert_eq!(attempts(&client).await, (3, StopReason::Attempts));
    }
    let (builder, _) = watched(&server);
    let client = builder.retry_budget(0).build().expect("a client");
    assert_eq!(attempts(&client).await, SPENT);
}

/// More than what there was at the beginning is not saved up.
#[tokio::test]
async fn it_does_not_grow() {
    let mut script = vec![OK; 30];
    script.push(Fault::Status(503));
    let server = Server::start(&script).await;
    let (builder, _) = watched(&server);
    let client = builder.retry_budget(1).build().expect("a client");
    for _ in 0..30 {
        request(&client, Method::GET).send().await.expect("an answer");
    }
    assert_eq!(attempts(&client).await, (2, StopReason::Budget));
}
