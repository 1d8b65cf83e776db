//! API keys that are sent in the query.

use std::sync::Arc;

use http::HeaderMap;

use crate::client::{ClientBuilder, Credential};
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
        let credential = match key {
            "" => Err("the key must not be empty"),
            key => Ok(Arc::new(QueryKey { name, key: key.to_owned() }) as _),
        };
        self.credentials.insert(scheme, credential);
        self
    }
}
