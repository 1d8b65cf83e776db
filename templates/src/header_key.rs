//! API keys that are sent in a header.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::ClientBuilder;
use crate::credential::{Credential, CredentialSource};
use crate::provider::CredentialProvider;

struct HeaderKey {
    name: HeaderName,
    /// Marked as a secret.
    value: HeaderValue,
}

impl Credential for HeaderKey {
    fn apply(&self, _: &mut String, headers: &mut HeaderMap) {
        headers.entry(&self.name).or_insert_with(|| self.value.clone());
    }
}

impl ClientBuilder {
    /// The key for a security scheme of the type `apiKey` in a header, or the whole value of
    /// `Authorization` for an HTTP authentication that the client does not know.
    pub(crate) fn header_key(mut self, scheme: &'static str, name: &str, key: &str) -> Self {
        let credential = credential(name, key).map(CredentialSource::Known);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same from a provider.
    pub(crate) fn header_key_from(
        self,
        scheme: &'static str,
        name: &'static str,
        provider: impl CredentialProvider<String>,
    ) -> Self {
        self.provided(scheme, provider, move |key: String| credential(name, &key))
    }
}

fn credential(name: &str, key: &str) -> Result<Arc<dyn Credential>, &'static str> {
    if key.is_empty() {
        return Err("the key must not be empty");
    }
    let name = HeaderName::try_from(name);
    let value = HeaderValue::try_from(key);
    let (Ok(name), Ok(mut value)) = (name, value) else {
        return Err("the key must not contain control characters, such as a line break");
    };
    value.set_sensitive(true);
    Ok(Arc::new(HeaderKey { name, value }))
}
