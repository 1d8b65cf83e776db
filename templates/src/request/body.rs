//! What a request carries.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;

use crate::printable::Excerpt;

/// Makes the content of a request when that is sent, or says why it cannot.
type Open = dyn Fn() -> Result<reqwest::Body, String> + Send + Sync;

#[derive(Clone)]
pub(super) enum Body {
    Empty,
    /// Fields of a form, encoded already.
    Form(String),
    /// Content of a media type.
    Bytes(HeaderValue, Bytes),
    /// Content of a media type that is not there yet.
    Stream(HeaderValue, Arc<Open>),
}

impl Body {
    /// The content, unless it is a stream.
    pub(super) fn to_bytes(&self) -> Option<Bytes> {
        match self {
            Self::Empty => Some(Bytes::new()),
            Self::Form(fields) => Some(fields.clone().into()),
            Self::Bytes(_, bytes) => Some(bytes.clone()),
            Self::Stream(..) => None,
        }
    }

    /// Whether there is nothing to send.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Form(fields) => fields.is_empty(),
            Self::Bytes(_, bytes) => bytes.is_empty(),
            Self::Stream(..) => false,
        }
    }

    /// The content, whatever it is.
    pub(super) fn open(&self) -> Result<reqwest::Body, String> {
        match self {
            Self::Stream(_, open) => open(),
            body => Ok(body.to_bytes().unwrap_or_default().into()),
        }
    }

    pub(super) fn content_type(&self) -> Option<HeaderValue> {
        match self {
            Self::Empty => None,
            Self::Form(_) => Some(HeaderValue::from_static("application/x-www-form-urlencoded")),
            Self::Bytes(content_type, _) | Self::Stream(content_type, _) => {
                Some(content_type.clone())
            }
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Form(fields) => f.debug_tuple("Form").field(&Excerpt(fields.as_bytes())).finish(),
            Self::Bytes(content_type, bytes) => {
                f.debug_tuple("Bytes").field(content_type).field(&Excerpt(bytes)).finish()
            }
            Self::Stream(content_type, _) => {
                f.debug_tuple("Stream").field(content_type).finish_non_exhaustive()
            }
        }
    }
}
