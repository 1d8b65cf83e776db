//! A response: content, status and headers.

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::error::{ApiError, ContentError, DecodeError, Error};
use crate::from_json::Misfit;
use crate::headers;
use crate::kept;
use crate::node::Node;
use crate::parameter::Json;
use crate::printable::{Beginning, Headers, shortened};
use crate::retry::History;

/// How a response that answers a request is read.
pub trait Content {
    /// What it is read as.
    type Body;

    /// The value of the request's `Accept` header.
    const ACCEPT: HeaderValue;

    /// Whether a response of this status is an answer rather than a refusal: every
    /// 2xx, also one that the API's document does not name.
    fn is_answer(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Reads such a response.
    ///
    /// # Errors
    ///
    /// Where the content is not as expected, and why.
    fn decode(
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Self::Body, ContentError>;
}

impl<T: DeserializeOwned> Content for Json<T> {
    type Body = T;

    const ACCEPT: HeaderValue = HeaderValue::from_static("application/json");

    fn decode(_: StatusCode, _: &HeaderMap, body: &Bytes) -> Result<T, ContentError> {
        if body.is_empty() {
            return Err(ContentError::new(".", "the response has no content"));
        }
        serde_json::from_slice(body).map_err(|error| place_of::<T>(body, error))
    }
}

/// The error with its place, which costs something to know: the text is read once more.
fn place_of<T: DeserializeOwned>(body: &Bytes, error: serde_json::Error) -> ContentError {
    let mut reader = serde_json::Deserializer::from_slice(body);
    if let Err(error) = serde_path_to_error::deserialize::<_, Node<'_>>(&mut reader) {
        let path = known(error.path());
        return ContentError::new(shortened(&path, LONGEST_PATH), error.into_inner());
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    match Misfit::behind(|| serde_path_to_error::deserialize::<_, T>(&mut reader)) {
        Err((error, Some(misfit))) => {
            misfit_at(&joined(&known(error.path()), &misfit.path()), &misfit)
        }
        Err((error, None)) => ContentError::new(known(error.path()), error.into_inner()),
        // Something follows the value.
        Ok(_) => ContentError::new(".", error),
    }
}

fn misfit_at(path: &str, misfit: &Misfit) -> ContentError {
    ContentError::new(shortened(path, LONGEST_PATH), misfit.message())
}

/// A path within a value at another path.
fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        (outer, "") => outer.to_owned(),
        (".", inner) => inner.to_owned(),
        (outer, inner) => format!("{outer}.{inner}"),
    }
}

/// The path as far as it is known: text that ends before a key is complete leads to
/// `links.?`, which is `links`.
fn known(path: &Path) -> String {
    let text = path.to_string();
    match path.iter().next_back() {
        Some(Segment::Unknown) => text
            .strip_suffix('?')
            .map(|known| known.trim_end_matches('.'))
            .filter(|known| !known.is_empty())
            .unwrap_or(".")
            .to_owned(),
        _ => text,
    }
}

/// How many characters of a path are kept: one of a hundred levels or more says no more than that.
const LONGEST_PATH: usize = 200;

/// Marks a response without content; whatever arrives is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoContent;

impl Content for NoContent {
    type Body = ();

    const ACCEPT: HeaderValue = HeaderValue::from_static("*/*");

    fn decode(_: StatusCode, _: &HeaderMap, _: &Bytes) -> Result<(), ContentError> {
        Ok(())
    }
}

/// Marks a redirect as the answer: what is asked for is where it leads. It is not
/// followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redirect;

impl Content for Redirect {
    type Body = String;

    const ACCEPT: HeaderValue = HeaderValue::from_static("*/*");

    fn is_answer(status: StatusCode) -> bool {
        status.is_redirection()
    }

    fn decode(_: StatusCode, headers: &HeaderMap, _: &Bytes) -> Result<String, ContentError> {
        let location = headers::parse(headers, LOCATION.as_str());
        location.ok_or_else(|| ContentError::new("Location", "there is no such header"))
    }
}

/// A successful response with the content `T`.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
    misfits: Vec<ContentError>,
}

impl<T> Response<T> {
    /// The status, such as 200.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers as received. Where the API's document declares some, a type of this
    /// crate is made `from` them.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of one header as received, or `None` if it is missing or cannot be
    /// read as a `V`.
    pub fn header<V: FromStr>(&self, name: &str) -> Option<V> {
        headers::parse(&self.headers, name)
    }

    /// Which properties of the content are not what the API's document says, and why: the
    /// first hundred of them. Their fields are `None`, and their JSON is kept in the
    /// `extra` of the object that they belong to.
    pub fn misfits(&self) -> &[ContentError] {
        &self.misfits
    }

    /// The content.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The content alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same response with other content, made from its own.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self { status, headers, body, misfits } = self;
        Response { status, headers, body: change(body), misfits }
    }
}

impl<T> Response<T> {
    pub(crate) fn decode<C: Content<Body = T>>(
        operation: &'static str,
        mut history: History,
        response: http::Response<Bytes>,
    ) -> Result<Self, Error> {
        let (mut parts, body) = response.into_parts();
        headers::hide_secrets(&mut parts.headers);
        if !C::is_answer(parts.status) {
            return Err(ApiError::new(operation, history, parts, body).into());
        }
        let decode = || C::decode(parts.status, &parts.headers, &body);
        let (content, misfits) = kept::collect(&body, decode);
        let misfits = misfits.iter().map(|misfit| misfit_at(&misfit.path(), misfit)).collect();
        match content {
            Ok(body) => Ok(Self { status: parts.status, headers: parts.headers, body, misfits }),
            Err(cause) => {
                // The API accepted it.
                history.note(true);
                Err(DecodeError::new(operation, history, parts, body, cause).into())
            }
        }
    }
}

/// What does not fit is a part of the content.
impl<T: PartialEq> PartialEq for Response<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.status, &self.headers, &self.body) == (other.status, &other.headers, &other.body)
    }
}

/// Shows the beginning of content that is large.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut response = f.debug_struct("Response");
        response
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &Beginning(&self.body));
        if !self.misfits.is_empty() {
            response.field("misfits", &Beginning(&self.misfits));
        }
        response.finish()
    }
}
