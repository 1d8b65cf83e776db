//! Answers that a mock gives.

use bytes::Bytes;
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::table::{Example, Operation};
use crate::parameter::Json;
use crate::response::{Content, NoContent, Redirect};

/// An answer of an API: status, headers and content.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "an answer is given by a mock that it is set for"]
pub struct Answered {
    pub(super) status: StatusCode,
    pub(super) media_type: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) content: Bytes,
}

impl Answered {
    /// An answer with content. Its media type is that which the API's document has for the
    /// status, unless [`header`](Self::header) says otherwise.
    pub fn new(status: StatusCode, content: impl Into<Bytes>) -> Self {
        Self { status, media_type: None, headers: HeaderMap::new(), content: content.into() }
    }

    /// An answer of JSON.
    ///
    /// # Errors
    ///
    /// The content cannot be written as JSON.
    pub fn json(status: StatusCode, content: &impl Serialize) -> Result<Self, serde_json::Error> {
        let content = serde_json::to_vec(content)?;
        Ok(Self { media_type: Some(JSON.to_owned()), ..Self::new(status, content) })
    }

    /// Sets a header. What cannot be one is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// The media type of JSON.
pub(super) const JSON: &str = "application/json";

/// Content that a mock can answer with: everything that this crate reads.
pub trait AsAnswer: Content {
    /// The answer. `documented` is the status of the usual one.
    ///
    /// # Errors
    ///
    /// The content cannot be written as JSON.
    fn as_answer(body: &Self::Body, documented: StatusCode) -> Result<Answered, serde_json::Error>;
}

impl<T: Serialize + DeserializeOwned> AsAnswer for Json<T> {
    fn as_answer(body: &T, documented: StatusCode) -> Result<Answered, serde_json::Error> {
        Answered::json(documented, body)
    }
}

impl AsAnswer for NoContent {
    fn as_answer((): &(), documented: StatusCode) -> Result<Answered, serde_json::Error> {
        Ok(Answered::new(documented, Bytes::new()))
    }
}

impl AsAnswer for Redirect {
    fn as_answer(to: &String, documented: StatusCode) -> Result<Answered, serde_json::Error> {
        let status = if documented.is_redirection() { documented } else { StatusCode::FOUND };
        Ok(Answered::new(status, Bytes::new()).header(LOCATION.as_str(), to))
    }
}

/// An answer of the API's document.
pub(super) fn documented(example: &Example) -> Answered {
    let content = match (&example.json, &example.text) {
        (Some(json), _) => json.to_string().into(),
        (None, Some(text)) => text.clone().into(),
        (None, None) => Bytes::new(),
    };
    let status = StatusCode::from_u16(example.status).unwrap_or_default();
    let answer =
        Answered { media_type: example.media_type.clone(), ..Answered::new(status, content) };
    example.headers.iter().fold(answer, |answer, (name, value)| answer.header(name, value))
}

/// The answer with a status, in the words of the API's document if it has some.
pub(super) fn of_status(operation: Option<&Operation>, status: StatusCode) -> Answered {
    match operation.and_then(|operation| operation.with_status(status.as_u16())) {
        Some(example) => documented(example),
        None if status.is_client_error() || status.is_server_error() => {
            refused(status, status.canonical_reason().unwrap_or("the mock was told to refuse it"))
        }
        None => Answered::new(status, Bytes::new()),
    }
}

/// A refusal with a reason.
pub(super) fn refused(status: StatusCode, why: &str) -> Answered {
    let content = json!({ "message": why, "status": status.as_u16() });
    Answered { media_type: Some(JSON.to_owned()), ..Answered::new(status, content.to_string()) }
}

/// Adds the media type that the document has for the status.
pub(super) fn completed(mut answer: Answered, operation: &Operation) -> Answered {
    let is_open = answer.media_type.is_none() && !answer.content.is_empty();
    if let Some(example) = operation.with_status(answer.status.as_u16()).filter(|_| is_open) {
        answer.media_type.clone_from(&example.media_type);
    }
    answer
}
