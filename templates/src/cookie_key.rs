//! API keys that are sent in a cookie.

use std::sync::Arc;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use crate::client::ClientBuilder;
use crate::credential::{Credential, CredentialSource};
use crate::provider::CredentialProvider;

struct CookieKey {
    name: &'static str,
    key: String,
}

impl Credential for CookieKey {
    fn apply(&self, _: &mut String, headers: &mut HeaderMap) {
        let own = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let mut cookies = own.unwrap_or_default().split("; ");
        if cookies.any(|cookie| cookie.split('=').next() == Some(self.name)) {
            return;
        }
        let cookie = format!("{}={}", self.name, self.key);
        let all = own.map_or(cookie.clone(), |own| format!("{own}; {cookie}"));
        // Neither can fail: the key is checked, and the rest was a header already.
        if let Ok(mut value) = HeaderValue::try_from(all) {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }
}

impl ClientBuilder {
    /// The key for a security scheme of the type `apiKey` in a cookie.
    pub(crate) fn cookie_key(
        mut self,
        scheme: &'static str,
        name: &'static str,
        key: &str,
    ) -> Self {
        let credential = credential(name, key.to_owned()).map(CredentialSource::Known);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same from a provider.
    pub(crate) fn cookie_key_from(
        self,
        scheme: &'static str,
        name: &'static str,
        provider: impl CredentialProvider<String>,
    ) -> Self {
        self.provided(scheme, provider, move |key| credential(name, key))
    }
}

fn credential(name: &'static str, key: String) -> Result<Arc<dyn Credential>, &'static str> {
    if key.is_empty() || !key.bytes().all(is_cookie_octet) {
        return Err(
            "the key must not be empty, and must be ASCII without spaces, quotes, commas, \
                    semicolons and backslashes",
        );
    }
    Ok(Arc::new(CookieKey { name, key }))
}

/// What the value of a cookie is made of (RFC 6265, section 4.1.1).
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
