//! How a request is built, sent and answered.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use super::attempts::{Expected, Received};
use super::span::CallSpan;
use super::{Request, RequestParts};
use crate::credential::{Credential, CredentialSource};
use crate::error::{BuildError, Error};
use crate::response::{Content, Response};
use crate::retry::History;

impl<C: Content> Request<C> {
    /// The request as the `http` crate's type: everything that goes over the wire
    /// but what the HTTP client adds on its own. The credentials are in it (headers
    /// with them are marked as sensitive; the URL has them if they are in the query).
    ///
    /// # Errors
    ///
    /// [`Error::Build`] says which parameter cannot be sent and why; or that the body
    /// is a stream, which [`to_streamed_http`](Self::to_streamed_http) can tell; or that the
    /// credentials come from a provider, which [`to_http_async`](Self::to_http_async) can ask.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let head = self.parts.head(C::ACCEPT, &self.parts.known_credentials()?)?;
        self.parts.with_bytes(head)
    }

    /// The request as [`to_http`](Self::to_http) returns it, where the credentials may come from
    /// a provider.
    ///
    /// # Errors
    ///
    /// As [`to_http`](Self::to_http), or why there are no credentials.
    pub async fn to_http_async(&self) -> Result<http::Request<Bytes>, Error> {
        let head = self.parts.head(C::ACCEPT, &self.parts.credentials().await?)?;
        self.parts.with_bytes(head)
    }

    /// The request as [`to_http`](Self::to_http) returns it, where the body may be a
    /// stream.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] says which parameter cannot be sent and why; or that the body
    /// is a stream that has been sent before.
    pub fn to_streamed_http(&self) -> Result<http::Request<reqwest::Body>, Error> {
        let head = self.parts.head(C::ACCEPT, &self.parts.known_credentials()?)?;
        self.parts.with_body(head)
    }

    /// The request as [`to_streamed_http`](Self::to_streamed_http) returns it, where the
    /// credentials may come from a provider.
    ///
    /// # Errors
    ///
    /// As [`to_streamed_http`](Self::to_streamed_http), or why there are no credentials.
    pub async fn to_streamed_http_async(&self) -> Result<http::Request<reqwest::Body>, Error> {
        let head = self.parts.head(C::ACCEPT, &self.parts.credentials().await?)?;
        self.parts.with_body(head)
    }

    /// Sends the request and returns the content of the response.
    ///
    /// # Errors
    ///
    /// [`Error`] tells whether building, sending, the API's refusal or decoding was
    /// the reason.
    pub async fn send(self) -> Result<C::Body, Error> {
        self.send_with_response().await.map(Response::into_body)
    }

    /// Sends the request and returns the whole response: content, status and
    /// headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_with_response(self) -> Result<Response<C::Body>, Error> {
        let span = CallSpan::new(&self.parts);
        let result = span.around(self.answer(&span)).await;
        span.ends(result)
    }

    async fn answer(&self, span: &CallSpan) -> Result<Response<C::Body>, Error> {
        let received = self.receive(false, span).await?;
        Response::decode::<C>(self.parts.operation, received.call.history, received.response)
    }

    /// Sends the request; what comes back is complete, but for the content of an answer that
    /// is streamed.
    pub(crate) async fn receive(
        &self,
        is_streamed: bool,
        span: &CallSpan,
    ) -> Result<Received, Error> {
        let expected = Expected { accept: C::ACCEPT, is_answer: C::is_answer, is_streamed };
        self.parts.call(&expected, span).await
    }

    /// Reads a response to this request, from wherever it came.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] for a status outside 2xx, [`Error::Decode`] for content that
    /// is not what the API's document says.
    pub fn decode(&self, response: http::Response<Bytes>) -> Result<Response<C::Body>, Error> {
        Response::decode::<C>(self.parts.operation, self.parts.history(), response)
    }
}

impl RequestParts {
    /// The request with its body, unless that is a stream.
    fn with_bytes(&self, head: http::Request<()>) -> Result<http::Request<Bytes>, Error> {
        match self.body.to_bytes() {
            Some(bytes) => Ok(head.map(|()| bytes)),
            None => Err(self.problem("the body is a stream, and not bytes".to_owned())),
        }
    }

    /// The request with its body.
    pub(super) fn with_body(
        &self,
        head: http::Request<()>,
    ) -> Result<http::Request<reqwest::Body>, Error> {
        let body = self.body.open().map_err(|problem| self.problem(problem))?;
        Ok(head.map(|()| body))
    }

    /// Everything but the body.
    pub(super) fn head(
        &self,
        accept: HeaderValue,
        credentials: &[Arc<dyn Credential>],
    ) -> Result<http::Request<()>, Error> {
        let mut uri = self.uri();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept);
        if let Some(agent) = &self.client.shared.user_agent {
            headers.insert(USER_AGENT, agent.clone());
        }
        if let Some(content_type) = self.body.content_type() {
            headers.insert(CONTENT_TYPE, content_type);
        }
        if self.body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(&self.method)
        {
            // RFC 9110, section 8.6. HTTP clients leave it out, and some servers
            // answer 411 then.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        for credential in credentials {
            credential.apply(&mut uri, &mut headers);
        }
        let mut request = http::Request::builder()
            .method(&self.method)
            .uri(uri)
            .body(())
            .map_err(|error| self.problem(format!("the URL cannot be used: {error}")))?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// The credentials that go along.
    pub(super) async fn credentials(&self) -> Result<Vec<Arc<dyn Credential>>, Error> {
        let mut credentials = Vec::new();
        for source in self.credential_sources()? {
            credentials.push(match source {
                CredentialSource::Known(credential) => Arc::clone(credential),
                CredentialSource::Asked(source) => {
                    let asked = source.ask(&self.client).await;
                    asked.map_err(|reason| BuildError::credential(self.operation, reason))?
                }
            });
        }
        Ok(credentials)
    }

    /// Whether there may be others in place of credentials that the API did not accept.
    pub(super) fn renews(&self, refused: &[Arc<dyn Credential>]) -> bool {
        let sources = self.credential_sources().unwrap_or_default();
        let renews = |(source, refused): (&CredentialSource, _)| match source {
            CredentialSource::Known(_) => false,
            CredentialSource::Asked(source) => source.renews(refused),
        };
        sources.into_iter().zip(refused).filter(|it| renews(*it)).count() > 0
    }

    /// The credentials that go along, if none has to be asked for.
    fn known_credentials(&self) -> Result<Vec<Arc<dyn Credential>>, Error> {
        let sources = self.credential_sources()?.into_iter();
        sources
            .map(|source| match source {
                CredentialSource::Known(credential) => Ok(Arc::clone(credential)),
                CredentialSource::Asked(_) => Err(self.problem(
                    "the credentials come from a provider, which `to_http_async` and \
                     `to_streamed_http_async` can ask"
                        .to_owned(),
                )),
            })
            .collect()
    }

    /// Where the credentials come from, unless the request cannot be sent anyway.
    fn credential_sources(&self) -> Result<Vec<&CredentialSource>, Error> {
        if let Some(problem) = self.problem.clone().or_else(|| self.path_problem()) {
            return Err(self.problem(problem));
        }
        let sources = self.needed_sources()?;
        if !sources.is_empty() && !self.client.trusts(&self.uri()) {
            return Err(
                self.problem("credentials are not sent to a server without https".to_owned())
            );
        }
        Ok(sources)
    }

    fn needed_sources(&self) -> Result<Vec<&CredentialSource>, Error> {
        // Who sets this header proves in another way who they are.
        if self.headers.contains_key(AUTHORIZATION) {
            return Ok(Vec::new());
        }
        self.client.credentials(self.security).ok_or_else(|| {
            let sets: Vec<String> = self.security.iter().map(|set| set.join(" with ")).collect();
            let needed = sets.join(", or ");
            self.problem(format!(
                "the client has no credentials, and the operation needs them: {needed}"
            ))
        })
    }

    pub(super) fn problem(&self, problem: String) -> Error {
        BuildError::request(self.operation, problem).into()
    }

    /// What became of the request so far: one attempt.
    pub(super) fn history(&self) -> History {
        History {
            attempts: 1,
            is_idempotent: self.idempotent,
            // What must not be sent twice has an effect, whatever its method says.
            is_safe: self.method.is_safe() && self.idempotent,
            may_have_happened: false,
            stop: None,
        }
    }
}
