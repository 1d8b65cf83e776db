//! An answer that did not come, or not as a whole.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::causes::{http_client, is_unsent, lasting_reason};
use crate::headers;
use crate::printable::{Excerpt, Headers, LONGEST_EXCERPT, Printable, shortened};
use crate::retry::{History, Trouble};
use crate::retry_after::retry_after;
use crate::transport::Cause;

/// The request did not get through, or no whole response came back. What arrived of the
/// response is kept.
pub struct TransportError {
    operation: &'static str,
    pub(super) history: History,
    failure: Failure,
    /// The response as far as it arrived, if its head did.
    response: Option<Box<http::Response<Bytes>>>,
}

/// Why there is no whole response.
pub(crate) enum Failure {
    /// What sends requests says so.
    Sending {
        source: Cause,
        /// Why it would be the same each time.
        lasting: Option<String>,
    },
    /// A time limit is over.
    Late(Late),
    /// The content is larger than so many bytes.
    TooLarge(usize),
}

impl Failure {
    /// What the transport says.
    pub(crate) fn sending(source: Cause) -> Self {
        Self::Sending { lasting: lasting_reason(source.as_ref()), source }
    }

    /// A time limit that is over.
    pub(crate) fn late(limit: Duration) -> Self {
        Self::Late(Late(limit))
    }

    /// Whether the request certainly was not sent.
    fn is_unsent(&self) -> bool {
        matches!(self, Self::Sending { source, .. } if is_unsent(source.as_ref()))
    }
}

/// A time limit that is over.
#[derive(Debug)]
pub(crate) struct Late(Duration);

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the time limit of {:?} was over", self.0)
    }
}

impl StdError for Late {}

impl TransportError {
    pub(crate) fn new(
        operation: &'static str,
        history: History,
        failure: Failure,
        response: Option<http::Response<Bytes>>,
    ) -> Self {
        let mut error = Self { operation, history, failure, response: response.map(Box::new) };
        error.history.note(error.trouble().may_have_happened);
        error
    }

    /// The same error, when it is known why it is the last one.
    pub(crate) fn with_history(self, history: History) -> Self {
        Self { history, ..self }
    }

    /// The operation by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether a time limit passed, before the response or while its content was read.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.failure, Failure::Late(_))
            || self.http_client().is_some_and(reqwest::Error::is_timeout)
    }

    /// Whether no connection came about, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.http_client().is_some_and(reqwest::Error::is_connect)
    }

    fn http_client(&self) -> Option<&reqwest::Error> {
        match &self.failure {
            Failure::Sending { source, .. } => http_client(source.as_ref()),
            Failure::Late(_) | Failure::TooLarge(_) => None,
        }
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

    /// What the failure means for another attempt.
    pub(crate) fn trouble(&self) -> Trouble {
        let is_lasting = matches!(self.failure, Failure::Sending { lasting: Some(_), .. });
        let retry_after = self.retry_after();
        match self.status().map(|status| Trouble::of_status(status, retry_after)) {
            None => {
                let is_unsent = self.failure.is_unsent();
                Trouble {
                    is_passing: !is_lasting,
                    is_unprocessed: is_unsent,
                    may_have_happened: !is_unsent,
                    retry_after,
                }
            }
            // What is too large is so each time, unless the server has trouble.
            Some(trouble) if self.is_too_large() => trouble,
            Some(trouble) => {
                let is_passing = trouble.is_unprocessed || !is_lasting;
                Trouble { is_passing, ..trouble }
            }
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
            (Failure::Late(late), Some(response)) => {
                write!(f, "{response} was not complete when {late}")
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
            Failure::Sending { lasting: Some(reason), .. } => {
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
            Failure::Sending { source, .. } => debug.field("source", source),
            Failure::Late(Late(limit)) => debug.field("time_limit", limit),
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
        match &self.failure {
            Failure::Sending { source, .. } => Some(source.as_ref()),
            Failure::Late(late) => Some(late),
            Failure::TooLarge(_) => None,
        }
    }
}
