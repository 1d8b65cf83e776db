//! Content that is text, sent and received.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::error::ContentError;
use crate::request::Request;
use crate::response::Content;

impl<C> Request<C> {
    /// Sets the body to text of a media type; `None` leaves it as it is.
    pub fn text(self, content_type: &str, content: impl Into<Option<String>>) -> Self {
        match content.into() {
            None => self,
            Some(text) => self.body(content_type, text),
        }
    }
}

/// Text in UTF-8, or in Latin-1 where the response says so.
impl Content for String {
    type Body = Self;

    const ACCEPT: HeaderValue = HeaderValue::from_static("*/*");

    fn decode(_: StatusCode, headers: &HeaderMap, body: &Bytes) -> Result<Self, ContentError> {
        if is_latin_1(headers) {
            // Its characters are the first 256 of Unicode.
            return Ok(body.iter().copied().map(char::from).collect());
        }
        let text = std::str::from_utf8(body).map_err(|error| ContentError::new(".", error))?;
        Ok(text.to_owned())
    }
}

fn is_latin_1(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase().replace('"', "");
    content_type.contains("charset=iso-8859-1")
}

#[cfg(feature = "mock")]
impl crate::mock::AsAnswer for String {
    fn as_answer(
        text: &Self,
        documented: StatusCode,
    ) -> Result<crate::mock::Answered, serde_json::Error> {
        Ok(crate::mock::Answered::new(documented, text.clone()))
    }
}
