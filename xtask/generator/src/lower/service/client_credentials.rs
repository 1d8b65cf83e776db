//! The flow of OAuth 2.0 by which clients fetch access tokens by themselves.

use std::net::IpAddr;

use openapiv3::SecurityScheme;
use url::{ParseError, Url};

use crate::lower::Lowering;
use crate::lower::service::server_url;
use document::diagnostics::{Code, Place};

/// Where a client fetches tokens.
pub(super) struct TokenSource {
    /// An absolute URL, or a path on whatever host the API is.
    pub(super) url: String,
    /// Whether id and secret are fields of the form that is sent.
    pub(super) in_form: bool,
}

impl TokenSource {
    fn at(url: String) -> Self {
        // Twilio takes no HTTP basic authentication there.
        Self { in_form: server_url::is_twilio(&url), url }
    }
}

impl Lowering<'_> {
    /// Where the client fetches tokens for a security scheme, if it can.
    pub(super) fn token_source(
        &mut self,
        scheme: &SecurityScheme,
        base_url: &str,
        place: Place<'_>,
    ) -> Option<TokenSource> {
        let SecurityScheme::OAuth2 { flows, .. } = scheme else { return None };
        let flow = flows.client_credentials.as_ref()?;
        match token_url(&flow.token_url, base_url) {
            Ok(url) => Some(TokenSource::at(url)),
            Err(why) => {
                let place = place.key("flows");
                let place = place.key("clientCredentials");
                let message =
                    format!("the client does not fetch tokens, because the token URL {why}");
                let help = "name a URL that can be used in the overlay; without one, users of the \
                            client fetch tokens by themselves";
                self.diagnostics
                    .warning(Code::UNSUPPORTED, &place.key("tokenUrl"), message)
                    .help(help);
                None
            }
        }
    }
}

/// The URL that is asked for tokens, or why there is none. Secrets go where the parser says that it
/// leads.
fn token_url(text: &str, base_url: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        return Err("is empty");
    }
    if text.contains('\\') || text.contains(char::is_control) {
        return Err("has a backslash or control characters");
    }
    if text.contains(['{', '}']) {
        return Err("has names in braces, and nothing says what stands for them");
    }
    let base = Url::parse(base_url).ok();
    let url = match (Url::parse(text.trim()), &base) {
        (Err(ParseError::RelativeUrlWithoutBase), Some(base)) => base.join(text.trim()),
        (Err(ParseError::RelativeUrlWithoutBase), None) => return path_on_any_host(text.trim()),
        (url, _) => url,
    };
    let url = url.map_err(|_| "is not one")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or a password");
    }
    if url.fragment().is_some() {
        return Err("has a fragment");
    }
    match url.scheme() {
        "https" => Ok(url.into()),
        "http" if is_loopback(&url) => Ok(url.into()),
        "http" => Err("has no https, without which secrets are not sent"),
        _ => Err("does not start with `https://`"),
    }
}

/// A path, for an API whose host is not known.
fn path_on_any_host(text: &str) -> Result<String, &'static str> {
    if !text.starts_with('/') || text.starts_with("//") || text.contains('#') {
        return Err("is neither absolute nor a path, and the API has no host");
    }
    Ok(text.to_owned())
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{TokenSource, token_url};

    #[test]
    fn where_tokens_come_from() {
        const API: &str = "https://api.example.com/v1";

        for (text, expected) in [
            ("https://auth.example.com/token", "https://auth.example.com/token"),
            (" HTTPS://Auth.example.com:443/token?a=b ", "https://auth.example.com/token?a=b"),
            ("/oauth/token", "https://api.example.com/oauth/token"),
            ("token", "https://api.example.com/token"),
            ("//auth.example.com/token", "https://auth.example.com/token"),
            ("http://localhost:8080/token", "http://localhost:8080/token"),
            ("http://[::1]/token", "http://[::1]/token"),
        ] {
            assert_eq!(token_url(text, API).as_deref(), Ok(expected), "{text}");
        }
        for base_url in ["", "/v1"] {
            assert_eq!(token_url("/oauth/token", base_url).as_deref(), Ok("/oauth/token"));
            for text in ["oauth/token", "//auth.example.com/token", "/token#a"] {
                token_url(text, base_url).expect_err("its host is not known");
            }
        }
    }

    #[test]
    fn how_the_secret_is_sent() {
        let in_form = |url: &str| TokenSource::at(url.to_owned()).in_form;
        assert!(in_form("https://oauth.twilio.com/v2/token"));
        assert!(!in_form("https://twilio.com.example/token"));
        assert!(!in_form("/token"));
    }

    #[test]
    fn what_is_refused() {
        for text in [
            "",
            " ",
            "https://",
            "https://auth.example.com\\.evil.example/token",
            "https://auth.example.com/\ttoken",
            "https://login.example.com/{tenant}/token",
            "https://user@auth.example.com/token",
            "https://:hunter2@auth.example.com/token",
            "https://auth.example.com/token#a",
            "http://auth.example.com/token",
            "ftp://auth.example.com/token",
            "urn:token",
        ] {
            token_url(text, "https://api.example.com").expect_err(text);
        }
    }
}
