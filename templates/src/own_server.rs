//! Operations with servers of their own.

use crate::request::Request;

impl<C> Request<C> {
    /// The server of this operation, in place of the API's own: a URL without a slash
    /// at its end. It gets the credentials as well, so only the document may name it. If
    /// the client was given another base URL than the API's own, the request goes there
    /// all the same.
    pub(crate) fn server(mut self, url: &'static str) -> Self {
        self.parts.server = Some(url.into());
        self
    }
}
