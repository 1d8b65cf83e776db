//! A server that answers each request by a script.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::Clock;

/// What becomes of a request that was read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// An answer with this status.
    Status(u16),
    /// The same with header lines.
    Headers(u16, &'static str),
    /// The connection is closed.
    Closed,
    /// The connection is reset.
    Reset,
    /// Only the head of an answer and half of its content are written.
    Cut(u16),
    /// Nothing happens any more, and time goes on.
    Stalled,
    /// What is written is not HTTP.
    Garbage,
}

/// An answer that is a success.
pub(super) const OK: Fault = Fault::Status(200);

pub(super) struct Server {
    url: String,
    bodies: Arc<Mutex<Vec<String>>>,
    clock: Clock,
}

impl Server {
    /// A server with these answers, of which the last one is given again and again.
    pub(super) async fn start(script: &[Fault]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
        let bodies = Arc::<Mutex<Vec<String>>>::default();
        let clock = Clock::default();
        let (received, script, stopped) = (Arc::clone(&bodies), script.to_vec(), clock.clone());
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let (received, script, clock) =
                    (Arc::clone(&received), script.clone(), stopped.clone());
                tokio::spawn(serve(connection, received, script, clock));
            }
        });
        Self { url, bodies, clock }
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The bodies of all requests that arrived.
    pub(super) fn bodies(&self) -> Vec<String> {
        self.bodies.lock().expect("no test panics with it").clone()
    }

    /// How many requests arrived.
    pub(super) fn count(&self) -> usize {
        self.bodies().len()
    }
}

/// The next server of a test has another clock.
impl Drop for Server {
    fn drop(&mut self) {
        self.clock.run();
    }
}

async fn serve(
    mut connection: TcpStream,
    received: Arc<Mutex<Vec<String>>>,
    script: Vec<Fault>,
    clock: Clock,
) {
    while let Some(body) = read(&mut connection).await {
        let number = {
            let mut bodies = received.lock().expect("no test panics with it");
            bodies.push(body);
            bodies.len() - 1
        };
        let fault = script.get(number).or(script.last()).copied().unwrap_or(OK);
        let answer = match fault {
            Fault::Status(status) => {
                format!("HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\n{{}}")
            }
            Fault::Headers(status, lines) => {
                format!("HTTP/1.1 {status} X\r\nContent-Length: 2\r\n{lines}\r\n{{}}")
            }
            Fault::Cut(status) => format!("HTTP/1.1 {status} X\r\nContent-Length: 9\r\n\r\nhalf"),
            Fault::Garbage => "SSH-2.0\r\n\r\n".to_owned(),
            Fault::Stalled => {
                clock.skip();
                return std::future::pending().await;
            }
            Fault::Closed => return,
            Fault::Reset => {
                connection.set_zero_linger().expect("the option is known");
                return;
            }
        };
        // The client may have gone.
        if connection.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        if !matches!(fault, Fault::Status(_) | Fault::Headers(..)) {
            return;
        }
    }
}

/// The body of the next request; none if the client has gone.
async fn read(connection: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().expect("a length is a number"));
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.ok()?;
    Some(String::from_utf8(body).expect("the tests send text"))
}
