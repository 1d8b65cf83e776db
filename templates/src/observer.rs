//! Who watches what a client does.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::error::TransportError;
use crate::headers;

/// Is told of each attempt to send a request, and of each time that is waited before the next one:
/// to count, to log, or to measure. Pages of lists are requests like others.
///
/// [`ClientBuilder::observer`](crate::client::ClientBuilder::observer) sets it. Its methods are
/// called while the call waits for them, so they should be quick.
pub trait Observer: Send + Sync + 'static {
    /// An attempt begins.
    fn begins(&self, attempt: &Attempt) {
        let _ = attempt;
    }

    /// An attempt is over: the response is there as a whole (of content that is read as it
    /// arrives, its head), or there is none.
    fn ended(&self, attempt: &Attempt, end: &AttemptEnd<'_>) {
        let _ = (attempt, end);
    }

    /// The attempt failed, and after this time there will be another one.
    fn waits(&self, attempt: &Attempt, time: Duration) {
        let _ = (attempt, time);
    }
}

/// One attempt to send a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    operation: &'static str,
    method: Method,
    path: &'static str,
    number: u32,
}

impl Attempt {
    /// The first attempt.
    pub(crate) fn first(operation: &'static str, method: Method, path: &'static str) -> Self {
        Self { operation, method, path, number: 1 }
    }

    /// The attempt after this one.
    pub(crate) fn next(&self) -> Self {
        Self { number: self.number.saturating_add(1), ..self.clone() }
    }

    /// The operation by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The method of HTTP.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as it is in the API's document, with the names of its parameters in braces.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.path
    }

    /// Which attempt it is, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// How an attempt ended.
pub struct AttemptEnd<'a> {
    pub(crate) result: Result<(StatusCode, &'a HeaderMap), &'a TransportError>,
    pub(crate) elapsed: Duration,
}

impl AttemptEnd<'_> {
    /// The status of the response, if its head arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok((status, _)) => Some(status),
            Err(error) => error.status(),
        }
    }

    /// The headers of the response, if they arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.result {
            Ok((_, headers)) => Some(headers),
            Err(error) => error.headers(),
        }
    }

    /// The id under which the API knows the request, if it arrived.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers()?)
    }

    /// Why there is no whole response.
    #[must_use]
    pub fn error(&self) -> Option<&TransportError> {
        self.result.err()
    }

    /// How long the attempt took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// Shows no headers.
impl fmt::Debug for AttemptEnd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptEnd")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("error", &self.error())
            .field("elapsed", &self.elapsed)
            .finish()
    }
}
