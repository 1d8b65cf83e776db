//! Requests to a URL that the API gave.

use reqwest::Url;

use super::{Request, RequestParts};

impl<C> Request<C> {
    /// Sends the request to a URL that the API gave, in place of its path and query:
    /// the next page of a list, say. It may be relative to the request's own.
    ///
    /// If the client was given another base URL than the API's own, a URL on the API's
    /// own server is asked for at that base URL, which the path behind that of the API's
    /// server and the query are appended to. So an edge, a gateway or a test server can
    /// stand between.
    ///
    /// A URL on any other host than the client's is refused when the request is built,
    /// because the credentials would go there.
    pub fn at(mut self, url: &str) -> Self {
        match self.parts.resolve(url) {
            Ok(url) => self.parts.url = Some(url.into()),
            Err(problem) => self.refuse(problem),
        }
        self
    }
}

impl RequestParts {
    /// The URL to ask for, on the host of the client; or why there is none.
    fn resolve(&self, url: &str) -> Result<Url, String> {
        let unreadable = |error| format!("the URL cannot be read: {error}");
        // Not the host of the own URL, of which a path without a slash in front may
        // have become a part.
        let base = Url::parse(&self.base_url()).map_err(unreadable)?;
        let own = Url::parse(&self.uri()).map_err(unreadable)?;
        let url = own.join(url).map_err(unreadable)?;
        let mut asked =
            if url.origin() == base.origin() { url.clone() } else { self.at_base_url(base, &url)? };
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the URL must not contain credentials".to_owned());
        }
        // It is not sent, and makes no other page.
        asked.set_fragment(None);
        Ok(asked)
    }

    /// What stands at the base URL for a URL on the API's own server.
    fn at_base_url(&self, mut base: Url, url: &Url) -> Result<Url, String> {
        let servers = self.client.replaced_servers(self.server.as_deref());
        let servers: Vec<Url> = servers
            .filter_map(|server| Url::parse(server).ok())
            .filter(|server| is_same_host(server, url))
            .collect();
        if servers.is_empty() {
            return Err(format!(
                "the URL leads to `{}`, which must not get the credentials of the client",
                url.origin().ascii_serialization()
            ));
        }
        let path = servers.iter().find_map(|server| path_behind(server, url));
        let path = path.ok_or(
            "the path of the URL does not begin with that of the API's server, so that it cannot \
             be asked for at the base URL of the client",
        )?;
        base.set_path(&[base.path().trim_end_matches('/'), path].concat());
        base.set_query(url.query());
        Ok(base)
    }
}

/// Whether a URL leads to the host of a server, and to the same port if there is one. The
/// scheme does not matter, because that of the base URL is used.
fn is_same_host(server: &Url, url: &Url) -> bool {
    matches!(url.scheme(), "https" | "http")
        && (server.host(), server.port()) == (url.host(), url.port())
}

/// The rest of a path that begins with that of a server.
fn path_behind<'a>(server: &Url, url: &'a Url) -> Option<&'a str> {
    let rest = url.path().strip_prefix(server.path().trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}
