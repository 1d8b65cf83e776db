//! Requests as Twilio would send them, for tests.

use std::borrow::Cow;
use std::fmt;

use http::header::{CONTENT_TYPE, HOST};
use http::{Method, Request};

use super::error::SetupError;
use super::received::text_of;
use super::scheme::{Algorithm, BODY_HASH, SETTINGS, SIGNATURE, body_hash};
use super::url::Url;

/// Signs requests as Twilio does, so that a test can send them to a receiver.
///
/// The requests are as a server sees them: the path in the request line, the host in a header.
#[derive(Clone)]
pub struct Signer {
    key: Vec<u8>,
    algorithm: Algorithm,
}

impl Signer {
    /// Signs with the auth token of an account.
    pub fn new(auth_token: impl Into<String>) -> Self {
        Self { key: auth_token.into().into_bytes(), algorithm: Algorithm::Sha1 }
    }

    /// Signs with a shared key of Twilio's, and SHA-256, instead.
    pub fn with_shared_key(secret: impl Into<String>) -> Self {
        Self { key: secret.into().into_bytes(), algorithm: Algorithm::Sha256 }
    }

    /// The signature of a URL and the fields of a form, as the header `X-Twilio-Signature` has it. The
    /// URL is taken as it is.
    pub fn signature(&self, url: &str, fields: &[(&str, &str)]) -> String {
        let bytes = |text: &'_ str| Cow::Owned(text.as_bytes().to_vec());
        let mut fields: Vec<_> =
            fields.iter().map(|(name, value)| (bytes(name), bytes(value))).collect();
        fields.sort_unstable();
        fields.dedup();
        self.algorithm.sign(&self.key, [url.as_bytes(), &text_of(&fields)])
    }

    /// A `POST` of a form.
    ///
    /// # Errors
    ///
    /// If the URL cannot be used.
    pub fn form(&self, url: &str, fields: &[(&str, &str)]) -> Result<Request<Vec<u8>>, SetupError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let content_type = Some("application/x-www-form-urlencoded");
        self.request(Method::POST, url, content_type, fields, body.into_bytes())
    }

    /// A `POST` of JSON, or of any other content that is no form. The hash of the content is added to
    /// the query.
    ///
    /// # Errors
    ///
    /// If the URL cannot be used.
    pub fn json(
        &self,
        url: &str,
        body: impl Into<Vec<u8>>,
    ) -> Result<Request<Vec<u8>>, SetupError> {
        let body = body.into();
        let mark = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{mark}{BODY_HASH}={}", body_hash(&body));
        self.request(Method::POST, &url, Some("application/json"), &[], body)
    }

    /// A `GET`, of which the fields are in the query.
    ///
    /// # Errors
    ///
    /// If the URL cannot be used.
    pub fn get(&self, url: &str) -> Result<Request<Vec<u8>>, SetupError> {
        self.request(Method::GET, url, None, &[], Vec::new())
    }

    fn request(
        &self,
        method: Method,
        url: &str,
        content_type: Option<&str>,
        fields: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Request<Vec<u8>>, SetupError> {
        let parts = Url::parse(url).ok_or(SetupError::URL)?;
        let mut request = Request::builder()
            .method(method)
            .uri(parts.target())
            .header(HOST, parts.authority())
            .header(SIGNATURE, self.signature(url, fields));
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        if self.algorithm == Algorithm::Sha256 {
            request = request.header(SETTINGS, "key=test,algorithm=HMAC_SHA256");
        }
        request.body(body).map_err(|_| SetupError::URL)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
