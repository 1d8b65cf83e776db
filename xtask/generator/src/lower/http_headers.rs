//! Names of headers, as HTTP has them.

/// Headers that say where a request ends, which way it takes or what becomes of the connection
/// (RFC 9110, sections 7.2, 7.6 and 10.1.1; RFC 9112, section 6). They are the HTTP client's: with
/// other values, a server and what stands before it read different requests.
const TRANSPORT_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether a header is the HTTP client's own: it tells where a request ends, or is meant for a proxy.
pub(super) fn is_transport_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TRANSPORT_HEADERS.contains(&name.as_str()) || name.starts_with("proxy-")
}

/// Whether a text can be the name of a header (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}
