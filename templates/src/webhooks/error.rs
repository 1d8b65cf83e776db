//! Why a request is not taken for one of Twilio's.

use std::error::Error as StdError;
use std::fmt;

use crate::printable::{LONGEST_EXCERPT, Printable, shortened};

/// Why a request is not taken for one of Twilio's. The texts are for a log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no header `X-Twilio-Signature`.
    Missing,
    /// The headers of the signature are there more than once, or cannot be what Twilio sends.
    Malformed,
    /// The signature was made by an algorithm that is not known here.
    UnknownAlgorithm(String),
    /// The request does not say which URL it was sent to, or the URL that was given is none.
    NoUrl,
    /// The body is no form, and the query has no `bodySHA256`: the signature says nothing of the body.
    BodyNotSigned,
    /// The form has more fields than Twilio ever sends.
    TooManyFields,
    /// The signature is that of something else.
    Mismatch(Mismatch),
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Missing => {
                "there is no header `X-Twilio-Signature`: the request is not from Twilio, or a proxy drops \
                 the header"
            }
            Self::Malformed => "the headers of the signature are not as Twilio sends them",
            Self::UnknownAlgorithm(name) => {
                let name = Printable(shortened(name, LONGEST_EXCERPT));
                return write!(f, "the signature is made by `{name}`, which is not known here");
            }
            Self::NoUrl => {
                "it is not known which URL was called: give `Validator::url` the public URL of the server"
            }
            Self::BodyNotSigned => {
                "the body is no form by its content type, and the query has no `bodySHA256` that covers \
                 it: see whether a proxy drops the query or changes the content type"
            }
            Self::TooManyFields => "the form has more than 1,000 fields",
            Self::Mismatch(mismatch) => return mismatch.fmt(f),
        };
        f.write_str(text)
    }
}

impl StdError for SignatureError {}

/// The signature is that of something else, and of what, if it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub(super) explanation: Explanation,
    pub(super) url: String,
    pub(super) signed_url: Option<String>,
    pub(super) account: Option<String>,
}

impl Mismatch {
    /// What would have matched, if it can be told.
    pub fn explanation(&self) -> Explanation {
        self.explanation
    }

    /// The URL that the signature was checked for, without query and password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The URL that Twilio has signed, without query and password, if it can be told.
    pub fn signed_url(&self) -> Option<&str> {
        self.signed_url.as_deref()
    }

    /// The SID of the account that the request says it is of. Its auth token should have signed it.
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |url| Printable(shortened(url, LONGEST_EXCERPT));
        let Self { explanation, url, signed_url, account } = self;
        write!(f, "the signature does not match `{}`: {explanation}", shown(url))?;
        if let Some(signed) = signed_url.as_deref().filter(|signed| signed != url) {
            write!(f, "; what was signed is `{}`", shown(signed))?;
        }
        match account {
            Some(account) => write!(f, "; the request is of the account {account}"),
            None => Ok(()),
        }
    }
}

/// What would have matched. It is told only of a request that Twilio has signed in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explanation {
    /// The URL was signed with `https`, and was checked with `http`.
    SignedForHttps,
    /// The URL was signed with `http`, and was checked with `https`.
    SignedForHttp,
    /// The URL was signed with another port.
    Port,
    /// The URL was signed with another host, which other headers of the request name.
    Host,
    /// The URL was signed with another path, which other headers of the request name.
    Path,
    /// The query is not as it was signed: parts were added, moved or written in another way.
    Query,
    /// The path was signed with a slash at its end and was checked without one, or the other way round.
    TrailingSlash,
    /// The body is not as it was signed.
    BodyChanged,
    /// The request was signed with a token that is known, and not accepted.
    OtherToken,
    /// Nothing that can be told.
    Unknown,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SignedForHttps => {
                "Twilio was given an `https` URL, so give `Validator::url` one, too"
            }
            Self::SignedForHttp => {
                "Twilio was given an `http` URL; give it one with `https`, or `Validator::url` one with \
                 `http`"
            }
            Self::Port => "it was signed with another port, so give `Validator::url` that port",
            Self::Host => {
                "it was signed with the host of another header of the request, so give \
                 `Validator::url` that host"
            }
            Self::Path => {
                "it was signed with the path that another header of the request names: a proxy has \
                 changed it, so give `Validator::url` what the proxy takes away, or call \
                 `Validator::check_at` with the URL that Twilio was given"
            }
            Self::Query => {
                "the query is not as it was signed: see whether a proxy adds, drops, sorts or rewrites \
                 some of it"
            }
            Self::TrailingSlash => {
                "the slash at the end of the path differs: give Twilio the URL that the server answers \
                 at without a redirect"
            }
            Self::BodyChanged => {
                "the body is not what was signed: check it as it arrived, before anything reads, parses \
                 or changes it"
            }
            Self::OtherToken => {
                "it was signed with a token that is not accepted here, such as an old one or that of a \
                 subaccount"
            }
            Self::Unknown => {
                "the token or the URL is another one, or the body was changed. Only the auth token of \
                 the account signs, and no API key; a subaccount has its own. The URL has to be what \
                 Twilio was given, see `Validator::url`"
            }
        })
    }
}

/// A validator or a signed request cannot be made of what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupError(&'static str);

impl SetupError {
    pub(super) const TOKEN: Self =
        Self("an auth token must not be empty, and has no spaces or line ends around it");
    pub(super) const URL: Self =
        Self("it must be a whole URL of `http` or `https`, such as `https://example.com`");
    pub(super) const BASE_URL: Self = Self(
        "the public URL of a server is a whole URL of `http` or `https` without a query, such as \
         `https://example.com`",
    );
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl StdError for SetupError {}
