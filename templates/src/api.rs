//! A stand-in for what is generated for each API.

mod waits;

use std::collections::BTreeMap;

use http::Method;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::any_json::AnyJson;
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::from_json::{FromJson, Misfit};
use crate::identifier::{Identifier, identifier};
use crate::nullable::Nullable;
use crate::oauth::{OAuthCredentials, TokenUrl};
use crate::object::{Fields, Writer, json_object};
use crate::open::Open;
use crate::open_enum::open_enum;
use crate::page_numbers::ListEnd;
use crate::pages::{Items, Page, Pages};
use crate::parameter::Json;
use crate::provider::CredentialProvider;
use crate::reading::Reading;
use crate::request::Request;
use crate::response::NoContent;
use crate::server;
use crate::union::{Choice, Union, json_union};

pub use waits::{ListParts, MakeThing};

/// Where requests go unless the builder of the client says otherwise.
pub(crate) const BASE_URL: &str = "https://flex-api.twilio.com";

/// What operations need unless they say otherwise.
pub(crate) const SECURITY: &[&[&str]] = &[&["basic"]];

/// The headers of a response that may have the id of the request.
pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["twilio-request-id", "x-twilio-request-id"];

/// What the content of an error is read as.
pub(crate) type ErrorBody = Value;

/// A kind of identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThingSid(String);

identifier!(ThingSid);

impl Identifier for ThingSid {
    const PREFIX: &str = "TH";
    const DIGITS: usize = 32;
}

impl ThingSid {
    /// Takes the text as it is, without looking at it.
    pub fn new_unchecked(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An open enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Color {
    /// `red`
    Red,
    /// A value that this version of the crate does not know, as it is.
    Unrecognized(String),
}

open_enum!(Color);

impl From<&str> for Color {
    fn from(text: &str) -> Self {
        match text {
            "red" => Self::Red,
            text => Self::Unrecognized(text.to_owned()),
        }
    }
}

impl Color {
    /// The value as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Unrecognized(text) => text,
        }
    }
}

/// An object with fields of each kind.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// Has to be there.
    pub id: i64,
    /// Always written.
    pub label: Option<String>,
    /// Left out if there is none.
    pub name: Option<String>,
    /// Left out, or perhaps `null`.
    pub note: Nullable<String>,
    /// Such objects.
    pub parts: Option<Vec<Node>>,
    /// Fields that this version of the crate does not know.
    pub extra: BTreeMap<String, AnyJson>,
}

json_object!(Node);

impl FromJson for Node {
    fn from_json(node: &crate::node::Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let mut fields = Fields::of(node, reading)?;
        Ok(Self {
            id: fields.required("id")?,
            label: fields.nullable("label"),
            name: fields.optional("node name"),
            note: fields.optional_nullable("note"),
            parts: fields.optional("parts"),
            extra: fields.rest()?,
        })
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer, &self.extra)
            .required("id", &self.id)
            .nullable("label", &self.label)
            .optional("node name", &self.name)
            .optional_nullable("note", &self.note)
            .optional("parts", &self.parts)
            .end()
    }
}

/// An object of which one part is required, and the others are left out if they are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Has to be there.
    pub name: String,
    /// An integer.
    pub size: Option<i64>,
    /// A union.
    pub shade: Option<Shade>,
    /// Such an object.
    pub inner: Option<Box<Piece>>,
    /// Fields that this version of the crate does not know.
    pub extra: BTreeMap<String, AnyJson>,
}

json_object!(Piece);

impl FromJson for Piece {
    fn from_json(node: &crate::node::Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let mut fields = Fields::of(node, reading)?;
        Ok(Self {
            name: fields.required("name")?,
            size: fields.optional("size"),
            shade: fields.optional("shade"),
            inner: fields.optional("inner"),
            extra: fields.rest()?,
        })
    }
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer, &self.extra)
            .required("name", &self.name)
            .optional("size", &self.size)
            .optional("shade", &self.shade)
            .optional("inner", &self.inner)
            .end()
    }
}

impl From<Piece> for Open<Piece> {
    fn from(piece: Piece) -> Self {
        Self::Known(piece)
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
    Other(AnyJson),
}

json_union!(Shade);

impl Union for Shade {
    fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
        choice.variant(Self::Color).variant(Self::List)
    }

    fn other(json: AnyJson) -> Self {
        Self::Other(json)
    }
}

/// An object that shares a property with [`Piece`].
#[derive(Debug, Clone, PartialEq)]
pub struct Wide {
    /// Has to be there.
    pub name: String,
    /// An integer.
    pub width: Option<i64>,
    /// Fields that this version of the crate does not know.
    pub extra: BTreeMap<String, AnyJson>,
}

json_object!(Wide);

impl FromJson for Wide {
    fn from_json(node: &crate::node::Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let mut fields = Fields::of(node, reading)?;
        Ok(Self {
            name: fields.required("name")?,
            width: fields.optional("width"),
            extra: fields.rest()?,
        })
    }
}

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer, &self.extra)
            .required("name", &self.name)
            .optional("width", &self.width)
            .end()
    }
}

/// An object that has no other properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// An integer.
    pub width: i64,
    /// Fields that this version of the crate does not know.
    pub extra: BTreeMap<String, AnyJson>,
}

json_object!(Closed);

impl FromJson for Closed {
    fn from_json(node: &crate::node::Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let mut fields = Fields::of(node, reading)?;
        Ok(Self { width: fields.required("width")?, extra: fields.unexpected()? })
    }
}

impl Serialize for Closed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer::new(serializer, &self.extra).required("width", &self.width).end()
    }
}

/// A union of objects that have properties in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// A piece.
    Piece(Piece),
    /// Something wide.
    Wide(Wide),
    /// Something closed.
    Closed(Closed),
    /// Anything else, as it is.
    Other(AnyJson),
}

json_union!(Figure);

impl Union for Figure {
    fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
        choice.variant(Self::Piece).variant(Self::Wide).variant(Self::Closed)
    }

    fn other(json: AnyJson) -> Self {
        Self::Other(json)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
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

    /// The same where the content has a token.
    pub fn pages_by_token(request: Request<Json<Self>>) -> Pages<Self> {
        Pages::new(request.pages_by_token("Token", |page| page.next_page_uri.as_deref()))
    }

    /// The same where the header `Link` has the URL.
    pub fn pages_by_link(request: Request<Json<Self>>) -> Pages<Self> {
        Pages::new(request.pages_by_link())
    }

    /// The same where the number of the first item is sent.
    pub fn pages_by_offset(request: Request<Json<Self>>) -> Pages<Self> {
        Pages::new(request.pages_by_offset(
            "Offset",
            0,
            |page| Some(&page.things),
            ListEnd::Nothing,
        ))
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
        ListThings { client: self.clone() }
    }
}

/// The request of [`Client::list_things`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListThings {
    client: Client,
}

impl ListThings {
    /// The request in its general form.
    pub fn into_request(self) -> Request<Json<ThingPage>> {
        self.client.request("ListThing", http::Method::GET, "/Things").query("PageSize", 2)
    }

    /// The pages of the list.
    pub fn pages(self) -> Pages<ThingPage> {
        Pages::new(self.into_request())
    }

    /// What the pages list.
    pub fn items(self) -> Items<ThingPage> {
        self.pages().items()
    }
}

impl ClientBuilder {
    /// For HTTP basic authentication.
    pub fn credentials(self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.basic("basic", &username.into(), &password.into())
    }

    /// The same from a provider.
    pub fn credentials_from(self, provider: impl CredentialProvider<(String, String)>) -> Self {
        self.basic_from("basic", provider)
    }

    /// A bearer token.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.bearer("bearer", &token.into())
    }

    /// The same from a provider.
    pub fn token_from(self, provider: impl CredentialProvider<String>) -> Self {
        self.bearer_from("bearer", provider)
    }

    /// An application that fetches tokens, which are sent as the bearer token is.
    pub fn client_credentials(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        self.client_credentials_with(OAuthCredentials::new(client_id, client_secret))
    }

    /// The same with scopes, or another token URL.
    pub fn client_credentials_with(self, credentials: OAuthCredentials) -> Self {
        let url = TokenUrl { url: "https://flex-api.twilio.com/oauth/token", in_form: false };
        self.oauth("bearer", url, credentials)
    }

    /// A key in the header `X-Key`.
    pub fn key_in_header(self, key: impl Into<String>) -> Self {
        self.header_key("header", "X-Key", &key.into())
    }

    /// The same from a provider.
    pub fn key_in_header_from(self, provider: impl CredentialProvider<String>) -> Self {
        self.header_key_from("header", "X-Key", provider)
    }

    /// A key in the query, under `a key`.
    pub fn key_in_query(self, key: impl Into<String>) -> Self {
        self.query_key("query", "a key", &key.into())
    }

    /// The same from a provider.
    pub fn key_in_query_from(self, provider: impl CredentialProvider<String>) -> Self {
        self.query_key_from("query", "a key", provider)
    }

    /// A key in the cookie `session`.
    pub fn key_in_cookie(self, key: impl Into<String>) -> Self {
        self.cookie_key("cookie", "session", &key.into())
    }

    /// The same from a provider.
    pub fn key_in_cookie_from(self, provider: impl CredentialProvider<String>) -> Self {
        self.cookie_key_from("cookie", "session", provider)
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

/// An operation that leaves the choice of a server.
pub fn anywhere(client: &Client, server: impl Into<String>) -> Request<NoContent> {
    elsewhere(client).chosen_server(Some(server.into()))
}
