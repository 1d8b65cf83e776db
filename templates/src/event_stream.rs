//! Responses that are streams: events, or JSON one value after the other, read as they arrive.

mod framing;
mod json_lines;
mod json_sequence;
mod opening;
mod server_sent;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use crate::error::{DecodeError, Error, Failure};
use crate::request::Request;
use crate::request::receiving::{Call, poll_data};
use crate::request::span::CallSpan;
use crate::response::{NoContent, Response};
use framing::Frame;
use opening::{Opened, Opening, open, open_after};

pub use framing::Framing;

/// An event that a server sent (the media type `text/event-stream`).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// Its type, if it has one.
    pub event: Option<String>,
    /// The id of the last event that had one, this one included.
    pub id: Option<String>,
    /// How long the server asks to wait before it is asked again after the connection broke, if this
    /// event says so.
    pub retry: Option<Duration>,
}

impl<C> Request<C> {
    /// Sends the request and returns the response as soon as its headers are there; what it
    /// consists of is read as it arrives. The operations whose responses are described as streams
    /// have a method for this; here it is for any request.
    ///
    /// The time limit of the call ends with the headers. The [`Events`] have one of their own.
    ///
    /// # Errors
    ///
    /// [`Error`] tells whether building, sending or the API's refusal was the reason. JSON in place of
    /// events is an error as well: some APIs send events only if the body of the request asks for them.
    pub async fn send_events<T>(
        self,
        media_type: &'static str,
        framing: Framing<T>,
    ) -> Result<Response<Events<T>>, Error> {
        let request = self.accept::<NoContent>(media_type);
        let span = CallSpan::new(&request.parts);
        let opened = span.around(open(&request, framing.is_of_events(), &span)).await;
        let response = span.ends(opened)?;
        Ok(response.map(|opened| Events::new(request, framing, opened)))
    }
}

/// What a stream consists of, one after the other, as it arrives; by [`next`](Self::next) or as
/// a [`Stream`].
///
/// What cannot be read as the API describes it is an error of that item alone, and the stream goes on. After
/// any other error there is nothing more: the connection broke, also before the data that ends the stream
/// where the API has such, nothing came for too long, or an item is larger than the limit. Dropping this
/// ends the connection.
///
/// There is no limit to the whole: neither to its size nor to its time.
#[must_use = "nothing is read before it is asked for"]
pub struct Events<T> {
    /// What is sent again after the connection broke.
    request: Request<NoContent>,
    framing: Framing<T>,
    call: Call,
    /// The response without its content, for errors.
    head: http::Response<Bytes>,
    body: reqwest::Body,
    /// What has arrived and was not looked at yet.
    chunk: Bytes,
    /// How many items there were.
    count: u64,
    /// How long nothing may come.
    idle: Option<Duration>,
    /// When that is over, while nothing comes.
    late: Option<Pin<Box<Sleep>>>,
    /// How many bytes one item may have.
    limit: Option<usize>,
    /// How many connections there were since the last event; none if there is to be only one.
    reconnects: Option<u32>,
    state: State,
}

/// What there is to read from.
enum State {
    Open,
    Opening(Opening),
    Over,
}

impl<T> Events<T> {
    fn new(request: Request<NoContent>, framing: Framing<T>, opened: Opened) -> Self {
        let (idle, limit) = request.parts.stream_limits();
        let Opened { call, head, body } = opened;
        Self {
            request,
            framing,
            call,
            head,
            body,
            chunk: Bytes::new(),
            count: 0,
            idle,
            late: None,
            limit,
            reconnects: None,
            state: State::Open,
        }
    }

    /// How long it may take until something arrives, counted while it is waited for; `None` for any
    /// time. The default is the time limit of the call. What a server sends to keep the
    /// connection counts as well.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        (self.idle, self.late) = (limit.into(), None);
        self
    }

    /// How many bytes one event, or one value of JSON, may have, in place of the limit of a response.
    pub fn event_limit(mut self, bytes: usize) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Sends the request again when the connection has ended or nothing came for too long, with the
    /// id of the last event in the header `Last-Event-ID`, after the time that the server asked for.
    /// Without it, which is the default, the end of the connection is that of the stream.
    ///
    /// This is for events that have ids, and for requests that do no harm if they are
    /// sent twice. Where no event had an id, it has no effect. How often that may be in a row without
    /// an event, and how long the server may ask to wait, says the request's
    /// [`RetryPolicy`](crate::retry::RetryPolicy); the client's budget for retries holds as well.
    /// A server that answers with 204 ends the stream.
    pub fn reconnect(mut self) -> Self {
        self.reconnects = Some(0);
        self
    }

    /// The id of the last event that had one: what the header `Last-Event-ID` of a later
    /// request has to be to go on behind it.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.framing.last_event_id()
    }

    /// The next one; none at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(response) => self.go_on(response),
                    Err(error) => {
                        self.close();
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Open => match ready!(self.poll_frame(context)) {
                    Ok(Some(frame)) if self.framing.is_end(&frame) => self.close(),
                    Ok(Some(frame)) => return Poll::Ready(Some(self.read(&frame))),
                    Ok(None) | Err(Failure::Sending { .. } | Failure::Late(_))
                        if self.opens_again() => {}
                    Ok(None) => match self.framing.lacks_end() {
                        None => self.close(),
                        Some(missing) => return self.fail(Failure::sending(Box::new(missing))),
                    },
                    Err(failure) => return self.fail(failure),
                },
            }
        }
    }

    /// Ends the stream with an error.
    fn fail(&mut self, failure: Failure) -> Poll<Option<Result<T, Error>>> {
        self.close();
        let error = self.call.failed(failure, Some(self.head.clone()));
        Poll::Ready(Some(Err(error.into())))
    }

    /// The next part of the stream; none at the end of the connection.
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Frame>, Failure>> {
        loop {
            match self.framing.split(&mut self.chunk, self.limit) {
                Ok(None) => {}
                Ok(frame) => return Poll::Ready(Ok(frame)),
                Err(size) => return Poll::Ready(Err(Failure::TooLarge(size))),
            }
            match poll_data(&mut self.body, context) {
                Poll::Ready(Ok(Some(data))) => (self.chunk, self.late) = (data, None),
                Poll::Ready(Ok(None)) => {
                    self.body = reqwest::Body::default();
                    return Poll::Ready(Ok(self.framing.end_of_connection()));
                }
                Poll::Ready(Err(error)) => return Poll::Ready(Err(Failure::sending(error))),
                Poll::Pending => {
                    let Some(limit) = self.idle else { return Poll::Pending };
                    let late = self.late.get_or_insert_with(|| Box::pin(sleep(limit)));
                    ready!(late.as_mut().poll(context));
                    self.late = None;
                    return Poll::Ready(Err(Failure::late(limit)));
                }
            }
        }
    }

    fn read(&mut self, frame: &Frame) -> Result<T, Error> {
        let number = self.count;
        self.count += 1;
        self.reconnects = self.reconnects.map(|_| 0);
        self.framing.read(frame).map_err(|error| {
            let mut history = self.call.history;
            // The API accepted the request.
            history.note(true);
            let (parts, _) = self.head.clone().into_parts();
            let cause = error.within(&format!("[{number}]"));
            let operation = self.call.operation;
            DecodeError::new(operation, history, parts, frame.data.clone(), cause).into()
        })
    }

    /// Whether the request is sent again, which then has begun.
    fn opens_again(&mut self) -> bool {
        let (Some(count), Some(id)) = (self.reconnects, self.framing.last_event_id()) else {
            return false;
        };
        let count = count.saturating_add(1);
        match self.request.parts.wait_to_reconnect(count, self.framing.time_to_reconnect()) {
            Ok(time) => {
                let request = self.request.clone().header("Last-Event-ID", id);
                self.reconnects = Some(count);
                self.body = reqwest::Body::default();
                self.state = State::Opening(open_after(request, self.framing.is_of_events(), time));
                true
            }
            Err(stop) => {
                self.call.history.stop = Some(stop);
                false
            }
        }
    }

    /// Goes on with the response to the request that was sent again.
    fn go_on(&mut self, response: Response<Opened>) {
        if response.status() == http::StatusCode::NO_CONTENT {
            return self.close();
        }
        let Opened { call, head, body } = response.into_body();
        (self.call, self.head, self.body) = (call, head, body);
        (self.chunk, self.late) = (Bytes::new(), None);
        self.framing.begin_connection();
        self.state = State::Open;
    }

    /// There is nothing behind it, and the connection is not needed any more.
    fn close(&mut self) {
        self.body = reqwest::Body::default();
        self.chunk = Bytes::new();
        self.state = State::Over;
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("operation", &self.call.operation)
            .field("status", &self.head.status())
            .finish_non_exhaustive()
    }
}
