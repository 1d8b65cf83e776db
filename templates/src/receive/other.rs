//! A request that is none of the events of a callback.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::delivery::Delivery;
use super::error::EventError;
use crate::printable::{Excerpt, Headers};

/// A request that is none of the events that this version of the crate knows, as it arrived.
#[derive(Clone)]
pub struct OtherRequest {
    method: Method,
    query: Option<String>,
    headers: HeaderMap,
    body: Bytes,
    reason: EventError,
}

impl OtherRequest {
    pub(super) fn new(delivery: &Delivery<'_>, reason: EventError) -> Self {
        Self {
            method: delivery.method().clone(),
            query: delivery.query().map(str::to_owned),
            headers: delivery.headers().clone(),
            body: Bytes::copy_from_slice(delivery.body()),
            reason,
        }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The query, as it is encoded in the URL.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Why the request is not the event that it is most like.
    pub fn reason(&self) -> &EventError {
        &self.reason
    }
}

/// The reason follows from the rest.
impl PartialEq for OtherRequest {
    fn eq(&self, other: &Self) -> bool {
        (&self.method, &self.query, &self.headers, &self.body)
            == (&other.method, &other.query, &other.headers, &other.body)
    }
}

/// Leaves the query out, which may have secrets.
impl fmt::Debug for OtherRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtherRequest")
            .field("method", &self.method)
            .field("headers", &Headers(&self.headers))
            .field("body", &Excerpt(&self.body))
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}
