//! How a request is built, sent and answered.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use super::attempts::{Expected, Received};
use super::{Request, RequestParts};
use crate::client::Credential;
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
    /// is a stream, which [`to_streamed_http`](Self::to_streamed_http) can tell.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let head = self.parts.head(C::ACCEPT)?;
        match self.parts.body.to_bytes() {
            Some(bytes) => Ok(head.map(|()| bytes)),
            None => Err(self.parts.problem("the body is a stream, and not bytes".to_owned())),
        }
    }

    /// The request as [`to_http`](Self::to_http) returns it, where the body may be a
    /// stream.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] says which parameter cannot be sent and why; or that the body
    /// is a stream that has been sent before.
    pub fn to_streamed_http(&self) -> Result<http::Request<reqwest::Body>, Error> {
        self.parts.streamed_http(C::ACCEPT)
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
        let received = self.receive(false).await?;
        Response::decode::<C>(self.parts.operation, received.call.history, received.response)
    }

    /// Sends the request; what comes back is complete, but for the content of an answer that
    /// is streamed.
    pub(crate) async fn receive(&self, is_streamed: bool) -> Result<Received, Error> {
        let expected = Expected { accept: C::ACCEPT, is_answer: C::is_answer, is_streamed };
        self.parts.call(&expected).await
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
    /// The request with its body.
    pub(super) fn streamed_http(
        &self,
        accept: HeaderValue,
    ) -> Result<http::Request<reqwest::Body>, Error> {
        let head = self.head(accept)?;
        let body = self.body.open().map_err(|problem| self.problem(problem))?;
        Ok(head.map(|()| body))
    }

    /// Everything but the body.
    pub(super) fn head(&self, accept: HeaderValue) -> Result<http::Request<()>, Error> {
        if let Some(problem) = self.problem.clone().or_else(|| self.path_problem()) {
            return Err(self.problem(problem));
        }
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
        let credentials = self.credentials()?;
        if !credentials.is_empty() && !self.client.trusts(&uri) {
            return Err(
                self.problem("credentials are not sent to a server without https".to_owned())
            );
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
    fn credentials(&self) -> Result<Vec<&Arc<dyn Credential>>, Error> {
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
            is_safe: self.method.is_safe(),
            may_have_happened: false,
            stop: None,
        }
    }
}
