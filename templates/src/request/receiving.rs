//! How a response is received.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};

use crate::error::{Error, Failure, TransportError};
use crate::headers;

/// A request on its way: what an error says of it.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    idempotent: bool,
    /// How long it may take, and since when.
    limit: Option<Duration>,
    start: Instant,
}

impl Call {
    /// A call that begins now.
    pub(super) fn new(operation: &'static str, idempotent: bool, limit: Option<Duration>) -> Self {
        Self { operation, idempotent, limit, start: Instant::now() }
    }

    /// What an error says if the HTTP client fails, and what arrived of the response.
    pub(crate) fn failed(
        &self,
        error: reqwest::Error,
        arrived: Option<http::Response<Bytes>>,
    ) -> Error {
        self.error(self.failure(error), arrived)
    }

    /// What the HTTP client says. One of the application's may have shorter limits of its own.
    fn failure(&self, error: reqwest::Error) -> Failure {
        let is_over = |limit: &Duration| error.is_timeout() && self.start.elapsed() >= *limit;
        let limit = self.limit.filter(is_over);
        Failure::client(error, limit)
    }

    fn error(&self, failure: Failure, arrived: Option<http::Response<Bytes>>) -> Error {
        TransportError::new(self.operation, self.idempotent, failure, arrived).into()
    }

    /// Collects the content of a response as it arrives, decompressed if it was compressed, and
    /// no more of it than so many bytes.
    pub(crate) async fn collect(
        &self,
        mut received: reqwest::Response,
        limit: Option<usize>,
    ) -> Result<http::Response<Bytes>, Error> {
        let response = Self::head(&mut received);
        let mut content = BytesMut::new();
        let failure = loop {
            let chunk = match received.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(response.map(|()| content.freeze())),
                Err(error) => break self.failure(error),
            };
            let room = limit.map_or(usize::MAX, |limit| limit - content.len());
            content.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                break Failure::TooLarge(content.len());
            }
        };
        Err(self.error(failure, Some(response.map(|()| content.freeze()))))
    }

    /// Status and headers of a response, which are taken out of it.
    pub(crate) fn head(received: &mut reqwest::Response) -> http::Response<()> {
        let mut response = http::Response::new(());
        *response.status_mut() = received.status();
        *response.headers_mut() = std::mem::take(received.headers_mut());
        headers::hide_secrets(response.headers_mut());
        response
    }
}
