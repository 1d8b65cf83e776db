//! Paths as they go over the wire.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What does not stand in a path (RFC 3986, section 3.3). A `%` is looked at apart.
const NOT_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// What does not stand in a query. HTTP clients encode `'` in it, although it might stand there.
const NOT_IN_QUERY: &AsciiSet = &NOT_IN_PATH.remove(b'?').add(b'\'');

/// A path of the document as it is requested, with its query: without its fragment, and with
/// everything percent-encoded that cannot stand in a URL. The names of parameters stay as they are,
/// in their braces.
pub(in crate::lower) fn on_the_wire(path: &str) -> String {
    let (path, _) = split_fragment(path);
    let mut set = NOT_IN_PATH;
    let mut text = String::with_capacity(path.len());
    for (part, is_name) in parts(path) {
        if is_name {
            text.push_str(part);
            continue;
        }
        let (before, query) = part.split_once('?').unwrap_or((part, ""));
        encode(&mut text, before, set);
        if before.len() < part.len() {
            set = NOT_IN_QUERY;
            text.push('?');
            encode(&mut text, query, set);
        }
    }
    text
}

/// The names in the query of a path without fragment. Those that are parameters are not known.
pub(in crate::lower) fn query_names(path: &str) -> Vec<String> {
    let texts = without_names(path);
    let Some((_, query)) = texts.split_once('?') else { return Vec::new() };
    let names = query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    names
        .filter(|name| !name.is_empty() && !name.contains("{}"))
        .map(|name| percent_decode_str(name).decode_utf8_lossy().into_owned())
        .collect()
}

/// A path in which all braces are empty.
pub(super) fn without_names(path: &str) -> String {
    parts(path)
        .map(|(part, is_name)| if is_name && !part.is_empty() { "{}" } else { part })
        .collect()
}

/// A path and its fragment, which begins with `#` if there is one.
pub(in crate::lower) fn split_fragment(path: &str) -> (&str, &str) {
    let mut before = 0;
    for (part, is_name) in parts(path) {
        if let Some(start) = part.find('#').filter(|_| !is_name) {
            return path.split_at(before + start);
        }
        before += part.len();
    }
    (path, "")
}

/// The names of parameters in their braces, and the texts between them.
fn parts(path: &str) -> impl Iterator<Item = (&str, bool)> {
    path.split_inclusive('}').flat_map(|part| {
        let (text, name) = part.split_at(part.find('{').unwrap_or(part.len()));
        [(text, false), (name, true)]
    })
}

/// Appends a text, of which the percent-encoded octets stay as they are.
fn encode(all: &mut String, text: &str, set: &'static AsciiSet) {
    for (index, part) in text.split('%').enumerate() {
        let is_octet = part.len() >= 2 && part.bytes().take(2).all(|it| it.is_ascii_hexdigit());
        match index {
            0 => {}
            _ if is_octet => all.push('%'),
            _ => all.push_str("%25"),
        }
        all.extend(utf8_percent_encode(part, set));
    }
}

#[cfg(test)]
mod tests {
    use super::{on_the_wire, split_fragment};

    #[test]
    fn what_cannot_stand_in_a_url_is_encoded() {
        for (path, expected) in [
            ("/v1/messages", "/v1/messages"),
            ("/v1/messages?beta=true", "/v1/messages?beta=true"),
            ("/{Bucket}?acl", "/{Bucket}?acl"),
            ("/a?b=c?d/e&f=g h", "/a?b=c?d/e&f=g%20h"),
            ("/a?name=it's", "/a?name=it%27s"),
            ("/it's", "/it's"),
            ("/a?x={x y}&y=ü", "/a?x={x y}&y=%C3%BC"),
            ("/a/{b}?c={d}?e={f}'", "/a/{b}?c={d}?e={f}%27"),
            ("/with space/{größe}", "/with%20space/{größe}"),
            ("/größe/\u{1f600}", "/gr%C3%B6%C3%9Fe/%F0%9F%98%80"),
            ("/a%20b%2Fc", "/a%20b%2Fc"),
            ("/100%/%zz%", "/100%25/%25zz%25"),
            ("/%é", "/%25%C3%A9"),
            ("/a|b^c`d\"<e>", "/a%7Cb%5Ec%60d%22%3Ce%3E"),
            ("/a:b@c;d=e,f!$&()*+", "/a:b@c;d=e,f!$&()*+"),
            ("//a//", "//a//"),
            ("/a#b", "/a"),
            ("/a?b#c?d", "/a?b"),
            ("/{a#b?c}/d", "/{a#b?c}/d"),
        ] {
            assert_eq!(on_the_wire(path), expected, "{path}");
        }
    }

    #[test]
    fn a_fragment_is_what_follows_a_hash() {
        assert_eq!(split_fragment("/a/{b}#c"), ("/a/{b}", "#c"));
        assert_eq!(split_fragment("/{a#b}/ü#c#{d}"), ("/{a#b}/ü", "#c#{d}"));
        assert_eq!(split_fragment("/a"), ("/a", ""));
    }
}
