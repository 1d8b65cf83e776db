//! Content that is bytes: as a whole, or as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Body;

use crate::error::{ContentError, Error};
use crate::request::{Call, Request};
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
        let (call, mut received) = self.execute().await?;
        let (response, body) = if Bytes::is_answer(received.status()) {
            (Call::head(&mut received).map(|()| Bytes::new()), received.into())
        } else {
            let limit = self.limit(received.status());
            (call.collect(received, limit).await?, reqwest::Body::default())
        };
        let head = response.clone();
        Ok(self.decode(response)?.map(|_| Download { call, head, body }))
    }
}

/// The content of a response as it arrives; by [`next`](Self::next) or as a [`Stream`].
#[must_use = "no content is read before it is asked for"]
pub struct Download {
    call: Call,
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
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Ok(frame)) => {
                    // What is no data is trailers, which nobody asked for.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => {
                    // There is nothing behind it.
                    self.body = reqwest::Body::from(Bytes::new());
                    let error = self.call.failed(error, Some(self.head.clone()));
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
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
