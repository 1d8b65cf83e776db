//! The client: where requests go, with which credentials, and for how long.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderValue, Method};
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::api;
use crate::error::{BuildError, Error};
use crate::request::Request;

/// How long a call may take as a whole, unless the builder says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How long connecting may take, unless the builder says otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client of the API.
///
/// It is cheap to clone, and clones share one pool of connections. Each operation
/// of the API is a method that returns a request; nothing is sent before the
/// request's `send` is awaited, on a Tokio runtime.
///
/// Redirects are not followed, and credentials go to the configured host only.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    /// Without a slash at its end.
    base_url: String,
    authorization: Option<HeaderValue>,
    timeout: Option<Duration>,
}

impl Client {
    /// A client with the given credentials for HTTP basic authentication, and
    /// defaults for everything else.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the HTTP client cannot be set up, for example without
    /// root certificates on the system.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Result<Self, Error> {
        Self::builder().credentials(username, password).build()
    }

    /// A builder, to set the credentials, the base URL, time limits or the HTTP
    /// client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            base_url: api::BASE_URL.to_owned(),
            credentials: None,
            timeout: Some(DEFAULT_TIMEOUT),
            connect_timeout: Some(DEFAULT_CONNECT_TIMEOUT),
            http: None,
            allow_plain_http: false,
            problem: None,
        }
    }

    /// The URL that the path of each operation is appended to, without a slash at
    /// its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// A request for an operation that this crate does not know yet.
    ///
    /// `operation` names it in errors. `path` is appended to the base URL; a name
    /// in braces is replaced through [`Request::path`].
    pub fn request<C, H>(
        &self,
        operation: &'static str,
        method: Method,
        path: &'static str,
    ) -> Request<C, H> {
        Request::new(self.clone(), operation, method, path)
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.shared.timeout
    }

    pub(crate) fn authorization(&self) -> Option<&HeaderValue> {
        self.shared.authorization.as_ref()
    }
}

/// Shows where requests go, and never the credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("timeout", &self.shared.timeout)
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Client`]; made by [`Client::builder`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(crate) base_url: String,
    credentials: Option<(String, SecretString)>,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    http: Option<reqwest::Client>,
    allow_plain_http: bool,
    /// The first value that a setter could not use; reported by `build`.
    pub(crate) problem: Option<&'static str>,
}

impl ClientBuilder {
    /// The username and the password of HTTP basic authentication.
    pub fn credentials(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials = Some((username.into(), password.into().into()));
        self
    }

    /// Where requests go instead of the API's own server: a recording server in a
    /// test, or a proxy. A path in it is kept as a prefix.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How long a call may take, from connecting to the last byte of the response;
    /// `None` for no limit. The default is 30 seconds.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// How long connecting may take; `None` for no limit of its own. The default
    /// is 10 seconds. It has no effect together with [`http_client`].
    ///
    /// [`http_client`]: Self::http_client
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// The HTTP client to send with, for proxies, certificates or a shared pool of
    /// connections.
    ///
    /// Its own settings decide whether redirects are followed and which user agent
    /// is named, but [`timeout`](Self::timeout) takes the place of its time limit;
    /// `timeout(None)` leaves that in force.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Allows a base URL with plain `http` to a host other than this machine.
    ///
    /// The credentials then cross the network readable for everybody on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the base URL or the credentials cannot be used, or if
    /// the HTTP client cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(problem) = self.problem {
            return Err(BuildError::configuration(problem).into());
        }
        let url = check_base_url(&self.base_url, self.allow_plain_http)?;
        let authorization = match &self.credentials {
            Some((username, password)) => Some(basic(username, password)?),
            None => None,
        };
        let http = match self.http {
            Some(http) => http,
            None => default_http_client(&url, self.connect_timeout)?,
        };
        Ok(Client {
            shared: Arc::new(Shared {
                http,
                base_url: url.as_str().trim_end_matches('/').to_owned(),
                authorization,
                timeout: self.timeout,
            }),
        })
    }
}

/// Shows where requests go, unless a secret may be in there, and never the
/// credentials.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = check_base_url(&self.base_url, true);
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url.as_ref().map_or("invalid", Url::as_str))
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

fn default_http_client(
    base_url: &Url,
    connect_timeout: Option<Duration>,
) -> Result<reqwest::Client, BuildError> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    if let Some(limit) = connect_timeout {
        builder = builder.connect_timeout(limit);
    }
    if is_loopback(base_url) {
        // A proxy named by the environment would take the credentials off this
        // machine, and could not reach the server anyway.
        builder = builder.no_proxy();
    }
    builder.build().map_err(BuildError::http_client)
}

/// The value of the `Authorization` header (RFC 7617), marked as a secret.
fn basic(username: &str, password: &SecretString) -> Result<HeaderValue, BuildError> {
    if username.is_empty() || username.contains(':') {
        return Err(BuildError::configuration("the username must not be empty or contain a colon"));
    }
    let password = password.expose_secret();
    if username.chars().chain(password.chars()).any(char::is_control) {
        return Err(BuildError::configuration(
            "the credentials must not contain control characters, such as a line break",
        ));
    }
    let pair = format!("{username}:{password}");
    let mut value = HeaderValue::try_from(format!("Basic {}", BASE64_STANDARD.encode(pair)))
        .map_err(|_| BuildError::configuration("the credentials cannot be put into a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Refuses what would make requests go astray. The URL itself is not repeated in
/// the message, because it may contain a password.
fn check_base_url(text: &str, allow_plain_http: bool) -> Result<Url, BuildError> {
    let refuse = |why| Err(BuildError::configuration(why));
    let Ok(url) = Url::parse(text) else {
        return refuse("the base URL is not an absolute URL such as `https://api.example.com`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("the base URL must not contain credentials; use `credentials`");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("the base URL must not have a query or a fragment");
    }
    match url.scheme() {
        "https" => {}
        "http" if allow_plain_http || is_loopback(&url) => {}
        "http" => {
            return refuse(
                "the base URL must use https, because credentials are sent along; \
                 `allow_plain_http` permits http to other hosts than this machine",
            );
        }
        _ => return refuse("the base URL must start with `https://`"),
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
