//! What the causes of a failure say.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;

use crate::transport::NotSent;

/// What reqwest says, if it is what sent the request.
pub(super) fn http_client<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a reqwest::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// Whether the request certainly was not sent: no connection came about, the one that was kept
/// had been closed, or the server refused the stream of HTTP/2 (RFC 9113, section 8.7).
pub(super) fn is_unsent(error: &(dyn StdError + 'static)) -> bool {
    http_client(error).is_some_and(reqwest::Error::is_connect)
        || causes(error).any(|cause| cause.is::<NotSent>() || is_never_processed(cause))
}

/// The HTTP client has words alone for it.
fn is_never_processed(error: &(dyn StdError + 'static)) -> bool {
    let text = error.to_string();
    text == "operation was canceled" || text.contains("refused stream before processing")
}

/// Why sending a request once more would fail in the same way: a certificate, the protocol or the
/// configuration is wrong. None for what may pass.
pub(super) fn lasting_reason(error: &(dyn StdError + 'static)) -> Option<String> {
    let is_lasting = match http_client(error) {
        Some(client) if client.is_timeout() || client.is_dns() => false,
        // What the network does has a kind; the rest is what TLS and proxies say, each library in
        // its own words.
        Some(client) if client.is_connect() => !causes(error)
            .any(|cause| io_error(cause).is_some_and(is_passing) || is_out_of_reach(cause)),
        Some(client) if client.is_builder() || client.is_redirect() => true,
        _ => causes(error).any(is_violation),
    };
    is_lasting.then(|| causes(error).last().unwrap_or(error).to_string())
}

/// An error and what led to it.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    successors(Some(error), |&error| error.source())
}

/// The innermost error of input and output; those around it stand for it.
fn io_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a io::Error> {
    let outermost = error.downcast_ref::<io::Error>();
    successors(outermost, |error| error.get_ref()?.downcast_ref::<io::Error>()).last()
}

/// Whether the system or the other side ended a connection, or there was none.
fn is_passing(error: &io::Error) -> bool {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted,
        NotConnected, TimedOut, UnexpectedEof,
    };
    error.raw_os_error().is_some()
        || matches!(
            error.kind(),
            BrokenPipe
                | ConnectionAborted
                | ConnectionRefused
                | ConnectionReset
                | Interrupted
                | NotConnected
                | TimedOut
                | UnexpectedEof
        )
}

/// Whether a proxy could not reach the server. The HTTP client tells it by words alone.
fn is_out_of_reach(error: &(dyn StdError + 'static)) -> bool {
    let text = error.to_string();
    ["tunnel error: unsuccessful", "tunnel error: unexpected end of file"].contains(&&*text)
}

/// Whether the other side does not keep to HTTP or TLS. Of this, too, the HTTP client
/// has words alone.
fn is_violation(error: &(dyn StdError + 'static)) -> bool {
    if let Some(error) = io_error(error) {
        return matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
    }
    let text = error.to_string();
    [" parsed", "message head is too large", "unexpected message", "protocol error"]
        .iter()
        .any(|words| text.contains(words))
}
