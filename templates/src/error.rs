//! What can go wrong, by the phase in which it does.

mod api;
mod decode;

use std::error::Error as StdError;
use std::fmt;

use http::{Method, StatusCode};

use crate::printable::Printable;

pub use api::ApiError;
pub use decode::{ContentError, DecodeError};

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
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
        }
    }

    /// The status of the response, if one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.status,
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
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
            Self::Transport(error) => {
                error.is_connect()
                    || error.status == Some(StatusCode::TOO_MANY_REQUESTS)
                    || error.idempotent
            }
            Self::Api(error) => match error.status() {
                StatusCode::TOO_MANY_REQUESTS => true,
                StatusCode::REQUEST_TIMEOUT
                | StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT => error.is_idempotent(),
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
        Self { operation: None, problem: problem.to_owned(), source: None }
    }

    pub(crate) fn http_client(source: reqwest::Error) -> Self {
        let problem = "the HTTP client cannot be set up".to_owned();
        Self { operation: None, problem, source: Some(source) }
    }

    pub(crate) fn request(operation: &'static str, problem: String) -> Self {
        Self { operation: Some(operation), problem, source: None }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL that a server gave may be a part of it.
        let problem = Printable(&self.problem);
        match self.operation {
            Some(operation) => write!(f, "{operation} was not sent: {problem}"),
            None => write!(f, "the client cannot be built: {problem}"),
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
        let Self { operation, status, .. } = self;
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
