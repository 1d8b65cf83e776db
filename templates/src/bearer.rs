//! Bearer tokens (RFC 6750), wherever they come from: OAuth 2.0, a login, or the
//! API itself.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

use crate::client::ClientBuilder;
use crate::credential::{Credential, CredentialSource};
use crate::provider::CredentialProvider;

/// The value of the `Authorization` header, marked as a secret.
struct Bearer(HeaderValue);

impl Credential for Bearer {
    fn apply(&self, _: &mut String, headers: &mut HeaderMap) {
        headers.entry(AUTHORIZATION).or_insert_with(|| self.0.clone());
    }
}

impl ClientBuilder {
    /// The token for a security scheme of the type `http` with the scheme `bearer`,
    /// `oauth2` or `openIdConnect`.
    pub(crate) fn bearer(mut self, scheme: &'static str, token: &str) -> Self {
        let credential = credential(token).map(CredentialSource::Known);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same from a provider.
    pub(crate) fn bearer_from(
        self,
        scheme: &'static str,
        provider: impl CredentialProvider<String>,
    ) -> Self {
        self.provided(scheme, provider, |token: String| credential(&token))
    }
}

pub(crate) fn credential(token: &str) -> Result<Arc<dyn Credential>, &'static str> {
    Ok(Arc::new(Bearer(value(token)?)))
}

fn value(token: &str) -> Result<HeaderValue, &'static str> {
    // More is allowed than RFC 6750 does, whose characters not every API keeps to.
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("the token must not be empty, and must be ASCII without spaces");
    }
    let mut value = HeaderValue::try_from(format!("Bearer {token}"))
        .map_err(|_| "the token cannot be put into a header")?;
    value.set_sensitive(true);
    Ok(value)
}
