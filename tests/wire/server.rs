//! A server that sends exactly the bytes it is given, and keeps exactly the bytes it receives.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens to a connection once the answer is sent.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    Close,
    /// Nothing more comes, and the connection stays open.
    Stall,
    /// The connection stays open for one more request, and closes without an answer to it.
    CloseOnNext,
}

/// Gives the same answer to every request, each on a connection of its own.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Such as `GET /v1/Interactions HTTP/1.1`.
    pub(crate) line: String,
    /// As in `name: value`, the name in lower case, sorted.
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

impl Server {
    /// A server that answers with these bytes.
    pub(crate) async fn start(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port that was bound");
        let answer: Arc<[u8]> = answer.into().into();
        let requests = Arc::<Mutex<Vec<Received>>>::default();
        let kept = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(request) = receive(&mut stream).await else {
                    continue;
                };
                kept.lock().expect("no thread has panicked").push(request);
                if stream.write_all(&answer).await.is_err() {
                    // The client is gone already, having given up.
                    continue;
                }
                match then {
                    Then::Close => {}
                    Then::Stall => open.push(stream),
                    Then::CloseOnNext => {
                        let next = receive(&mut stream).await;
                        kept.lock().expect("no thread has panicked").extend(next);
                    }
                }
            }
        });
        Self { url: format!("http://{address}"), requests, task }
    }

    /// A server that answers 200 with a JSON body.
    pub(crate) async fn json(body: &str) -> Self {
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        Self::start(answer, Then::Close).await
    }

    /// Everything received so far.
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.lock().expect("no thread has panicked").clone()
    }

    /// The only request that was received.
    pub(crate) fn request(&self) -> Received {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Received {
    /// The value of a header that occurs once.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let value = |line: &'_ String| line.split_once(": ").is_some_and(|(n, _)| n == name);
        let lines: Vec<&String> = self.headers.iter().filter(|line| value(line)).collect();
        assert!(lines.len() <= 1, "{lines:?}");
        lines.first()?.split_once(": ").map(|(_, value)| value)
    }
}

/// Reads one request; `None` if the client closes the connection before its end.
async fn receive(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = parse(&bytes) {
            return Some(request);
        }
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).await.ok()?;
        if length == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..length]);
    }
}

/// The request, once it is complete.
fn parse(bytes: &[u8]) -> Option<Received> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let mut headers: Vec<String> = lines
        .map(|line| {
            let (name, value) = line.split_once(':').expect("a header line has a colon");
            format!("{}: {}", name.to_ascii_lowercase(), value.trim())
        })
        .collect();
    headers.sort();
    let length = headers
        .iter()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().expect("a number"));
    (body.len() >= length).then(|| Received { line, headers, body: body.to_owned() })
}
