//! What the feature `tracing` tells of calls. Most are answered without a network, each attempt
//! after a second, and nobody waits: time goes on by itself.

mod collector;
mod failures;
mod secrets;

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use reqwest::Body;
use serde_json::Value;
use templates::{
    Attempt, Client, ClientBuilder, Event, Framing, Json, NoContent, Request, RetryPolicy,
    Transport,
};
use tokio::time::sleep;
use tracing::instrument::Instrument;
use tracing::{info_span, trace};

use collector::Collector;

type Answer = Result<http::Response<Body>, Box<dyn std::error::Error + Send + Sync>>;

/// What becomes of an attempt.
enum Reply {
    Response(http::Response<Body>),
    Broken,
    Never,
}

/// Replies to each attempt after a second, as its number says.
struct Canned<F>(F);

impl<F: Fn(u32) -> Reply + Send + Sync + 'static> Transport for Canned<F> {
    async fn send(&self, request: http::Request<Body>) -> Answer {
        let number = request.extensions().get::<Attempt>().expect("an attempt").number();
        sleep(Duration::from_secs(1)).await;
        match (self.0)(number) {
            Reply::Response(response) => Ok(response),
            Reply::Broken => Err("broken".into()),
            Reply::Never => pending().await,
        }
    }
}

fn builder(answer: impl Fn(u32) -> Reply + Send + Sync + 'static) -> ClientBuilder {
    let no_wait = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
    let builder = Client::builder().credentials("AC0", "token").retries(no_wait);
    builder.transport(Canned(answer))
}

fn fetch(answer: impl Fn(u32) -> Reply + Send + Sync + 'static) -> Request<Json<Value>> {
    let client = builder(answer).build().expect("a client");
    client.request("FetchThing", Method::GET, "/Things/{Sid}").path("Sid", "TH1")
}

/// An answer with a request id, which may have another header.
fn response(status: u16, header: (&'static str, &'static str), body: impl Into<Body>) -> Reply {
    let builder = http::Response::builder().status(status).header(header.0, header.1);
    let builder = builder.header("Twilio-Request-Id", "RQ1");
    Reply::Response(builder.body(body.into()).expect("a response"))
}

const PLAIN: (&str, &str) = ("X-A", "b");

/// How the span of [`fetch`] begins.
const FETCH: &str = "\
INFO templates: HTTP request
otel.name: GET /Things/{Sid}
otel.kind: client
http.request.method: GET
server.address: flex-api.twilio.com
server.port: 443
url.scheme: https
url.template: /Things/{Sid}
api.operation: FetchThing
";

/// Compares the only span, behind what all calls of [`fetch`] have in common.
#[track_caller]
fn check(collector: &Collector, rest: &str) {
    assert_eq!(collector.spans().join("\n"), [FETCH, rest].concat());
}

#[tokio::test(start_paused = true)]
async fn success() {
    let (collector, _guard) = Collector::start();
    fetch(|_| response(200, PLAIN, "{}")).send().await.expect("an answer");
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
api.duration: 1.00
end
";
    check(&collector, expected);
}

#[tokio::test(start_paused = true)]
async fn another_attempt() {
    let (collector, _guard) = Collector::start();
    let request = fetch(|number| match number {
        1 => response(503, ("Retry-After", "7"), "busy"),
        2 => Reply::Broken,
        _ => response(200, PLAIN, "{}"),
    });
    request.send().await.expect("an answer");
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=503 api.request_id=RQ1 api.duration=1.00
DEBUG waiting before the next attempt api.attempt=1 api.wait=7.00
DEBUG the attempt ended api.attempt=2 error.type=transport api.duration=1.00
DEBUG waiting before the next attempt api.attempt=2 api.wait=0.00
DEBUG the attempt ended api.attempt=3 http.response.status_code=200 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
http.request.resend_count: 2
api.duration: 10.00
end
";
    check(&collector, expected);
}

/// The host is that of the URL, without what is not its name.
#[tokio::test(start_paused = true)]
async fn hosts() {
    for (url, expected) in [
        ("https://api.example", "api.example 443 https"),
        ("https://api.example:8443/prefix", "api.example 8443 https"),
        ("http://127.0.0.1", "127.0.0.1 80 http"),
        ("http://[::1]:8080", "::1 8080 http"),
    ] {
        let (collector, guard) = Collector::start();
        let builder = builder(|_| response(200, PLAIN, "{}")).base_url(url);
        let client = builder.build().expect("a client");
        let request = client.request::<NoContent>("FetchThings", Method::GET, "/Things");
        request.send().await.expect("an answer");
        drop(guard);
        let span = collector.spans().remove(0);
        let fields = ["server.address: ", "server.port: ", "url.scheme: "];
        let values = fields.map(|field| span.lines().find_map(|line| line.strip_prefix(field)));
        assert_eq!(values.map(Option::unwrap_or_default).join(" "), expected);
    }
}

/// Each page is a call. Where its URL leads is in the template as far as it is known.
#[tokio::test(start_paused = true)]
async fn pages() {
    let (collector, _guard) = Collector::start();
    let first = "{\"things\": [\"a\"], \"next_page_uri\": \"/Things?PageToken=hunter2\"}";
    let last = "{\"things\": [\"b\"]}";
    let answer = move |request: &http::Request<Body>| {
        if request.uri().query() == Some("PageSize=2") { first } else { last }
    };
    let builder = Client::builder().credentials("AC0", "token").transport(Listing(answer));
    let mut items = builder.build().expect("a client").list_things().items();
    while let Some(item) = items.next().await {
        item.expect("an item");
    }
    let page = "\
INFO templates: HTTP request
otel.name: GET /Things
otel.kind: client
http.request.method: GET
server.address: flex-api.twilio.com
server.port: 443
url.scheme: https
url.template: /Things
api.operation: ListThing
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.duration=0.00
http.response.status_code: 200
api.duration: 0.00
end
";
    assert_eq!(collector.spans(), [page, page]);
}

/// Answers as the request says.
struct Listing<F>(F);

impl<F> Transport for Listing<F>
where
    F: Fn(&http::Request<Body>) -> &'static str + Send + Sync + 'static,
{
    async fn send(&self, request: http::Request<Body>) -> Answer {
        Ok(http::Response::new((self.0)(&request).into()))
    }
}

/// The span is over when the head is there, and not with the content.
#[tokio::test(start_paused = true)]
async fn downloads() {
    let (collector, _guard) = Collector::start();
    let request = fetch(|_| response(200, PLAIN, "content")).accept::<Bytes>("*/*");
    let download = request.send_streamed().await.expect("an answer").into_body();
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
api.duration: 1.00
end
";
    check(&collector, expected);
    drop(download);
    check(&collector, expected);
}

/// So it is with a stream, whatever its items are.
#[tokio::test(start_paused = true)]
async fn streams() {
    let (collector, _guard) = Collector::start();
    let request = fetch(|_| response(200, PLAIN, "data: {\n\n"));
    let framing = Framing::<Event<Value>>::events_of_json();
    let response = request.send_events("text/event-stream", framing).await.expect("an answer");
    let expected = "\
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.request_id=RQ1 api.duration=1.00
http.response.status_code: 200
api.request_id: RQ1
api.duration: 1.00
end
";
    check(&collector, expected);
    let event = response.into_body().next().await.expect("an event");
    event.expect_err("it is no JSON");
    check(&collector, expected);
}

/// Says when it is asked, and when it answers.
struct Telling;

impl Transport for Telling {
    async fn send(&self, request: http::Request<Body>) -> Answer {
        let path = request.uri().path();
        trace!(path, "asked");
        sleep(Duration::from_secs(if path == "/one" { 2 } else { 1 })).await;
        trace!(path, "answers");
        Ok(http::Response::new(Body::default()))
    }
}

/// Each of two calls at the same time has its own events, and both are within the caller's span.
#[tokio::test(start_paused = true)]
async fn two_at_the_same_time() {
    let (collector, _guard) = Collector::start();
    let builder = Client::builder().credentials("AC0", "token").transport(Telling);
    let client = builder.build().expect("a client");
    let send = |path| client.request::<NoContent>("Do", Method::GET, path).send();
    let both = async {
        let (one, two) = tokio::join!(send("/one"), send("/two"));
        one.and(two).expect("two answers");
        trace!("done");
    };
    both.instrument(info_span!("job")).await;
    let span = |path: &str, seconds| {
        format!(
            "\
INFO templates: HTTP request
otel.name: GET {path}
otel.kind: client
http.request.method: GET
server.address: flex-api.twilio.com
server.port: 443
url.scheme: https
url.template: {path}
api.operation: Do
TRACE asked path={path}
TRACE answers path={path}
DEBUG the attempt ended api.attempt=1 http.response.status_code=200 api.duration={seconds}.00
http.response.status_code: 200
api.duration: {seconds}.00
end
"
        )
    };
    let job = "\
INFO runtime::spans: job
span HTTP request
span HTTP request
TRACE done
end
";
    assert_eq!(collector.spans(), [job.to_owned(), span("/one", 2), span("/two", 1)]);
}
