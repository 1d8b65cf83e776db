//! How a client is set up.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use super::base_url::{check_base_url, has_host, is_loopback, is_own};
use super::{Client, Shared, user_agent};
use crate::api;
use crate::credential::CredentialSource;
use crate::error::{BuildError, Error};
use crate::observer::Observer;
use crate::proxies;
use crate::retry::{Budget, RetryPolicy};
use crate::time_limits::{TimeLimit, TimeLimits};
use crate::transport::{AnyTransport, Transport};

/// How long connecting may take, unless the builder says otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How many bytes the content of an answer may have, unless the builder says otherwise.
const DEFAULT_RESPONSE_LIMIT: usize = 32 << 20;

/// How many bytes an API may say of an error, unless the builder says otherwise.
const DEFAULT_ERROR_LIMIT: usize = 1 << 20;

/// How long a connection is kept that no request uses: servers close it, often after a minute, and
/// a request that is on its way at that moment may fail.
const IDLE_CONNECTION: Duration = Duration::from_secs(30);

/// How many requests may be sent again, unless the builder says otherwise.
const DEFAULT_RETRY_BUDGET: u32 = 100;

/// Sets up a [`Client`]; made by [`Client::builder`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(crate) base_url: String,
    /// By the names of security schemes; for values that cannot be used, why.
    pub(crate) credentials: BTreeMap<&'static str, Result<CredentialSource, &'static str>>,
    limits: TimeLimits,
    connect_timeout: Option<Duration>,
    response_limit: Option<usize>,
    error_limit: Option<usize>,
    retries: RetryPolicy,
    retry_budget: Option<u32>,
    transport: Option<Arc<dyn AnyTransport>>,
    observer: Option<Arc<dyn Observer>>,
    allow_plain_http: bool,
    /// What is appended to the user agent.
    user_agent: Option<String>,
    /// Whether what sends requests names a user agent by itself.
    names_itself: bool,
    /// Why there are no credentials, if there should be some; reported by `build`.
    pub(crate) no_credentials: Option<String>,
    /// Labels of the host, by what they are.
    pub(crate) labels: BTreeMap<&'static str, String>,
    /// What puts the labels into the base URL.
    pub(crate) place: Option<Place>,
}

/// Puts labels into the host of a base URL, or says why it cannot.
type Place = fn(&str, &BTreeMap<&'static str, String>) -> Result<String, String>;

/// A builder that nothing has been set on.
pub(super) fn defaults() -> ClientBuilder {
    ClientBuilder {
        base_url: api::BASE_URL.to_owned(),
        credentials: BTreeMap::new(),
        limits: TimeLimits::default(),
        connect_timeout: Some(DEFAULT_CONNECT_TIMEOUT),
        response_limit: Some(DEFAULT_RESPONSE_LIMIT),
        error_limit: Some(DEFAULT_ERROR_LIMIT),
        retries: RetryPolicy::default(),
        retry_budget: Some(DEFAULT_RETRY_BUDGET),
        transport: None,
        observer: None,
        allow_plain_http: false,
        user_agent: None,
        names_itself: true,
        no_credentials: None,
        labels: BTreeMap::new(),
        place: None,
    }
}

impl ClientBuilder {
    /// Where requests go instead of the API's own server: a recording server in a
    /// test, or a proxy. So do those for URLs on the API's own server that the API gives, as
    /// of the next page of a list. A path in it is kept as a prefix. If the API's document names a
    /// path and no host, a URL without a path gets that.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How long a call may take, from its beginning to the last byte of the response, with all
    /// attempts and the time between; `None` for no limit. The default is 60 seconds.
    ///
    /// Each attempt may take as long, unless [`attempt_timeout`](Self::attempt_timeout) says
    /// otherwise.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.call = TimeLimit::Set(limit.into());
        self
    }

    /// How long each attempt may take to send a request, to the last byte of the response; `None`
    /// for no limit. The default is 30 seconds, or [`timeout`](Self::timeout) if that is
    /// set.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.attempt = TimeLimit::Set(limit.into());
        self
    }

    /// How long connecting may take; `None` for no limit of its own. The default
    /// is 10 seconds. It has no effect together with [`http_client`] or [`transport`].
    ///
    /// [`http_client`]: Self::http_client
    /// [`transport`]: Self::transport
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// How many bytes the content of an answer may have, after it is decompressed; `None` for
    /// no limit. The default is 32 MiB. More of it is not read, and the call is an
    /// [`Error::Transport`] that keeps what arrived.
    ///
    /// It does not count for content that is read as it arrives.
    pub fn response_limit(mut self, bytes: impl Into<Option<usize>>) -> Self {
        self.response_limit = bytes.into();
        self
    }

    /// The same for what the API says of an error, with a status that is no success. The
    /// default is 1 MiB.
    pub fn error_limit(mut self, bytes: impl Into<Option<usize>>) -> Self {
        self.error_limit = bytes.into();
        self
    }

    /// Whether and when requests that failed are sent again. By default, three attempts are made
    /// where that is safe, as [`RetryPolicy`] says; [`RetryPolicy::none`] turns it off.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// How many requests the client and its clones may send again while none succeeds; `None` for
    /// no limit. The default is 100. For each ten calls that succeed, there is one more
    /// again, so that an API that is out of order does not get several times the requests.
    pub fn retry_budget(mut self, requests: impl Into<Option<u32>>) -> Self {
        self.retry_budget = requests.into();
        self
    }

    /// The HTTP client to send with, for proxies, certificates or a shared pool of
    /// connections.
    ///
    /// Its own settings decide whether redirects are followed and which user agent
    /// is named unless [`user_agent`](Self::user_agent) does. Its time limits count as well as
    /// those of this client.
    pub fn http_client(self, http: reqwest::Client) -> Self {
        Self { names_itself: true, ..self.transport(http) }
    }

    /// What to send requests with, in place of an HTTP client: a stack of tower layers, a
    /// recorder, or a test that answers without a network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self.names_itself = false;
        self
    }

    /// Who is told of each attempt and of each wait.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// What the header `User-Agent` says of the application, behind the name and the version
    /// of this crate: `my-app/1.2`, say, perhaps with a comment in parentheses. It goes
    /// along whatever the HTTP client is; a request that has the header of its own keeps that.
    pub fn user_agent(mut self, application: impl Into<String>) -> Self {
        self.user_agent = Some(application.into());
        self
    }

    /// Allows plain `http` to a host other than this machine, in the base URL and in the
    /// servers of operations.
    ///
    /// The credentials then cross the network readable for everybody on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// The base URL with the labels.
    fn placed_url(&self) -> Result<Cow<'_, str>, String> {
        match self.place {
            Some(place) => place(&self.base_url, &self.labels).map(Cow::Owned),
            None => Ok(Cow::Borrowed(&self.base_url)),
        }
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the base URL or the credentials cannot be used, or if
    /// the HTTP client cannot be set up: also if the environment names a proxy
    /// (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`) that cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(problem) = &self.no_credentials
            && self.credentials.is_empty()
        {
            return Err(BuildError::configuration(problem).into());
        }
        let base_url = self.placed_url().map_err(BuildError::configuration)?;
        let is_own = is_own(&base_url);
        // Without credentials, the API's own server may be as open as its document says.
        let is_open = self.credentials.is_empty() && is_own;
        let url = check_base_url(&base_url, self.allow_plain_http || is_open);
        let mut url = url.map_err(BuildError::configuration)?;
        let gets_path = !has_host(api::BASE_URL) && url.path() == "/";
        if gets_path {
            url.set_path(api::BASE_URL);
        }
        let mut credentials = BTreeMap::new();
        for (scheme, credential) in self.credentials {
            credentials.insert(scheme, credential.map_err(BuildError::configuration)?);
        }
        let user_agent = match &self.user_agent {
            None if self.names_itself => None,
            application => Some(user_agent::value(application.as_deref())),
        };
        let user_agent = user_agent.transpose().map_err(BuildError::configuration)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(default_http_client(&url, self.connect_timeout)?),
        };
        Ok(Client {
            shared: Arc::new(Shared {
                transport,
                observer: self.observer,
                base_url: url.as_str().trim_end_matches('/').to_owned(),
                is_own: is_own || gets_path,
                credentials,
                limits: self.limits,
                retries: self.retries,
                retry_budget: Budget::new(self.retry_budget),
                response_limit: self.response_limit,
                error_limit: self.error_limit,
                allow_plain_http: self.allow_plain_http,
                user_agent,
            }),
        })
    }
}

/// Shows where requests go, unless a secret may be in there, and never the
/// credentials.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.placed_url().ok().and_then(|url| check_base_url(&url, true).ok());
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url.as_ref().map_or("invalid", Url::as_str))
            .field("timeout", &self.limits.for_call())
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
        .pool_idle_timeout(IDLE_CONNECTION)
        .user_agent(user_agent::OWN);
    if let Some(limit) = connect_timeout {
        builder = builder.connect_timeout(limit);
    }
    if is_loopback(base_url) {
        // A proxy named by the environment would take the credentials off this
        // machine, and could not reach the server anyway.
        builder = builder.no_proxy();
    } else {
        proxies::check()?;
    }
    builder.build().map_err(BuildError::http_client)
}
