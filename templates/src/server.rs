//! Servers whose URLs have variables.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::request::RESERVED;

/// The URL of a server: its template, with values in place of the names in braces.
///
/// A value that is a part of the host cannot begin a path or end credentials, which
/// would make requests reach another server: that makes the URL invalid.
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
        let is_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
        url.extend(utf8_percent_encode(value, if is_path { PATH } else { HOST }));
        rest = after;
    }
    url.push_str(rest);
    url
}
