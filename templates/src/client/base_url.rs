//! Base URLs: what may be one.

use std::net::IpAddr;

use reqwest::Url;

use crate::api;

/// Whether the API's document names more than the path of its server.
pub(crate) fn has_host(base_url: &str) -> bool {
    !base_url.is_empty() && !base_url.starts_with('/')
}

/// Whether a base URL is the one that the API's document has, however it is written.
pub(super) fn is_own(base_url: &str) -> bool {
    let url = parse(base_url);
    url.is_ok_and(|url| url.as_str().trim_end_matches('/') == api::BASE_URL)
}

/// Reads a base URL, unless it leads elsewhere than it seems to: URLs are read such
/// that a backslash is a slash, that tabs and newlines are left out, and that any
/// number of slashes may come before the host.
pub(crate) fn parse(text: &str) -> Result<Url, &'static str> {
    const ABSOLUTE: &str = "the base URL is not an absolute URL such as `https://api.example.com`";

    if text.contains('\\') || text.contains(char::is_control) {
        return Err("the base URL must not contain backslashes or control characters");
    }
    let url = Url::parse(text).map_err(|_| ABSOLUTE)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err("the base URL must start with `https://`");
    }
    let host = text.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    match host {
        None | Some("") => Err(ABSOLUTE),
        Some(host) if host.split(['?', '#']).next().unwrap_or(host).contains('@') => {
            Err("the base URL must not contain credentials; the builder takes them")
        }
        Some(_) => Ok(url),
    }
}

/// Refuses what would make requests go astray. The URL itself is not repeated in
/// the message, because it may contain a password.
pub(crate) fn check_base_url(text: &str, allow_plain_http: bool) -> Result<Url, &'static str> {
    if text.is_empty() || text == api::BASE_URL && !has_host(text) {
        return Err("the API has no server that its document names; set one with `base_url`");
    }
    let url = parse(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL must not have a query or a fragment");
    }
    if url.scheme() == "http" && !allow_plain_http && !is_loopback(&url) {
        return Err("the base URL must use https, because credentials are sent along; \
                    `allow_plain_http` permits http to other hosts than this machine");
    }
    Ok(url)
}

/// Whether a URL leads to this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
