//! Content that is bytes: as a whole, or as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Sleep, sleep_until};

use crate::error::{ContentError, Error, Failure};
use crate::request::Request;
use crate::request::attempts::Received;
use crate::request::receiving::{Call, poll_data};
use crate::request::span::CallSpan;
use crate::response::{Content, Response};

/// The bytes as they are.
impl Content for Bytes {
    type Body = Self;

    const ACCEPT: HeaderValue = HeaderValue::from_static("*/*");

    fn decode(_: StatusCode, _: &HeaderMap, body: &Bytes) -> Result<Self, ContentError> {
        Ok(body.clone())
    }
}

impl Request<Bytes> {
    /// Sends the request and returns the response as soon as its headers are there;
    /// its content can be read as it arrives, however large it is. The time limit of the
    /// call still counts to the last byte.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but for what happens to the content.
    pub async fn send_streamed(self) -> Result<Response<Download>, Error> {
        let span = CallSpan::new(&self.parts);
        let result = span.around(self.opened(&span)).await;
        span.ends(result)
    }

    async fn opened(&self, span: &CallSpan) -> Result<Response<Download>, Error> {
        let Received { call, response, rest: body } = self.receive(true, span).await?;
        let head = response.clone();
        let response = Response::decode::<Bytes>(call.operation, call.history, response)?;
        let end = call.end().map(|end| Box::pin(sleep_until(end)));
        Ok(response.map(|_| Download { call, end, head, body }))
    }
}

/// The content of a response as it arrives; by [`next`](Self::next) or as a [`Stream`].
#[must_use = "no content is read before it is asked for"]
pub struct Download {
    call: Call,
    /// When the time limit is over.
    end: Option<Pin<Box<Sleep>>>,
    /// The response without its content, for errors.
    head: http::Response<Bytes>,
    body: reqwest::Body,
}

impl Download {
    /// The next bytes, as many as arrived together; none at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let failure = match poll_data(&mut self.body, context) {
            Poll::Ready(Ok(data)) => return Poll::Ready(data.map(Ok)),
            Poll::Ready(Err(error)) => Failure::sending(error),
            Poll::Pending => {
                let Some(end) = &mut self.end else { return Poll::Pending };
                ready!(end.as_mut().poll(context));
                self.call.late()
            }
        };
        // There is nothing behind it.
        self.body = reqwest::Body::default();
        let error = self.call.failed(failure, Some(self.head.clone()));
        Poll::Ready(Some(Err(error.into())))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.call.operation)
            .field("status", &self.head.status())
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "mock")]
impl crate::mock::AsAnswer for Bytes {
    fn as_answer(
        bytes: &Self,
        documented: StatusCode,
    ) -> Result<crate::mock::Answered, serde_json::Error> {
        Ok(crate::mock::Answered::new(documented, bytes.clone()))
    }
}
