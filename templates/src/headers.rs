//! Response headers, read as types.

use std::str::FromStr;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, Entry, SET_COOKIE};

use crate::api;
use crate::printable::{LONGEST_EXCERPT, Printable, shortened};

/// The value of a header; several field lines are joined by a comma (RFC 9110,
/// section 5.3).
pub(crate) fn parse<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    let mut lines = headers.get_all(name).iter();
    let first = lines.next()?.to_str().ok()?;
    if lines.size_hint().1 == Some(0) {
        return first.parse().ok();
    }
    let mut joined = first.to_owned();
    for line in lines {
        joined.push_str(", ");
        joined.push_str(line.to_str().ok()?);
    }
    joined.parse().ok()
}

/// The id under which the API knows the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    api::REQUEST_ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

/// Keeps the secrets of a response out of `Debug`: who has the cookie has the session.
pub(crate) fn hide_secrets(headers: &mut HeaderMap) {
    if let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) {
        for cookie in cookies.iter_mut() {
            cookie.set_sensitive(true);
        }
    }
}

/// What content is encoded as, for errors; none if it is as it should be. The HTTP client
/// decodes what it has asked for, and removes the header then.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<String> {
    let encoding = parse::<String>(headers, CONTENT_ENCODING.as_str())?;
    let shown = Printable(shortened(encoding.trim(), LONGEST_EXCERPT));
    (!matches!(encoding.trim(), "" | "identity"))
        .then(|| format!("`{shown}`, which was not asked for and is not decoded"))
}
