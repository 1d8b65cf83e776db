//! An answer that cannot be read.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::headers;
use crate::printable::Printable;

/// The API accepted the request, and the content of its answer is not what its
/// document says. The answer is kept as it arrived.
pub struct DecodeError {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    cause: ContentError,
}

impl DecodeError {
    pub(crate) fn new(
        operation: &'static str,
        parts: http::response::Parts,
        body: Bytes,
        cause: ContentError,
    ) -> Self {
        Self { operation, status: parts.status, headers: parts.headers, body, cause }
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
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, cause, .. } = self;
        let path = Printable(&cause.path);
        write!(f, "{operation}: the answer ({status}) cannot be read at `{path}`")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .field("path", &self.cause.path)
            .field("source", &self.cause.source)
            .finish()
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause.source)
    }
}

/// Where the content of a response is not as expected, and why.
#[derive(Debug)]
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
        Self { path: path.into(), source: Cause(source.into()) }
    }
}

/// Why content cannot be read, which may repeat some of it.
struct Cause(Box<dyn StdError + Send + Sync>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(self.0.to_string()))
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(format!("{:?}", self.0)))
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
