//! Many calls at the same time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use templates::{Client, Error, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How often each request arrived as a whole, and how often it was done.
#[derive(Default)]
struct Seen {
    arrived: u32,
    done: u32,
}

type AllSeen = Arc<Mutex<BTreeMap<String, Seen>>>;

/// Answers requests, of which two in five meet a fault that is chosen at random.
async fn serve(mut connection: TcpStream, seen: AllSeen) -> Option<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(connection.read_u8().await.ok()?);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let fault = fastrand::u8(0..10);
        {
            let mut seen = seen.lock().expect("no test panics with it");
            let seen = seen.entry(path).or_default();
            seen.arrived += 1;
            // A refusal does nothing.
            seen.done += u32::from(fault != 0);
        }
        let answer: &[u8] = match fault {
            0 => b"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n",
            1 => b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
            2 => b"",
            3 => b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
            _ => b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        };
        connection.write_all(answer).await.ok()?;
        if matches!(fault, 2 | 3) {
            return None;
        }
    }
}

/// None is lost, and none is done twice by a client that cannot know whether it was done.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_calls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let seen = AllSeen::default();
    let all = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection, Arc::clone(&all)));
        }
    });
    let http = reqwest::Client::builder().no_proxy().build().expect("the settings are valid");
    let soon = RetryPolicy::default().waits(Duration::from_millis(1), Duration::from_millis(5));
    let builder = Client::builder().base_url(url).http_client(http).credentials("AC0", "token");
    let client = builder.retries(soon).retry_budget(None).build().expect("a client");
    let calls = (0..1000_u32).map(|number| {
        let method = if number.is_multiple_of(2) { Method::GET } else { Method::POST };
        let call = client
            .request::<Bytes>("ChangeThing", method.clone(), "/{Sid}")
            .path("Sid", number.to_string());
        tokio::spawn(async move { (number, method, call.send().await) })
    });
    let mut outcomes = 0;
    for call in calls.collect::<Vec<_>>() {
        let (number, method, result) = call.await.expect("no call panics");
        outcomes += 1;
        let seen = seen.lock().expect("no test panics with it");
        let seen = &seen[&format!("/{number}")];
        let attempts = result.as_ref().map_or_else(Error::attempts, |_| seen.arrived);
        assert_eq!(seen.arrived, attempts, "{number}: {result:?}");
        assert!(attempts <= 3, "{number}: {result:?}");
        if method == Method::POST {
            assert!(seen.done <= 1, "{number}: {} times, {result:?}", seen.done);
            let may_have_happened = result.as_ref().map_or_else(Error::may_have_happened, |_| true);
            assert!(may_have_happened || seen.done == 0, "{number}: {result:?}");
        }
    }
    assert_eq!(outcomes, 1000);
}
