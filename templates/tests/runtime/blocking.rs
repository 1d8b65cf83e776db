//! Calls in programs that are not asynchronous: there is no runtime here, but for the tests about one.

use std::future::poll_fn;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use http::Method;
use serde_json::Value;
use templates::blocking::block_on;
use templates::{Client, Error, Json, Request};

use crate::lists::FIRST;

/// A server that answers on threads: also while a test holds up its runtime.
struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
        let connections = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&connections);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || answer(&connection));
            }
        });
        Self { url, connections }
    }

    /// A client whose connections belong to nobody else.
    fn client(&self) -> Client {
        let builder = Client::builder().http_client(reqwest::Client::new());
        builder.credentials("AC0", "token").base_url(&self.url).build().expect("a client")
    }
}

/// Answers what comes on a connection: with the path, with a page, or not at all.
fn answer(mut connection: &TcpStream) {
    let mut lines = BufReader::new(connection).lines().map_while(Result::ok);
    while let Some(line) = lines.next() {
        let target = line.split(' ').nth(1).expect("a line of a request").to_owned();
        // To the blank line behind the headers.
        lines.by_ref().find(String::is_empty);
        let body = match &*target {
            "/silent" => continue,
            FIRST => r#"{"things": ["a", "b"], "next_page_uri": "/Things?Page=1"}"#.to_owned(),
            "/Things?Page=1" => r#"{"things": ["c"]}"#.to_owned(),
            target => format!("{target:?}"),
        };
        let length = body.len();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
        if connection.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn get(client: &Client, path: &str) -> Request<Json<Value>> {
    client.request("FetchThing", Method::GET, "/{path}").path("path", path)
}

/// Calls one after another, each of which has the answer to it.
fn check_calls(client: &Client, name: &str, count: usize) {
    for number in 0..count {
        let name = format!("{name}-{number}");
        let answer = block_on(get(client, &name).send());
        assert_eq!(answer.expect("an answer"), Value::from(format!("/{name}")));
    }
}

#[test]
fn calls_without_a_runtime() {
    let server = Server::start();
    let client = server.client();
    check_calls(&client, "a", 10);
    let response = block_on(get(&client, "b").send_with_response()).expect("an answer");
    assert_eq!(response.status(), 200);
    // Connections are kept, although nobody waits in between. One that is about to come back when
    // the next call begins is not waited for.
    assert!(server.connections.load(Ordering::Relaxed) < 10);
}

#[test]
fn pages_and_items() {
    let client = Server::start().client();
    let mut items = client.list_things().items();
    let mut found = Vec::new();
    while let Some(item) = block_on(items.next()) {
        found.push(item.expect("an item"));
    }
    assert_eq!(found, ["a", "b", "c"]);

    let mut pages = client.list_things().pages();
    let mut next = || block_on(pages.next()).map(|page| page.expect("a page").into_body().things);
    assert_eq!([next(), next()].map(Option::unwrap_or_default), [vec!["a", "b"], vec!["c"]]);
    assert_eq!(next(), None);
}

#[test]
fn time_limits() {
    let client = Server::start().client();
    let late = block_on(get(&client, "silent").timeout(Duration::from_millis(20)).send());
    let Err(Error::Transport(error)) = late else { panic!("{late:?}") };
    assert!(error.is_timeout(), "{error:?}");
    check_calls(&client, "a", 1);
}

#[test]
fn errors() {
    let unused = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = format!("http://{}", unused.expect("a free port"));
    let builder = Client::builder().http_client(reqwest::Client::new()).base_url(url);
    let client = builder.credentials("AC0", "token").build().expect("a client");
    let error = block_on(get(&client, "a").send()).expect_err("nobody listens");
    assert!(matches!(&error, Error::Transport(error) if error.is_connect()), "{error:?}");
}

#[test]
fn many_threads_at_once() {
    let server = Server::start();
    let client = server.client();
    thread::scope(|scope| {
        for thread in 0..32 {
            let client = client.clone();
            scope.spawn(move || check_calls(&client, &format!("thread-{thread}"), 20));
        }
    });
}

/// More calls than a task may make of the runtime before others have their turn.
const MORE_THAN_A_SHARE: usize = 200;

#[tokio::test]
async fn within_a_runtime_of_one_thread() {
    check_calls(&Server::start().client(), "a", MORE_THAN_A_SHARE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_a_runtime_of_several_threads() {
    let client = Server::start().client();
    check_calls(&client, "a", MORE_THAN_A_SHARE);
    let spawned = client.clone();
    tokio::spawn(async move { check_calls(&spawned, "b", 10) }).await.expect("no panic");
    // The connection belongs to the other runtime, and is used by this one.
    assert_eq!(get(&client, "c").send().await.expect("an answer"), "/c");
}

#[test]
fn within_itself() {
    let client = Server::start().client();
    block_on(async {
        check_calls(&client, "a", 2);
        assert_eq!(get(&client, "b").send().await.expect("an answer"), "/b");
        check_calls(&client, "c", 2);
    });
}

/// What wakes a thread may be used up by whatever the future calls.
#[test]
fn no_wake_up_is_missed() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut polls = 0;
        let done = block_on(poll_fn(move |context| {
            polls += 1;
            if polls == 3 {
                return Poll::Ready(polls);
            }
            context.waker().wake_by_ref();
            thread::park();
            Poll::Pending
        }));
        sender.send(done).expect("the test waits");
    });
    assert_eq!(receiver.recv_timeout(Duration::from_secs(30)), Ok(3));
}
