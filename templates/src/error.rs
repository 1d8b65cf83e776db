//! What can go wrong, by the phase in which it does.

mod api;
mod causes;
mod decode;
mod transport;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::credential::NoCredential;
use crate::printable::{Excerpt, LONGEST_EXCERPT, Printable, shortened};
use crate::retry::{History, StopReason, Trouble};
use crate::retry_after::retry_after;
use crate::transport::Cause;

pub use api::ApiError;
pub use decode::{ContentError, DecodeError};
pub(crate) use transport::Failure;
pub use transport::TransportError;

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
            Self::Transport(error) => Some(error.operation()),
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
        }
    }

    /// The status of the response, if one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.status(),
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
        }
    }

    /// The id under which the API knows the request, if one arrived: what its
    /// support will ask for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.request_id(),
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
        }
    }

    /// The headers of the response, if they arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.headers(),
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
        }
    }

    /// The content of the response, as much of it as arrived.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.body(),
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
        }
    }

    /// How long the API asks to wait before the next request, from now on: by the header
    /// `Retry-After`, as seconds or as a date. Zero if that time is over; none if it asks
    /// for nothing that can be understood.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Whether sending the same request again is safe and may help, as a
    /// [`RetryPolicy`](crate::retry::RetryPolicy) says. It may have been sent again already, as
    /// [`attempts`](Self::attempts) tells.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let (trouble, history) = match self {
            Self::Build(_) | Self::Decode(_) => return false,
            Self::Transport(error) => (error.trouble(), error.history),
            Self::Api(error) => (Trouble::of_status(error.status(), None), error.history),
        };
        trouble.allows_another(history.is_idempotent).is_ok()
    }

    /// How often the request was sent, or tried to be sent; 0 if it could not be built.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.history().map_or(0, |history| history.attempts)
    }

    /// Why a request that failed was not sent again, or not once more. None if it was never
    /// sent, or if its answer cannot be read.
    #[must_use]
    pub fn stop_reason(&self) -> Option<StopReason> {
        self.history()?.stop
    }

    /// Whether the API may have done what the request asks for, although the call failed: sent
    /// once more, the request may have its effect twice.
    ///
    /// It is certain that it did not if the request could not be built or was never sent, or if
    /// the API refused it (4xx but for 408). Requests with methods that are safe (RFC 9110,
    /// section 9.2.1), such as `GET`, have no effect, unless they are said not to be idempotent.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        self.history().is_some_and(|history| history.may_have_happened)
    }

    fn history(&self) -> Option<&History> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => Some(&error.history),
            Self::Api(error) => Some(&error.history),
            Self::Decode(error) => Some(&error.history),
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
        }?;
        match self.history() {
            Some(&History { attempts: attempts @ 2.., stop: Some(stop), .. }) => {
                write!(f, " (after {attempts} attempts; {})", stop.text())
            }
            _ => Ok(()),
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
pub struct BuildError {
    operation: Option<&'static str>,
    problem: String,
    source: Option<Cause>,
}

impl BuildError {
    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self { operation: None, problem: problem.into(), source: None }
    }

    pub(crate) fn http_client(source: reqwest::Error) -> Self {
        let problem = "the HTTP client cannot be set up".to_owned();
        Self { operation: None, problem, source: Some(source.into()) }
    }

    pub(crate) fn request(operation: &'static str, problem: String) -> Self {
        Self { operation: Some(operation), problem, source: None }
    }

    pub(crate) fn credential(operation: &'static str, reason: NoCredential) -> Self {
        let NoCredential { problem, source } = reason;
        Self { operation: Some(operation), problem, source }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL that a server gave may be a part of it.
        let problem = Printable(shortened(&self.problem, LONGEST_EXCERPT));
        match self.operation {
            Some(operation) => write!(f, "{operation} was not sent: {problem}"),
            None => write!(f, "the client cannot be built: {problem}"),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuildError")
            .field("operation", &self.operation)
            .field("problem", &Excerpt(self.problem.as_bytes()))
            // An error of the application's may show secrets.
            .field(
                "source",
                &self.source.as_ref().and_then(|it| it.downcast_ref::<reqwest::Error>()),
            )
            .finish()
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|error| error.as_ref() as _)
    }
}
