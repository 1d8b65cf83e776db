//! HTTP basic authentication (RFC 7617).

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

use crate::client::ClientBuilder;
use crate::credential::{Credential, CredentialSource};
use crate::provider::CredentialProvider;

/// The value of the `Authorization` header, marked as a secret.
struct Basic(HeaderValue);

impl Credential for Basic {
    fn apply(&self, _: &mut String, headers: &mut HeaderMap) {
        headers.entry(AUTHORIZATION).or_insert_with(|| self.0.clone());
    }
}

impl ClientBuilder {
    /// The credentials for a security scheme of the type `http` with the scheme
    /// `basic`.
    pub(crate) fn basic(mut self, scheme: &'static str, username: &str, password: &str) -> Self {
        let credential = credential(username, password).map(CredentialSource::Known);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same from a provider.
    pub(crate) fn basic_from(
        self,
        scheme: &'static str,
        provider: impl CredentialProvider<(String, String)>,
    ) -> Self {
        self.provided(scheme, provider, |(username, password): (String, String)| {
            credential(&username, &password)
        })
    }
}

fn credential(username: &str, password: &str) -> Result<Arc<dyn Credential>, &'static str> {
    Ok(Arc::new(Basic(encoded(username, password)?)))
}

fn encoded(username: &str, password: &str) -> Result<HeaderValue, &'static str> {
    if username.is_empty() || username.contains(':') {
        return Err("the username must not be empty or contain a colon");
    }
    if username.chars().chain(password.chars()).any(char::is_control) {
        return Err("the credentials must not contain control characters, such as a line break");
    }
    let pair = BASE64_STANDARD.encode(format!("{username}:{password}"));
    let mut value = HeaderValue::try_from(format!("Basic {pair}"))
        .map_err(|_| "the credentials cannot be put into a header")?;
    value.set_sensitive(true);
    Ok(value)
}
