//! Where the API is.

use openapiv3::{OpenAPI, Server};

use super::Lowering;
use crate::diagnostics::Place;

impl Lowering<'_> {
    /// The URL that paths are appended to, without a slash at its end; empty if the
    /// document has no absolute one.
    pub(super) fn base_url(&mut self, openapi: &OpenAPI) -> String {
        let root = Place::ROOT;
        let servers = root.key("servers");
        let base_url = match openapi.servers.first() {
            Some(server) => url_of(server),
            None => server_of_paths(openapi).unwrap_or_default(),
        };
        if base_url.starts_with("https://") || base_url.starts_with("http://") {
            return base_url;
        }
        self.left_out(
            servers,
            "no absolute server URL: users of the client have to set its base URL",
        );
        String::new()
    }

    /// Refuses servers of a path or an operation other than the API's: requests
    /// would go to the wrong place.
    pub(super) fn check_servers(&mut self, servers: &[Server], base_url: &str, place: Place<'_>) {
        if servers.first().is_some_and(|server| url_of(server) != base_url) {
            self.unsupported(
                place.key("servers"),
                "a server other than the API's is not supported for a path or an operation",
            );
        }
    }
}

/// The server that all paths name, if they name the same.
fn server_of_paths(openapi: &OpenAPI) -> Option<String> {
    let items = openapi.paths.paths.values().filter_map(|item| item.as_item());
    let mut urls = items.map(|item| item.servers.first().map(url_of));
    let first = urls.next()??;
    urls.all(|url| url.as_ref() == Some(&first)).then_some(first)
}

/// Whether a base URL is one of Twilio's.
pub(super) fn is_twilio(base_url: &str) -> bool {
    let host = base_url.trim_start_matches("https://").split('/').next();
    host.is_some_and(|host| host.ends_with(".twilio.com"))
}

/// The URL of a server, its variables replaced by their defaults.
fn url_of(server: &Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}
