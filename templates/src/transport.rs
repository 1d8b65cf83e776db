//! What sends requests: the seam between this crate and the HTTP client below it.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

use reqwest::Body;

/// Why a request could not be sent, or was not answered.
pub(crate) type Cause = Box<dyn StdError + Send + Sync>;

/// Sends requests. [`reqwest::Client`] does, and is what a client uses unless its builder is
/// [told otherwise](crate::client::ClientBuilder::transport): a stack of tower layers, something
/// that records, or a test that answers without a network.
///
/// It gets each attempt of each request, those for the pages of a list included, complete with
/// URL, headers and credentials. In the extensions of the request is the
/// [`Attempt`](crate::observer::Attempt): which operation it is of. Time limits, limits of size and
/// repetition are the business of this crate, not of the transport.
///
/// ```
/// # use templates::{Client, Transport};
/// # type BoxError = Box<dyn std::error::Error + Send + Sync>;
/// /// Answers each request without a network.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     async fn send(
///         &self,
///         _request: http::Request<reqwest::Body>,
///     ) -> Result<http::Response<reqwest::Body>, BoxError> {
///         Ok(http::Response::new(self.0.into()))
///     }
/// }
///
/// let builder = Client::builder().transport(Canned("{}"));
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request; what comes back is complete up to its content.
    ///
    /// # Errors
    ///
    /// Whatever went wrong. If the request was certainly not sent, a [`NotSent`] says so: then it
    /// may be sent again, whatever its method.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Body>, Cause>> + Send;
}

impl Transport for reqwest::Client {
    async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, Cause> {
        let request = reqwest::Request::try_from(request).map_err(NotSent::new)?;
        match self.execute(request).await {
            Ok(response) => Ok(response.into()),
            // The URL may carry personal data in its query.
            Err(error) => Err(error.without_url().into()),
        }
    }
}

/// What says of a request that it was not sent: a [`Transport`] wraps its error in it.
#[derive(Debug)]
pub struct NotSent(Cause);

impl NotSent {
    /// A request that was not sent, and why.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was not sent")
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}

/// A [`Transport`] of any type.
pub(crate) trait AnyTransport: Send + Sync {
    /// The same as [`Transport::send`].
    fn send_boxed(&self, request: http::Request<Body>) -> Answer<'_>;
}

/// What a transport will answer.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Body>, Cause>> + Send + 'a>>;

impl<T: Transport> AnyTransport for T {
    fn send_boxed(&self, request: http::Request<Body>) -> Answer<'_> {
        Box::pin(self.send(request))
    }
}
