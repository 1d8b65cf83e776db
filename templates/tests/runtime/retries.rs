//! Which requests are sent again, when, and what is said of those that are not. What was sent is
//! counted by servers on this machine, and nobody waits: time goes on by itself while the client
//! waits.

mod budget;
mod decisions;
mod limits;
mod many;
mod server;
mod stale;
mod waits;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use templates::{Attempt, AttemptEnd, Client, ClientBuilder, Error, Observer, Request};
use tokio::time;

use server::Server;

/// The time of a test's runtime, which can go on by itself to when the next task wants to be woken
/// up: while nothing is on its way over the network, which takes real time.
#[derive(Clone, Default)]
struct Clock {
    is_skipping: Arc<AtomicBool>,
}

impl Clock {
    fn skip(&self) {
        if !self.is_skipping.swap(true, Ordering::Relaxed) {
            time::pause();
        }
    }

    fn run(&self) {
        if self.is_skipping.swap(false, Ordering::Relaxed) {
            time::resume();
        }
    }
}

/// What a client did, line by line; time is skipped while it waits.
#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    waits: Arc<Mutex<Vec<Duration>>>,
    clock: Clock,
}

impl Log {
    fn lines(&self) -> Vec<String> {
        self.lines.lock().expect("no test panics with it").clone()
    }

    fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no test panics with it").clone()
    }

    fn add(&self, line: String) {
        self.lines.lock().expect("no test panics with it").push(line);
    }
}

impl Observer for Log {
    fn begins(&self, attempt: &Attempt) {
        self.clock.run();
        let (operation, method) = (attempt.operation(), attempt.method());
        let (path, number) = (attempt.path_template(), attempt.number());
        self.add(format!("{number}: {operation} {method} {path}"));
    }

    fn ended(&self, attempt: &Attempt, end: &AttemptEnd<'_>) {
        let status = end.status().map(|status| status.as_u16());
        let (number, id) = (attempt.number(), end.request_id());
        let error = end.error().map(ToString::to_string);
        self.add(format!("{number}: {status:?} {id:?} {error:?}"));
    }

    fn waits(&self, _: &Attempt, time: Duration) {
        self.waits.lock().expect("no test panics with it").push(time);
        self.clock.skip();
    }
}

/// A client of a server, and what it does.
fn watched(server: &Server) -> (ClientBuilder, Log) {
    let log = Log { clock: server.clock(), ..Log::default() };
    let http = reqwest::Client::builder().no_proxy().build().expect("the settings are valid");
    let builder = Client::builder().base_url(server.url()).http_client(http);
    (builder.credentials("AC0", "token").observer(log.clone()), log)
}

fn client(server: &Server) -> (Client, Log) {
    let (builder, log) = watched(server);
    (builder.build().expect("a client"), log)
}

fn request(client: &Client, method: Method) -> Request<Bytes> {
    client.request("ChangeThing", method, "/Things/{Sid}").path("Sid", "TH1")
}

async fn failure(request: Request<Bytes>) -> Error {
    request.send().await.expect_err("there is no answer")
}
