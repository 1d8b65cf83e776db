//! Servers whose URLs have variables.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::request::RESERVED;

/// The URL of a server: its template, with values in place of the names in braces.
///
/// A value that is a part of the host cannot begin a path or end credentials, which
/// would make requests reach another server: that makes the URL invalid. A value that is followed by
/// the path alone is the server itself, and is taken as it is.
pub(crate) fn url(template: &str, variables: &[(&str, &str)]) -> String {
    const HOST: &AsciiSet = &RESERVED.remove(b':');
    const PATH: &AsciiSet = &HOST.remove(b'/');

    let mut url = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        url.push_str(before);
        let value = variables.iter().find(|(known, _)| *known == name);
        let value = value.map_or("", |(_, value)| *value);
        let is_path = url.starts_with('/')
            || url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
        if url.is_empty() && (after.is_empty() || after.starts_with('/')) {
            url.push_str(value.trim_end_matches('/'));
        } else {
            url.extend(utf8_percent_encode(value, if is_path { PATH } else { HOST }));
        }
        rest = after;
    }
    url.push_str(rest);
    url
}
