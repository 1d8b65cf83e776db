//! What arrived, and how the parts of an event are taken out of it.

#![allow(dead_code, reason = "an API may have events of one kind only")]

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::atomic::AtomicUsize;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, Request};

use super::choice::count;
use super::error::EventError;
use super::written::{Pair, Written, entries, named, of_header, pairs};
use crate::error::ContentError;
use crate::from_json::{FromJson, Misfit};
use crate::headers;
use crate::node::Node;
use crate::reading::{Reading, read_as};

/// A request that arrived: what an [`Event`](super::Event) is read from.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    method: &'a Method,
    query: Option<&'a str>,
    headers: &'a HeaderMap,
    body: &'a [u8],
    /// Where it is counted what of the request nothing is known of.
    unknown: Option<&'a AtomicUsize>,
}

impl<'a> Delivery<'a> {
    /// A request with its body.
    pub fn of(request: &'a Request<impl AsRef<[u8]>>) -> Self {
        let (query, body) = (request.uri().query(), request.body().as_ref());
        Self::new(request.method(), query, request.headers(), body)
    }

    /// A request in its parts, for frameworks with types of their own. The path is not among them: nothing
    /// is read from it.
    pub fn new(
        method: &'a Method,
        query: Option<&'a str>,
        headers: &'a HeaderMap,
        body: &'a [u8],
    ) -> Self {
        Self { method, query, headers, body, unknown: None }
    }

    /// The method.
    pub fn method(&self) -> &'a Method {
        self.method
    }

    /// The query, as it is encoded in the URL.
    pub fn query(&self) -> Option<&'a str> {
        self.query
    }

    /// The headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The body.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }
}

/// The kinds of content that are told apart by the media type.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Json,
    Form,
    /// Nothing, or what may be anything.
    Any,
    Other,
}

impl<'a> Delivery<'a> {
    /// The same, and counts what nothing is known of.
    pub(super) fn counted<'c>(&self, unknown: &'c AtomicUsize) -> Delivery<'c>
    where
        'a: 'c,
    {
        Delivery { unknown: Some(unknown), ..*self }
    }

    /// The value that a property of the content has at its top, if that is a text.
    pub(super) fn told(&self, name: &str) -> Option<String> {
        let text = std::str::from_utf8(self.body).ok()?;
        let entries = match self.kind() {
            Kind::Form => entries(&pairs(text)),
            _ => match Node::parse(text).ok()? {
                Node::Object(entries) => entries,
                _ => return None,
            },
        };
        let (_, value) = entries.into_iter().find(|(known, _)| known == name)?;
        value.as_str().map(str::to_owned)
    }

    /// Refuses what was sent by another method.
    pub(crate) fn sent_by(&self, expected: &Method) -> Result<(), EventError> {
        if self.method == expected {
            return Ok(());
        }
        Err(EventError::Method { expected: expected.clone(), found: self.method.clone() })
    }

    /// A parameter of the query that is always there.
    pub(crate) fn parameter<T: FromJson>(
        &self,
        name: &'static str,
        written: Written,
    ) -> Result<T, EventError> {
        let node = named(&self.pairs_of_query(), name, written);
        let node = node.ok_or_else(|| EventError::Query(missing(name, "parameter")))?;
        value(&node, written).map_err(|misfit| EventError::Query(at(name, &misfit)))
    }

    /// A parameter of the query that need not be there.
    pub(crate) fn optional_parameter<T: FromJson>(
        &self,
        name: &'static str,
        written: Written,
    ) -> Option<T> {
        value(&named(&self.pairs_of_query(), name, written)?, written).ok()
    }

    /// A header that is always there.
    pub(crate) fn header<T: FromJson>(
        &self,
        name: &'static str,
        written: Written,
    ) -> Result<T, EventError> {
        let text = self.text_of_header(name);
        let text = text.ok_or_else(|| EventError::Header(missing(name, "header")))?;
        let value = value(&of_header(&text, written), written);
        value.map_err(|misfit| EventError::Header(at(name, &misfit)))
    }

    /// A header that need not be there.
    pub(crate) fn optional_header<T: FromJson>(
        &self,
        name: &'static str,
        written: Written,
    ) -> Option<T> {
        let text = self.text_of_header(name)?;
        value(&of_header(&text, written), written).ok()
    }

    /// The content as JSON. Without content there is none.
    pub(crate) fn json<T: FromJson>(
        &self,
        media_type: &'static str,
    ) -> Result<Option<T>, EventError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        self.expect(media_type, Kind::Json)?;
        let node = Node::parse(self.text()?).map_err(|error| self.unreadable(error))?;
        self.content(&node, Reading::received()).map(Some)
    }

    /// The content as a form, of which some fields are written in a way of their own. Without content
    /// there is none, unless the request says that this is a form.
    pub(crate) fn form<T: FromJson>(
        &self,
        media_type: &'static str,
        fields: &[(&'static str, Written)],
    ) -> Result<Option<T>, EventError> {
        if self.body.is_empty() && self.kind() != Kind::Form {
            return Ok(None);
        }
        self.expect(media_type, Kind::Form)?;
        let pairs = pairs(self.text()?);
        let mut entries = entries(&pairs);
        for (name, written) in fields {
            if let Some(node) = named(&pairs, name, *written) {
                entries.retain(|(known, _)| !is_of(name, known));
                entries.push(((*name).into(), node));
            }
        }
        self.content(&Node::Object(entries), Reading::of_texts()).map(Some)
    }

    /// The content as text. Without content there is none.
    pub(crate) fn plain(&self) -> Result<Option<String>, EventError> {
        self.expect_opaque();
        if self.body.is_empty() { Ok(None) } else { self.text().map(|text| Some(text.to_owned())) }
    }

    /// The content as it is. Without content there is none.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        self.expect_opaque();
        (!self.body.is_empty()).then(|| Bytes::copy_from_slice(self.body))
    }

    /// Refuses a request without the content that is always there.
    pub(crate) fn required<T>(content: Option<T>) -> Result<T, EventError> {
        let error = || EventError::Body(ContentError::new(".", "the request has no content"));
        content.ok_or_else(error)
    }

    /// Refuses content that says to be of another kind. What may be anything is read, and counts less
    /// than what says so.
    fn expect(&self, expected: &'static str, kind: Kind) -> Result<(), EventError> {
        match self.kind() {
            found if found == kind => {}
            Kind::Any => count(self.unknown, OTHER_KIND),
            _ => {
                let found = self.media_type().to_owned();
                return Err(EventError::ContentType { expected, found });
            }
        }
        Ok(())
    }

    /// Counts content for less that says to be of a kind that is read otherwise.
    fn expect_opaque(&self) {
        if matches!(self.kind(), Kind::Json | Kind::Form) {
            count(self.unknown, OTHER_KIND);
        }
    }

    fn content<T: FromJson>(&self, node: &Node<'_>, reading: Reading) -> Result<T, EventError> {
        match read_as(node, reading) {
            Ok((value, reading)) => {
                count(self.unknown, reading.unknown + reading.misfits.len());
                Ok(value)
            }
            Err(misfit) => {
                let path = Some(misfit.path()).filter(|path| !path.is_empty());
                let path = path.unwrap_or_else(|| ".".to_owned());
                Err(EventError::Body(ContentError::new(path, misfit.message())))
            }
        }
    }

    /// The error of content that is none of its kind.
    fn unreadable(&self, error: impl StdError + Send + Sync + 'static) -> EventError {
        EventError::Body(match headers::encoding(self.headers) {
            Some(encoding) => ContentError::new(".", format!("it is encoded as {encoding}")),
            None => ContentError::new(".", error),
        })
    }

    fn pairs_of_query(&self) -> Vec<Pair<'a>> {
        pairs(self.query.unwrap_or_default())
    }

    /// The value of a header; several field lines are joined by a comma (RFC 9110, section 5.3).
    fn text_of_header(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut lines = self.headers.get_all(name).iter();
        let mut text = Cow::Borrowed(lines.next()?.to_str().ok()?);
        for line in lines {
            let text = text.to_mut();
            text.push_str(", ");
            text.push_str(line.to_str().ok()?);
        }
        Some(text)
    }

    fn text(&self) -> Result<&'a str, EventError> {
        std::str::from_utf8(self.body).map_err(|error| self.unreadable(error))
    }

    fn media_type(&self) -> &'a str {
        self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn kind(&self) -> Kind {
        let essence = self.media_type().split(';').next().unwrap_or_default();
        match essence.trim().to_ascii_lowercase().as_str() {
            "" | "application/octet-stream" | "text/plain" => Kind::Any,
            "application/x-www-form-urlencoded" => Kind::Form,
            json if json.ends_with("/json") || json.ends_with("+json") => Kind::Json,
            _ => Kind::Other,
        }
    }
}

/// A value of a query or a header.
fn value<T: FromJson>(node: &Node<'_>, written: Written) -> Result<T, Misfit> {
    let json = node.as_str().filter(|_| written == Written::Json);
    let read = match json.and_then(|json| Node::parse(json).ok()) {
        Some(json) => read_as(&json, Reading::received()),
        None => read_as(node, Reading::of_texts()),
    };
    read.map(|(value, _)| value)
}

/// Whether a field of a form is written for one of this name: `name[..]` and `name.inner` belong to it.
fn is_of(name: &str, known: &str) -> bool {
    known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}

fn missing(name: &'static str, what: &str) -> ContentError {
    ContentError::new(name, format!("there is no such {what}"))
}

/// Why a parameter or a header does not fit.
fn at(name: &'static str, misfit: &Misfit) -> ContentError {
    let path = misfit.path();
    let separator = if path.is_empty() || path.starts_with('[') { "" } else { "." };
    ContentError::new(format!("{name}{separator}{path}"), misfit.message())
}

/// What content counts that says to be of no kind, or of another than it is read as: more than all of
/// which nothing is known.
const OTHER_KIND: usize = 1_000_000;
