//! Changes of the query of a URL.

use crate::request::{append, encode};

/// A URL in whose query a parameter has this value alone. The others stay as they are written.
pub(crate) fn with_query(url: &str, name: &str, value: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let mut parameters = String::new();
    for parameter in query.split('&').filter(|parameter| !is_called(parameter, name)) {
        append(&mut parameters, parameter);
    }
    append(&mut parameters, &format!("{}={}", encode(name), encode(value)));
    format!("{address}?{parameters}")
}

/// Whether a parameter of a query, as it is written there, has this name.
pub(crate) fn is_called(parameter: &str, name: &str) -> bool {
    form_urlencoded::parse(parameter.as_bytes()).next().is_some_and(|(known, _)| known == name)
}
