//! How the connection comes about that a stream is read from, and comes about again.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::Body;
use tokio::time::sleep;

use crate::error::{ContentError, Error};
use crate::request::Request;
use crate::request::attempts::Received;
use crate::request::receiving::Call;
use crate::request::span::CallSpan;
use crate::response::{Content, NoContent, Response};

/// A response whose head is there.
pub(super) struct Opened {
    pub(super) call: Call,
    /// The response without its content.
    pub(super) head: http::Response<Bytes>,
    pub(super) body: Body,
}

/// A request that is sent once more.
pub(super) type Opening = Pin<Box<dyn Future<Output = Result<Response<Opened>, Error>> + Send>>;

/// Sends a request, and returns when the head of its response is there.
pub(super) async fn open(
    request: &Request<NoContent>,
    is_of_events: bool,
    span: &CallSpan,
) -> Result<Response<Opened>, Error> {
    let Received { call, response: head, rest: body } = request.receive(true, span).await?;
    let decode =
        if is_of_events { Response::decode::<EventStream> } else { Response::decode::<NoContent> };
    let response = decode(call.operation, call.history, head.clone())?;
    Ok(response.map(|()| Opened { call, head, body }))
}

/// The same after some time, with a span of its own.
pub(super) fn open_after(
    request: Request<NoContent>,
    is_of_events: bool,
    time: Duration,
) -> Opening {
    Box::pin(async move {
        sleep(time).await;
        let span = CallSpan::new(&request.parts);
        let result = span.around(open(&request, is_of_events, &span)).await;
        span.ends(result)
    })
}

/// Content that is events, of which there is none yet.
struct EventStream;

impl Content for EventStream {
    type Body = ();

    const ACCEPT: HeaderValue = HeaderValue::from_static("text/event-stream");

    /// JSON has no events in it, so that the stream would end without any.
    fn decode(_: StatusCode, headers: &HeaderMap, _: &Bytes) -> Result<(), ContentError> {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        if essence != "application/json" && !essence.ends_with("+json") {
            return Ok(());
        }
        let problem = format!("the answer is no stream of events, but `{essence}`");
        Err(ContentError::new(CONTENT_TYPE.as_str(), problem))
    }
}
