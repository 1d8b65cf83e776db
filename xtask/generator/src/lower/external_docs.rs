//! Links from the documentation to further documentation.

use openapiv3::ExternalDocumentation;

use crate::docs;

/// A sentence with a link to further documentation.
pub(super) fn see_also(external: &ExternalDocumentation) -> Option<String> {
    Some(format!("See also {}.", link(&external.url)?))
}

/// A link to a URL; none if it is not https.
pub(super) fn link(url: &str) -> Option<String> {
    url.starts_with("https://").then(|| docs::link(url))
}
