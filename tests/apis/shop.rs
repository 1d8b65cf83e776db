//! Generated from `shop.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://shop.example.com/v2";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["token"], &["key"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = crate::models::Refusal;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{ClientBuilder, CredentialProvider};

    impl ClientBuilder {
        /// The API key, which goes into the query parameter `key`.
        pub fn api_key(self, key: impl Into<String>) -> Self {
            self.query_key("key", "key", &key.into())
        }

        /// The same as [`api_key`](Self::api_key), from a provider that is asked each time a
        /// request is sent.
        pub fn api_key_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.query_key_from("key", "key", provider)
        }

        /// The bearer token.
        pub fn token(self, token: impl Into<String>) -> Self {
            self.bearer("token", &token.into())
        }

        /// The same as [`token`](Self::token), from a provider that is asked each time a request is
        /// sent.
        pub fn token_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.bearer_from("token", provider)
        }
    }
}

pub mod models {
    //! What is sent and received.

    mod files {
        //! Models of files.

        use std::collections::BTreeMap;

        use crate::AnyJson;

        /// Where it is.
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct AddFilesPlace {
            /// The value of `room`.
            pub room: Option<i64>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl AddFilesPlace {
            /// Creates the object without any fields.
            pub fn new() -> Self {
                Self::default()
            }

            /// The value of `room`.
            pub fn room(mut self, value: i64) -> Self {
                self.room = Some(value);
                self
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }
    }

    mod things {
        //! Models of things.

        use std::collections::BTreeMap;

        use serde::Serialize;

        use crate::{AnyJson, Page};

        /// A chair.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Chair {
            /// What it is.
            pub kind: String,

            /// Its number.
            ///
            /// Only in responses.
            pub id: Option<i64>,

            /// Its name. At least 3 characters.
            pub name: String,
            /// How many.
            pub legs: Option<i64>,
            /// What it is like.
            pub like: Option<Box<Chair>>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl Chair {
            /// Creates the object from its required fields. `kind` is `chair`.
            pub fn new(name: impl Into<String>) -> Self {
                Self {
                    kind: "chair".to_owned(),
                    id: None,
                    name: name.into(),
                    legs: None,
                    like: None,
                    extra: BTreeMap::new(),
                }
            }

            /// How many.
            pub fn legs(mut self, value: i64) -> Self {
                self.legs = Some(value);
                self
            }

            /// What it is like.
            pub fn like(mut self, value: impl Into<Chair>) -> Self {
                self.like = Some(Box::new(value.into()));
                self
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// Its colour.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum CreateThingFormColour {
            /// Text.
            Text(String),
            /// The create thing form colour object.
            Object(CreateThingFormColourObject),
            /// Anything else, as it is.
            Other(AnyJson),
        }

        impl CreateThingFormColour {
            /// The content, if it is [`Text`](Self::Text).
            #[must_use]
            pub fn as_text(&self) -> Option<&str> {
                match self {
                    Self::Text(value) => Some(value),
                    _ => None,
                }
            }

            /// The content, if it is [`Object`](Self::Object).
            #[must_use]
            pub fn as_object(&self) -> Option<&CreateThingFormColourObject> {
                match self {
                    Self::Object(value) => Some(value),
                    _ => None,
                }
            }
        }

        impl From<String> for CreateThingFormColour {
            fn from(value: String) -> Self {
                Self::Text(value)
            }
        }

        impl From<&str> for CreateThingFormColour {
            fn from(value: &str) -> Self {
                Self::Text(value.to_owned())
            }
        }

        impl From<CreateThingFormColourObject> for CreateThingFormColour {
            fn from(value: CreateThingFormColourObject) -> Self {
                Self::Object(value)
            }
        }

        /// What one kind of the property `colour` of the body of `POST /things` holds.
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct CreateThingFormColourObject {
            /// The value of `red`.
            pub red: Option<i64>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl CreateThingFormColourObject {
            /// Creates the object without any fields.
            pub fn new() -> Self {
                Self::default()
            }

            /// The value of `red`.
            pub fn red(mut self, value: i64) -> Self {
                self.red = Some(value);
                self
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// How large it is.
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct CreateThingFormMeasures {
            /// The value of `width`.
            pub width: Option<i64>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl CreateThingFormMeasures {
            /// Creates the object without any fields.
            pub fn new() -> Self {
                Self::default()
            }

            /// The value of `width`.
            pub fn width(mut self, value: i64) -> Self {
                self.width = Some(value);
                self
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// What an element of the property `parts` of the body of `POST /things` holds.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct CreateThingFormPartsItem {
            /// The value of `name`.
            pub name: String,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl CreateThingFormPartsItem {
            /// Creates the object from its required fields.
            pub fn new(name: impl Into<String>) -> Self {
                Self {
                    name: name.into(),
                    extra: BTreeMap::new(),
                }
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// A kind.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            /// `lamp`
            Lamp,
            /// `chair`
            Chair,
            /// A value that this version of the crate does not know, as it is.
            Unrecognized(String),
        }

        impl Kind {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Lamp => "lamp",
                    Self::Chair => "chair",
                    Self::Unrecognized(text) => text,
                }
            }
        }

        /// A lamp.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Lamp {
            /// What it is.
            pub kind: String,

            /// Its number.
            ///
            /// Only in responses.
            pub id: Option<i64>,

            /// Its name. At least 3 characters.
            pub name: String,
            /// What it takes.
            pub watt: i64,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl Lamp {
            /// Creates the object from its required fields. `kind` is `lamp`.
            pub fn new(name: impl Into<String>, watt: i64) -> Self {
                Self {
                    kind: "lamp".to_owned(),
                    id: None,
                    name: name.into(),
                    watt,
                    extra: BTreeMap::new(),
                }
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// What the parameter `price` of `GET /things` holds.
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct ListThingsPrice {
            /// The value of `least`.
            pub least: Option<i64>,
            /// The value of `most`.
            pub most: Option<i64>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl ListThingsPrice {
            /// Creates the object without any fields.
            pub fn new() -> Self {
                Self::default()
            }

            /// The value of `least`.
            pub fn least(mut self, value: i64) -> Self {
                self.least = Some(value);
                self
            }

            /// The value of `most`.
            pub fn most(mut self, value: i64) -> Self {
                self.most = Some(value);
                self
            }

            /// Adds a field that this version of the crate does not know.
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<AnyJson>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }

        /// What the response to `GET /things` holds.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ListThingsResponse {
            /// The value of `things`.
            pub things: Vec<Thing>,
            /// The value of `nextPageToken`.
            pub next_page_token: Option<String>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl Page for ListThingsResponse {
            type Item = Thing;

            fn into_items(self) -> Vec<Thing> {
                self.things
            }
        }

        /// Why something is refused.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Refusal {
            /// The reason.
            pub reason: RefusalReason,
            /// How many are left.
            pub count: Option<i64>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        /// The reason.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum RefusalReason {
            /// `sold_out`
            SoldOut,
            /// `closed`
            Closed,
            /// A value that this version of the crate does not know, as it is.
            Unrecognized(String),
        }

        impl RefusalReason {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::SoldOut => "sold_out",
                    Self::Closed => "closed",
                    Self::Unrecognized(text) => text,
                }
            }
        }

        /// What is sold.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Thing {
            /// A lamp.
            Lamp(Lamp),
            /// A chair.
            Chair(Chair),
            /// Anything else, as it is.
            Other(AnyJson),
        }

        impl Thing {
            /// The content, if it is [`Lamp`](Self::Lamp).
            #[must_use]
            pub fn as_lamp(&self) -> Option<&Lamp> {
                match self {
                    Self::Lamp(value) => Some(value),
                    _ => None,
                }
            }

            /// The content, if it is [`Chair`](Self::Chair).
            #[must_use]
            pub fn as_chair(&self) -> Option<&Chair> {
                match self {
                    Self::Chair(value) => Some(value),
                    _ => None,
                }
            }
        }

        impl From<Lamp> for Thing {
            fn from(value: Lamp) -> Self {
                Self::Lamp(value)
            }
        }

        impl From<Chair> for Thing {
            fn from(value: Chair) -> Self {
                Self::Chair(value)
            }
        }
    }

    pub use files::AddFilesPlace;
    pub use things::{
        Chair, CreateThingFormColour, CreateThingFormColourObject, CreateThingFormMeasures,
        CreateThingFormPartsItem, Kind, Lamp, ListThingsPrice, ListThingsResponse, Refusal,
        RefusalReason, Thing,
    };
}

pub mod json {
    //! How the models are read and written as JSON.

    mod files {
        use serde::{Serialize, Serializer};

        use crate::from_json::{FromJson, Misfit};
        use crate::models::AddFilesPlace;
        use crate::node::Node;
        use crate::object::{Fields, Writer, json_object};
        use crate::reading::Reading;

        json_object!(AddFilesPlace);
        impl FromJson for AddFilesPlace {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    room: fields.optional("room"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for AddFilesPlace {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).optional("room", &self.room).end()
            }
        }
    }

    mod things {
        use serde::{Serialize, Serializer};

        use crate::AnyJson;
        use crate::from_json::{FromJson, Misfit};
        use crate::models::{
            Chair, CreateThingFormColour, CreateThingFormColourObject, CreateThingFormMeasures,
            CreateThingFormPartsItem, Kind, Lamp, ListThingsPrice, ListThingsResponse, Refusal,
            RefusalReason, Thing,
        };
        use crate::node::Node;
        use crate::object::{Fields, Writer, json_object};
        use crate::open_enum::open_enum;
        use crate::reading::Reading;
        use crate::union::{Choice, Union, json_union};

        json_object!(Chair);
        impl FromJson for Chair {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    kind: fields.required("kind")?,
                    id: fields.optional("id"),
                    name: fields.required("name")?,
                    legs: fields.optional("legs"),
                    like: fields.optional("like"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for Chair {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("kind", &self.kind)
                    .optional("id", &self.id)
                    .required("name", &self.name)
                    .optional("legs", &self.legs)
                    .optional("like", &self.like)
                    .end()
            }
        }

        json_union!(CreateThingFormColour);
        impl Union for CreateThingFormColour {
            fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
                choice.variant(Self::Text).variant(Self::Object)
            }

            fn other(json: AnyJson) -> Self {
                Self::Other(json)
            }
        }

        json_object!(CreateThingFormColourObject);
        impl FromJson for CreateThingFormColourObject {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    red: fields.optional("red"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for CreateThingFormColourObject {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).optional("red", &self.red).end()
            }
        }

        json_object!(CreateThingFormMeasures);
        impl FromJson for CreateThingFormMeasures {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    width: fields.optional("width"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for CreateThingFormMeasures {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).optional("width", &self.width).end()
            }
        }

        json_object!(CreateThingFormPartsItem);
        impl FromJson for CreateThingFormPartsItem {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    name: fields.required("name")?,
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for CreateThingFormPartsItem {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).required("name", &self.name).end()
            }
        }

        open_enum!(Kind);
        impl From<&str> for Kind {
            fn from(text: &str) -> Self {
                match text {
                    "lamp" => Self::Lamp,
                    "chair" => Self::Chair,
                    text => Self::Unrecognized(text.to_owned()),
                }
            }
        }

        json_object!(Lamp);
        impl FromJson for Lamp {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    kind: fields.required("kind")?,
                    id: fields.optional("id"),
                    name: fields.required("name")?,
                    watt: fields.required("watt")?,
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for Lamp {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("kind", &self.kind)
                    .optional("id", &self.id)
                    .required("name", &self.name)
                    .required("watt", &self.watt)
                    .end()
            }
        }

        json_object!(ListThingsPrice);
        impl FromJson for ListThingsPrice {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    least: fields.optional("least"),
                    most: fields.optional("most"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for ListThingsPrice {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .optional("least", &self.least)
                    .optional("most", &self.most)
                    .end()
            }
        }

        json_object!(ListThingsResponse);
        impl FromJson for ListThingsResponse {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    things: fields.required("things")?,
                    next_page_token: fields.strict().optional("nextPageToken"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for ListThingsResponse {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("things", &self.things)
                    .optional("nextPageToken", &self.next_page_token)
                    .end()
            }
        }

        json_object!(Refusal);
        impl FromJson for Refusal {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    reason: fields.required("reason")?,
                    count: fields.optional("count"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for Refusal {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("reason", &self.reason)
                    .optional("count", &self.count)
                    .end()
            }
        }

        open_enum!(RefusalReason);
        impl From<&str> for RefusalReason {
            fn from(text: &str) -> Self {
                match text {
                    "sold_out" => Self::SoldOut,
                    "closed" => Self::Closed,
                    text => Self::Unrecognized(text.to_owned()),
                }
            }
        }

        json_union!(Thing);
        impl Union for Thing {
            fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
                match choice.tag("kind") {
                    Some("lamp") => choice.variant(Self::Lamp),
                    Some("chair") => choice.variant(Self::Chair),
                    _ => choice,
                }
            }

            fn other(json: AnyJson) -> Self {
                Self::Other(json)
            }
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod files {
        //! Pictures and papers.

        use bytes::Bytes;
        use http::Method;

        use crate::models::AddFilesPlace;
        use crate::{
            Client, Download, Error, Multipart, NoContent, Part, Redirect, Request, Response,
            Upload,
        };

        impl Client {
            /// Replaces the note.
            ///
            /// `PUT /note`
            pub fn replace_note(&self) -> ReplaceNote {
                ReplaceNote {
                    client: self.clone(),
                    body: None,
                }
            }

            /// Says where the picture is.
            ///
            /// `GET /things/{id}/picture`
            ///
            /// - `id`: Its number.
            pub fn find_picture(&self, id: i64) -> FindPicture {
                FindPicture {
                    client: self.clone(),
                    id,
                }
            }

            /// Replaces the picture.
            ///
            /// `PUT /things/{id}/picture`
            ///
            /// - `id`: Its number.
            /// - `body`: The body of the request.
            pub fn replace_picture(&self, id: i64, body: impl Into<Upload>) -> ReplacePicture {
                ReplacePicture {
                    client: self.clone(),
                    id,
                    body: body.into(),
                }
            }

            /// Adds files.
            ///
            /// `POST /things/{id}/picture`
            ///
            /// - `id`: Its number.
            /// - `main`: The first. Format: `binary`.
            /// - `title`: What they show.
            pub fn add_files(
                &self,
                id: i64,
                main: impl Into<Part>,
                title: impl Into<String>,
            ) -> AddFiles {
                AddFiles {
                    client: self.clone(),
                    id,
                    main: main.into(),
                    title: title.into(),
                    others: None,
                    place: None,
                }
            }
        }

        /// The request of [`Client::replace_note`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ReplaceNote {
            client: Client,
            body: Option<String>,
        }

        impl ReplaceNote {
            /// The body of the request.
            pub fn body(mut self, value: impl Into<String>) -> Self {
                self.body = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<String> {
                self.client
                    .request("replaceNote", Method::PUT, "/note")
                    .text("text/plain; charset=utf-8", self.body)
                    .header("Accept", "text/plain")
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The old one.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<String, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<String>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::find_picture`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FindPicture {
            client: Client,
            id: i64,
        }

        impl FindPicture {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Redirect> {
                self.client
                    .request("findPicture", Method::GET, "/things/{id}/picture")
                    .path("id", self.id)
            }

            /// Sends the request and returns the URL that the response redirects to.
            ///
            /// - `302`: It is there.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<String, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<String>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::replace_picture`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ReplacePicture {
            client: Client,
            id: i64,
            body: Upload,
        }

        impl ReplacePicture {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Bytes> {
                self.client
                    .request("replacePicture", Method::PUT, "/things/{id}/picture")
                    .path("id", self.id)
                    .upload("image/png", self.body)
                    .header("Accept", "image/png")
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The old one.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Bytes, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Bytes>, Error>> {
                self.into_request().send_with_response()
            }

            /// Sends the request and returns the response before its content, which can be read as it
            /// arrives.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub async fn send_streamed(self) -> Result<Response<Download>, Error> {
                self.into_request().send_streamed().await
            }
        }

        /// The request of [`Client::add_files`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddFiles {
            client: Client,
            id: i64,
            main: Part,
            title: String,
            others: Option<Vec<Part>>,
            place: Option<AddFilesPlace>,
        }

        impl AddFiles {
            /// The others.
            ///
            /// Each is sent as a part of its own.
            pub fn others(mut self, value: impl IntoIterator<Item = impl Into<Part>>) -> Self {
                self.others = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// Where it is.
            pub fn place(mut self, value: impl Into<AddFilesPlace>) -> Self {
                self.place = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("addFiles", Method::POST, "/things/{id}/picture")
                    .path("id", self.id)
                    .multipart(
                        Multipart::new()
                            .files("main", "application/octet-stream", [self.main])
                            .files(
                                "others",
                                "application/octet-stream",
                                self.others.into_iter().flatten(),
                            )
                            .text("title", self.title)
                            .json("place", "application/json", self.place),
                    )
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `204`: They are there.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<(), Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<()>, Error>> {
                self.into_request().send_with_response()
            }
        }
    }

    mod things {
        //! What is sold.

        use bytes::Bytes;
        use http::{HeaderMap, HeaderValue, Method, StatusCode};

        use crate::models::{
            CreateThingFormColour, CreateThingFormMeasures, CreateThingFormPartsItem, Kind,
            ListThingsPrice, ListThingsResponse, Thing,
        };
        use crate::{
            Client, Content, ContentError, Error, Items, Json, Pages, Request, Response, Style,
        };

        impl Client {
            /// Lists things.
            ///
            /// `GET /things`
            ///
            /// - `x_trace`: What to trace it with. Format: `uuid`.
            pub fn list_things(&self, x_trace: impl Into<String>) -> ListThings {
                ListThings {
                    client: self.clone(),
                    x_trace: x_trace.into(),
                    r#type: None,
                    price: None,
                    page_token: None,
                    basket: None,
                }
            }

            /// Creates a thing.
            ///
            /// `POST /things`
            ///
            /// - `body`: The body of the request.
            pub fn create_thing(&self, body: impl Into<Thing>) -> CreateThing {
                CreateThing {
                    client: self.clone(),
                    body: body.into(),
                }
            }

            /// Creates a thing.
            ///
            /// `POST /things`
            ///
            /// The body is sent as `application/x-www-form-urlencoded`.
            ///
            /// - `name`: Its name. At least 3 characters.
            pub fn create_thing_form(&self, name: impl Into<String>) -> CreateThingForm {
                CreateThingForm {
                    client: self.clone(),
                    name: name.into(),
                    measures: None,
                    parts: None,
                    colour: None,
                }
            }

            /// Fetches a thing, or what became of it.
            ///
            /// `GET /things/{id}`
            ///
            /// - `id`: Its number.
            pub fn fetch_thing(&self, id: i64) -> FetchThing {
                FetchThing {
                    client: self.clone(),
                    id,
                }
            }

            /// Takes it away. A mock has a method of this name already.
            ///
            /// `DELETE /things/{id}`
            ///
            /// - `id`: Its number.
            pub fn serve(&self, id: i64) -> Serve {
                Serve { client: self.clone(), id }
            }
        }

        /// The request of [`Client::list_things`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListThings {
            client: Client,
            x_trace: String,
            r#type: Option<Vec<Kind>>,
            price: Option<ListThingsPrice>,
            page_token: Option<String>,
            basket: Option<i64>,
        }

        impl ListThings {
            /// Which kinds.
            pub fn r#type(mut self, value: impl IntoIterator<Item = impl Into<Kind>>) -> Self {
                self.r#type = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// What they may cost.
            pub fn price(mut self, value: impl Into<ListThingsPrice>) -> Self {
                self.price = Some(value.into());
                self
            }

            /// Which page.
            pub fn page_token(mut self, value: impl Into<String>) -> Self {
                self.page_token = Some(value.into());
                self
            }

            /// The basket.
            pub fn basket(mut self, value: i64) -> Self {
                self.basket = Some(value);
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<ListThingsResponse>> {
                self.client
                    .request("listThings", Method::GET, "/things")
                    .styled_query(Style::Form, "type", self.r#type)
                    .styled_query(Style::DeepObject, "price", self.price)
                    .query("pageToken", self.page_token)
                    .header("X-Trace", self.x_trace)
                    .cookie(Style::Form, "basket", self.basket)
                    .pages_by_token(
                        "pageToken",
                        |page: &ListThingsResponse| page.next_page_token.as_deref(),
                    )
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: A page.
            /// - `429`, `default`: It is refused.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<ListThingsResponse, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// [`ListThingsHeaders::from`](crate::response_headers::ListThingsHeaders) reads the
            /// headers that the API declares.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<ListThingsResponse>, Error>> {
                self.into_request().send_with_response()
            }

            /// The pages of the list, each fetched when it is asked for.
            pub fn pages(self) -> Pages<ListThingsResponse> {
                Pages::new(self.into_request())
            }

            /// The items on the pages, one by one. Each page is fetched when it is needed.
            pub fn items(self) -> Items<ListThingsResponse> {
                self.pages().items()
            }
        }

        /// The request of [`Client::create_thing`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CreateThing {
            client: Client,
            body: Thing,
        }

        impl CreateThing {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<Thing>> {
                self.client.request("createThing", Method::POST, "/things").json(Json(self.body))
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `201`: The thing.
            /// - `422`: It is refused.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Thing, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Thing>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::create_thing_form`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CreateThingForm {
            client: Client,
            name: String,
            measures: Option<CreateThingFormMeasures>,
            parts: Option<Vec<CreateThingFormPartsItem>>,
            colour: Option<CreateThingFormColour>,
        }

        impl CreateThingForm {
            /// How large it is.
            pub fn measures(mut self, value: impl Into<CreateThingFormMeasures>) -> Self {
                self.measures = Some(value.into());
                self
            }

            /// What it consists of.
            pub fn parts(
                mut self,
                value: impl IntoIterator<Item = impl Into<CreateThingFormPartsItem>>,
            ) -> Self {
                self.parts = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// Its colour.
            pub fn colour(mut self, value: impl Into<CreateThingFormColour>) -> Self {
                self.colour = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<Thing>> {
                self.client
                    .request("createThing", Method::POST, "/things")
                    .form("name", self.name)
                    .form("measures", self.measures.map(Json))
                    .form("parts", self.parts.map(Json::each))
                    .form("colour", self.colour.map(Json))
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `201`: The thing.
            /// - `422`: It is refused.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Thing, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Thing>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::fetch_thing`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchThing {
            client: Client,
            id: i64,
        }

        impl FetchThing {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<FetchThingResponse> {
                self.client
                    .request("fetchThing", Method::GET, "/things/{id}")
                    .path("id", self.id)
            }

            /// Sends the request and returns the content of the response.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<FetchThingResponse, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<FetchThingResponse>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The response to [`Client::fetch_thing`](crate::Client::fetch_thing), by status.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum FetchThingResponse {
            /// The thing.
            ///
            /// With status 200.
            Ok(Thing),

            /// Words about it.
            ///
            /// With status 203.
            NonAuthoritativeInformation(String),

            /// It is gone.
            ///
            /// With status 2XX.
            Success,

            /// Anything else, with its status.
            Other(StatusCode, Bytes),
        }

        impl Content for FetchThingResponse {
            type Body = Self;

            const ACCEPT: HeaderValue = HeaderValue::from_static("application/json, text/plain");

            fn decode(
                status: StatusCode,
                headers: &HeaderMap,
                body: &Bytes,
            ) -> Result<Self, ContentError> {
                match status.as_u16() {
                    200 => Json::<Thing>::decode(status, headers, body).map(Self::Ok),
                    203 => {
                        String::decode(status, headers, body)
                            .map(Self::NonAuthoritativeInformation)
                    }
                    _ if status.is_success() => Ok(Self::Success),
                    _ => Ok(Self::Other(status, body.clone())),
                }
            }
        }

        /// The request of [`Client::serve`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct Serve {
            client: Client,
            id: i64,
        }

        impl Serve {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Option<Json<i64>>> {
                self.client
                    .request("serve", Method::DELETE, "/things/{id}")
                    .path("id", self.id)
                    .unauthenticated()
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: What is left.
            /// - `204`: Nothing is left.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Option<i64>, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Option<i64>>, Error>> {
                self.into_request().send_with_response()
            }
        }
    }

    pub use files::{AddFiles, FindPicture, ReplaceNote, ReplacePicture};
    pub use things::{
        CreateThing, CreateThingForm, FetchThing, FetchThingResponse, ListThings, Serve,
    };
}

pub mod response_headers {
    //! Response headers, as the API's document declares them.

    use http::HeaderMap;

    use crate::headers::parse;

    /// Headers of the response to [`list_things`](crate::Client::list_things).
    #[derive(Debug, Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct ListThingsHeaders {
        /// How many calls are left. At least 7.
        pub x_left: Option<i64>,
    }

    /// A header that is missing, or that is not what the document says, is `None`.
    impl From<&HeaderMap> for ListThingsHeaders {
        fn from(headers: &HeaderMap) -> Self {
            Self {
                x_left: parse(headers, "X-Left"),
            }
        }
    }
}

pub mod mocked {
    //! What a [`Mock`](crate::mock::Mock) knows of this API: its operations, and their requests
    //! as types.

    mod files {
        //! What a mock of the API does for files.

        use bytes::Bytes;

        use crate::mock::{Misread, Mock, Mocked, MockedOperation, Received, ReceivedPart};
        use crate::models::AddFilesPlace;
        use crate::{NoContent, Redirect};

        impl Mock {
            /// What the mock does with requests of
            /// [`Client::replace_note`](crate::Client::replace_note).
            pub fn replace_note(&self) -> Mocked<ReceivedReplaceNote> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::find_picture`](crate::Client::find_picture).
            pub fn find_picture(&self) -> Mocked<ReceivedFindPicture> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::replace_picture`](crate::Client::replace_picture).
            pub fn replace_picture(&self) -> Mocked<ReceivedReplacePicture> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::add_files`](crate::Client::add_files).
            pub fn add_files(&self) -> Mocked<ReceivedAddFiles> {
                self.operation()
            }
        }

        /// A request of [`Client::replace_note`](crate::Client::replace_note), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedReplaceNote {
            /// The body of the request.
            pub body: Option<String>,
        }

        impl MockedOperation for ReceivedReplaceNote {
            type Content = String;

            const METHOD: &str = "replace_note";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self { body: request.text() })
            }
        }

        /// A request of [`Client::find_picture`](crate::Client::find_picture), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedFindPicture {
            /// Its number.
            pub id: i64,
        }

        impl MockedOperation for ReceivedFindPicture {
            type Content = Redirect;

            const METHOD: &str = "find_picture";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    id: request.required("path", "id")?,
                })
            }
        }

        /// A request of [`Client::replace_picture`](crate::Client::replace_picture), as a mock
        /// received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedReplacePicture {
            /// Its number.
            pub id: i64,
            /// The body of the request.
            pub body: Bytes,
        }

        impl MockedOperation for ReceivedReplacePicture {
            type Content = Bytes;

            const METHOD: &str = "replace_picture";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    id: request.required("path", "id")?,
                    body: request.bytes().unwrap_or_default(),
                })
            }
        }

        /// A request of [`Client::add_files`](crate::Client::add_files), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedAddFiles {
            /// Its number.
            pub id: i64,
            /// The first. Format: `binary`.
            pub main: ReceivedPart,

            /// The others.
            ///
            /// Each is sent as a part of its own.
            pub others: Vec<ReceivedPart>,

            /// What they show.
            pub title: String,
            /// Where it is.
            pub place: Option<AddFilesPlace>,
        }

        impl MockedOperation for ReceivedAddFiles {
            type Content = NoContent;

            const METHOD: &str = "add_files";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    id: request.required("path", "id")?,
                    main: request.file("main")?,
                    others: request.files("others"),
                    title: request.required("part", "title")?,
                    place: request.optional("part", "place")?,
                })
            }
        }
    }

    mod things {
        //! What a mock of the API does for things.

        use http::StatusCode;

        use crate::mock::{Answered, AsAnswer, Misread, Mock, Mocked, MockedOperation, Received};
        use crate::models::{
            CreateThingFormColour, CreateThingFormMeasures, CreateThingFormPartsItem, Kind,
            ListThingsPrice, ListThingsResponse, Thing,
        };
        use crate::operations::FetchThingResponse;
        use crate::{Json, NoContent};

        impl Mock {
            /// What the mock does with requests of [`Client::list_things`](crate::Client::list_things).
            pub fn list_things(&self) -> Mocked<ReceivedListThings> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::create_thing`](crate::Client::create_thing).
            pub fn create_thing(&self) -> Mocked<ReceivedCreateThing> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::create_thing_form`](crate::Client::create_thing_form).
            pub fn create_thing_form(&self) -> Mocked<ReceivedCreateThingForm> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::fetch_thing`](crate::Client::fetch_thing).
            pub fn fetch_thing(&self) -> Mocked<ReceivedFetchThing> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::serve`](crate::Client::serve).
            pub fn serve_operation(&self) -> Mocked<ReceivedServe> {
                self.operation()
            }
        }

        /// A request of [`Client::list_things`](crate::Client::list_things), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedListThings {
            /// Which kinds.
            pub r#type: Option<Vec<Kind>>,
            /// What they may cost.
            pub price: Option<ListThingsPrice>,
            /// Which page.
            pub page_token: Option<String>,
            /// What to trace it with. Format: `uuid`.
            pub x_trace: String,
            /// The basket.
            pub basket: Option<i64>,
        }

        impl MockedOperation for ReceivedListThings {
            type Content = Json<ListThingsResponse>;

            const METHOD: &str = "list_things";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    r#type: request.optional("query", "type")?,
                    price: request.optional("query", "price")?,
                    page_token: request.optional("query", "pageToken")?,
                    x_trace: request.required("header", "X-Trace")?,
                    basket: request.optional("cookie", "basket")?,
                })
            }
        }

        /// A request of [`Client::create_thing`](crate::Client::create_thing), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedCreateThing {
            /// The body of the request.
            pub body: Thing,
        }

        impl MockedOperation for ReceivedCreateThing {
            type Content = Json<Thing>;

            const METHOD: &str = "create_thing";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    body: request.required("body", "body")?,
                })
            }
        }

        /// A request of [`Client::create_thing_form`](crate::Client::create_thing_form), as a mock
        /// received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedCreateThingForm {
            /// Its name. At least 3 characters.
            pub name: String,
            /// How large it is.
            pub measures: Option<CreateThingFormMeasures>,
            /// What it consists of.
            pub parts: Option<Vec<CreateThingFormPartsItem>>,
            /// Its colour.
            pub colour: Option<CreateThingFormColour>,
        }

        impl MockedOperation for ReceivedCreateThingForm {
            type Content = Json<Thing>;

            const METHOD: &str = "create_thing_form";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    name: request.required("field", "name")?,
                    measures: request.optional("field", "measures")?,
                    parts: request.optional("field", "parts")?,
                    colour: request.optional("field", "colour")?,
                })
            }
        }

        /// A request of [`Client::fetch_thing`](crate::Client::fetch_thing), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedFetchThing {
            /// Its number.
            pub id: i64,
        }

        impl MockedOperation for ReceivedFetchThing {
            type Content = FetchThingResponse;

            const METHOD: &str = "fetch_thing";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    id: request.required("path", "id")?,
                })
            }
        }

        impl AsAnswer for FetchThingResponse {
            fn as_answer(body: &Self, _: StatusCode) -> Result<Answered, serde_json::Error> {
                match body {
                    Self::Ok(content) => Json::<Thing>::as_answer(content, StatusCode::OK),
                    Self::NonAuthoritativeInformation(content) => {
                        String::as_answer(content, StatusCode::NON_AUTHORITATIVE_INFORMATION)
                    }
                    Self::Success => NoContent::as_answer(&(), StatusCode::CREATED),
                    Self::Other(status, content) => Ok(Answered::new(*status, content.clone())),
                }
            }
        }

        /// A request of [`Client::serve`](crate::Client::serve), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedServe {
            /// Its number.
            pub id: i64,
        }

        impl MockedOperation for ReceivedServe {
            type Content = Option<Json<i64>>;

            const METHOD: &str = "serve";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    id: request.required("path", "id")?,
                })
            }
        }
    }

    pub use files::{
        ReceivedAddFiles, ReceivedFindPicture, ReceivedReplaceNote, ReceivedReplacePicture,
    };
    pub use things::{
        ReceivedCreateThing, ReceivedCreateThingForm, ReceivedFetchThing, ReceivedListThings,
        ReceivedServe,
    };

    use crate::ClientBuilder;

    /// The operations of the API, with what they take and what they answer.
    pub(crate) const TABLE: &str = include_str!("shop/table.json");

    /// Gives a builder credentials of each kind, which a mock takes whatever they are.
    pub(crate) fn credentials(builder: ClientBuilder) -> ClientBuilder {
        builder.api_key("mock").token("mock")
    }
}
