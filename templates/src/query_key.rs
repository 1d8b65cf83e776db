//! API keys that are sent in the query.

use std::sync::Arc;

use http::HeaderMap;

use crate::client::ClientBuilder;
use crate::credential::{Credential, CredentialSource};
use crate::provider::CredentialProvider;
use crate::request::encode;

struct QueryKey {
    name: &'static str,
    key: String,
}

impl Credential for QueryKey {
    fn apply(&self, uri: &mut String, _: &mut HeaderMap) {
        let query = uri.split_once('?').map(|(_, query)| query);
        let mut known = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        if known.any(|(name, _)| name == self.name) {
            return;
        }
        let separator = if query.is_some() { '&' } else { '?' };
        uri.push(separator);
        uri.extend(encode(self.name));
        uri.push('=');
        uri.extend(encode(&self.key));
    }
}

impl ClientBuilder {
    /// The key for a security scheme of the type `apiKey` in the query.
    pub(crate) fn query_key(mut self, scheme: &'static str, name: &'static str, key: &str) -> Self {
        let credential = credential(name, key.to_owned()).map(CredentialSource::Known);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same from a provider.
    pub(crate) fn query_key_from(
        self,
        scheme: &'static str,
        name: &'static str,
        provider: impl CredentialProvider<String>,
    ) -> Self {
        self.provided(scheme, provider, move |key| credential(name, key))
    }
}

fn credential(name: &'static str, key: String) -> Result<Arc<dyn Credential>, &'static str> {
    if key.is_empty() {
        return Err("the key must not be empty");
    }
    Ok(Arc::new(QueryKey { name, key }))
}
