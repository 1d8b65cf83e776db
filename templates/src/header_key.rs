//! API keys that are sent in a header.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::{ClientBuilder, Credential};

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
    /// The key for a security scheme of the type `apiKey` in a header.
    pub(crate) fn header_key(mut self, scheme: &'static str, name: &str, key: &str) -> Self {
        let credential = header_key(name, key).map(|key| Arc::new(key) as _);
        self.credentials.insert(scheme, credential);
        self
    }
}

fn header_key(name: &str, key: &str) -> Result<HeaderKey, &'static str> {
    if key.is_empty() {
        return Err("the key must not be empty");
    }
    let name = HeaderName::try_from(name);
    let value = HeaderValue::try_from(key);
    let (Ok(name), Ok(mut value)) = (name, value) else {
        return Err("the key must not contain control characters, such as a line break");
    };
    value.set_sensitive(true);
    Ok(HeaderKey { name, value })
}
