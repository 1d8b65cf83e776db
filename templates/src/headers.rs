//! Response headers, read as types.

use std::str::FromStr;

use http::HeaderMap;

use crate::api;

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
