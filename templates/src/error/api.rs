//! The API's refusal.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::api::ErrorBody;
use crate::error::ContentError;
use crate::headers;
use crate::printable::{Excerpt, Headers, LONGEST_EXCERPT, Printable, shortened};
use crate::response::Content;
use crate::retry::{History, Trouble};
use crate::retry_after::retry_after;

/// The API answered with a status outside 2xx.
///
/// Twilio's two formats of error bodies are understood (its own, and problem
/// details after RFC 9457). Any other body, a proxy's HTML page say, is kept as it
/// arrived.
#[derive(Clone)]
pub struct ApiError {
    operation: &'static str,
    pub(super) history: History,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    fields: Map<String, Value>,
    content: Option<Box<ErrorBody>>,
}

impl ApiError {
    pub(crate) fn new(
        operation: &'static str,
        mut history: History,
        parts: http::response::Parts,
        body: Bytes,
    ) -> Self {
        history.note(Trouble::of_status(parts.status, None).may_have_happened);
        Self {
            operation,
            history,
            status: parts.status,
            headers: parts.headers,
            fields: serde_json::from_slice(&body).unwrap_or_default(),
            content: serde_json::from_slice(&body).ok(),
            body,
        }
    }

    /// The operation by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Twilio's error code, such as 20404; its meaning is in the
    /// [dictionary of errors](https://www.twilio.com/docs/api/errors).
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        let code = self.fields.get("code")?;
        code.as_i64().or_else(|| code.as_str()?.parse().ok())
    }

    /// What went wrong, in the API's words: a field of the body, or all of it if it is plain text.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let mut fields = ["message", "detail", "title"].into_iter();
        fields.find_map(|name| self.text_of(name)).or_else(|| self.plain_text())
    }

    /// A link to the documentation of the error.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        let kind = || self.text_of("type").filter(|link| link.starts_with("https://"));
        self.text_of("more_info").or_else(kind)
    }

    /// Further details, whatever their form.
    #[must_use]
    pub fn details(&self) -> Option<&Value> {
        let mut found = ["details", "errors"].into_iter().filter_map(|name| self.fields.get(name));
        found.find(|value| !value.is_null())
    }

    /// The body as the API's document describes it; none if it is something else.
    #[must_use]
    pub fn content(&self) -> Option<&ErrorBody> {
        self.content.as_deref()
    }

    /// The body read as something else, a `Json<T>` say.
    ///
    /// # Errors
    ///
    /// Where the body is not as expected, and why.
    pub fn read<C: Content>(&self) -> Result<C::Body, ContentError> {
        C::decode(self.status, &self.headers, &self.body)
    }

    /// All fields of the body; empty if it is not a JSON object.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// The body as received.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
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

    /// The body, if it is plain text in UTF-8 that says something.
    fn plain_text(&self) -> Option<&str> {
        let media_type = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let media_type = media_type.split(';').next()?.trim();
        let text = std::str::from_utf8(&self.body).ok()?.trim();
        (media_type.eq_ignore_ascii_case("text/plain") && !text.is_empty()).then_some(text)
    }

    fn text_of(&self, name: &str) -> Option<&str> {
        let text = self.fields.get(name)?.as_str();
        text.filter(|text| !text.is_empty())
    }
}

/// Says what the API says, without what a terminal would obey.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the API answered {}", self.operation, self.status)?;
        let length = self.body.len();
        match (self.message(), headers::encoding(&self.headers)) {
            (Some(message), _) => {
                write!(f, ": {}", Printable(shortened(message, LONGEST_EXCERPT)))?;
            }
            (None, Some(encoding)) => {
                write!(f, " with {length} bytes that are encoded as {encoding}")?;
            }
            (None, None) => write!(f, " with {length} bytes of no known format")?,
        }
        if let Some(code) = self.code() {
            write!(f, " (code {code})")?;
        }
        if let Some(link) = self.more_info() {
            write!(f, ", see {}", Printable(shortened(link, LONGEST_EXCERPT)))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &Excerpt(&self.body))
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}
