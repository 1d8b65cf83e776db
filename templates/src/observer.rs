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
///
/// # Spans
///
/// With the feature `tracing`, each call is a span of the crate
/// [`tracing`](https://docs.rs/tracing), too, for whichever subscriber the application sets. Each
/// page of a list is a call. Its fields have the names of OpenTelemetry's
/// [conventions for HTTP clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/),
/// and what these do not know is called `api.`:
///
/// | field | what it is |
/// | --- | --- |
/// | `otel.name`, `otel.kind` | method and template of the path; `client` |
/// | `http.request.method`, `url.template`, `url.scheme`, `server.address`, `server.port` | what is asked for, and where |
/// | `api.operation` | the operation by its `operationId` |
/// | `http.response.status_code`, `api.request_id` | of the response, if there is one |
/// | `http.request.resend_count` | how often it was sent again, if it was |
/// | `api.duration` | how long the call took, in seconds |
/// | `error.type` | for a call that failed, the status of the refusal, or one of `build`, `connect`, `transport` (there is no response), `timeout`, `too_large`, `incomplete` (the response broke off), `decode`, `cancelled` (the call was dropped) |
/// | `otel.status_code` | `ERROR` for a call that failed |
///
/// The span is of level `INFO` and has the name of this crate as its target. It ends when the
/// answer has been read, or the head of one that is read as it arrives. Each attempt that ends
/// and each wait is an event of level `DEBUG` in it, with `api.attempt`, `api.wait` in seconds and
/// fields as above. The transport and the observer run within the span.
///
/// Headers, contents, credentials, queries and the values in the path are in none of them; so
/// there is no `url.full`.
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
