//! What sends requests in place of an HTTP client.

use std::error::Error as StdError;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use templates::{
    Attempt, Client, ClientBuilder, Error, NotSent, Request, RetryPolicy, ThingPage, Transport,
};
use tower::{Service, ServiceBuilder, ServiceExt, service_fn};
use tower_http::decompression::DecompressionLayer;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

type BoxError = Box<dyn StdError + Send + Sync>;

type Answer = Result<http::Response<reqwest::Body>, BoxError>;

/// Answers requests by a function of their URL, and remembers the attempts.
#[derive(Clone)]
struct Canned {
    answer: fn(&str) -> Answer,
    attempts: Arc<Mutex<Vec<String>>>,
}

impl Transport for Canned {
    async fn send(&self, request: http::Request<reqwest::Body>) -> Answer {
        let attempt = request.extensions().get::<Attempt>().expect("it is of an operation");
        let (number, operation) = (attempt.number(), attempt.operation());
        let line = format!("{number}: {operation} {} {}", request.method(), request.uri());
        self.attempts.lock().expect("no test panics with it").push(line);
        (self.answer)(&request.uri().to_string())
    }
}

fn canned(answer: fn(&str) -> Answer) -> (ClientBuilder, Canned) {
    let transport = Canned { answer, attempts: Arc::default() };
    let builder = Client::builder().credentials("AC0", "token").transport(transport.clone());
    let soon = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
    (builder.retries(soon), transport)
}

fn attempts(transport: &Canned) -> Vec<String> {
    transport.attempts.lock().expect("no test panics with it").clone()
}

fn request(builder: ClientBuilder, method: Method) -> Request<Bytes> {
    builder.build().expect("a client").request("ChangeThing", method, "/things")
}

#[tokio::test]
async fn answers_without_a_network() {
    let (builder, transport) = canned(|_| Ok(http::Response::new("{}".into())));
    assert_eq!(request(builder, Method::POST).send().await.expect("an answer"), "{}");
    assert_eq!(attempts(&transport), ["1: ChangeThing POST https://flex-api.twilio.com/things"]);
}

#[tokio::test]
async fn all_pages_are_seen() {
    let (builder, transport) = canned(|url| {
        let page = if url.contains("Page=1") {
            r#"{"things": ["b"]}"#
        } else {
            r#"{"things": ["a"], "next_page_uri": "/Things?Page=1"}"#
        };
        Ok(http::Response::new(page.into()))
    });
    let client = builder.build().expect("a client");
    let mut pages = ThingPage::pages(client.list_things().into_request());
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    let url = "https://flex-api.twilio.com/Things";
    assert_eq!(
        attempts(&transport),
        [format!("1: ListThing GET {url}?PageSize=2"), format!("1: ListThing GET {url}?Page=1")]
    );
}

/// A transport that knows that nothing was sent says so; of others it is not known.
#[tokio::test]
async fn errors_of_transports() {
    let (builder, transport) = canned(|_| Err(NotSent::new("the queue is full").into()));
    let error = request(builder, Method::POST).send().await.expect_err("nothing is sent");
    assert_eq!((attempts(&transport).len(), error.attempts()), (3, 3));
    assert!(!error.may_have_happened() && error.is_retryable());
    let source = error.source().and_then(StdError::source).expect("the cause");
    assert_eq!(source.to_string(), "the queue is full");

    let (builder, transport) = canned(|_| Err("the wire is cut".into()));
    let error = request(builder, Method::POST).send().await.expect_err("there is no answer");
    assert_eq!((attempts(&transport).len(), error.attempts()), (1, 1));
    assert!(error.may_have_happened() && !error.is_retryable());
    assert_eq!(error.to_string(), "ChangeThing: the request did not get through");
    let (builder, transport) = canned(|_| Err("the wire is cut".into()));
    request(builder, Method::GET).send().await.expect_err("there is no answer");
    assert_eq!(attempts(&transport).len(), 3);

    // HTTP/2 says of a stream that nothing was done yet (RFC 9113, section 8.7), and the HTTP client of
    // a request that it was still in the queue when the connection was closed.
    let unsent: [fn(&str) -> Answer; 2] = [
        |_| {
            let words = "stream error: refused stream before processing any application logic";
            Err(std::io::Error::other(words).into())
        },
        |_| Err("operation was canceled".into()),
    ];
    for answer in unsent {
        let (builder, transport) = canned(answer);
        let error = request(builder, Method::POST).send().await.expect_err("there is no answer");
        assert_eq!((attempts(&transport).len(), error.may_have_happened()), (3, false));
    }
}

/// Limits of time hold for any transport.
#[tokio::test(start_paused = true)]
async fn a_transport_that_never_answers() {
    struct Silent;

    impl Transport for Silent {
        async fn send(&self, _: http::Request<reqwest::Body>) -> Answer {
            std::future::pending().await
        }
    }

    let builder = Client::builder().credentials("AC0", "token").transport(Silent);
    let start = tokio::time::Instant::now();
    let error = request(builder, Method::POST).send().await.expect_err("there is no answer");
    assert_eq!(start.elapsed().as_secs(), 30);
    assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{error:?}");
    assert_eq!(error.to_string(), "ChangeThing: no response in time");
}

/// A stack of tower layers as a transport.
struct Stack<S>(S);

impl<S, B> Transport for Stack<S>
where
    S: Service<http::Request<reqwest::Body>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + Sync + 'static,
    B::Error: Into<BoxError>,
{
    async fn send(&self, request: http::Request<reqwest::Body>) -> Answer {
        let answer = self.0.clone().oneshot(request).await.map_err(Into::into)?;
        Ok(answer.map(reqwest::Body::wrap))
    }
}

/// So many bytes that are all the same, compressed.
fn bomb(bytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&vec![b'0'; bytes]).expect("there is memory");
    encoder.finish().expect("there is memory")
}

/// What counts is the size after decompression, by whatever stands between.
#[tokio::test]
async fn compressed_bombs() {
    const MIB: usize = 1 << 20;
    let http = reqwest::Client::builder().no_proxy().build().expect("the settings are valid");
    let client = service_fn(move |request| {
        let http = http.clone();
        async move { http.send(request).await }
    });
    let stack = ServiceBuilder::new().layer(DecompressionLayer::new()).service(client);
    for (status, size, expected) in [
        (200, 40 * MIB, Some(32 * MIB)),
        (200, 32 * MIB, None),
        (400, 2 * MIB, Some(MIB)),
        (503, 2 * MIB, Some(MIB)),
    ] {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(status).insert_header("Content-Encoding", "gzip");
        let answer = answer.set_body_bytes(bomb(size));
        Mock::given(matchers::any()).respond_with(answer).mount(&server).await;
        let builder = Client::builder().base_url(server.uri()).credentials("AC0", "token");
        let builder = builder.transport(Stack(stack.clone())).retries(RetryPolicy::none());
        match (request(builder, Method::GET).send().await, expected) {
            (Ok(body), None) => assert_eq!(body.len(), size),
            (Err(Error::Transport(error)), Some(limit)) => {
                assert!(error.is_too_large(), "{error:?}");
                assert_eq!(error.status().map(|it| it.as_u16()), Some(status));
                assert_eq!(error.body().map(Bytes::len), Some(limit));
            }
            (other, _) => panic!("{status} {size}: {other:?}"),
        }
    }
}
