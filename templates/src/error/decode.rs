//! An answer that cannot be read.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::headers;
use crate::printable::{Excerpt, Headers, LONGEST_EXCERPT, Printable, shortened};
use crate::retry::History;
use crate::retry_after::retry_after;

/// The API accepted the request, and the content of its answer is not what its
/// document says. The answer is kept as it arrived.
pub struct DecodeError {
    operation: &'static str,
    pub(super) history: History,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    cause: ContentError,
}

impl DecodeError {
    pub(crate) fn new(
        operation: &'static str,
        history: History,
        parts: http::response::Parts,
        body: Bytes,
        cause: ContentError,
    ) -> Self {
        Self { operation, history, status: parts.status, headers: parts.headers, body, cause }
    }

    /// The operation by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the response, a success: whatever was asked for has happened.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as received.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The path in the JSON to what is not as expected, such as `links.channels`;
    /// `.` is the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.cause.path
    }

    /// The id under which the API knows the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.headers)
    }

    /// How long the API asks to wait before the next request (`Retry-After`), from now on;
    /// zero if that time is over.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, cause, .. } = self;
        let path = Printable(shortened(&cause.path, LONGEST_EXCERPT));
        write!(f, "{operation}: the answer ({status}) cannot be read at `{path}`")?;
        match headers::encoding(&self.headers) {
            Some(encoding) => write!(f, ": it is encoded as {encoding}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &Excerpt(&self.body))
            .field("path", &shortened(&self.cause.path, LONGEST_EXCERPT))
            .field("source", &self.cause.source)
            .finish_non_exhaustive()
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause.source)
    }
}

/// Where the content of a response is not as expected, and why.
#[derive(Clone)]
pub struct ContentError {
    path: String,
    source: Cause,
}

impl ContentError {
    /// `path` leads to the place, as in `links.channels`; `.` is the whole.
    pub fn new(
        path: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { path: path.into(), source: Cause(Arc::from(source.into())) }
    }

    /// The path in the JSON to what is not as expected, such as `links.channels`;
    /// `.` is the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same of something at another path.
    #[allow(dead_code, reason = "an API may have no streams")]
    pub(crate) fn within(self, outer: &str) -> Self {
        let path = match self.path.as_str() {
            "." => outer.to_owned(),
            path if path.starts_with('[') => format!("{outer}{path}"),
            path => format!("{outer}.{path}"),
        };
        Self { path, ..self }
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Printable(shortened(&self.path, LONGEST_EXCERPT));
        write!(f, "`{path}`: {}", self.source)
    }
}

impl StdError for ContentError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}

impl fmt::Debug for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContentError")
            .field("path", &shortened(&self.path, LONGEST_EXCERPT))
            .field("source", &self.source)
            .finish()
    }
}

/// Why content cannot be read, which may repeat some of it.
#[derive(Clone)]
struct Cause(Arc<dyn StdError + Send + Sync>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(shortened(&self.0.to_string(), LONGEST_EXCERPT)))
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(shortened(&format!("{:?}", self.0), LONGEST_EXCERPT)))
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
