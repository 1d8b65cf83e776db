//! An answer that did not come, or not as a whole.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::lasting::lasting_reason;
use crate::headers;
use crate::printable::{Excerpt, Headers, LONGEST_EXCERPT, Printable, shortened};
use crate::retry_after::retry_after;

/// The request did not get through, or no whole response came back. What arrived of the
/// response is kept.
pub struct TransportError {
    operation: &'static str,
    idempotent: bool,
    failure: Failure,
    /// The response as far as it arrived, if its head did.
    response: Option<Box<http::Response<Bytes>>>,
}

/// Why there is no whole response.
pub(crate) enum Failure {
    /// The HTTP client says so.
    Client {
        source: reqwest::Error,
        /// Why it would be the same each time.
        lasting: Option<String>,
        /// The time limit that is over, if it is one of ours.
        limit: Option<Duration>,
    },
    /// The content is larger than so many bytes.
    TooLarge(usize),
}

impl Failure {
    /// What the HTTP client says, and the time limit that is over.
    pub(crate) fn client(source: reqwest::Error, limit: Option<Duration>) -> Self {
        // The URL may carry personal data in its query.
        let source = source.without_url();
        Self::Client { lasting: lasting_reason(&source), source, limit }
    }
}

impl TransportError {
    pub(crate) fn new(
        operation: &'static str,
        idempotent: bool,
        failure: Failure,
        response: Option<http::Response<Bytes>>,
    ) -> Self {
        Self { operation, idempotent, failure, response: response.map(Box::new) }
    }

    /// The operation by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether the time limit passed, before the response or while its content was read.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.source_error().is_some_and(reqwest::Error::is_timeout)
    }

    /// Whether no connection came about, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source_error().is_some_and(reqwest::Error::is_connect)
    }

    /// Whether the content of the response is larger than the limit that
    /// [`response_limit`](crate::client::ClientBuilder::response_limit) or
    /// [`error_limit`](crate::client::ClientBuilder::error_limit) sets.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.failure, Failure::TooLarge(_))
    }

    /// The status of the response, if its head arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response.as_ref().map(|response| response.status())
    }

    /// The headers of the response, if they arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response.as_ref().map(|response| response.headers())
    }

    /// What arrived of the content of the response, if its head did. What a download has
    /// given away already is not in there.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.response.as_ref().map(|response| response.body())
    }

    /// The id under which the API knows the request, if it arrived.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers()?)
    }

    /// How long the API asks to wait before the next request (`Retry-After`), from now on;
    /// zero if that time is over.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Whether sending the same request again is safe and may help.
    pub(super) fn is_retryable(&self) -> bool {
        let status = self.status();
        match &self.failure {
            _ if status == Some(StatusCode::TOO_MANY_REQUESTS) => true,
            Failure::Client { lasting: Some(_), .. } => false,
            Failure::Client { source, .. } => source.is_connect() || self.idempotent,
            // It is so each time, unless the server has trouble.
            Failure::TooLarge(_) => self.idempotent && status.is_some_and(super::is_passing),
        }
    }

    fn source_error(&self) -> Option<&reqwest::Error> {
        match &self.failure {
            Failure::Client { source, .. } => Some(source),
            Failure::TooLarge(_) => None,
        }
    }

    /// What came of the response.
    fn fmt_failure(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.status().map(|status| format!("the response ({status})"));
        match (&self.failure, subject) {
            (_, None) if self.is_connect() => f.write_str("no connection to the server"),
            (_, None) if self.is_timeout() => f.write_str("no response in time"),
            (_, None) => f.write_str("the request did not get through"),
            (Failure::TooLarge(limit), Some(response)) => {
                write!(f, "{response} is larger than the limit of {limit} bytes")
            }
            (Failure::Client { limit: Some(limit), .. }, Some(response)) => {
                write!(f, "{response} was not complete when the time limit of {limit:?} was over")
            }
            (_, Some(response)) if self.is_timeout() => {
                write!(f, "{response} was not complete when the time limit was over")
            }
            (_, Some(response)) => write!(f, "{response} broke off"),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        self.fmt_failure(f)?;
        match &self.failure {
            Failure::Client { lasting: Some(reason), .. } => {
                write!(f, ": {}", Printable(shortened(reason, LONGEST_EXCERPT)))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("TransportError");
        debug.field("operation", &self.operation);
        match &self.failure {
            Failure::Client { source, .. } => debug.field("source", source),
            Failure::TooLarge(limit) => debug.field("limit", limit),
        };
        if let Some(response) = &self.response {
            debug
                .field("status", &response.status())
                .field("headers", &Headers(response.headers()))
                .field("body", &Excerpt(response.body()));
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source_error().map(|error| error as _)
    }
}
