//! A request: a plain value until it is sent.

pub(crate) mod attempts;
mod body;
mod given_url;
pub(crate) mod receiving;
mod sending;
pub(crate) mod span;

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;

use crate::api;
use crate::client::Client;
use crate::parameter::{Json, Parameter};
use crate::printable::{Excerpt, Headers};
use crate::retry::RetryPolicy;
use crate::time_limits::{TimeLimit, TimeLimits};
use body::Body;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
pub(crate) const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request whose response has the content `C`.
///
/// Each operation's request turns into one by its `into_request`, where whatever
/// this crate does not know yet can be added. It can be sent by
/// [`send`](Self::send), or turned into an [`http::Request`] by
/// [`to_http`](Self::to_http) and sent by anything else.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<C> {
    pub(crate) parts: RequestParts,
    response: PhantomData<fn() -> C>,
}

/// What a request consists of, whatever its response is read as.
#[derive(Clone)]
pub(crate) struct RequestParts {
    client: Client,
    operation: &'static str,
    method: Method,
    /// Whether sending it twice does no more than sending it once.
    idempotent: bool,
    /// The path as it is in the API's document.
    template: &'static str,
    path: Cow<'static, str>,
    /// The server, if it is not the API's.
    pub(crate) server: Option<Cow<'static, str>>,
    /// The whole URL, in place of path and query.
    pub(crate) url: Option<String>,
    /// Encoded, without the question mark.
    query: String,
    pub(crate) headers: HeaderMap,
    body: Body,
    /// The security schemes of which all in a set are needed, by alternatives.
    security: &'static [&'static [&'static str]],
    limits: TimeLimits,
    /// How many bytes the content of an answer may have.
    response_limit: Option<usize>,
    /// When it is sent again, if not as the client says.
    retries: Option<RetryPolicy>,
    /// How the page after the response is found, if the content does not have its URL.
    #[allow(dead_code, reason = "an API may have no lists")]
    pub(crate) next_page: Option<Arc<dyn Any + Send + Sync>>,
    /// The first thing that was wrong; reported when the request is to be sent.
    problem: Option<String>,
}

impl<C> Request<C> {
    pub(crate) fn new(
        client: Client,
        operation: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        let template = path;
        let (path, query) = split_query(path);
        let parts = RequestParts {
            client,
            operation,
            idempotent: method.is_idempotent(),
            method,
            template,
            path: Cow::Borrowed(path),
            server: None,
            url: None,
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            security: api::SECURITY,
            limits: TimeLimits::default(),
            response_limit: None,
            retries: None,
            next_page: None,
            problem: None,
        };
        Self { parts, response: PhantomData }
    }

    /// Puts a value into the path, or the query that belongs to it, in place of `{name}`,
    /// percent-encoded.
    ///
    /// In the path, an empty value, `.` and `..` are refused when the request is built:
    /// they would make it reach another path.
    pub fn path(mut self, name: &str, value: impl Parameter) -> Self {
        let texts = self.texts("path parameter", name, value);
        let encoded: Vec<String> = texts.iter().map(|text| encode(text).to_string()).collect();
        self.set_path(name, &encoded.join(","));
        self
    }

    /// Puts a text in place of `{name}`, wherever that stands.
    pub(crate) fn set_path(&mut self, name: &str, text: &str) {
        let braces = format!("{{{name}}}");
        let is_in_path = self.parts.path.contains(&braces);
        if is_in_path && matches!(text, "" | "." | "..") {
            self.refuse(format!(
                "path parameter `{name}` is {text:?}, which would reach another path"
            ));
        }
        if !is_in_path && !self.parts.query.contains(&braces) {
            self.refuse(format!("the path has no parameter `{name}` left to set"));
        }
        self.parts.path = self.parts.path.replace(&braces, text).into();
        self.parts.query = self.parts.query.replace(&braces, text);
    }

    /// Appends a query parameter; to that of the URL, if there is one that the API gave.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Parameter) -> Self {
        let name = name.into();
        for text in self.texts("query parameter", &name, value) {
            self.append_query(&format!("{}={}", encode(&name), encode(&text)));
        }
        self
    }

    /// Appends to the query what is encoded already.
    pub(crate) fn append_query(&mut self, parameters: &str) {
        match &mut self.parts.url {
            None => append(&mut self.parts.query, parameters),
            Some(url) => {
                let (address, query) = url.split_once('?').unwrap_or((url.as_str(), ""));
                let mut query = query.to_owned();
                append(&mut query, parameters);
                let mark = if query.is_empty() { "" } else { "?" };
                *url = [address, mark, &query].concat();
            }
        }
    }

    /// Sets a header, in place of one of the same name that was set before.
    pub fn header(mut self, name: &str, value: impl Parameter) -> Self {
        let texts = self.texts("header", name, value);
        if texts.is_empty() {
            return self;
        }
        let parsed =
            HeaderName::try_from(name).ok().zip(HeaderValue::try_from(texts.join(",")).ok());
        if let Some((name, mut value)) = parsed {
            value.set_sensitive([AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(&name));
            self.parts.headers.insert(name, value);
        } else {
            self.refuse(format!("header {name:?} has a name or a value that HTTP does not allow"));
        }
        self
    }

    /// Appends a field to the form that is the request's body.
    ///
    /// A value that is `None` adds no field, but the body is a form all the same.
    pub fn form(mut self, name: impl Into<Cow<'static, str>>, value: impl Parameter) -> Self {
        let name = name.into();
        let texts = self.texts("form field", &name, value);
        if let Some(form) = self.form_body(&name) {
            // Signs are three characters when they are encoded, and JSON has many.
            form.reserve(texts.iter().map(|text| name.len() + 2 * text.len()).sum());
            let mut fields = form_urlencoded::Serializer::new(std::mem::take(form));
            fields.extend_pairs(texts.iter().map(|text| (&name, text)));
            *form = fields.finish();
        }
        self
    }

    /// The form that is the request's body, unless that is something else already.
    pub(crate) fn form_body(&mut self, name: &str) -> Option<&mut String> {
        if let Body::Empty = self.parts.body {
            self.parts.body = Body::Form(String::new());
        } else if !matches!(self.parts.body, Body::Form(_)) {
            self.refuse(format!("form field `{name}`: the request's body is not a form"));
        }
        match &mut self.parts.body {
            Body::Form(form) => Some(form),
            _ => None,
        }
    }

    /// Sets the body to a value as JSON; `None` leaves it as it is.
    pub fn json<T: Serialize>(self, body: impl Into<Option<Json<T>>>) -> Self {
        self.json_as("application/json", body)
    }

    /// The same for JSON of another media type.
    pub fn json_as<T: Serialize>(
        mut self,
        content_type: &str,
        body: impl Into<Option<Json<T>>>,
    ) -> Self {
        match body.into().map(|Json(value)| serde_json::to_string(&value)) {
            None => {}
            Some(Ok(text)) => self = self.body(content_type, text),
            Some(Err(error)) => {
                self.refuse(format!("the body cannot be written as JSON: {error}"));
            }
        }
        self
    }

    /// Sets the body to content of any media type.
    pub fn body(mut self, content_type: &str, content: impl Into<Bytes>) -> Self {
        let content = content.into();
        self.set_body(content_type, |content_type| Body::Bytes(content_type, content));
        self
    }

    /// Sets the body to content that is not there yet: `open` is called each time the
    /// request is sent, and returns the content or says why there is none.
    pub fn streamed_body(
        mut self,
        content_type: &str,
        open: impl Fn() -> Result<reqwest::Body, String> + Send + Sync + 'static,
    ) -> Self {
        self.set_body(content_type, |content_type| Body::Stream(content_type, Arc::new(open)));
        self
    }

    fn set_body(&mut self, content_type: &str, body: impl FnOnce(HeaderValue) -> Body) {
        match HeaderValue::try_from(content_type) {
            Ok(content_type) => self.parts.body = body(content_type),
            Err(_) => self.refuse(format!("{content_type:?} is no media type")),
        }
    }

    /// The same request for content of another kind, which the API may give as the
    /// media type says.
    pub fn accept<D>(self, media_type: &str) -> Request<D> {
        Request { parts: self.parts, response: PhantomData }.header("Accept", media_type)
    }

    /// Leaves the client's credentials out, for an operation that takes none.
    pub fn unauthenticated(self) -> Self {
        self.security(&[&[]])
    }

    /// Which credentials go along: those for the first of some sets of security schemes
    /// for which the client has them all. The schemes are called as in the API's
    /// document.
    pub fn security(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.parts.security = sets;
        self
    }

    /// How long this call may take, with all attempts and the time between, in place of the client's
    /// own limit. Each attempt may take as long, unless
    /// [`attempt_timeout`](Self::attempt_timeout) or that of the client says otherwise.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.parts.limits.call = TimeLimit::Set(Some(limit));
        self
    }

    /// How long each attempt may take to send this request, in place of the client's own limit.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.parts.limits.attempt = TimeLimit::Set(Some(limit));
        self
    }

    /// When this request is sent again, in place of the client's own policy.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.parts.retries = Some(policy);
        self
    }

    /// Says whether sending this request twice does no more than sending it once, in place
    /// of what its method says (RFC 9110, section 9.2.2). Whether it is sent again, and
    /// [`Error::is_retryable`](crate::error::Error::is_retryable), go by it.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.parts.idempotent = idempotent;
        self
    }

    /// How many bytes the content of this call's answer may have, in place of the client's
    /// own limit. It does not count for content that is read as it arrives, nor for
    /// what the API says of an error.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.parts.response_limit = Some(bytes);
        self
    }

    /// The texts of a parameter; what cannot be written as text is remembered.
    pub(crate) fn texts(&mut self, what: &str, name: &str, value: impl Parameter) -> Vec<String> {
        let mut texts = Vec::new();
        if let Err(error) = value.append_to(&mut texts) {
            self.refuse(format!("{what} `{name}` cannot be written as JSON: {error}"));
        }
        texts
    }

    pub(crate) fn refuse(&mut self, problem: String) {
        self.parts.refuse(problem);
    }

    pub(crate) fn uri(&self) -> String {
        self.parts.uri()
    }
}

impl RequestParts {
    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// What is wrong with the path as a whole. Without a slash in front, it would
    /// become part of the host that the credentials are sent to.
    fn path_problem(&self) -> Option<String> {
        let path = &self.path;
        if self.url.is_some() {
            return None;
        }
        if !path.starts_with('/') || path.contains('#') || self.query.contains('#') {
            return Some(format!("the path `{path}` must start with `/` and must not contain `#`"));
        }
        let is_unset = path.contains('{') || self.query.contains('{');
        is_unset.then(|| format!("a parameter of the path `{path}` is not set"))
    }

    fn base_url(&self) -> Cow<'_, str> {
        self.client.base_url_or(self.server.as_deref())
    }

    fn uri(&self) -> String {
        if let Some(url) = &self.url {
            return url.clone();
        }
        let mut uri = [self.base_url(), Cow::Borrowed(&self.path)].concat();
        if !self.query.is_empty() {
            uri.push('?');
            uri.push_str(&self.query);
        }
        uri
    }
}

/// A path and the query that belongs to it. A question mark in the name of a parameter is neither.
fn split_query(path: &str) -> (&str, &str) {
    let mut is_name = false;
    let mark = path.find(|c| {
        is_name = (is_name || c == '{') && c != '}';
        c == '?' && !is_name
    });
    mark.map_or((path, ""), |mark| (&path[..mark], &path[mark + 1..]))
}

/// Appends parameters or fields to others, all encoded already.
pub(crate) fn append(all: &mut String, more: &str) {
    if !all.is_empty() && !more.is_empty() {
        all.push('&');
    }
    all.push_str(more);
}

pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

impl<C> Clone for Request<C> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), response: PhantomData }
    }
}

/// Shows what will be sent, without the credentials.
impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.parts.operation)
            .field("method", &self.parts.method)
            .field("uri", &Excerpt(self.uri().as_bytes()))
            .field("headers", &Headers(&self.parts.headers))
            .field("body", &self.parts.body)
            .finish_non_exhaustive()
    }
}
