//! The proxies that the environment names.

use std::env;

use http::Uri;
use http::uri::Scheme;
use reqwest::Url;

use crate::error::BuildError;

/// The variables that the HTTP client reads, the first of each pair that is set.
const VARIABLES: [[&str; 2]; 3] =
    [["HTTPS_PROXY", "https_proxy"], ["HTTP_PROXY", "http_proxy"], ["ALL_PROXY", "all_proxy"]];

/// Refuses an environment whose proxies the HTTP client would pass over, so that what is meant to
/// go through a proxy does not go past it. The value is not repeated, because it may have a
/// password.
pub(crate) fn check() -> Result<(), BuildError> {
    // In a CGI program, a client could set `HTTP_PROXY` by a header, and no proxy is used.
    if env::var_os("REQUEST_METHOD").is_some() {
        return Ok(());
    }
    for names in VARIABLES {
        let mut values = names.into_iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let Some((name, value)) = values.next() else { continue };
        if !value.to_str().is_some_and(is_proxy) {
            return Err(BuildError::configuration(format!(
                "the environment variable `{name}` is not the URL of a proxy, such as \
                 `http://proxy.example:3128`"
            )));
        }
    }
    Ok(())
}

/// Whether the HTTP client takes a value for a proxy, or for none if it is empty. Without a
/// scheme it is a proxy of HTTP.
fn is_proxy(value: &str) -> bool {
    if value.is_empty() {
        return true;
    }
    let Ok(uri) = value.parse::<Uri>() else { return false };
    let scheme = uri.scheme().map_or("http", Scheme::as_str);
    let is_known = matches!(scheme, "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h");
    // The other parser looks at hosts and ports more closely.
    let url = uri.authority().map(|authority| Url::parse(&format!("{scheme}://{authority}")));
    is_known && url.is_some_and(|url| url.is_ok_and(|url| url.has_host()))
}
