//! URLs of servers, read by the parser that reads them when a request is sent.
//!
//! What people see in a URL and where it leads are not always the same: the parser takes `\` for a
//! slash, leaves out tabs and newlines, and decodes `%2e` in a host. Credentials go where it leads.

use openapiv3::Server;
use url::{ParseError, Url};

/// The URL of a server.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lower) enum ServerUrl {
    /// A URL with `https` or `http`.
    Absolute(Url),
    /// Anything else, which the client cannot send to by itself: the path, without a slash at its
    /// end.
    Relative(String),
}

/// Whether a base URL has a host.
pub(in crate::lower) fn is_absolute(base_url: &str) -> bool {
    base_url.starts_with("http")
}

/// Reads the URL of a server, or says why it is refused.
pub(in crate::lower) fn parse(text: &str) -> Result<ServerUrl, String> {
    if text.contains('\\') {
        return Err("a server's URL cannot have a backslash, which is read as a slash".to_owned());
    }
    if text.contains(char::is_control) {
        return Err("a server's URL cannot have tabs, newlines or other control characters, some \
                    of which are left out when it is read"
            .to_owned());
    }
    if text.contains(['?', '#']) {
        return Err("a server's URL cannot have a query or a fragment".to_owned());
    }
    // Without a scheme, a host is reached in the way that keeps secrets.
    let with_scheme = text.trim_start().strip_prefix("//").map(|rest| format!("https://{rest}"));
    let text = with_scheme.as_deref().unwrap_or(text);
    let is_relative = match Url::parse(text) {
        Ok(url) => !is_http(&url),
        Err(ParseError::RelativeUrlWithoutBase) => true,
        Err(error) => return Err(format!("this is not the URL of a server: {error}")),
    };
    let text = text.trim();
    // A relative URL without `//` has no host.
    let after_scheme = if is_relative { text } else { text.split_once(':').unwrap_or_default().1 };
    let authority = match after_scheme.strip_prefix("//") {
        Some(rest) => rest.split('/').next().unwrap_or_default(),
        None if is_relative => "",
        None => return Err("a server's URL has two slashes before its host".to_owned()),
    };
    if authority.contains('@') {
        return Err("a server's URL cannot have a user name or a password".to_owned());
    }
    if is_relative {
        return Ok(ServerUrl::Relative(path_of(text)));
    }
    if authority.is_empty() {
        return Err("a server's URL has two slashes before its host".to_owned());
    }
    match Url::parse(text) {
        Ok(url) => Ok(ServerUrl::Absolute(url)),
        Err(error) => Err(format!("this is not the URL of a server: {error}")),
    }
}

/// The path of a URL that is relative to a host, without a slash at its end.
fn path_of(relative: &str) -> String {
    const HOST: &str = "https://relative.invalid/";

    let url = Url::parse(HOST).and_then(|host| host.join(relative)).ok();
    let url = url.filter(|url| HOST.starts_with(&url.origin().ascii_serialization()));
    url.map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default()
}

/// The URL of a server whose own is relative to another, absolute or a path.
pub(in crate::lower) fn resolved(path: &str, base_url: &str) -> String {
    let url =
        Url::parse(base_url).and_then(|base| base.join(if path.is_empty() { "/" } else { path }));
    url.map_or_else(|_| path.to_owned(), |url| text_of(&url))
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "https" | "http")
}

/// The text of a URL that paths are appended to: without a slash at its end.
pub(in crate::lower) fn text_of(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

/// Whether requests to a URL go to Twilio.
pub(in crate::lower) fn is_twilio(base_url: &str) -> bool {
    let url = Url::parse(base_url).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.is_some_and(|host| host == "twilio.com" || host.ends_with(".twilio.com"))
}

/// The host and the port that a URL leads to, unless another URL leads to the same.
pub(in crate::lower) fn other_host(url: &str, base_url: &str) -> Option<String> {
    let host = |url: &str| {
        let url = Url::parse(url).ok()?;
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Some(format!("{}{port}", url.host_str()?))
    };
    host(url).filter(|found| host(base_url).as_ref() != Some(found))
}

/// The URL of a server, its variables replaced by their defaults.
pub(in crate::lower) fn with_defaults(server: &Server) -> String {
    filled(&server.url, |name| default_of(server, name))
}

/// The URL of a server that is absolute, with the names of variables in braces.
pub(in crate::lower) fn template(server: &Server) -> String {
    let url = server.url.trim().trim_end_matches('/');
    if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() }
}

/// The same for the path of a server that is relative to another, absolute or a path.
pub(in crate::lower) fn resolved_template(server: &Server, base_url: &str) -> String {
    let mut url = resolved(&path_of(server.url.trim()), base_url);
    for name in server.variables.iter().flat_map(|it| it.keys()) {
        let braces = format!("{{{name}}}");
        let encoded = path_of(&format!("/{braces}"));
        url = url.replace(encoded.trim_start_matches('/'), &braces);
    }
    url
}

/// The default of a variable.
pub(super) fn default_of<'s>(server: &'s Server, name: &str) -> Option<&'s str> {
    Some(server.variables.as_ref()?.get(name)?.default.as_str())
}

/// A value that a variable may have where it stands in a template.
pub(super) fn usual_value(template: &str, name: &str) -> String {
    let braces = format!("{{{name}}}");
    let (before, after) = template.split_once(&braces).unwrap_or_default();
    if before.is_empty() && after.starts_with(':') {
        return "https".to_owned();
    }
    if before.is_empty() {
        return "https://example.com".to_owned();
    }
    if before.ends_with(':') {
        return "443".to_owned();
    }
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
    name.chars().map(plain).collect()
}

/// Checks a value of a variable, with the defaults of the others. A value with `/` must not end the
/// host, because what follows the variable would belong to the path then.
pub(in crate::lower) fn check_value(
    server: &Server,
    name: &str,
    value: &str,
) -> Result<(), String> {
    let has = |what: &str| Err(format!("a value in a server's URL cannot have {what}"));
    if value.contains(char::is_control) {
        return has("control characters");
    }
    if let Some(found) = value.chars().find(|it| matches!(it, '\\' | '@' | '?' | '#')) {
        return has(&format!("`{found}`"));
    }
    let template = &server.url;
    let braces = format!("{{{name}}}");
    for (start, _) in template.match_indices(&braces).filter(|_| value.contains('/')) {
        let before = filled(&template[..start], |wanted| default_of(server, wanted));
        let is_path = before.split_once("://").is_some_and(|(_, it)| it.contains('/'));
        let rest = &template[start + braces.len()..];
        if !is_path && !rest.is_empty() && !rest.starts_with('/') {
            return has("`/` where a host is to follow it");
        }
    }
    if default_of(server, name) == Some(value) {
        return Ok(());
    }
    let is_value =
        |wanted: &str| if wanted == name { Some(value) } else { default_of(server, wanted) };
    // If the defaults are wrong as well, the URL is reported and not the value.
    match parse(&with_defaults(server)) {
        Ok(_) => parse(&filled(template, is_value)).map(drop),
        Err(_) => Ok(()),
    }
}

/// A template with values in place of the names in braces; names without a value are kept.
pub(super) fn filled<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, inside) = rest.split_at(start);
        text.push_str(before);
        let name = inside[1..].split_once('}').map(|(name, _)| name);
        match name.and_then(|name| Some((name, value(name)?))) {
            Some((name, value)) => {
                text.push_str(value);
                rest = &inside[name.len() + 2..];
            }
            None => {
                text.push('{');
                rest = &inside[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::{ServerUrl, filled, is_twilio, other_host, parse, resolved, text_of, usual_value};

    /// What becomes of a URL: the text that is sent to, `relative`, or nothing if it is refused.
    fn read(text: &str) -> String {
        match parse(text) {
            Ok(ServerUrl::Absolute(url)) => text_of(&url),
            Ok(ServerUrl::Relative(path)) => format!("relative {path}"),
            Err(_) => String::new(),
        }
    }

    #[test]
    fn a_url_is_what_requests_are_sent_to() {
        for (text, expected) in [
            ("https://api.example.com", "https://api.example.com"),
            ("https://api.example.com/v1/", "https://api.example.com/v1"),
            ("HTTPS://API.Example.com:443/V1", "https://api.example.com/V1"),
            ("http://api.example.com:8080", "http://api.example.com:8080"),
            ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
            ("https://b\u{fc}cher.example", "https://xn--bcher-kva.example"),
            ("https://evil%2Eexample", "https://evil.example"),
            ("https://\u{ff45}vil\u{3002}example", "https://evil.example"),
            ("https://example.com/a b", "https://example.com/a%20b"),
            ("https://example.com/a@b", "https://example.com/a@b"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("//api.example.com/v1/"), "https://api.example.com/v1");
        for (relative, path) in [
            ("", ""),
            ("/", ""),
            ("/v1", "/v1"),
            ("v1/", "/v1"),
            ("../v1", "/v1"),
            ("./a/../b c", "/b%20c"),
            ("wss://a.example/v1", ""),
            ("a.b:80/c", ""),
        ] {
            assert_eq!(read(relative), format!("relative {path}"), "{relative}");
        }
        assert_eq!(resolved("/v2", "https://a.example/v1"), "https://a.example/v2");
        assert_eq!(resolved("", "https://a.example/v1"), "https://a.example");
        assert_eq!(resolved("/v2", "/v1"), "/v2");
    }

    #[test]
    fn what_leads_elsewhere_than_it_seems_is_refused() {
        for refused in [
            r"https:\\evil.example",
            r"https://evil.example\.twilio.com",
            r"/\evil.example",
            "https:/evil.example",
            "https:evil.example",
            "https:///evil.example",
            "https://",
            "https://a@evil.example",
            "https://a:b@evil.example",
            "https://@evil.example",
            "//a@evil.example",
            "https://a%40evil.example",
            "https://evil.example?.twilio.com",
            "https://evil.example#.twilio.com",
            "https://evil.example/#",
            "/v1?x",
            "https://api.twil\tio.com",
            "https://api.twilio.com\n",
            "https://api.twilio.com/\u{0}",
            "https://api.twilio.com/\u{9b}",
            "https://exa mple.com",
            "https://a%2fb.example",
            "https://[::1",
            "https://a:99999",
            "https://a:port",
            "https://xn--",
        ] {
            assert_eq!(read(refused), "", "{refused}");
        }
    }

    #[test]
    fn hosts_are_compared_as_they_are_sent_to() {
        for url in ["https://twilio.com", "https://api.TWILIO.com/x", "https://a.b.twilio%2ecom"] {
            assert!(is_twilio(url), "{url}");
        }
        for url in [
            "",
            "/x.twilio.com",
            "https://eviltwilio.com",
            "https://twilio.com.evil.example",
            "https://evil.example/.twilio.com",
            r"https://evil.example\.twilio.com",
            "https://evil.example#.twilio.com",
        ] {
            assert!(!is_twilio(url), "{url}");
        }
        let base = "https://api.example.com/v1";
        for same in ["https://API.example.com:443/x", "https://api.example%2ecom"] {
            assert_eq!(other_host(same, base), None, "{same}");
        }
        for (url, expected) in [
            ("https://evil.example/api.example.com", "evil.example"),
            ("https://api.example.com:8443", "api.example.com:8443"),
        ] {
            assert_eq!(other_host(url, base).as_deref(), Some(expected), "{url}");
        }
    }

    #[test]
    fn values_are_such_as_stand_there() {
        for (template, expected) in [
            ("{a}://example.com", "https"),
            ("{a}/v1", "https://example.com"),
            ("https://example.com:{a}/v1", "443"),
            ("https://{a}.example.com", "a"),
        ] {
            assert_eq!(usual_value(template, "a"), expected, "{template}");
        }
        assert_eq!(usual_value("https://{my region}.example.com", "my region"), "my-region");
    }

    #[test]
    fn templates_are_filled_once() {
        let value = |name: &str| match name {
            "a" => Some("{b}"),
            "b" => Some("B"),
            _ => None,
        };
        assert_eq!(filled("{a}-{b}-{c}-{", value), "{b}-B-{c}-{");
        assert_eq!(filled("{{a}}", value), "{{b}}");
    }
}
