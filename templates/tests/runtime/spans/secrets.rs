//! Nothing that is secret or personal is in spans and events.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use reqwest::Body;
use templates::{Client, ClientBuilder, Request, RetryPolicy, Transport};

use super::{Answer, Collector};

const SECRET: &str = "hunter2";

/// What a secret looks like in the header of basic authentication, and in a URL.
const SHOWN: [&str; 5] = [SECRET, "QUMwOmh1bnRlcjI", "aHVudGVyMg", "hunter%32", "@example"];

/// Tells its secret in each place of an answer.
struct Talkative(u16);

impl Transport for Talkative {
    async fn send(&self, _: http::Request<Body>) -> Answer {
        if self.0 == 0 {
            return Err(SECRET.into());
        }
        let builder = http::Response::builder().status(self.0).header("Set-Cookie", SECRET);
        let builder = builder.header("Location", format!("https://a.example/{SECRET}"));
        let body = format!("{{\"message\": \"{SECRET}\", \"code\": {SECRET:?}");
        Ok(builder.header("X-Secret", SECRET).body(body.into()).expect("a response"))
    }
}

/// A request with secrets wherever one can be.
fn request(builder: ClientBuilder) -> Request<templates::Json<serde_json::Value>> {
    let client = builder.build().expect("a client");
    client
        .request("CreateThing", Method::POST, "/Things/{Name}")
        .path("Name", "hunter2@example.com")
        .query("Phone", "hunter2@example.com")
        .header("X-Secret", SECRET)
        .form("Secret", SECRET)
        .idempotent(true)
}

#[tokio::test(start_paused = true)]
async fn in_none_of_them() {
    const ALL: &[&[&str]] = &[&["basic", "header", "query", "cookie"]];
    const TOKEN: &[&[&str]] = &[&["bearer"]];
    for status in [0, 200, 302, 404, 503] {
        for schemes in [ALL, TOKEN] {
            let builder = Client::builder().credentials("AC0", SECRET).key_in_header(SECRET);
            let builder = builder.token(SECRET).key_in_query(SECRET).key_in_cookie(SECRET);
            let policy = RetryPolicy::default().waits(Duration::ZERO, Duration::ZERO);
            let builder = builder.transport(Talkative(status)).retries(policy);
            let (collector, guard) = Collector::start();
            let url = format!("https://user:{SECRET}@a.example?key={SECRET}#{SECRET}");
            let elsewhere = templates::anywhere(&builder.clone().build().expect("a client"), url);
            elsewhere.send().await.expect_err("not a server");
            let request = request(builder).security(schemes);
            request.clone().send().await.expect_err("the answer is no JSON");
            // What cannot be sent is not told either.
            let refused = request.clone().header("X-B", "hunter2\n");
            refused.send().await.expect_err("not a header");
            let _ = request.accept::<Bytes>("*/*").send_streamed().await;
            drop(guard);
            let text = collector.spans().join("\n");
            assert_eq!(text.matches("INFO templates: HTTP request").count(), 4, "{text}");
            assert!(text.contains("url.template: /Things/{Name}"), "{text}");
            for secret in SHOWN {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    }
}
