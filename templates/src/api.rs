//! A stand-in for what is generated for each API.

use http::Method;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::identifier::identifier;
use crate::macros::request;
use crate::nullable::Nullable;
use crate::object::object;
use crate::pages::{Page, Pages, page_methods};
use crate::parameter::Json;
use crate::request::Request;
use crate::response::NoContent;
use crate::server;
use crate::string_enum::string_enum;
use crate::union;

/// Where requests go unless the builder of the client says otherwise.
pub(crate) const BASE_URL: &str = "https://flex-api.twilio.com";

/// What operations need unless they say otherwise.
pub(crate) const SECURITY: &[&[&str]] = &[&["basic"]];

/// What the content of an error is read as.
pub(crate) type ErrorBody = Value;

/// A kind of identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThingSid(String);

identifier!(ThingSid, "TH", 32);

string_enum! {
    /// An open enumeration.
    pub enum Color {
        Red = "red",
        _ = Unrecognized,
    }
}

object! {
    /// An object with fields of each kind.
    pub struct Node: Default {
        /// Has to be there.
        pub id: u8,
        /// Always written.
        pub label: Option<String>,
        /// Left out if there is none.
        pub ?name as "node name": Option<String>,
        /// Left out, or perhaps `null`.
        pub ?note: Nullable<String>,
        /// Such objects.
        pub ?parts: Option<Vec<Node>>,
        ..extra: Map<String, Value>
    }
}

/// An open union.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shade {
    /// By name.
    Color(Color),
    /// By share of red, green and blue.
    List(Vec<f64>),
    /// Anything else, as it is.
    Other(Value),
}

impl From<Value> for Shade {
    fn from(value: Value) -> Self {
        union::read(value)
            .map(Self::Color)
            .or_else(|value| union::read(value).map(Self::List))
            .unwrap_or_else(Self::Other)
    }
}

impl<'de> Deserialize<'de> for Shade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ThingPage {
    /// What is listed.
    pub things: Vec<String>,
    /// The URL of the next page.
    pub next_page_uri: Option<String>,
}

impl Page for ThingPage {
    type Item = String;

    fn next_page(&self) -> Option<&str> {
        self.next_page_uri.as_deref()
    }

    fn into_items(self) -> Vec<String> {
        self.things
    }
}

impl ThingPage {
    /// The pages of a list that begins with the answer to a request.
    pub fn pages(request: Request<Json<Self>>) -> Pages<Self> {
        Pages::new(request)
    }
}

impl Client {
    /// A client with credentials.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if they cannot be used.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Result<Self, Error> {
        Self::builder().credentials(username, password).build()
    }

    /// A list that comes page by page.
    pub fn list_things(&self) -> ListThings {
        ListThings::new(self)
    }
}

request! {
    /// The request of [`Client::list_things`].
    pub struct ListThings();
}

impl ListThings {
    /// The request in its general form.
    pub fn into_request(self) -> Request<Json<ThingPage>> {
        self.client.request("ListThing", http::Method::GET, "/Things").query("PageSize", 2)
    }

    page_methods!(ThingPage);
}

impl ClientBuilder {
    /// For HTTP basic authentication.
    pub fn credentials(self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.basic("basic", &username.into(), &password.into())
    }

    /// A bearer token.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.bearer("bearer", &token.into())
    }

    /// A key in the header `X-Key`.
    pub fn key_in_header(self, key: impl Into<String>) -> Self {
        self.header_key("header", "X-Key", &key.into())
    }

    /// A key in the query, under `a key`.
    pub fn key_in_query(self, key: impl Into<String>) -> Self {
        self.query_key("query", "a key", &key.into())
    }

    /// A key in the cookie `session`.
    pub fn key_in_cookie(self, key: impl Into<String>) -> Self {
        self.cookie_key("cookie", "session", &key.into())
    }
}

/// A server with variables.
pub fn server_url(region: &str, path: &str) -> String {
    server::url("https://{region}.example.com/{path}/v1", &[("region", region), ("path", path)])
}

/// An operation with a server of its own.
pub fn elsewhere(client: &Client) -> Request<NoContent> {
    client.request("Elsewhere", Method::GET, "/things").server("https://elsewhere.example.com")
}
