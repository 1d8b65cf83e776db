//! Content that may be missing.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::error::ContentError;
use crate::response::Content;

/// `None` if the response has no content, as one with status 204.
impl<C: Content> Content for Option<C> {
    type Body = Option<C::Body>;

    const ACCEPT: HeaderValue = C::ACCEPT;

    fn is_answer(status: StatusCode) -> bool {
        C::is_answer(status)
    }

    fn decode(
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Self::Body, ContentError> {
        if body.is_empty() { Ok(None) } else { C::decode(status, headers, body).map(Some) }
    }
}

#[cfg(feature = "mock")]
impl<C: crate::mock::AsAnswer> crate::mock::AsAnswer for Option<C> {
    fn as_answer(
        body: &Self::Body,
        documented: StatusCode,
    ) -> Result<crate::mock::Answered, serde_json::Error> {
        match body {
            Some(body) => C::as_answer(body, documented),
            None => Ok(crate::mock::Answered::new(StatusCode::NO_CONTENT, Bytes::new())),
        }
    }
}
