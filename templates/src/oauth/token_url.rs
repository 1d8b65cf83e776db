//! Where access tokens come from.

use reqwest::Url;

use crate::api;
use crate::client::base_url;
use crate::request::Request;

/// The token URL that the API's document has.
pub(crate) struct TokenUrl {
    /// Absolute, or a path on the host of the API.
    pub(crate) url: &'static str,
    /// Whether id and secret are fields of the form that is sent.
    pub(crate) in_form: bool,
}

impl TokenUrl {
    /// Its path, for observers.
    pub(super) fn path(&self) -> &'static str {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        let path = rest.find('/').map_or("/", |start| &rest[start..]);
        path.split('?').next().unwrap_or(path)
    }

    /// Sends a request to the token URL, or to another that is given.
    ///
    /// On the API's own host, it is asked for at the base URL of the client, as the URLs that the
    /// API gives. No other request goes elsewhere.
    pub(super) fn applied<C>(&self, mut request: Request<C>, given: Option<&str>) -> Request<C> {
        if given.is_none() && (self.url.starts_with('/') || is_own_host(self.url)) {
            return request.at(self.url);
        }
        request.parts.url = Some(given.unwrap_or(self.url).to_owned());
        request
    }
}

/// Whether a URL is on the host of the API's own server.
fn is_own_host(url: &str) -> bool {
    let [url, own] = [url, api::BASE_URL].map(Url::parse);
    url.is_ok_and(|url| own.is_ok_and(|own| url.origin() == own.origin()))
}

/// Why a URL cannot be asked for tokens.
pub(super) fn problem(url: &str) -> Option<&'static str> {
    let url = base_url::parse(url).ok().filter(|url| url.fragment().is_none());
    url.is_none().then_some(
        "the token URL must be an absolute URL such as `https://auth.example.com/token`, without \
         credentials and fragment",
    )
}
