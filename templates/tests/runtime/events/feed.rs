//! An API that answers by streams which are written down.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http_body::{Body, Frame};
use templates::Transport;
use tokio::time::{Sleep, sleep};

/// What comes behind the last chunk.
#[derive(Debug, Clone, Copy)]
enum Then {
    End,
    Break,
    Hang,
}

/// One answer.
#[derive(Debug, Clone)]
struct Connection {
    status: u16,
    content_type: &'static str,
    chunks: VecDeque<Bytes>,
    after: Option<Duration>,
    then: Then,
}

/// Answers one after the other, and then without content; and what was asked.
#[derive(Clone)]
pub(super) struct Feed {
    connections: Arc<Mutex<VecDeque<Connection>>>,
    requests: Arc<Mutex<Vec<(String, String)>>>,
}

impl Feed {
    /// An API that gives these chunks.
    pub(super) fn of<T: AsRef<[u8]>>(chunks: &[T]) -> Self {
        let feed = Self { connections: Arc::default(), requests: Arc::default() };
        feed.and(chunks)
    }

    /// And these the next time.
    pub(super) fn and<T: AsRef<[u8]>>(self, chunks: &[T]) -> Self {
        let chunks = chunks.iter().map(|chunk| Bytes::copy_from_slice(chunk.as_ref())).collect();
        let connection = Connection {
            status: 200,
            content_type: "text/event-stream",
            chunks,
            after: None,
            then: Then::End,
        };
        self.connections.lock().expect("no test panics with it").push_back(connection);
        self
    }

    fn change(self, change: impl FnOnce(&mut Connection)) -> Self {
        let mut connections = self.connections.lock().expect("no test panics with it");
        change(connections.back_mut().expect("there is one"));
        drop(connections);
        self
    }

    /// After each chunk of the last answer nothing comes for a while.
    pub(super) fn each_after(self, time: Duration) -> Self {
        self.change(|connection| connection.after = Some(time))
    }

    /// The last answer has no end.
    pub(super) fn then_hang(self) -> Self {
        self.change(|connection| connection.then = Then::Hang)
    }

    /// The last answer breaks off.
    pub(super) fn then_break(self) -> Self {
        self.change(|connection| connection.then = Then::Break)
    }

    pub(super) fn content_type(self, content_type: &'static str) -> Self {
        self.change(|connection| connection.content_type = content_type)
    }

    pub(super) fn status(self, status: u16) -> Self {
        self.change(|connection| connection.status = status)
    }

    /// What was asked for each time, and the id of the last event.
    pub(super) fn requests(&self) -> Vec<(String, String)> {
        self.requests.lock().expect("no test panics with it").clone()
    }
}

impl Transport for Feed {
    async fn send(
        &self,
        request: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let header = |name| {
            let value = request.headers().get(name).map(http::HeaderValue::as_bytes);
            String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
        };
        let asked = (header(ACCEPT.as_str()), header("last-event-id"));
        self.requests.lock().expect("no test panics with it").push(asked);
        let next = self.connections.lock().expect("no test panics with it").pop_front();
        let Some(Connection { status, content_type, chunks, after, then }) = next else {
            return Ok(http::Response::builder().status(204).body(reqwest::Body::default())?);
        };
        let body = Chunks { chunks, after, sleep: None, then };
        let response = http::Response::builder().status(status).header(CONTENT_TYPE, content_type);
        Ok(response.body(reqwest::Body::wrap(body))?)
    }
}

struct Chunks {
    chunks: VecDeque<Bytes>,
    after: Option<Duration>,
    sleep: Option<Pin<Box<Sleep>>>,
    then: Then,
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(time) = self.after.filter(|_| !self.chunks.is_empty()) {
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(time)));
            ready!(sleep.as_mut().poll(context));
            self.sleep = None;
        }
        match (self.chunks.pop_front(), self.then) {
            (Some(chunk), _) => Poll::Ready(Some(Ok(Frame::data(chunk)))),
            (None, Then::End) => Poll::Ready(None),
            (None, Then::Break) => Poll::Ready(Some(Err("the connection broke".into()))),
            (None, Then::Hang) => Poll::Pending,
        }
    }
}
