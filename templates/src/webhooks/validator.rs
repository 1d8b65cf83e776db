//! The check of a signature.

use std::fmt;

use http::Request;

use super::error::{SetupError, SignatureError};
use super::explain::explained;
use super::received::{Coverage, Received};
use super::url::Url;
use super::verified::Verified;

/// Checks whether requests come from Twilio.
///
/// It is made once, and can be shared by all threads.
#[derive(Clone)]
pub struct Validator {
    pub(super) tokens: Vec<Vec<u8>>,
    pub(super) other_tokens: Vec<Vec<u8>>,
    urls: Vec<Url>,
}

impl Validator {
    /// Accepts what is signed with this auth token, or this secret of a shared key.
    ///
    /// # Errors
    ///
    /// If the token is empty, as a variable that is not set may be, or has spaces around it.
    pub fn new(auth_token: impl Into<String>) -> Result<Self, SetupError> {
        let validator = Self { tokens: Vec::new(), other_tokens: Vec::new(), urls: Vec::new() };
        validator.token(auth_token)
    }

    /// Accepts what is signed with this token as well: that of a subaccount, or the secondary token
    /// while the primary one is replaced.
    ///
    /// # Errors
    ///
    /// If the token is empty or has spaces around it.
    pub fn token(mut self, auth_token: impl Into<String>) -> Result<Self, SetupError> {
        self.tokens.push(token(auth_token.into())?);
        Ok(self)
    }

    /// Refuses what is signed with this token, and says so: that of an account that is not served
    /// here, or an old one.
    ///
    /// # Errors
    ///
    /// If the token is empty or has spaces around it.
    pub fn other_token(mut self, auth_token: impl Into<String>) -> Result<Self, SetupError> {
        self.other_tokens.push(token(auth_token.into())?);
        Ok(self)
    }

    /// The public URL of the server, such as `https://example.com`, behind which each request adds its
    /// path and its query. If a proxy takes the beginning of paths away, the URL has that.
    ///
    /// A server with several has each. With none, it is `https` and the `Host` that the request names,
    /// which is right only where no proxy changes the host, the port or the path.
    ///
    /// # Errors
    ///
    /// If it is no URL of `http` or `https`, or has a query.
    pub fn url(mut self, url: impl AsRef<str>) -> Result<Self, SetupError> {
        let url = Url::parse(url.as_ref()).filter(Url::ends_with_path);
        self.urls.push(url.ok_or(SetupError::BASE_URL)?);
        Ok(self)
    }

    /// Checks the signature of a request, with its body as it arrived.
    ///
    /// # Errors
    ///
    /// Why the request is not taken for one of Twilio's.
    pub fn check<'a>(
        &self,
        request: &'a Request<impl AsRef<[u8]>>,
    ) -> Result<Verified<'a>, SignatureError> {
        let (uri, headers) = (request.uri(), request.headers());
        let urls: Option<Vec<_>> = if self.urls.is_empty() {
            Url::of_request(uri, headers).map(|url| vec![url])
        } else {
            self.urls.iter().map(|url| url.with_target(uri)).collect()
        };
        let urls = urls.ok_or(SignatureError::NoUrl)?;
        self.check_urls(&urls, request)
    }

    /// Checks the signature of a request that was sent to this URL, with its query, whatever the request
    /// says: for servers that are called by other paths than Twilio was given.
    ///
    /// # Errors
    ///
    /// Why the request is not taken for one of Twilio's.
    pub fn check_at<'a>(
        &self,
        url: &str,
        request: &'a Request<impl AsRef<[u8]>>,
    ) -> Result<Verified<'a>, SignatureError> {
        let url = Url::parse(url).ok_or(SignatureError::NoUrl)?;
        self.check_urls(&[url], request)
    }

    fn check_urls<'a>(
        &self,
        urls: &[Url],
        request: &'a Request<impl AsRef<[u8]>>,
    ) -> Result<Verified<'a>, SignatureError> {
        let (method, headers) = (request.method(), request.headers());
        let body = request.body().as_ref();
        let received = Received::new(headers, body)?;
        let coverages: Vec<_> = urls.iter().map(|url| (url, received.coverage(url))).collect();
        if coverages.iter().all(|(_, coverage)| *coverage == Coverage::Nothing) {
            return Err(SignatureError::BodyNotSigned);
        }
        let is_signed = |(url, coverage): &&(&Url, Coverage)| match coverage {
            Coverage::Signed(texts) => is_signed(&received, &self.tokens, url, texts),
            Coverage::OtherBody | Coverage::Nothing => false,
        };
        match coverages.iter().find(is_signed) {
            Some((url, _)) => {
                let is_form = received.is_form;
                Ok(Verified { url: (*url).clone(), method, headers, body, is_form })
            }
            None => Err(SignatureError::Mismatch(explained(self, &received, urls, headers))),
        }
    }
}

impl fmt::Debug for Validator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let urls: Vec<_> = self.urls.iter().map(Url::shown).collect();
        f.debug_struct("Validator").field("urls", &urls).finish_non_exhaustive()
    }
}

/// Whether one of these keys has signed the URL, in one of its forms, with one of these texts.
pub(super) fn is_signed(
    received: &Received<'_>,
    keys: &[Vec<u8>],
    url: &Url,
    texts: &[Vec<u8>],
) -> bool {
    let forms = url.forms();
    let mut urls = forms.iter().flat_map(|form| texts.iter().map(move |text| (form, text)));
    urls.any(|(form, text)| keys.iter().any(|key| received.is_signed(key, form, text)))
}

/// Whoever knows the key can sign, and everybody knows an empty one.
fn token(token: String) -> Result<Vec<u8>, SetupError> {
    if token.is_empty() || token.trim() != token {
        return Err(SetupError::TOKEN);
    }
    Ok(token.into_bytes())
}
