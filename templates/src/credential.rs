//! What proves to the API who calls it.

use std::pin::Pin;
use std::sync::Arc;

use http::HeaderMap;

use crate::client::Client;
use crate::transport::Cause;

/// What proves to the API who calls it.
///
/// It has no `Debug`, so that nothing that contains it can show it.
pub(crate) trait Credential: Send + Sync {
    /// Adds itself to a request that does not have the like already.
    fn apply(&self, uri: &mut String, headers: &mut HeaderMap);
}

/// Where a credential comes from.
#[derive(Clone)]
#[allow(dead_code, reason = "an API may take no credentials")]
pub(crate) enum CredentialSource {
    /// It stays the same.
    Known(Arc<dyn Credential>),
    /// It is asked for each time a request is sent.
    Asked(Arc<dyn Ask>),
}

/// What is asked for a credential.
pub(crate) trait Ask: Send + Sync {
    /// The credential of now, for a request of this client.
    fn ask<'a>(&'a self, client: &'a Client) -> Asked<'a>;

    /// Whether there may be another credential in place of one that the API did not accept.
    fn renews(&self, refused: &Arc<dyn Credential>) -> bool {
        let _ = refused;
        false
    }
}

/// A credential that is on its way.
pub(crate) type Asked<'a> =
    Pin<Box<dyn Future<Output = Result<Arc<dyn Credential>, NoCredential>> + Send + 'a>>;

/// Why there is no credential.
pub(crate) struct NoCredential {
    /// What is to be said of it, without secrets.
    pub(crate) problem: String,
    pub(crate) source: Option<Cause>,
}
