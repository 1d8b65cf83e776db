//! Response headers as the document of the API declares them.

use http::HeaderMap;

use crate::headers::{FromHeaders, parse};

/// Headers that every operation's response declares.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ResponseHeaders {
    /// The origins that may access the resource.
    pub access_control_allow_origin: Option<String>,

    /// Whether the browser should include credentials.
    pub access_control_allow_credentials: Option<bool>,
}

impl FromHeaders for ResponseHeaders {
    fn from_headers(headers: &HeaderMap) -> Self {
        Self {
            access_control_allow_origin: parse(headers, "Access-Control-Allow-Origin"),
            access_control_allow_credentials: parse(headers, "Access-Control-Allow-Credentials"),
        }
    }
}
