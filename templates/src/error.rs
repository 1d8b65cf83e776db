//! What can go wrong, by the phase in which it does.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

/// Why a call did not return what was asked for.
///
/// The variants follow a call through its phases; whatever arrived is kept.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client or the request could not be built. Nothing was sent.
    Build(BuildError),
    /// The request did not get through, or no whole response came back.
    Transport(TransportError),
    /// The API answered with a status outside 2xx.
    Api(Box<ApiError>),
    /// The API accepted the request, and its answer is not what its document says.
    Decode(Box<DecodeError>),
}

impl Error {
    /// The operation by its `operationId`, unless the client itself could not be
    /// built.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        match self {
            Self::Build(error) => error.operation,
            Self::Transport(error) => Some(error.operation),
            Self::Api(error) => Some(error.operation),
            Self::Decode(error) => Some(error.operation),
        }
    }

    /// The status of the response, if one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.status,
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
        }
    }

    /// The id under which the API knows the request, if one arrived: what its
    /// support will ask for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Build(_) | Self::Transport(_) => None,
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
        }
    }

    /// Whether sending the same request again is safe and may help.
    ///
    /// That is so after status 429, which says that the request was not processed;
    /// if no connection came about; and, for methods that are idempotent
    /// (RFC 9110, section 9.2.2) only, after a broken connection, a timeout, or
    /// status 408, 500, 502, 503 or 504.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Build(_) | Self::Decode(_) => false,
            Self::Transport(error) => error.source.is_connect() || error.idempotent,
            Self::Api(error) => match error.status.as_u16() {
                429 => true,
                408 | 500 | 502 | 503 | 504 => error.idempotent,
                _ => false,
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
        }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// The client or a request could not be built, so nothing was sent.
#[derive(Debug)]
pub struct BuildError {
    operation: Option<&'static str>,
    problem: String,
    source: Option<reqwest::Error>,
}

impl BuildError {
    pub(crate) fn configuration(problem: &str) -> Self {
        Self {
            operation: None,
            problem: problem.to_owned(),
            source: None,
        }
    }

    pub(crate) fn variable(name: &str) -> Self {
        Self::configuration(&format!("the environment variable {name} is not set"))
    }

    pub(crate) fn http_client(source: reqwest::Error) -> Self {
        let problem = "the HTTP client cannot be set up".to_owned();
        Self {
            operation: None,
            problem,
            source: Some(source),
        }
    }

    pub(crate) fn request(operation: &'static str, problem: String) -> Self {
        Self {
            operation: Some(operation),
            problem,
            source: None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "{operation} was not sent: {}", self.problem),
            None => write!(f, "the client cannot be built: {}", self.problem),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

/// The request did not get through, or no whole response came back.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    idempotent: bool,
    status: Option<StatusCode>,
    source: reqwest::Error,
}

impl TransportError {
    pub(crate) fn new(
        operation: &'static str,
        method: &Method,
        source: reqwest::Error,
        status: Option<StatusCode>,
    ) -> Self {
        Self {
            operation,
            idempotent: method.is_idempotent(),
            status,
            // The URL may carry personal data in its query.
            source: source.without_url(),
        }
    }

    /// Whether the time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// Whether no connection came about, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, status, ..
        } = self;
        match status {
            _ if self.is_connect() => write!(f, "{operation}: no connection to the server"),
            None if self.is_timeout() => write!(f, "{operation}: no response in time"),
            None => write!(f, "{operation}: the request did not get through"),
            Some(status) => write!(f, "{operation}: the response ({status}) broke off"),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

/// The API answered with a status outside 2xx.
///
/// Twilio's two formats of error bodies are understood (its own, and problem
/// details after RFC 9457). Any other body, a proxy's HTML page say, is kept as it
/// arrived.
#[derive(Clone)]
pub struct ApiError {
    operation: &'static str,
    idempotent: bool,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    fields: Map<String, Value>,
}

impl ApiError {
    pub(crate) fn new(
        operation: &'static str,
        method: &Method,
        parts: http::response::Parts,
        body: Bytes,
    ) -> Self {
        Self {
            operation,
            idempotent: method.is_idempotent(),
            status: parts.status,
            headers: parts.headers,
            fields: serde_json::from_slice(&body).unwrap_or_default(),
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

    /// What went wrong, in the API's words.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.text_of("message")
            .or_else(|| self.text_of("detail"))
            .or_else(|| self.text_of("title"))
    }

    /// A link to the documentation of the error.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        let kind = || {
            self.text_of("type")
                .filter(|link| link.starts_with("https://"))
        };
        self.text_of("more_info").or_else(kind)
    }

    /// Further details, whatever their form.
    #[must_use]
    pub fn details(&self) -> Option<&Value> {
        self.fields
            .get("details")
            .or_else(|| self.fields.get("errors"))
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
        request_id(&self.headers)
    }

    fn text_of(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the API answered {}", self.operation, self.status)?;
        match self.message() {
            Some(message) => write!(f, ": {message}")?,
            None => write!(f, " with {} bytes of no known format", self.body.len())?,
        }
        if let Some(code) = self.code() {
            write!(f, " (code {code})")?;
        }
        if let Some(link) = self.more_info() {
            write!(f, ", see {link}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}

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
        Self {
            operation,
            status: parts.status,
            headers: parts.headers,
            body,
            cause,
        }
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
        request_id(&self.headers)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            status,
            cause,
            ..
        } = self;
        write!(
            f,
            "{operation}: the answer ({status}) cannot be read at `{}`",
            cause.path
        )
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
        Some(&*self.cause.source)
    }
}

/// Where the content of a response is not as expected, and why.
#[derive(Debug)]
pub struct ContentError {
    path: String,
    source: Box<dyn StdError + Send + Sync>,
}

impl ContentError {
    /// `path` leads to the place, as in `links.channels`; `.` is the whole.
    pub fn new(
        path: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            path: path.into(),
            source: source.into(),
        }
    }
}

/// Both names have been seen in Twilio's answers.
fn request_id(headers: &HeaderMap) -> Option<&str> {
    let value = headers
        .get("twilio-request-id")
        .or_else(|| headers.get("x-twilio-request-id"));
    value?.to_str().ok()
}
