//! What would have matched. Everything tried needs a signature of Twilio's to match, so that whoever has
//! none learns nothing; and it is bounded, so that they cannot keep the server busy.

use http::{HeaderMap, HeaderValue};

use super::error::{Explanation, Mismatch};
use super::received::{Coverage, Field, Received, text_of};
use super::url::{Scheme, Url, host_and_port};
use super::validator::{Validator, is_signed};

/// Up to how many bytes of a form this is tried. Of other content, only the hash counts.
const LONGEST_FORM: usize = 16 * 1024;

/// Up to how many bytes of a URL this is tried.
const LONGEST_URL: usize = 4 * 1024;

/// For how many of the URLs of a server this is tried.
const MOST_URLS: usize = 4;

/// How many parts of a query, and fields of a form, are tried to be left out.
const MOST_PARTS: usize = 30;

/// The ports that servers usually have behind a proxy, and those that tunnels and proxies have in front.
const PORTS: [&str; 8] = ["443", "80", "8443", "8080", "8000", "3000", "4443", "5000"];

/// Headers in which proxies say by which host, and behind a colon which port, a server was called.
const HOSTS: [&str; 3] = ["host", "x-forwarded-host", "x-original-host"];

/// Headers in which proxies say by which path, and mostly which query, they were called, before they changed
/// it.
const TARGETS: [&str; 4] =
    ["x-original-uri", "x-original-url", "x-forwarded-uri", "x-replaced-path"];

/// The header in which proxies say what they take away from the beginning of paths.
const PREFIX: &str = "x-forwarded-prefix";

/// What would have matched one of these URLs.
pub(super) fn explained(
    validator: &Validator,
    received: &Received<'_>,
    urls: &[Url],
    headers: &HeaderMap,
) -> Mismatch {
    let is_short = !received.is_form || received.body.len() <= LONGEST_FORM;
    let tried =
        urls.iter().take(MOST_URLS).filter(|url| is_short && url.whole().len() <= LONGEST_URL);
    let found = tried.into_iter().find_map(|url| {
        let (explanation, signed) = explanation(validator, received, url, headers)?;
        Some((url, explanation, signed))
    });
    let account = account(received, urls);
    match found {
        Some((url, explanation, signed)) => {
            Mismatch { explanation, url: url.shown(), signed_url: Some(signed.shown()), account }
        }
        None => Mismatch {
            explanation: Explanation::Unknown,
            url: urls.first().map(Url::shown).unwrap_or_default(),
            signed_url: None,
            account,
        },
    }
}

/// What would have matched this URL, and which one it would have been.
fn explanation(
    validator: &Validator,
    received: &Received<'_>,
    url: &Url,
    headers: &HeaderMap,
) -> Option<(Explanation, Url)> {
    let signed_as = |keys: &[Vec<u8>], url: &Url| match received.coverage(url) {
        Coverage::Signed(texts) => is_signed(received, keys, url, &texts),
        Coverage::OtherBody | Coverage::Nothing => false,
    };
    if signed_as(&validator.other_tokens, url) {
        return Some((Explanation::OtherToken, url.clone()));
    }
    if is_signed(received, &validator.tokens, url, &other_bodies(received)) {
        return Some((Explanation::BodyChanged, url.clone()));
    }
    other_urls(url, headers).into_iter().find(|(_, url)| signed_as(&validator.tokens, url))
}

/// What may have been signed of another body: nothing (so it was empty, or its hash is in the URL), all
/// fields but one, or signs of plus that were written as they are and read as spaces.
fn other_bodies(received: &Received<'_>) -> Vec<Vec<u8>> {
    let fields = &received.fields;
    let without = |left_out: usize| {
        let rest = fields.iter().enumerate().filter(|(index, _)| *index != left_out);
        text_of(&rest.map(|(_, field)| field.clone()).collect::<Vec<Field<'_>>>())
    };
    let mut plus = text_of(fields);
    plus.iter_mut().filter(|byte| **byte == b' ').for_each(|byte| *byte = b'+');
    let mut texts = vec![Vec::new(), plus];
    texts.extend((0..fields.len().min(MOST_PARTS)).map(without));
    texts
}

/// The URLs that may have been signed instead of this one.
fn other_urls(url: &Url, headers: &HeaderMap) -> Vec<(Explanation, Url)> {
    use Explanation::{Host, Port, SignedForHttp, SignedForHttps, TrailingSlash};

    let other_scheme = Url { scheme: url.scheme.other(), ..url.clone() };
    let signed_for = match other_scheme.scheme {
        Scheme::Https => SignedForHttps,
        Scheme::Http => SignedForHttp,
    };
    let mut urls = vec![(signed_for, other_scheme)];
    let path = match url.path.strip_suffix('/') {
        Some(path) => path.to_owned(),
        None => format!("{}/", url.path),
    };
    urls.push((TrailingSlash, Url { path, ..url.clone() }));
    let named: Vec<_> =
        HOSTS.iter().filter_map(|name| host_and_port(headers.get(*name)?.to_str().ok()?)).collect();
    let ports = named.iter().filter_map(|(_, port)| *port);
    let forwarded = headers.get("x-forwarded-port").and_then(|port| port.to_str().ok());
    for port in ports.chain(forwarded).chain(PORTS) {
        urls.push((Port, Url { port: Some(port.to_owned()), ..url.clone() }));
    }
    for (host, port) in named.iter().filter(|(host, _)| *host != url.host) {
        let (host, port) = ((*host).to_owned(), port.map(ToOwned::to_owned));
        let other = Url { host, port, ..url.clone() };
        urls.push((Host, Url { scheme: other.scheme.other(), ..other.clone() }));
        urls.push((Host, other));
    }
    urls.extend(other_targets(url, headers));
    urls
}

/// The same URL with the paths and the queries that may have been signed instead.
fn other_targets(url: &Url, headers: &HeaderMap) -> Vec<(Explanation, Url)> {
    use Explanation::{Path, Query};

    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let mut urls = Vec::new();
    for target in TARGETS.into_iter().filter_map(text) {
        let Some(other) = url.at_target(target) else { continue };
        let explanation = if other.path == url.path { Query } else { Path };
        urls.push((explanation, other));
    }
    if let Some(prefix) = text(PREFIX) {
        let path = format!("{}{}", prefix.trim_end_matches('/'), url.path);
        urls.push((Path, Url { path, ..url.clone() }));
    }
    for query in url.query.as_deref().map(other_queries).unwrap_or_default() {
        urls.push((Query, Url { query, ..url.clone() }));
    }
    urls
}

/// The queries that may have been signed instead of this one.
fn other_queries(query: &str) -> Vec<Option<String>> {
    let parts: Vec<_> = query.split('&').collect();
    let joined = |parts: &[&str]| Some(parts.join("&")).filter(|query| !query.is_empty());
    let mut queries = vec![None];
    for left_out in 0..parts.len().min(MOST_PARTS) {
        let mut parts = parts.clone();
        parts.remove(left_out);
        queries.push(joined(&parts));
    }
    let mut sorted = parts.clone();
    sorted.sort_unstable();
    queries.push(joined(&sorted));
    let encoded = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(query.as_bytes()))
        .finish();
    let decoded = percent_encoding::percent_decode_str(query).decode_utf8_lossy();
    let written = [
        query.replace('+', "%20"),
        query.replace("%20", "+"),
        encoded.replace('+', "%20"),
        encoded,
        decoded.replace(' ', "+"),
        decoded.into_owned(),
    ];
    queries.extend(written.into_iter().map(Some));
    queries
}

/// The account that a request says it is of, if it is written as SIDs are.
fn account(received: &Received<'_>, urls: &[Url]) -> Option<String> {
    let field = received.fields.iter().find(|(name, _)| **name == *b"AccountSid");
    let in_form = field.and_then(|(_, value)| String::from_utf8(value.to_vec()).ok());
    let in_query = || {
        let query = urls.first()?.query.as_deref()?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == "AccountSid").map(|(_, value)| value.into_owned())
    };
    in_form.or_else(in_query).filter(|account| is_account(account))
}

fn is_account(text: &str) -> bool {
    let digits = text.strip_prefix("AC");
    digits.is_some_and(|it| it.len() == 32 && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
