//! Asking a mock without a network.

use std::io;

use http_body_util::BodyExt;

use super::Mock;
use super::reply::{Reply, response};
use crate::transport::{Cause, Transport};

impl Transport for Mock {
    async fn send(
        &self,
        request: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Cause> {
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        match self.answer(head, body).await {
            Reply::Answer(answer, end) => Ok(response(answer, end).map(reqwest::Body::wrap)),
            Reply::Reset => Err(io::Error::from(io::ErrorKind::ConnectionReset).into()),
            Reply::NotHttp => {
                let error = io::Error::new(io::ErrorKind::InvalidData, "what came is not HTTP");
                Err(error.into())
            }
            Reply::Silence => std::future::pending().await,
        }
    }
}
