//! How a response is received.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use reqwest::Body;
use tokio::time::{Instant, timeout_at};

use crate::credential::Credential;
use crate::error::{Failure, TransportError};
use crate::headers;
use crate::retry::History;
use crate::transport::Cause;

/// A request on its way: how long it may take, and what an error says of it.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) history: History,
    /// The limit that comes first, and when it is over.
    pub(super) limit: Option<(Duration, Instant)>,
    /// What it proves to the API who sends it.
    pub(super) credentials: Vec<Arc<dyn Credential>>,
}

impl Call {
    /// What an error says if there is no whole response, and what arrived of it.
    pub(crate) fn failed(
        &self,
        failure: Failure,
        arrived: Option<http::Response<Bytes>>,
    ) -> TransportError {
        TransportError::new(self.operation, self.history, failure, arrived)
    }

    /// What comes of something for which there is a time limit.
    pub(super) async fn within<T>(
        &self,
        future: impl Future<Output = Result<T, Cause>>,
    ) -> Result<T, Failure> {
        let result = match self.end() {
            None => future.await,
            Some(end) => match timeout_at(end, future).await {
                Ok(result) => result,
                Err(_) => return Err(self.late()),
            },
        };
        result.map_err(Failure::sending)
    }

    /// When the time limit is over.
    pub(crate) fn end(&self) -> Option<Instant> {
        self.limit.map(|(_, end)| end)
    }

    /// That the time limit is over.
    pub(crate) fn late(&self) -> Failure {
        Failure::late(self.limit.map(|(limit, _)| limit).unwrap_or_default())
    }

    /// Collects the content of a response as it arrives, decompressed if it was compressed, and
    /// no more of it than so many bytes.
    pub(super) async fn collect(
        &self,
        received: http::Response<Body>,
        limit: Option<usize>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (response, mut body) = head(received);
        let mut content = BytesMut::new();
        let failure = loop {
            let chunk = match self.within(poll_fn(|context| poll_data(&mut body, context))).await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(response.map(|()| content.freeze())),
                Err(failure) => break failure,
            };
            let room = limit.map_or(usize::MAX, |limit| limit - content.len());
            content.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                break Failure::TooLarge(content.len());
            }
        };
        Err(self.failed(failure, Some(response.map(|()| content.freeze()))))
    }
}

/// Status and headers of a response, and its content that is still to come.
pub(super) fn head(received: http::Response<Body>) -> (http::Response<()>, Body) {
    let (mut parts, body) = received.into_parts();
    headers::hide_secrets(&mut parts.headers);
    let mut response = http::Response::new(());
    *response.status_mut() = parts.status;
    *response.headers_mut() = parts.headers;
    (response, body)
}

/// The next bytes of a content; none at its end.
pub(crate) fn poll_data(
    body: &mut Body,
    context: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, Cause>> {
    loop {
        match ready!(Pin::new(&mut *body).poll_frame(context)) {
            None => return Poll::Ready(Ok(None)),
            Some(Ok(frame)) => {
                // What is no data is trailers, which nobody asked for.
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Ok(Some(data)));
                }
            }
            Some(Err(error)) => return Poll::Ready(Err(error.without_url().into())),
        }
    }
}
