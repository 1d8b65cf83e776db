//! What requests say of the program that sends them.

use http::HeaderValue;

/// The name and the version of this crate.
pub(super) const OWN: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The value of the header, with what the application adds to it.
pub(super) fn value(application: Option<&str>) -> Result<HeaderValue, &'static str> {
    const REFUSED: &str = "the user agent must be printable ASCII, such as `my-app/1.2`";

    let Some(application) = application else { return Ok(HeaderValue::from_static(OWN)) };
    let is_printable = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if application.trim().is_empty() || !application.bytes().all(is_printable) {
        return Err(REFUSED);
    }
    HeaderValue::try_from(format!("{OWN} {}", application.trim())).map_err(|_| REFUSED)
}
