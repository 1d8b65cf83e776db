//! A request that cannot be read as an event.

use std::error::Error as StdError;
use std::fmt;

use http::{Method, StatusCode};

use crate::error::ContentError;
use crate::printable::{LONGEST_EXCERPT, Printable, shortened};

/// Why a request is not the event that it was read as. What it says repeats some of the request, so that
/// it belongs into a log.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EventError {
    /// It was sent by another method.
    Method {
        /// The method by which the event is sent.
        expected: Method,
        /// That of the request.
        found: Method,
    },
    /// Its content is of another kind.
    ContentType {
        /// The media type that the event is sent as.
        expected: &'static str,
        /// What the request says.
        found: String,
    },
    /// A parameter of the query is missing or not as expected.
    Query(ContentError),
    /// A header is missing or not as expected.
    Header(ContentError),
    /// The content is not as expected.
    Body(ContentError),
}

impl EventError {
    /// The status with which a server says so: 405, 415 or 400.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::ContentType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Query(_) | Self::Header(_) | Self::Body(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// Where that is: the name of a parameter or of a header, or the path in the content, such as
    /// `links.channels`; `.` is the whole content. None for a request of another kind.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Method { .. } | Self::ContentType { .. } => None,
            Self::Query(error) | Self::Header(error) | Self::Body(error) => Some(error.path()),
        }
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method { expected, found } => {
                let found = shortened(found.as_str(), LONGEST_EXCERPT);
                write!(f, "the event is sent by {expected}, and this request by {found}")
            }
            Self::ContentType { expected, found } => {
                let found = Printable(shortened(found, LONGEST_EXCERPT));
                write!(f, "the event is sent as `{expected}`, and this request as `{found}`")
            }
            Self::Query(error) => write!(f, "the query cannot be read at {error}"),
            Self::Header(error) => write!(f, "the headers cannot be read at {error}"),
            Self::Body(error) => write!(f, "the content cannot be read at {error}"),
        }
    }
}

impl StdError for EventError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Method { .. } | Self::ContentType { .. } => None,
            Self::Query(error) | Self::Header(error) | Self::Body(error) => error.source(),
        }
    }
}
