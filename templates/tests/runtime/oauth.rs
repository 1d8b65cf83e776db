//! Access tokens that the client fetches, keeps and renews.

mod answers;
mod ends;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use http::Method;
use templates::{
    Attempt, AttemptEnd, Client, ClientBuilder, NoContent, OAuthCredentials, Observer, Request,
    RetryPolicy,
};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{builder, problem};

/// What stands for `client id` and `hunter2&` in the header.
const BASIC: &str = "Basic Y2xpZW50K2lkOmh1bnRlcjIlMjY=";

fn credentials() -> OAuthCredentials {
    OAuthCredentials::new("client id", "hunter2&")
}

fn request(client: &Client, method: Method) -> Request<NoContent> {
    client.request("FetchThing", method, "/things").security(&[&["bearer"]])
}

/// A server with a token URL, where the tokens are `t1`, `t2` and so on, and an API that accepts the
/// token of a number and those after it.
struct Server {
    server: MockServer,
    first: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let server = MockServer::start().await;
        let count = AtomicUsize::new(0);
        let give = move |_: &wiremock::Request| {
            let number = count.fetch_add(1, Ordering::Relaxed) + 1;
            let token = format!(r#"{{"access_token": "t{number}", "token_type": "Bearer"}}"#);
            ResponseTemplate::new(200).set_body_string(token)
        };
        Mock::given(path("/oauth/token")).respond_with(give).mount(&server).await;
        let first = Arc::new(AtomicUsize::new(1));
        let accepted = Arc::clone(&first);
        let answer = move |request: &wiremock::Request| {
            let token = request.headers["authorization"].to_str().unwrap_or_default();
            let number: usize = token.trim_start_matches("Bearer t").parse().unwrap_or_default();
            let is_accepted = number >= accepted.load(Ordering::Relaxed);
            ResponseTemplate::new(if is_accepted { 204 } else { 401 })
        };
        Mock::given(path("/things")).respond_with(answer).mount(&server).await;
        Self { server, first }
    }

    fn builder(&self) -> ClientBuilder {
        let policy = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
        builder().base_url(self.server.uri()).retries(policy)
    }

    fn client(&self) -> Client {
        let builder = self.builder().client_credentials_with(credentials());
        builder.build().expect("a client")
    }

    /// What was asked for, with the credentials that came along.
    async fn requests(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.expect("they are recorded");
        let shown = requests.iter().map(|request| {
            let proof = request.headers.get("authorization").map(|it| it.to_str().expect("text"));
            format!("{} {} {}", request.method, request.url.path(), proof.unwrap_or("nobody"))
        });
        shown.collect()
    }
}

fn token_request() -> String {
    format!("POST /oauth/token {BASIC}")
}

#[tokio::test]
async fn one_token_for_all_requests() {
    let server = Server::start().await;
    let client = server.client();
    for client in [&client, &client.clone()] {
        request(client, Method::GET).send().await.expect("a success");
    }
    let expected = [&*token_request(), "GET /things Bearer t1", "GET /things Bearer t1"];
    assert_eq!(server.requests().await, expected);
    let sent = server.server.received_requests().await.expect("they are recorded");
    assert_eq!(sent[0].body, b"grant_type=client_credentials");
    assert_eq!(sent[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(sent[0].headers["accept"], "application/json");
}

#[tokio::test]
async fn requests_at_the_same_time_wait_for_one_token() {
    let server = Server::start().await;
    let client = server.client();
    let calls = (0..50).map(|_| request(&client, Method::GET).send());
    for result in join_all(calls).await {
        result.expect("a success");
    }
    let requests = server.requests().await;
    assert_eq!(requests.iter().filter(|it| **it == token_request()).count(), 1);
    assert_eq!(requests.len(), 51);
}

#[tokio::test]
async fn what_is_asked_for() {
    let server = Server::start().await;
    for (credentials, expected) in [
        (credentials().scopes(["a:read", "b"]), "grant_type=client_credentials&scope=a%3Aread+b"),
        (
            credentials().in_form(true),
            "grant_type=client_credentials&client_id=client+id&client_secret=hunter2%26",
        ),
    ] {
        let builder = server.builder().client_credentials_with(credentials);
        let client = builder.build().expect("a client");
        let sent = request(&client, Method::GET).to_http_async().await.expect("there is a token");
        assert!(sent.headers()["authorization"].is_sensitive());
        let requests = server.server.received_requests().await.expect("they are recorded");
        let last = requests.last().expect("one for the token");
        assert_eq!(String::from_utf8_lossy(&last.body), expected);
        assert_eq!(last.headers.contains_key("authorization"), !expected.contains("secret"));
    }
}

/// The API does not accept the token any more, although it should be good still.
#[tokio::test]
async fn another_token_after_a_refusal() {
    let server = Server::start().await;
    let client = server.client();
    for method in [Method::GET, Method::POST] {
        server.first.fetch_add(1, Ordering::Relaxed);
        request(&client, method).send().await.expect("a success");
    }
    let expected = [
        &*token_request(),
        "GET /things Bearer t1",
        &*token_request(),
        "GET /things Bearer t2",
        "POST /things Bearer t2",
        &*token_request(),
        "POST /things Bearer t3",
    ];
    assert_eq!(server.requests().await, expected);
}

#[tokio::test]
async fn a_refusal_of_any_token_is_final() {
    let server = Server::start().await;
    let client = server.client();
    server.first.store(usize::MAX, Ordering::Relaxed);
    let error = request(&client, Method::GET).send().await.expect_err("no success");
    assert_eq!((error.attempts(), error.status().map(|it| it.as_u16())), (2, Some(401)));
    assert_eq!(server.requests().await.len(), 4);

    // Who wants one attempt gets one, and another token the next time.
    server.first.store(3, Ordering::Relaxed);
    let once = || request(&client, Method::GET).retries(RetryPolicy::none());
    let error = once().send().await.expect_err("the token was refused");
    assert_eq!(error.attempts(), 1);
    once().send().await.expect("a success");
}

/// All of them were refused together.
#[tokio::test]
async fn one_other_token_for_all_requests() {
    let server = Server::start().await;
    let client = server.client();
    request(&client, Method::GET).send().await.expect("a success");
    server.first.store(2, Ordering::Relaxed);
    for result in join_all((0..20).map(|_| request(&client, Method::GET).send())).await {
        result.expect("a success");
    }
    let tokens = server.requests().await.into_iter().filter(|it| *it == token_request()).count();
    assert_eq!(tokens, 2);
}

/// A request for a token that nobody waits for any more keeps no other from being sent.
#[tokio::test]
async fn who_does_not_wait() {
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(200)
        .set_body_string(r#"{"access_token": "t1"}"#)
        .set_delay(Duration::from_secs(60));
    Mock::given(any()).respond_with(slow).up_to_n_times(1).mount(&server).await;
    let quick = ResponseTemplate::new(200).set_body_string(r#"{"access_token": "t2"}"#);
    Mock::given(any()).respond_with(quick).mount(&server).await;
    let builder = builder().base_url(server.uri()).client_credentials("a", "b");
    let client = builder.build().expect("a client");
    let first = request(&client, Method::GET).timeout(Duration::from_millis(50)).send().await;
    let text = problem(&first.expect_err("there is no answer in time"));
    assert!(text.contains("were not there when the time limit of 50ms was over"), "{text}");
    let second = request(&client, Method::GET).to_http_async().await.expect("there is a token");
    assert_eq!(second.headers()["authorization"], "Bearer t2");
}

/// Takes down what it is told.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Vec<String>>>);

impl Observer for Watch {
    fn ended(&self, attempt: &Attempt, end: &AttemptEnd<'_>) {
        let status = end.status().map(|status| status.as_u16());
        let line = format!("{} {} {status:?}", attempt.operation(), attempt.path_template());
        self.0.lock().expect("nobody panics").push(line);
    }
}

#[tokio::test]
async fn observers_are_told() {
    let server = Server::start().await;
    let watch = Watch::default();
    let builder = server.builder().client_credentials_with(credentials());
    let client = builder.observer(watch.clone()).build().expect("a client");
    request(&client, Method::GET).send().await.expect("a success");
    let expected = ["FetchAccessToken /oauth/token Some(200)", "FetchThing /things Some(204)"];
    assert_eq!(*watch.0.lock().expect("nobody panics"), expected);
}

#[tokio::test]
async fn where_the_secret_goes() {
    let (api, other) = (Server::start().await, Server::start().await);
    let with = |url: &str| {
        let builder = api.builder().client_credentials_with(credentials().token_url(url));
        builder.build().expect("a client")
    };
    let client = with(&format!("{}/oauth/token", other.server.uri()));
    request(&client, Method::GET).send().await.expect("a success");
    assert_eq!(other.requests().await, [token_request()]);
    assert_eq!(api.requests().await, ["GET /things Bearer t1"]);

    let client = with("http://192.0.2.1/token");
    let error = request(&client, Method::GET).send().await.expect_err("there is no https");
    assert_eq!(
        problem(&error),
        "FetchThing was not sent: there is no access token: the client secret is not sent to a \
         server without https"
    );
}

#[test]
fn what_cannot_be_used() {
    let check = |credentials, expected| {
        let error = builder().client_credentials_with(credentials).build();
        let text = problem(&error.expect_err("it cannot be used"));
        assert_eq!(text, format!("the client cannot be built: {expected}"));
    };
    let empty = "the client id and the client secret must not be empty";
    check(OAuthCredentials::new("", "hunter2"), empty);
    check(OAuthCredentials::new("a", ""), empty);
    let url = "the token URL must be an absolute URL such as `https://auth.example.com/token`, \
               without credentials and fragment";
    for given in [
        "",
        "/token",
        "auth.example.com/token",
        "https://hunter2@auth.example.com",
        "https://auth.example.com/token#a",
        "https://auth.example.com\\.evil.example",
        "ftp://auth.example.com",
    ] {
        check(credentials().token_url(given), url);
    }
}

#[test]
fn nothing_shows_the_secret() {
    let credentials = credentials().scopes(["a"]);
    assert_eq!(format!("{credentials:?}"), "OAuthCredentials { scopes: \"a\", .. }");
    let builder = builder().client_credentials_with(credentials);
    let shown = format!("{builder:?} {:?}", builder.clone().build().expect("a client"));
    assert!(!shown.contains("hunter2") && !shown.contains("client id"), "{shown}");
}
