//! The spans of calls that fail.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http_body::Frame;
use reqwest::Body;
use serde_json::Value;
use templates::{Client, Error, Json, NoContent, Request, RetryPolicy};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::{Collector, PLAIN, Reply, check, fetch, response};

/// Sends a request once that fails, and compares its span.
async fn check_failure(request: Request<Json<Value>>, rest: &str) -> Error {
    let (collector, guard) = Collector::start();
    let error = request.retries(RetryPolicy::none()).send().await.expect_err("it fails");
    drop(guard);
    check(&collector, rest);
    error
}

#[tokio::test(start_paused = true)]
async fn refusal() {
    let request = fetch(|_| response(404, PLAIN, "{\"message\": \"no such thing\"}"));
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=404 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 404
api.request_id: RQ1
error.type: 404
otel.status_code: ERROR
api.duration: 1.00
end
";
    check_failure(request, expected).await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read() {
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
error.type: decode
otel.status_code: ERROR
api.duration: 1.00
end
";
    let error = check_failure(fetch(|_| response(200, PLAIN, "[1,")), expected).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn no_answer_in_time() {
    let expected = "\
DEBUG the attempt ended api.attempt=1 error.type=timeout api.duration=5.00
error.type: timeout
otel.status_code: ERROR
api.duration: 5.00
end
";
    check_failure(fetch(|_| Reply::Never).timeout(Duration::from_secs(5)), expected).await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_too_large() {
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 error.type=too_large api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
error.type: too_large
otel.status_code: ERROR
api.duration: 1.00
end
";
    let request = fetch(|_| response(200, PLAIN, "{\"a\": 1}"));
    check_failure(request.response_limit(3), expected).await;
}

/// A content that breaks off.
struct Broken;

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        Poll::Ready(Some(Err("it broke off")))
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_off() {
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 error.type=incomplete api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
error.type: incomplete
otel.status_code: ERROR
api.duration: 1.00
end
";
    check_failure(fetch(|_| response(200, PLAIN, Body::wrap(Broken))), expected).await;
}

/// The call is dropped in its second attempt, and the span ends with it.
#[tokio::test(start_paused = true)]
async fn dropped() {
    let (collector, _guard) = Collector::start();
    let request = fetch(|number| match number {
        1 => response(503, PLAIN, "busy"),
        _ => Reply::Never,
    });
    timeout(Duration::from_secs(5), request.send()).await.expect_err("it is dropped");
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=503 api.request_id=RQ1 api.duration=1.00
DEBUG waiting before the next attempt api.attempt=1 api.wait=0.00
error.type: cancelled
otel.status_code: ERROR
http.request.resend_count: 1
api.duration: 5.00
end
";
    check(&collector, expected);
}

/// Nothing is sent, so that there is no attempt.
#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_be_built() {
    let request = fetch(|_| Reply::Never).header("X-A", "\n");
    let expected = "\
error.type: build
otel.status_code: ERROR
api.duration: 0.00
end
";
    check_failure(request, expected).await;
}

#[tokio::test]
async fn no_connection() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = nobody.local_addr().expect("the port that was bound").port();
    drop(nobody);
    let builder = Client::builder().base_url(format!("http://127.0.0.1:{port}/prefix"));
    let builder = builder.credentials("AC0", "token").retries(RetryPolicy::none());
    let client = builder.build().expect("a client");
    let (collector, _guard) = Collector::start();
    let request =
        client.request::<NoContent>("DeleteThings", Method::DELETE, "/Things?Before={Day}");
    request.path("Day", "today").send().await.expect_err("nobody is there");
    let expected = format!(
        "\
INFO templates: HTTP request
otel.name: DELETE /Things
otel.kind: client
http.request.method: DELETE
server.address: 127.0.0.1
server.port: {port}
url.scheme: http
url.template: /Things
api.operation: DeleteThings
DEBUG the attempt ended api.attempt=1 error.type=connect
error.type: connect
otel.status_code: ERROR
end"
    );
    assert_eq!(without_durations(&collector.spans().join("\n")), expected);
}

/// A text without what depends on the machine.
fn without_durations(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("api.duration"));
    let lines = lines.map(|line| line.split(" api.duration").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}
