//! A request that comes from Twilio.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::url::Url;
use crate::error::ContentError;
use crate::parameter::Json;
use crate::response::Content;

/// A request of which the signature matches: it was sent by Twilio, or by somebody who has seen a request
/// of Twilio's and repeats it.
#[derive(Clone)]
pub struct Verified<'a> {
    pub(super) url: Url,
    pub(super) method: &'a Method,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    pub(super) is_form: bool,
}

impl<'a> Verified<'a> {
    /// The URL that was signed, with its query, and with the user name and the password if you gave
    /// them.
    pub fn url(&self) -> String {
        self.url.whole()
    }

    /// The query of the URL that was signed.
    pub fn query(&self) -> Option<&str> {
        self.url.query.as_deref()
    }

    /// The method, which is not signed.
    pub fn method(&self) -> &'a Method {
        self.method
    }

    /// The headers, which are not signed.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The body as received.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The first field of this name: of the form, or of the query if the body is none.
    pub fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        self.fields().find_map(|(field, value)| (field == name).then_some(value))
    }

    /// The fields in the order in which they arrived: those of the form, or of the query if the body
    /// is none.
    pub fn fields(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let query = self.url.query.as_deref().unwrap_or_default().as_bytes();
        form_urlencoded::parse(if self.is_form { self.body } else { query })
    }

    /// The fields read as a type, each as a text: a member of the type is a text, something that is read
    /// from one, such as an identifier or an enumeration, or a list for fields that are there more than
    /// once.
    ///
    /// # Errors
    ///
    /// Which field is not as expected, and why.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, ContentError> {
        let mut members = Map::new();
        for (name, value) in self.fields() {
            let value = Value::String(value.into_owned());
            match members.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => match entry.get_mut() {
                    Value::Array(values) => values.push(value),
                    first => *first = Value::Array(vec![first.take(), value]),
                },
            }
        }
        self.read(&Value::Object(members).to_string().into())
    }

    /// The content read as JSON.
    ///
    /// # Errors
    ///
    /// Where the content is not as expected, and why.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ContentError> {
        if self.body.is_empty() {
            return Err(ContentError::new(".", "the request has no content"));
        }
        self.read(&Bytes::copy_from_slice(self.body))
    }

    fn read<T: DeserializeOwned>(&self, json: &Bytes) -> Result<T, ContentError> {
        Json::decode(StatusCode::OK, self.headers, json)
    }

    /// What tells repeated deliveries apart, see [`idempotency_token`].
    pub fn idempotency_token(&self) -> Option<&'a str> {
        idempotency_token(self.headers)
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("url", &self.url.shown())
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What Twilio calls a delivery (`I-Twilio-Idempotency-Token`): when it sends one again because no
/// answer came, it is the same. Keep the tokens of what you have done, and do nothing for one that
/// you know.
///
/// Headers are not signed, so this tells what Twilio repeats, and does not stop anybody else from
/// sending a request again.
pub fn idempotency_token(headers: &HeaderMap) -> Option<&str> {
    headers.get("i-twilio-idempotency-token")?.to_str().ok().filter(|token| !token.is_empty())
}
