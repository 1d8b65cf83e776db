//! Servers and credentials.

use super::{EnumValue, NameReason, SchemeReason};
use crate::docs::{Docs, code_span};
use crate::names::Name;

/// A server that users may choose.
#[derive(Debug)]
pub struct Server {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its constant's name, or its type's if it has variables.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// Whether the name is that by the rules.
    pub because: NameReason,
    /// Its URL with the names of variables in braces, without a slash at its end.
    pub url: String,
    /// Its variables.
    pub variables: Vec<Variable>,
}

/// A variable in the URL of a [`Server`].
#[derive(Debug)]
pub struct Variable {
    /// Its name in the URL.
    pub wire_name: String,
    /// Its setter's name.
    pub name: Name,
    /// The name of the type of its values, if they are known.
    pub type_name: Name,
    /// What it means.
    pub docs: Docs,
    /// Its value, unless it is set.
    pub default: String,
    /// All values that it can have; none if it can have any.
    pub values: Vec<EnumValue>,
}

/// Which credentials an API takes.
#[derive(Debug)]
pub struct Security {
    /// Everything that operations need, in the order of the document.
    pub schemes: Vec<Scheme>,
    /// What operations need unless they say otherwise.
    pub default: SecurityRequirements,
    /// What `Client::new` takes; none if there are several kinds of credentials to choose from.
    pub constructor: Option<Constructor>,
}

impl Security {
    /// The credentials that `Client::new` takes, if it takes some.
    pub fn constructor_scheme(&self) -> Option<&Scheme> {
        self.schemes.get(self.constructor.as_ref()?.scheme?)
    }
}

/// What `Client::new` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constructor {
    /// Whether it takes the base URL.
    pub takes_base_url: bool,
    /// The index of the scheme whose credentials it takes.
    pub scheme: Option<usize>,
}

/// Names of security schemes of which all in a set are needed, by alternatives. Never
/// empty; an empty set is last, and means that no credentials are needed.
pub type SecurityRequirements = Vec<Vec<String>>;

/// A kind of credentials.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub wire_name: String,
    /// The name of the method that takes them.
    pub name: Name,
    /// The name of the method that takes a provider of them.
    pub provider: Name,
    /// What they are.
    pub docs: Docs,
    /// How they are sent.
    pub kind: SchemeKind,
    /// How the client fetches them by itself, if it can.
    pub fetched: Option<FetchedTokens>,
    /// Why it has its name.
    pub because: SchemeReason,
}

/// Access tokens that a client fetches by itself, for the id and the secret of an application.
#[derive(Debug)]
pub struct FetchedTokens {
    /// The name of the method that takes id and secret.
    pub name: Name,
    /// The name of the method that takes more than these.
    pub with: Name,
    /// Where they come from: an absolute URL, or a path on whatever host the API is.
    pub url: String,
    /// Whether id and secret are fields of the form that is sent.
    pub in_form: bool,
}

/// How credentials are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// As HTTP basic authentication.
    Basic,
    /// As a bearer token.
    Bearer,
    /// As the whole value of the header `Authorization`, for another HTTP authentication of this name.
    Authorization(String),
    /// In the header of this name.
    HeaderKey(String),
    /// In the query, under this name.
    QueryKey(String),
    /// In the cookie of this name.
    CookieKey(String),
}

impl SchemeKind {
    /// What the method that takes the credentials is called, if there is one such.
    pub fn setter(&self) -> &'static str {
        match self {
            Self::Basic => "credentials",
            Self::Bearer => "token",
            Self::Authorization(_) => "authorization",
            Self::HeaderKey(_) | Self::QueryKey(_) | Self::CookieKey(_) => "api_key",
        }
    }

    /// The part of a request that has them, as running text.
    pub fn place(&self) -> String {
        match self {
            Self::Basic | Self::Bearer | Self::Authorization(_) => {
                "the header `Authorization`".to_owned()
            }
            Self::HeaderKey(name) => format!("the header `{name}`"),
            Self::QueryKey(name) => format!("the query parameter {}", code_span(name)),
            Self::CookieKey(name) => format!("the cookie {}", code_span(name)),
        }
    }
}
