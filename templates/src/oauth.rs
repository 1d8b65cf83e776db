//! Access tokens of OAuth 2.0 for client credentials (RFC 6749, section 4.4): fetched, kept and
//! renewed.

mod answer;
mod token_url;

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::Method;
use http::header::AUTHORIZATION;
use tokio::time::Instant;

use crate::client::{Client, ClientBuilder};
use crate::credential::{Ask, Asked, Credential, CredentialSource, NoCredential};
use crate::error::Error;
use crate::request::Request;
use answer::{Answer, Token};
pub(crate) use token_url::TokenUrl;

/// What errors and observers call the request for a token.
const OPERATION: &str = "FetchAccessToken";

/// Client credentials of OAuth 2.0: what an application proves who it is with to get an access
/// token.
///
/// The client fetches a token when the first request needs one, and another one before that
/// ends or when the API does not accept it any more. That is a request like others, which observers
/// know as `FetchAccessToken`. The secret goes to the token URL and
/// nowhere else; if that is on the host of the API, to the base URL of the client in its place.
#[derive(Clone)]
pub struct OAuthCredentials {
    id: String,
    secret: String,
    scopes: String,
    token_url: Option<String>,
    in_form: Option<bool>,
}

impl OAuthCredentials {
    /// The id and the secret of an application.
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scopes: String::new(),
            token_url: None,
            in_form: None,
        }
    }

    /// The scopes to ask for. Without any, the API decides what the token is good for.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(|it| it.as_ref().to_owned()).collect();
        self.scopes = scopes.join(" ");
        self
    }

    /// Where tokens come from in place of the URL in the API's document: a test server, or another
    /// tenant.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Whether id and secret are fields of the form that is sent, and not HTTP basic
    /// authentication, for servers that want it so.
    #[must_use]
    pub fn in_form(mut self, in_form: bool) -> Self {
        self.in_form = Some(in_form);
        self
    }

    /// Why these cannot be used at all.
    fn problem(&self) -> Option<&'static str> {
        if self.id.is_empty() || self.secret.is_empty() {
            return Some("the client id and the client secret must not be empty");
        }
        token_url::problem(self.token_url.as_deref()?)
    }

    /// The value of the `Authorization` header (RFC 6749, section 2.3.1).
    fn basic(&self) -> String {
        let encoded =
            |text: &str| -> String { form_urlencoded::byte_serialize(text.as_bytes()).collect() };
        let pair = [&encoded(&self.id), ":", &encoded(&self.secret)].concat();
        format!("Basic {}", BASE64_STANDARD.encode(pair))
    }
}

/// Shows neither the id nor the secret.
impl fmt::Debug for OAuthCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthCredentials").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The client credentials for a security scheme of the type `oauth2`.
    pub(crate) fn oauth(
        mut self,
        scheme: &'static str,
        url: TokenUrl,
        credentials: OAuthCredentials,
    ) -> Self {
        let source = match credentials.problem() {
            Some(problem) => Err(problem),
            None => Ok(CredentialSource::Asked(Arc::new(Tokens::new(url, credentials)))),
        };
        self.credentials.insert(scheme, source);
        self
    }
}

/// The tokens for some client credentials: the one of now, and where the next one comes from.
struct Tokens {
    url: TokenUrl,
    credentials: OAuthCredentials,
    /// Held by who fetches a token, so that all others wait for that one.
    fetching: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// How often no token came, and why the last time.
    failures: u64,
    failure: Option<Failure>,
}

/// Why no token came, for all who waited for it.
#[derive(Clone)]
struct Failure {
    problem: String,
    source: Option<Arc<Error>>,
}

impl From<Failure> for NoCredential {
    fn from(Failure { problem, source }: Failure) -> Self {
        let source = source.map(|error| -> Box<dyn StdError + Send + Sync> { Box::new(error) });
        Self { problem, source }
    }
}

impl Ask for Tokens {
    fn ask<'a>(&'a self, client: &'a Client) -> Asked<'a> {
        Box::pin(async { self.token(client).await.map_err(NoCredential::from) })
    }

    fn renews(&self, refused: &Arc<dyn Credential>) -> bool {
        let mut state = self.state();
        // Another request may have got another one by now.
        if state.token.as_ref().is_some_and(|token| Arc::ptr_eq(&token.credential, refused)) {
            state.token = None;
        }
        true
    }
}

impl Tokens {
    fn new(url: TokenUrl, credentials: OAuthCredentials) -> Self {
        Self { url, credentials, fetching: tokio::sync::Mutex::default(), state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token of now, if it need not be renewed.
    fn current(&self) -> Option<Arc<dyn Credential>> {
        let state = self.state();
        let token = state.token.as_ref().filter(|token| !token.needs_renewal(Instant::now()));
        token.map(|token| Arc::clone(&token.credential))
    }

    /// Why no token came after so many failures, if that is so.
    fn failure_since(&self, before: u64) -> Option<Failure> {
        let state = self.state();
        state.failure.clone().filter(|_| state.failures > before)
    }

    /// The token of now; or that which another request is fetching already, or a new one.
    async fn token(&self, client: &Client) -> Result<Arc<dyn Credential>, Failure> {
        let before = self.state().failures;
        if let Some(token) = self.current() {
            return Ok(token);
        }
        let _fetching = self.fetching.lock().await;
        if let Some(token) = self.current() {
            return Ok(token);
        }
        if let Some(failure) = self.failure_since(before) {
            return Err(failure);
        }
        let fetched = self.fetch(client).await;
        self.state().take(fetched)
    }

    /// Asks for a token.
    async fn fetch(&self, client: &Client) -> Result<Token, Failure> {
        let start = Instant::now();
        let request = self.request(client)?;
        let failure = |what: String, source| Failure {
            problem: format!(
                "there is no access token: {}",
                what.replace(&self.credentials.secret, "(the secret)")
            ),
            source,
        };
        match request.send().await {
            Ok(Ok(answer)) => Ok(Token::new(answer, start)),
            Ok(Err(why)) => Err(failure(format!("the answer of the token URL {why}"), None)),
            Err(Error::Api(error)) => {
                let said = answer::refusal(error.body());
                let what = format!("the token URL answered {}{said}", error.status());
                Err(failure(what, None))
            }
            Err(error) => {
                let text = error.to_string();
                let what = text.strip_prefix(OPERATION).unwrap_or(&text);
                let what =
                    format!("the token URL was asked, and {}", what.trim_start_matches(": "));
                // What arrived may be half of a token.
                let is_empty = error.body().is_none();
                Err(failure(what, is_empty.then(|| Arc::new(error))))
            }
        }
    }

    /// The request for a token.
    fn request(&self, client: &Client) -> Result<Request<Answer>, Failure> {
        let OAuthCredentials { id, secret, scopes, token_url, in_form } = &self.credentials;
        let request = Request::new(client.clone(), OPERATION, Method::POST, self.url.path());
        let mut request = self.url.applied(request, token_url.as_deref()).unauthenticated();
        if !client.trusts(&request.uri()) {
            let problem = "there is no access token: the client secret is not sent to a server \
                           without https";
            return Err(Failure { problem: problem.to_owned(), source: None });
        }
        request = request.idempotent(true).form("grant_type", "client_credentials");
        if !scopes.is_empty() {
            request = request.form("scope", &**scopes);
        }
        if in_form.unwrap_or(self.url.in_form) {
            Ok(request.form("client_id", &**id).form("client_secret", &**secret))
        } else {
            Ok(request.header(AUTHORIZATION.as_str(), self.credentials.basic()))
        }
    }
}

impl State {
    /// Takes what came of asking for a token.
    fn take(&mut self, fetched: Result<Token, Failure>) -> Result<Arc<dyn Credential>, Failure> {
        let failure = match fetched {
            Ok(token) => return Ok(Arc::clone(&self.token.insert(token).credential)),
            Err(failure) => failure,
        };
        // It was to be renewed early, and there is time left to try again.
        if let Some(token) = &mut self.token
            && token.puts_off_renewal(Instant::now())
        {
            return Ok(Arc::clone(&token.credential));
        }
        self.failures += 1;
        self.failure = Some(failure.clone());
        Err(failure)
    }
}
