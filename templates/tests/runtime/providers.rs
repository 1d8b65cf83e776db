//! Credentials that a provider is asked for each time a request is sent.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Method;
use serde_json::Value;
use templates::{Client, ClientBuilder, CredentialProvider, Json, NoContent, Request, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{builder, problem};

type Result<T> = std::result::Result<T, Box<dyn StdError + Send + Sync>>;

fn request(
    builder: ClientBuilder,
    sets: &'static [&'static [&'static str]],
) -> Request<Json<Value>> {
    let client = builder.build().expect("a client");
    client.request("FetchThing", Method::GET, "/").security(sets)
}

/// A provider of one text.
fn always(text: &'static str) -> impl CredentialProvider<String> {
    move || async move { Ok(text.to_owned()) }
}

/// What a request has that proves who sends it.
async fn sent(request: &Request<Json<Value>>) -> Vec<String> {
    let sent = request.to_http_async().await.expect("the request can be sent");
    let streamed = request.to_streamed_http_async().await.expect("the request can be sent");
    assert_eq!(sent.headers(), streamed.headers());
    let query = sent.uri().query().map(|query| format!("?{query}"));
    let header = |name: &'static str| {
        let value = sent.headers().get(name)?;
        assert!(value.is_sensitive(), "{name}");
        Some(format!("{name}: {}", value.to_str().expect("the value is text")))
    };
    let headers = ["authorization", "x-key", "cookie"].into_iter().filter_map(header);
    query.into_iter().chain(headers).collect()
}

#[tokio::test]
async fn each_has_its_place() {
    let everything = || {
        builder()
            .credentials_from(|| async { Ok(("a".to_owned(), "b".to_owned())) })
            .token_from(always("t"))
            .key_in_header_from(always("h"))
            .key_in_query_from(always("q&"))
            .key_in_cookie_from(always("c="))
    };
    let with = |sets| request(everything(), sets);
    assert_eq!(sent(&with(&[&["basic"]])).await, ["authorization: Basic YTpi"]);
    assert_eq!(sent(&with(&[&["bearer"]])).await, ["authorization: Bearer t"]);
    assert_eq!(sent(&with(&[&["header", "query"]])).await, ["?a%20key=q%26", "x-key: h"]);
    assert_eq!(sent(&with(&[&["cookie"]])).await, ["cookie: session=c="]);
    assert!(sent(&with(&[&[]])).await.is_empty());
    // What is set last counts, wherever it comes from.
    let known = request(everything().token("known"), &[&["bearer"]]);
    assert_eq!(sent(&known).await, ["authorization: Bearer known"]);
    let provided = request(builder().token("known").token_from(always("t")), &[&["bearer"]]);
    assert_eq!(sent(&provided).await, ["authorization: Bearer t"]);
    known.to_http().expect("nobody has to be asked");
}

/// What applications have: functions, types, and errors of any kind.
#[tokio::test]
async fn what_may_be_a_provider() {
    async fn function() -> Result<String> {
        Ok("f".to_owned())
    }
    struct Vault(String);
    impl CredentialProvider<String> for Vault {
        async fn provide(&self) -> Result<String> {
            Ok(self.0.clone())
        }
    }
    let token = |builder| async move { sent(&request(builder, &[&["bearer"]])).await };
    assert_eq!(token(builder().token_from(function)).await, ["authorization: Bearer f"]);
    let vault = Vault("v".to_owned());
    assert_eq!(token(builder().token_from(vault)).await, ["authorization: Bearer v"]);
    let ready = || std::future::ready(Ok("r".to_owned()));
    assert_eq!(token(builder().token_from(ready)).await, ["authorization: Bearer r"]);
    let text = Arc::new("7".to_owned());
    let parsed = move || {
        let text = Arc::clone(&text);
        async move { Ok(text.parse::<u8>()?.to_string()) }
    };
    assert_eq!(token(builder().token_from(parsed)).await, ["authorization: Bearer 7"]);
}

/// A provider of the number of the time it is asked, and how often it was.
fn counted() -> (impl CredentialProvider<String>, Arc<AtomicUsize>) {
    let count = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&count);
    let provider = move || {
        let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Ok(number.to_string()) }
    };
    (provider, count)
}

/// The tokens that a server got.
async fn tokens(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.expect("they are recorded");
    let token = |request: &wiremock::Request| {
        request.headers["authorization"].to_str().expect("it is text").to_owned()
    };
    requests.iter().map(token).collect()
}

#[tokio::test]
async fn each_attempt_asks() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(503)).mount(&server).await;
    let (provider, _) = counted();
    let policy = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
    let builder = Client::builder().base_url(server.uri()).token_from(provider).retries(policy);
    let client = builder.build().expect("a client");
    let request = || -> Request<NoContent> {
        client.request("FetchThing", Method::GET, "/").security(&[&["bearer"]])
    };
    let error = request().send().await.expect_err("no success");
    assert_eq!(error.attempts(), 3);
    request().retries(RetryPolicy::none()).send().await.expect_err("no success");
    let expected = ["Bearer 1", "Bearer 2", "Bearer 3", "Bearer 4"];
    assert_eq!(tokens(&server).await, expected);
}

/// The same credentials would not be accepted either.
#[tokio::test]
async fn a_refusal_is_final() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let builder = Client::builder().base_url(server.uri()).token_from(always("t"));
    let client = builder.build().expect("a client");
    let request: Request<NoContent> = client.request("FetchThing", Method::GET, "/");
    let error = request.security(&[&["bearer"]]).send().await.expect_err("no success");
    assert_eq!((error.attempts(), tokens(&server).await.len()), (1, 1));
}

/// No more than needed is asked.
#[tokio::test]
async fn who_is_not_asked() {
    let (provider, count) = counted();
    let builder = builder().token_from(provider).key_in_query("q").allow_plain_http();
    let client = builder.clone().build().expect("a client");
    let request = || -> Request<Json<Value>> {
        client.request("FetchThing", Method::GET, "/{id}").path("id", 1).security(&[&["bearer"]])
    };
    let ask = |request: Request<Json<Value>>| async move { request.to_http_async().await };
    ask(request().unauthenticated()).await.expect("it needs none");
    ask(request().security(&[&["query"], &["bearer"]])).await.expect("there are others");
    ask(request().header("Authorization", "own")).await.expect("it has its own");
    ask(request().path("id", 2)).await.expect_err("it cannot be sent");
    ask(request().at("https://evil.example")).await.expect_err("it must not be sent");
    ask(request().security(&[&["bearer", "cookie"]])).await.expect_err("another is missing");
    assert_eq!(count.load(Ordering::Relaxed), 0);
    let (unasked, unasked_count) = counted();
    let client = self::builder().token_from(unasked).build().expect("a client");
    let plain = templates::anywhere(&client, "http://192.0.2.1").accept("application/json");
    let error = ask(plain.security(&[&["bearer"]])).await.expect_err("there is no https");
    assert!(problem(&error).contains("without https"), "{error}");
    assert_eq!(unasked_count.load(Ordering::Relaxed), 0);
    ask(request()).await.expect("it can be sent");
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

/// An error of an application's, which shows more than it should.
#[derive(Debug)]
struct Sealed {
    #[allow(dead_code, reason = "it is only shown")]
    password: &'static str,
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the vault is sealed")
    }
}

impl StdError for Sealed {}

#[tokio::test]
async fn a_provider_that_has_none() {
    let server = MockServer::start().await;
    let builder = Client::builder().base_url(server.uri());
    let sealed = || async { Err(Sealed { password: "hunter2" }.into()) };
    let request = request(builder.token_from(sealed), &[&["bearer"]]);
    let unsent = request.to_http_async().await.expect_err("there are no credentials");
    for error in [unsent, request.send().await.expect_err("there are no credentials")] {
        let text = "FetchThing was not sent: the provider of the credentials has none";
        assert_eq!(problem(&error), text);
        assert_eq!((error.attempts(), error.may_have_happened()), (0, false));
        let source = error.source().expect("a cause");
        assert!(source.is::<Sealed>(), "{source}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    assert!(tokens(&server).await.is_empty());
}

#[tokio::test]
async fn values_that_cannot_be_sent() {
    const BEFORE: &str =
        "FetchThing was not sent: what the provider of the credentials has cannot be used: ";

    let check = |builder, sets, expected: &'static str| async move {
        let error = request(builder, sets).to_http_async().await.expect_err("it cannot be sent");
        assert_eq!(problem(&error), [BEFORE, expected].concat());
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    };
    let pair = |username: &'static str| {
        builder().credentials_from(move || async move {
            Ok((username.to_owned(), "hunter2".to_owned()))
        })
    };
    let colon = "the username must not be empty or contain a colon";
    check(pair("hunter2:a"), &[&["basic"]], colon).await;
    let control = "the credentials must not contain control characters, such as a line break";
    check(pair("a\n"), &[&["basic"]], control).await;
    let token = "the token must not be empty, and must be ASCII without spaces";
    check(builder().token_from(always("hunter2 ")), &[&["bearer"]], token).await;
    let empty = "the key must not be empty";
    check(builder().key_in_header_from(always("")), &[&["header"]], empty).await;
    check(builder().key_in_query_from(always("")), &[&["query"]], empty).await;
    let cookie = "the key must not be empty, and must be ASCII without spaces, quotes, commas, \
                  semicolons and backslashes";
    check(builder().key_in_cookie_from(always("hunter2;")), &[&["cookie"]], cookie).await;
}

/// Who is not asynchronous cannot ask.
#[test]
fn what_to_call_instead() {
    let request = request(builder().token_from(always("hunter2")), &[&["bearer"]]);
    let expected = "FetchThing was not sent: the credentials come from a provider, which \
                    `to_http_async` and `to_streamed_http_async` can ask";
    assert_eq!(problem(&request.to_http().expect_err("nobody asks")), expected);
    assert_eq!(problem(&request.to_streamed_http().expect_err("nobody asks")), expected);
    let sent = templates::blocking::block_on(request.to_http_async()).expect("it can be sent");
    assert_eq!(sent.headers()["authorization"], "Bearer hunter2");
}

/// The time for asking counts.
#[tokio::test(start_paused = true)]
async fn a_provider_that_takes_for_ever() {
    let never = || async {
        std::future::pending::<Infallible>().await;
        Ok(String::new())
    };
    let builder = || builder().token_from(never);
    for (builder, limit) in [
        (builder(), "30s"),
        (builder().timeout(Duration::from_secs(5)), "5s"),
        (builder().attempt_timeout(Duration::from_secs(3)), "3s"),
    ] {
        let error = request(builder, &[&["bearer"]]).send().await.expect_err("nobody answers");
        assert_eq!(
            problem(&error),
            format!(
                "FetchThing was not sent: its credentials were not there when the time limit of \
                 {limit} was over"
            )
        );
    }
}

#[test]
fn nothing_shows_them() {
    let builder = builder().token_from(always("hunter2"));
    let shown = format!("{builder:?} {:?}", builder.clone().build().expect("a client"));
    assert!(!shown.contains("hunter2"), "{shown}");
}
