//! The client: where requests go, with which credentials, and within which limits.

pub(crate) mod base_url;
mod builder;
mod user_agent;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use http::{HeaderValue, Method};
use reqwest::Url;

use crate::api;
use crate::credential::CredentialSource;
use crate::observer::Observer;
use crate::request::Request;
use crate::retry::{Budget, RetryPolicy};
use crate::time_limits::TimeLimits;
use crate::transport::AnyTransport;
use base_url::{has_host, is_loopback};
pub use builder::ClientBuilder;

/// A client of the API.
///
/// It is cheap to clone, and clones share one pool of connections. Each operation
/// of the API is a method that returns a request; nothing is sent before the
/// request's `send` is awaited, on a Tokio runtime.
///
/// Redirects are not followed, and credentials go to the configured host only.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// What the clones of a client share.
pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn AnyTransport>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    /// Without a slash at its end.
    base_url: String,
    /// Whether that is the API's own, or has its path.
    is_own: bool,
    /// By the names of security schemes in the API's document.
    credentials: BTreeMap<&'static str, CredentialSource>,
    pub(crate) limits: TimeLimits,
    pub(crate) retries: RetryPolicy,
    pub(crate) retry_budget: Budget,
    pub(crate) response_limit: Option<usize>,
    pub(crate) error_limit: Option<usize>,
    allow_plain_http: bool,
    /// What requests say of the program that sends them, unless that is left to the HTTP client.
    pub(crate) user_agent: Option<HeaderValue>,
}

impl Client {
    /// A builder, to set the credentials, the base URL, limits of time and size, or the
    /// HTTP client.
    pub fn builder() -> ClientBuilder {
        builder::defaults()
    }

    /// The URL that the path of each operation is appended to, without a slash at
    /// its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// A request for an operation that this crate does not know yet.
    ///
    /// `operation` names it in errors. `path` is appended to the base URL, with a query
    /// if it has one; a name in braces is replaced through [`Request::path`]. `method` may also
    /// be the name of one, such as `"QUERY"`; what is no method is an error when the
    /// request is sent.
    pub fn request<C>(
        &self,
        operation: &'static str,
        method: impl TryInto<Method>,
        path: &'static str,
    ) -> Request<C> {
        let (method, problem) = match method.try_into() {
            Ok(method) => (method, None),
            Err(_) => (Method::GET, Some("the method is none of HTTP's")),
        };
        let mut request = Request::new(self.clone(), operation, method, path);
        if let Some(problem) = problem {
            request.refuse(problem.to_owned());
        }
        request
    }

    /// The URL for an operation that has a server of its own. Who sets the base URL,
    /// for a proxy say, wants no request to go elsewhere.
    pub(crate) fn base_url_or<'a>(&'a self, server: Option<&'a str>) -> Cow<'a, str> {
        match server.filter(|_| self.shared.is_own) {
            None => self.base_url().into(),
            Some(path) if path.is_empty() || path.starts_with('/') => {
                let host = self.base_url().strip_suffix(api::BASE_URL);
                [host.unwrap_or(self.base_url()), path].concat().into()
            }
            Some(url) => url.into(),
        }
    }

    /// The servers in whose place the base URL stands: the API's own and that of an operation,
    /// unless the client uses those.
    pub(crate) fn replaced_servers<'a>(
        &self,
        server: Option<&'a str>,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        let servers = if self.shared.is_own { [None, None] } else { [server, Some(api::BASE_URL)] };
        servers.into_iter().flatten().filter(|server| has_host(server))
    }

    /// Where the credentials come from for the first of some sets of security schemes for
    /// which the client has them all.
    pub(crate) fn credentials(&self, sets: &[&[&str]]) -> Option<Vec<&CredentialSource>> {
        let known = &self.shared.credentials;
        sets.iter().find_map(|schemes| schemes.iter().map(|scheme| known.get(*scheme)).collect())
    }

    /// Whether credentials may go to a URL: without https, they cross the network readable for
    /// everybody on the way.
    pub(crate) fn trusts(&self, uri: &str) -> bool {
        self.shared.allow_plain_http
            || !uri.starts_with("http:")
            || Url::parse(uri).is_ok_and(|url| is_loopback(&url))
    }
}

/// Shows where requests go, and never the credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("timeout", &self.shared.limits.for_call())
            .finish_non_exhaustive()
    }
}
