//! How long tokens are kept. No network is in the way of the time here.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use templates::{Client, RetryPolicy, Transport};
use tokio::time::advance;

use super::{credentials, request};
use crate::builder;

/// Gives tokens that are good for so long, unless it is out of order, and counts them.
#[derive(Default)]
struct State {
    expires_in: &'static str,
    tokens: usize,
    asked: usize,
    is_out_of_order: bool,
}

#[derive(Clone, Default)]
struct Server(Arc<Mutex<State>>);

impl Transport for Server {
    async fn send(
        &self,
        _: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let mut state = self.0.lock().expect("nobody panics");
        state.asked += 1;
        if state.is_out_of_order {
            return Err("it is out of order".into());
        }
        state.tokens += 1;
        let text = format!(r#"{{"access_token": "t{}"{}}}"#, state.tokens, state.expires_in);
        Ok(http::Response::new(text.into()))
    }
}

impl Server {
    fn new(expires_in: &'static str) -> (Self, Client) {
        let server = Self::default();
        server.0.lock().expect("nobody panics").expires_in = expires_in;
        let builder = builder().transport(server.clone()).retries(RetryPolicy::none());
        let builder = builder.client_credentials_with(credentials());
        (server, builder.build().expect("a client"))
    }

    fn set_out_of_order(&self, is_out_of_order: bool) {
        self.0.lock().expect("nobody panics").is_out_of_order = is_out_of_order;
    }

    fn asked(&self) -> usize {
        self.0.lock().expect("nobody panics").asked
    }
}

/// The token that a request has after some seconds.
async fn token_after(client: &Client, seconds: f64) -> String {
    advance(Duration::from_secs_f64(seconds)).await;
    let sent = request(client, Method::GET).to_http_async().await.expect("there is a token");
    let value = sent.headers()["authorization"].to_str().expect("it is text");
    value.trim_start_matches("Bearer ").to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_ends() {
    // A tenth of the time before, or 30 seconds.
    for (expires_in, margin) in [
        (r#", "expires_in": 100"#, 90.0),
        (r#", "expires_in": "100""#, 90.0),
        (r#", "expires_in": 3600"#, 3570.0),
    ] {
        let (_, client) = Server::new(expires_in);
        assert_eq!(token_after(&client, 0.0).await, "t1");
        assert_eq!(token_after(&client, margin - 1.0).await, "t1", "{expires_in}");
        assert_eq!(token_after(&client, 1.0).await, "t2", "{expires_in}");
        assert_eq!(token_after(&client, margin - 1.0).await, "t2", "{expires_in}");
        assert_eq!(token_after(&client, 1.0).await, "t3", "{expires_in}");
    }
}

#[tokio::test(start_paused = true)]
async fn times_that_say_little() {
    for forever in [
        "",
        r#", "expires_in": null"#,
        r#", "expires_in": "soon""#,
        r#", "expires_in": 1e300"#,
        r#", "expires_in": 1438315200000"#,
    ] {
        let (_, client) = Server::new(forever);
        assert_eq!(token_after(&client, 0.0).await, "t1");
        assert_eq!(token_after(&client, 1e6).await, "t1", "{forever}");
    }
    for over in [r#", "expires_in": 0"#, r#", "expires_in": -5"#] {
        let (_, client) = Server::new(over);
        assert_eq!(token_after(&client, 0.0).await, "t1");
        assert_eq!(token_after(&client, 0.0).await, "t2", "{over}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_used_to_its_end_if_no_other_comes() {
    let (server, client) = Server::new(r#", "expires_in": 100"#);
    assert_eq!(token_after(&client, 0.0).await, "t1");
    server.set_out_of_order(true);
    assert_eq!(token_after(&client, 90.0).await, "t1");
    assert_eq!(server.asked(), 2);
    // Not each request tries again: that is done in half of the time that is left.
    assert_eq!(token_after(&client, 4.0).await, "t1");
    assert_eq!(server.asked(), 2);
    assert_eq!(token_after(&client, 1.0).await, "t1");
    assert_eq!(server.asked(), 3);
    advance(Duration::from_secs(5)).await;
    request(&client, Method::GET).to_http_async().await.expect_err("the token is over");
    server.set_out_of_order(false);
    assert_eq!(token_after(&client, 0.0).await, "t2");
}
