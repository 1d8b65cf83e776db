//! Many calls at the same time.

use std::collections::BTreeMap;
use std::process::Command;
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

/// How many bytes an answer has.
const LENGTH: usize = 16 << 10;

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
        let (status, length, content) = match fault {
            0 => (429, 0, 0),
            1 => (503, 0, 0),
            2 => return None,
            3 => (200, LENGTH, LENGTH / 2),
            _ => (200, LENGTH, LENGTH),
        };
        let mut answer = format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n\r\n");
        answer.extend(std::iter::repeat_n('x', content));
        connection.write_all(answer.as_bytes()).await.ok()?;
        if content < length {
            return None;
        }
    }
}

/// A client of a server with faults, and what that has seen.
async fn client() -> (Client, AllSeen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let seen = AllSeen::default();
    let all = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection, Arc::clone(&all)));
        }
    });
    // Connections that are kept would be the larger part of the memory.
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(50).build();
    let http = http.expect("the settings are valid");
    let soon = RetryPolicy::default().waits(Duration::from_millis(1), Duration::from_millis(5));
    let builder = Client::builder().base_url(url).http_client(http).credentials("AC0", "token");
    (builder.retries(soon).retry_budget(None).build().expect("a client"), seen)
}

/// A thousand calls at once: none is lost, and none is done twice by a client that cannot know
/// whether it was done.
async fn check(client: &Client, seen: &AllSeen, round: u32) {
    let calls = (0..1000_u32).map(|number| {
        let method = if number.is_multiple_of(2) { Method::GET } else { Method::POST };
        let path = format!("{round}-{number}");
        let call = client
            .request::<Bytes>("ChangeThing", method.clone(), "/{Sid}")
            .path("Sid", path.as_str());
        tokio::spawn(async move { (path, method, call.send().await) })
    });
    let mut outcomes = 0;
    for call in calls.collect::<Vec<_>>() {
        let (path, method, result) = call.await.expect("no call panics");
        outcomes += 1;
        let seen = seen.lock().expect("no test panics with it").remove(&format!("/{path}"));
        // Of connections that break, the client may know that nothing was sent.
        let Seen { arrived, done } = seen.unwrap_or_default();
        let attempts = result.as_ref().map_or_else(Error::attempts, |_| arrived);
        assert!(arrived <= attempts && attempts <= 3, "{path}: {arrived}, {result:?}");
        if method == Method::POST {
            assert!(done <= 1, "{path}: {done} times, {result:?}");
            let may_have_happened = result.as_ref().map_or_else(Error::may_have_happened, |_| true);
            assert!(may_have_happened || done == 0, "{path}: {result:?}");
        }
    }
    assert_eq!(outcomes, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_calls() {
    let (client, seen) = client().await;
    check(&client, &seen, 0).await;
    if std::env::var_os(ALONE).is_some() {
        for round in 1..=19 {
            check(&client, &seen, round).await;
        }
        // The answers of all rounds have 200 MiB; everything else has 80, with both ends of a
        // thousand connections.
        let memory = memory();
        assert!(memory < 160 * 1024, "{memory} KiB");
    }
}

/// Is set where the test above runs alone in a process, and can tell of its memory.
const ALONE: &str = "TEMPLATES_TEST_ALONE";

/// The memory of this process, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).expect("it is a number")
}

/// However many calls there were, a client needs no more memory than for those on their way.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_flat() {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "retries::many::a_thousand_calls"]).env(ALONE, "1");
    let output = command.output().expect("the program runs again");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
