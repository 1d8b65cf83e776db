//! Operations that leave the choice of a server.

use crate::api;
use crate::client::base_url;
use crate::request::Request;

impl<C> Request<C> {
    /// The server that the caller has chosen, in place of the first of this operation. If the client was given another base URL than the
    /// API's own, the request goes there all the same.
    pub(crate) fn chosen_server(mut self, server: Option<String>) -> Self {
        match server.map(checked) {
            None => {}
            Some(Ok(server)) => self.parts.server = Some(server.into()),
            Some(Err(why)) => self.refuse(format!("the server cannot be used: {why}")),
        }
        self
    }
}

/// A server without a slash at its end, unless it leads elsewhere than it seems to.
fn checked(mut server: String) -> Result<String, &'static str> {
    if server.contains(['?', '#']) {
        return Err("it must not have a query or a fragment");
    }
    // A path is on the host of the base URL, if the API has no host of its own.
    let is_path = server.is_empty() || server.starts_with('/');
    if !is_path || base_url::has_host(api::BASE_URL) {
        server = base_url::parse(&server)?.into();
    }
    server.truncate(server.trim_end_matches('/').len());
    Ok(server)
}
