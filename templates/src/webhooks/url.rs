//! URLs as texts: what is signed is what stands there, and no parser may make it nicer.

use form_urlencoded::parse;
use http::header::HOST;
use http::{HeaderMap, Uri};

use super::scheme::BODY_HASH;

/// The parts of a URL, each as it was written.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) scheme: Scheme,
    /// User name and password with the `@`, or nothing.
    pub(super) userinfo: String,
    pub(super) host: String,
    pub(super) port: Option<String>,
    pub(super) path: String,
    pub(super) query: Option<String>,
    /// With its `#`, or nothing. Twilio has options for connections there.
    pub(super) fragment: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Http => Self::Https,
            Self::Https => Self::Http,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    fn standard_port(self) -> &'static str {
        match self {
            Self::Http => "80",
            Self::Https => "443",
        }
    }
}

impl Url {
    /// Reads a whole URL. An empty query is none, as in Twilio's libraries.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let is_scheme = |it: &Scheme| scheme.eq_ignore_ascii_case(it.name());
        let scheme = [Scheme::Https, Scheme::Http].into_iter().find(is_scheme)?;
        let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (userinfo, place) =
            authority.split_at(authority.rfind('@').map_or(0, |at| at.saturating_add(1)));
        let (host, port) = host_and_port(place)?;
        let (tail, fragment) = tail.split_at(tail.find('#').unwrap_or(tail.len()));
        let (path, query) = match tail.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
            None => (tail, None),
        };
        Some(Self {
            scheme,
            userinfo: userinfo.to_owned(),
            host: host.to_owned(),
            port: port.map(ToOwned::to_owned),
            path: path.to_owned(),
            query: query.map(ToOwned::to_owned),
            fragment: fragment.to_owned(),
        })
    }

    /// The URL by which a server was called, as far as it can know. A request says seldom which scheme it
    /// came by; Twilio's should come by `https`.
    pub(super) fn of_request(uri: &Uri, headers: &HeaderMap) -> Option<Self> {
        let scheme = uri.scheme_str().unwrap_or("https");
        let authority = match uri.authority() {
            Some(authority) => authority.as_str(),
            None => headers.get(HOST)?.to_str().ok()?,
        };
        if authority.contains(['/', '?', '#']) {
            return None;
        }
        Self::parse(&format!("{scheme}://{authority}{}", target(uri)?))
    }

    /// This URL with the path and query of a request after its own path.
    pub(super) fn with_target(&self, uri: &Uri) -> Option<Self> {
        let at_root = self.at_target(target(uri)?)?;
        let path = format!("{}{}", self.path.trim_end_matches('/'), at_root.path);
        Some(Self { path, ..at_root })
    }

    /// This URL with the path and the query of a request line in place of its own.
    pub(super) fn at_target(&self, target: &str) -> Option<Self> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query = Some(query).filter(|query| !query.is_empty()).map(ToOwned::to_owned);
        path.starts_with('/').then(|| Self { path: path.to_owned(), query, ..self.clone() })
    }

    /// What the request line of a request to this URL has.
    pub(super) fn target(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        format!("{path}{}", marked('?', self.query.as_deref()))
    }

    /// What the `Host` header of a request to this URL has.
    pub(super) fn authority(&self) -> String {
        format!("{}{}", self.host, marked(':', self.port.as_deref()))
    }

    /// Whether there is nothing after the path.
    pub(super) fn ends_with_path(&self) -> bool {
        self.query.is_none() && self.fragment.is_empty()
    }

    /// The texts that Twilio may have signed for this URL: without a port and with one.
    pub(super) fn forms(&self) -> [String; 2] {
        let port = self.port.as_deref().unwrap_or(self.scheme.standard_port());
        [self.text(None), self.text(Some(port))]
    }

    /// The hash of the body that the query has.
    pub(super) fn body_hash(&self) -> Option<String> {
        let mut pairs = parse(self.query.as_deref()?.as_bytes());
        let hash = pairs.find(|(name, value)| name == BODY_HASH && !value.is_empty());
        hash.map(|(_, value)| value.into_owned())
    }

    /// The URL as it was written.
    pub(super) fn whole(&self) -> String {
        self.text(self.port.as_deref())
    }

    /// The URL without what may be secret: password and query.
    pub(super) fn shown(&self) -> String {
        format!("{}://{}{}", self.scheme.name(), self.authority(), self.path)
    }

    fn text(&self, port: Option<&str>) -> String {
        let Self { scheme, userinfo, host, path, query, fragment, .. } = self;
        let (port, query) = (marked(':', port), marked('?', query.as_deref()));
        format!("{}://{userinfo}{host}{port}{path}{query}{fragment}", scheme.name())
    }
}

/// A part of a URL behind its mark, or nothing.
fn marked(mark: char, part: Option<&str>) -> String {
    part.map(|part| format!("{mark}{part}")).unwrap_or_default()
}

/// Path and query of a request, if it has a path.
fn target(uri: &Uri) -> Option<&str> {
    let target = uri.path_and_query()?.as_str();
    target.starts_with('/').then_some(target)
}

/// Splits what stands before the path. An IPv6 address has colons in brackets.
pub(super) fn host_and_port(place: &str) -> Option<(&str, Option<&str>)> {
    let end = if place.starts_with('[') { place.find(']')? + 1 } else { 0 };
    let (host, port) = match place[end..].find(':') {
        Some(colon) => (&place[..end + colon], Some(&place[end + colon + 1..])),
        None => (place, None),
    };
    let port = port.filter(|port| !port.is_empty());
    let is_port = port.is_none_or(|port| {
        port.bytes().all(|it| it.is_ascii_digit()) && port.parse::<u16>().is_ok()
    });
    let is_host = !host.is_empty() && (end == 0 || host.len() == end);
    (is_port && is_host).then_some((host, port))
}
