//! How a request is built, sent and answered.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{Call, Request};
use crate::client::Credential;
use crate::error::{BuildError, Error};
use crate::response::{Content, Response};

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
        let head = self.head()?;
        match self.body.to_bytes() {
            Some(bytes) => Ok(head.map(|()| bytes)),
            None => Err(self.problem("the body is a stream, and not bytes".to_owned())),
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
        let head = self.head()?;
        let body = self.body.open().map_err(|problem| self.problem(problem))?;
        Ok(head.map(|()| body))
    }

    /// Everything but the body.
    fn head(&self) -> Result<http::Request<()>, Error> {
        if let Some(problem) = self.problem.clone().or_else(|| self.path_problem()) {
            return Err(self.problem(problem));
        }
        let mut uri = self.uri();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, C::ACCEPT);
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

    fn problem(&self, problem: String) -> Error {
        BuildError::request(self.operation, problem).into()
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
        let (call, received) = self.execute().await?;
        let limit = self.limit(received.status());
        self.decode(call.collect(received, limit).await?)
    }

    /// Sends the request; what comes back is complete up to its content.
    pub(crate) async fn execute(&self) -> Result<(Call, reqwest::Response), Error> {
        let http = self.to_streamed_http()?;
        let limit = self.timeout.or(self.client.timeout());
        let call = Call::new(self.operation, self.idempotent, limit);
        let request = reqwest::Request::try_from(http);
        let mut request = request.map_err(|error| call.failed(error, None))?;
        *request.timeout_mut() = limit;
        match self.client.http().execute(request).await {
            Ok(received) => Ok((call, received)),
            Err(error) => Err(call.failed(error, None)),
        }
    }

    /// How many bytes the content of a response of this status may have.
    pub(crate) fn limit(&self, status: StatusCode) -> Option<usize> {
        if C::is_answer(status) {
            self.response_limit.or(self.client.response_limit())
        } else {
            self.client.error_limit()
        }
    }

    /// Reads a response to this request, from wherever it came.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] for a status outside 2xx, [`Error::Decode`] for content that
    /// is not what the API's document says.
    pub fn decode(&self, response: http::Response<Bytes>) -> Result<Response<C::Body>, Error> {
        Response::decode::<C>(self.operation, self.idempotent, response)
    }
}
