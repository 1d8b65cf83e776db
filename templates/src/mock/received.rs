//! What a mock received.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::reply::Reply;
use crate::printable::{Excerpt, Headers, Printable, shortened};

/// The media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// How much is shown of a body, or of a field of one.
const LONGEST: usize = 2000;

/// The media type of a body, without parameters and in lower case; empty if it is not told.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}

/// A request that a mock received, and what became of it.
///
/// It displays as the exchange that it was, without credentials.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// The HTTP method.
    pub method: Method,
    /// Path and query, encoded; without credentials.
    pub target: String,
    /// The headers; those with credentials are marked as sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The method of the client that sends such requests; none if there is no such operation.
    pub operation: Option<String>,
    /// Why the mock refused it, if it did.
    pub refusal: Option<String>,
    /// The status of the answer; none if the connection ended without one.
    pub status: Option<StatusCode>,
    /// The content of the answer.
    pub answer: Bytes,
    /// The values of its parameters and of its body, by where they are.
    pub(super) values: BTreeMap<(String, String), Value>,
    pub(super) parts: Vec<ReceivedPart>,
}

/// A part of a form that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedPart {
    /// The name of the field.
    pub name: String,
    /// The name of the file, if it is one.
    pub file_name: Option<String>,
    /// The media type, if it is told.
    pub media_type: Option<String>,
    /// The content.
    pub content: Bytes,
}

impl Received {
    /// The value in `place` (`path`, `query`, `header`, `cookie`, `field`, `part` or `body`) under a
    /// name.
    ///
    /// # Errors
    ///
    /// There is none, or it is no such value.
    pub fn required<T: DeserializeOwned>(&self, place: &str, name: &str) -> Result<T, Misread> {
        let value = self.optional(place, name)?;
        value.ok_or_else(|| Misread::new(place, name, "was not sent"))
    }

    /// The same, for what may be missing.
    ///
    /// # Errors
    ///
    /// It is no such value.
    pub fn optional<T: DeserializeOwned>(
        &self,
        place: &str,
        name: &str,
    ) -> Result<Option<T>, Misread> {
        let value = self.values.get(&(place.to_owned(), name.to_owned()));
        let read = value.map(|value| T::deserialize(value.clone()));
        read.transpose().map_err(|error| Misread::new(place, name, error))
    }

    /// The body as it is, if there is one.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        (!self.body.is_empty()).then(|| self.body.clone())
    }

    /// The body as text, if there is one.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.bytes().map(|body| String::from_utf8_lossy(&body).into_owned())
    }

    /// All parts of a form of several parts.
    #[must_use]
    pub fn parts(&self) -> Vec<ReceivedPart> {
        self.parts.clone()
    }

    /// Those with a name.
    #[must_use]
    pub fn files(&self, name: &str) -> Vec<ReceivedPart> {
        self.parts.iter().filter(|part| part.name == name).cloned().collect()
    }

    /// The first with a name.
    #[must_use]
    pub fn optional_file(&self, name: &str) -> Option<ReceivedPart> {
        self.parts.iter().find(|part| part.name == name).cloned()
    }

    /// The first with a name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn file(&self, name: &str) -> Result<ReceivedPart, Misread> {
        self.optional_file(name).ok_or_else(|| Misread::new("part", name, "was not sent"))
    }

    /// Notes what is answered.
    pub(super) fn answered(mut self, reply: &Reply) -> Self {
        self.status = reply.status();
        self.answer = reply.content().clone();
        self
    }
}

/// Request and answer; of a form, a line for each field.
impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, Printable(&self.target))?;
        if media_type(&self.headers) == FORM {
            for (name, value) in form_urlencoded::parse(&self.body) {
                writeln!(f, "{}={}", Printable(&name), Printable(shortened(&value, LONGEST)))?;
            }
        } else if !self.body.is_empty() {
            let text = String::from_utf8_lossy(&self.body);
            writeln!(f, "{}", Printable(shortened(&text, LONGEST)))?;
        }
        match (self.status, &self.refusal) {
            (Some(status), None) => write!(f, "{status}"),
            (Some(status), Some(refusal)) => write!(f, "{status}: {}", Printable(refusal)),
            (None, _) => f.write_str("no answer"),
        }
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("target", &self.target)
            .field("headers", &Headers(&self.headers))
            .field("body", &Excerpt(&self.body))
            .field("operation", &self.operation)
            .field("refusal", &self.refusal)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Why a request that a mock received is not what the API's document says.
#[derive(Debug)]
pub struct Misread {
    place: String,
    name: String,
    why: String,
}

impl Misread {
    fn new(place: &str, name: &str, why: impl fmt::Display) -> Self {
        Self { place: place.to_owned(), name: name.to_owned(), why: why.to_string() }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`: {}", self.place, self.name, self.why)
    }
}

impl StdError for Misread {}
