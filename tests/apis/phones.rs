//! Generated from `phones.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://phones.twilio.com/v1";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["accountSid_authToken"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &[
        "twilio-request-id",
        "x-twilio-request-id",
    ];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = crate::models::Refusal;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{Client, ClientBuilder, CredentialProvider, Error};

    impl Client {
        /// A client with the given credentials for HTTP basic authentication, and defaults for
        /// everything else.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(
            username: impl Into<String>,
            password: impl Into<String>,
        ) -> Result<Self, Error> {
            Self::builder().credentials(username, password).build()
        }
    }

    impl ClientBuilder {
        /// The username and the password of HTTP basic authentication.
        pub fn credentials(
            self,
            username: impl Into<String>,
            password: impl Into<String>,
        ) -> Self {
            self.basic("accountSid_authToken", &username.into(), &password.into())
        }

        /// The same as [`credentials`](Self::credentials), from a provider that is asked each time
        /// a request is sent.
        pub fn credentials_from(
            self,
            provider: impl CredentialProvider<(String, String)>,
        ) -> Self {
            self.basic_from("accountSid_authToken", provider)
        }
    }
}

pub mod identifiers {
    //! The kinds of identifiers of this API.

    use crate::identifier::{Identifier, identifier};

    /// What a phone is known by.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct PhoneSid(String);

    impl PhoneSid {
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

    identifier!(PhoneSid);
    impl Identifier for PhoneSid {
        const PREFIX: &str = "PH";
        const DIGITS: usize = 32;
    }
}

pub mod models {
    //! What is sent and received.
    #![allow(deprecated, reason = "the API still has it")]

    mod phones {
        //! Models of phones.
        #![allow(deprecated, reason = "the API still has it")]

        use std::collections::BTreeMap;

        use crate::identifiers::PhoneSid;
        use crate::{AnyJson, Page};

        /// A phone as it was.
        #[deprecated]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct OldPhone {
            /// Its number.
            pub number: Option<String>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        /// A phone.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Phone {
            /// What a phone is known by.
            pub sid: PhoneSid,
            /// Its number.
            pub number: Option<String>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        /// A page of phones.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct PhonePage {
            /// The phones.
            pub phones: Vec<Phone>,
            /// Where the page is.
            pub meta: PhonePageMeta,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        impl Page for PhonePage {
            type Item = Phone;

            fn next_page(&self) -> Option<&str> {
                self.meta.next_page_url.as_deref()
            }

            fn into_items(self) -> Vec<Phone> {
                self.phones
            }
        }

        /// Where the page is.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct PhonePageMeta {
            /// The URL of the next page.
            pub next_page_url: Option<String>,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        /// Why something is refused.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Refusal {
            /// In words.
            pub message: String,
            /// Fields that this version of the crate does not know, and values that do not fit.
            pub extra: BTreeMap<String, AnyJson>,
        }

        /// How a phone is.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum State {
            /// `new`
            New,
            /// `worn`
            Worn,
            /// A value that this version of the crate does not know, as it is.
            Unrecognized(String),
        }

        impl State {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::New => "new",
                    Self::Worn => "worn",
                    Self::Unrecognized(text) => text,
                }
            }
        }
    }

    pub use phones::{OldPhone, Phone, PhonePage, PhonePageMeta, Refusal, State};
}

pub mod json {
    //! How the models are read and written as JSON.

    mod phones {
        #![allow(deprecated, reason = "the API still has it")]

        use serde::{Serialize, Serializer};

        use crate::from_json::{FromJson, Misfit};
        use crate::models::{OldPhone, Phone, PhonePage, PhonePageMeta, Refusal, State};
        use crate::node::Node;
        use crate::object::{Fields, Writer, json_object};
        use crate::open_enum::open_enum;
        use crate::reading::Reading;

        json_object!(OldPhone);
        impl FromJson for OldPhone {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    number: fields.optional("number"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for OldPhone {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).optional("number", &self.number).end()
            }
        }

        json_object!(Phone);
        impl FromJson for Phone {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    sid: fields.required("sid")?,
                    number: fields.optional("number"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for Phone {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("sid", &self.sid)
                    .optional("number", &self.number)
                    .end()
            }
        }

        json_object!(PhonePage);
        impl FromJson for PhonePage {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    phones: fields.required("phones")?,
                    meta: fields.required("meta")?,
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for PhonePage {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .required("phones", &self.phones)
                    .required("meta", &self.meta)
                    .end()
            }
        }

        json_object!(PhonePageMeta);
        impl FromJson for PhonePageMeta {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    next_page_url: fields.strict().nullable("next_page_url"),
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for PhonePageMeta {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra)
                    .nullable("next_page_url", &self.next_page_url)
                    .end()
            }
        }

        json_object!(Refusal);
        impl FromJson for Refusal {
            fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                let mut fields = Fields::of(node, reading)?;
                Ok(Self {
                    message: fields.required("message")?,
                    extra: fields.rest()?,
                })
            }
        }

        impl Serialize for Refusal {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Writer::new(serializer, &self.extra).required("message", &self.message).end()
            }
        }

        open_enum!(State);
        impl From<&str> for State {
            fn from(text: &str) -> Self {
                match text {
                    "new" => Self::New,
                    "worn" => Self::Worn,
                    text => Self::Unrecognized(text.to_owned()),
                }
            }
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod phones {
        //! Phones.
        #![allow(deprecated, reason = "the API still has it")]

        use std::collections::BTreeMap;

        use bytes::Bytes;
        use http::{HeaderMap, HeaderValue, Method, StatusCode};

        use crate::identifiers::PhoneSid;
        use crate::models::{OldPhone, Phone, PhonePage, State};
        use crate::{
            Client, Content, ContentError, Date, Download, Error, Items, Json, Multipart,
            NoContent, Pages, Part, Redirect, Request, Response, Style,
        };

        impl Client {
            /// Lists phones.
            ///
            /// `GET /Phones`
            pub fn list_phones(&self) -> ListPhones {
                ListPhones {
                    client: self.clone(),
                    number: None,
                    state: None,
                    sizes: None,
                    since: None,
                    trace: None,
                    trace_header: None,
                }
            }

            /// Creates a phone.
            ///
            /// `POST /Phones`
            ///
            /// - `number`: Its number.
            /// - `state`: How a phone is.
            /// - `weight`: What it weighs.
            pub fn create_phone(
                &self,
                number: impl Into<String>,
                state: impl Into<State>,
                weight: f64,
            ) -> CreatePhone {
                CreatePhone {
                    client: self.clone(),
                    number: number.into(),
                    state: state.into(),
                    weight,
                    old: None,
                    labels: None,
                }
            }

            /// Fetches a phone as it was.
            ///
            /// `GET /Phones/{Sid}`
            ///
            /// - `sid`: What the phone is known by.
            pub fn fetch_phone(&self, sid: impl Into<PhoneSid>) -> FetchPhone {
                FetchPhone {
                    client: self.clone(),
                    sid: sid.into(),
                }
            }

            /// Deletes a phone.
            ///
            /// `DELETE /Phones/{Sid}`
            ///
            /// - `sid`: What the phone is known by.
            #[deprecated]
            pub fn delete_phone(&self, sid: impl Into<PhoneSid>) -> DeletePhone {
                DeletePhone {
                    client: self.clone(),
                    sid: sid.into(),
                }
            }

            /// Fetches the picture of a phone.
            ///
            /// `GET /Phones/{Sid}/Picture`
            ///
            /// - `sid`: What the phone is known by.
            pub fn fetch_picture(&self, sid: impl Into<PhoneSid>) -> FetchPicture {
                FetchPicture {
                    client: self.clone(),
                    sid: sid.into(),
                }
            }

            /// Replaces the pictures of a phone.
            ///
            /// `PUT /Phones/{Sid}/Picture`
            ///
            /// - `sid`: What the phone is known by.
            /// - `picture`: The picture. Format: `binary`.
            pub fn replace_picture(
                &self,
                sid: impl Into<PhoneSid>,
                picture: impl Into<Part>,
            ) -> ReplacePicture {
                ReplacePicture {
                    client: self.clone(),
                    sid: sid.into(),
                    picture: picture.into(),
                    others: None,
                }
            }

            /// Adds a note to a phone.
            ///
            /// `POST /Phones/{Sid}/Picture`
            ///
            /// - `sid`: What the phone is known by.
            /// - `body`: The body of the request.
            pub fn add_note(
                &self,
                sid: impl Into<PhoneSid>,
                body: impl Into<String>,
            ) -> AddNote {
                AddNote {
                    client: self.clone(),
                    sid: sid.into(),
                    body: body.into(),
                }
            }

            /// Adds parts that nobody can give on a command line.
            ///
            /// `PATCH /Phones/{Sid}/Picture`
            ///
            /// - `sid`: What the phone is known by.
            /// - `body`: The body of the request.
            pub fn add_parts(&self, sid: impl Into<PhoneSid>, body: Multipart) -> AddParts {
                AddParts {
                    client: self.clone(),
                    sid: sid.into(),
                    body,
                }
            }

            /// Says how all is.
            ///
            /// `GET /Status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus {
                    client: self.clone(),
                }
            }
        }

        /// The request of [`Client::list_phones`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListPhones {
            client: Client,
            number: Option<Vec<String>>,
            state: Option<Vec<State>>,
            sizes: Option<Vec<i64>>,
            since: Option<Date>,
            trace: Option<String>,
            trace_header: Option<bool>,
        }

        impl ListPhones {
            /// Numbers to look for.
            pub fn number(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
                self.number = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// States to look for.
            pub fn state(mut self, value: impl IntoIterator<Item = impl Into<State>>) -> Self {
                self.state = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// Sizes to look for.
            pub fn sizes(mut self, value: impl IntoIterator<Item = i64>) -> Self {
                self.sizes = Some(value.into_iter().collect());
                self
            }

            /// How old a phone may be.
            pub fn since(mut self, value: impl Into<Date>) -> Self {
                self.since = Some(value.into());
                self
            }

            /// Where to trace to.
            pub fn trace(mut self, value: impl Into<String>) -> Self {
                self.trace = Some(value.into());
                self
            }

            /// What to trace with.
            pub fn trace_header(mut self, value: bool) -> Self {
                self.trace_header = Some(value);
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<PhonePage>> {
                self.client
                    .request("ListPhone", Method::GET, "/Phones")
                    .query("Number", self.number)
                    .styled_query(Style::Form, "State", self.state)
                    .query("Sizes", self.sizes)
                    .query("Since", self.since)
                    .query("Trace", self.trace)
                    .header("Trace", self.trace_header)
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: A page.
            /// - `default`: It is refused.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<PhonePage, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<PhonePage>, Error>> {
                self.into_request().send_with_response()
            }

            /// The pages of the list, each fetched when it is asked for.
            pub fn pages(self) -> Pages<PhonePage> {
                Pages::new(self.into_request())
            }

            /// The items on the pages, one by one. Each page is fetched when it is needed.
            pub fn items(self) -> Items<PhonePage> {
                self.pages().items()
            }
        }

        /// The request of [`Client::create_phone`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CreatePhone {
            client: Client,
            number: String,
            state: State,
            weight: f64,
            old: Option<bool>,
            labels: Option<Vec<String>>,
        }

        impl CreatePhone {
            /// Whether it is old.
            #[deprecated]
            pub fn old(mut self, value: bool) -> Self {
                self.old = Some(value);
                self
            }

            /// What is written on it.
            pub fn labels(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
                self.labels = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Option<Json<Phone>>> {
                self.client
                    .request("CreatePhone", Method::POST, "/Phones")
                    .form("Number", self.number)
                    .form("State", self.state)
                    .form("Weight", self.weight)
                    .form("Old", self.old)
                    .form("Labels", self.labels)
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `201`: The phone.
            /// - `204`: There was one already.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Option<Phone>, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Option<Phone>>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::fetch_phone`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchPhone {
            client: Client,
            sid: PhoneSid,
        }

        impl FetchPhone {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<OldPhone>> {
                self.client
                    .request("FetchPhone", Method::GET, "/Phones/{Sid}")
                    .path("Sid", self.sid)
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The phone.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<OldPhone, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<OldPhone>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The request of [`Client::delete_phone`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct DeletePhone {
            client: Client,
            sid: PhoneSid,
        }

        impl DeletePhone {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("DeletePhone", Method::DELETE, "/Phones/{Sid}")
                    .path("Sid", self.sid)
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `204`: It is gone.
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

        /// The request of [`Client::fetch_picture`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchPicture {
            client: Client,
            sid: PhoneSid,
        }

        impl FetchPicture {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Bytes> {
                self.client
                    .request("FetchPicture", Method::GET, "/Phones/{Sid}/Picture")
                    .path("Sid", self.sid)
                    .header("Accept", "image/png")
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The picture.
            /// - `404`: It is refused.
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

        /// The request of [`Client::replace_picture`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ReplacePicture {
            client: Client,
            sid: PhoneSid,
            picture: Part,
            others: Option<Vec<Part>>,
        }

        impl ReplacePicture {
            /// Other pictures.
            ///
            /// Each is sent as a part of its own.
            pub fn others(mut self, value: impl IntoIterator<Item = impl Into<Part>>) -> Self {
                self.others = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("ReplacePicture", Method::PUT, "/Phones/{Sid}/Picture")
                    .path("Sid", self.sid)
                    .multipart(
                        Multipart::new()
                            .files("Picture", "application/octet-stream", [self.picture])
                            .files(
                                "Others",
                                "application/octet-stream",
                                self.others.into_iter().flatten(),
                            ),
                    )
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `204`: It is there.
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

        /// The request of [`Client::add_note`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddNote {
            client: Client,
            sid: PhoneSid,
            body: String,
        }

        impl AddNote {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<String> {
                self.client
                    .request("AddNote", Method::POST, "/Phones/{Sid}/Picture")
                    .path("Sid", self.sid)
                    .text("text/plain; charset=utf-8", self.body)
                    .header("Accept", "text/plain")
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The note.
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

        /// The request of [`Client::add_parts`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddParts {
            client: Client,
            sid: PhoneSid,
            body: Multipart,
        }

        impl AddParts {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Redirect> {
                self.client
                    .request("AddParts", Method::PATCH, "/Phones/{Sid}/Picture")
                    .path("Sid", self.sid)
                    .multipart(self.body)
            }

            /// Sends the request and returns the URL that the response redirects to.
            ///
            /// - `302`: Where they are.
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

        /// The request of [`Client::fetch_status`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchStatus {
            client: Client,
        }

        impl FetchStatus {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<FetchStatusResponse> {
                self.client.request("FetchStatus", Method::GET, "/Status").unauthenticated()
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `default`: It is refused.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<FetchStatusResponse, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<FetchStatusResponse>, Error>> {
                self.into_request().send_with_response()
            }
        }

        /// The response to [`Client::fetch_status`](crate::Client::fetch_status), by status.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum FetchStatusResponse {
            /// How it is.
            ///
            /// With status 200.
            Ok(BTreeMap<String, String>),

            /// Nobody knows yet.
            ///
            /// With status 202.
            Accepted(String),

            /// Anything else, with its status.
            Other(StatusCode, Bytes),
        }

        impl Content for FetchStatusResponse {
            type Body = Self;

            const ACCEPT: HeaderValue = HeaderValue::from_static("application/json, text/plain");

            fn decode(
                status: StatusCode,
                headers: &HeaderMap,
                body: &Bytes,
            ) -> Result<Self, ContentError> {
                match status.as_u16() {
                    200 => {
                        Json::<BTreeMap<String, String>>::decode(status, headers, body)
                            .map(Self::Ok)
                    }
                    202 => String::decode(status, headers, body).map(Self::Accepted),
                    _ => Ok(Self::Other(status, body.clone())),
                }
            }
        }
    }

    pub use phones::{
        AddNote, AddParts, CreatePhone, DeletePhone, FetchPhone, FetchPicture, FetchStatus,
        FetchStatusResponse, ListPhones, ReplacePicture,
    };
}

pub mod mocked {
    //! What a [`Mock`](crate::mock::Mock) knows of this API: its operations, and their requests
    //! as types.

    mod phones {
        //! What a mock of the API does for phones.
        #![allow(deprecated, reason = "the API still has it")]

        use std::collections::BTreeMap;

        use bytes::Bytes;
        use http::StatusCode;

        use crate::identifiers::PhoneSid;
        use crate::mock::{
            Answered, AsAnswer, Misread, Mock, Mocked, MockedOperation, Received, ReceivedPart,
        };
        use crate::models::{OldPhone, Phone, PhonePage, State};
        use crate::operations::FetchStatusResponse;
        use crate::{Date, Json, NoContent, Redirect};

        impl Mock {
            /// What the mock does with requests of [`Client::list_phones`](crate::Client::list_phones).
            pub fn list_phones(&self) -> Mocked<ReceivedListPhones> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::create_phone`](crate::Client::create_phone).
            pub fn create_phone(&self) -> Mocked<ReceivedCreatePhone> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::fetch_phone`](crate::Client::fetch_phone).
            pub fn fetch_phone(&self) -> Mocked<ReceivedFetchPhone> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::delete_phone`](crate::Client::delete_phone).
            pub fn delete_phone(&self) -> Mocked<ReceivedDeletePhone> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::fetch_picture`](crate::Client::fetch_picture).
            pub fn fetch_picture(&self) -> Mocked<ReceivedFetchPicture> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::replace_picture`](crate::Client::replace_picture).
            pub fn replace_picture(&self) -> Mocked<ReceivedReplacePicture> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::add_note`](crate::Client::add_note).
            pub fn add_note(&self) -> Mocked<ReceivedAddNote> {
                self.operation()
            }

            /// What the mock does with requests of [`Client::add_parts`](crate::Client::add_parts).
            pub fn add_parts(&self) -> Mocked<ReceivedAddParts> {
                self.operation()
            }

            /// What the mock does with requests of
            /// [`Client::fetch_status`](crate::Client::fetch_status).
            pub fn fetch_status(&self) -> Mocked<ReceivedFetchStatus> {
                self.operation()
            }
        }

        /// A request of [`Client::list_phones`](crate::Client::list_phones), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedListPhones {
            /// Numbers to look for.
            pub number: Option<Vec<String>>,
            /// States to look for.
            pub state: Option<Vec<State>>,
            /// Sizes to look for.
            pub sizes: Option<Vec<i64>>,
            /// How old a phone may be.
            pub since: Option<Date>,
            /// Where to trace to.
            pub trace: Option<String>,
            /// What to trace with.
            pub trace_header: Option<bool>,
        }

        impl MockedOperation for ReceivedListPhones {
            type Content = Json<PhonePage>;

            const METHOD: &str = "list_phones";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    number: request.optional("query", "Number")?,
                    state: request.optional("query", "State")?,
                    sizes: request.optional("query", "Sizes")?,
                    since: request.optional("query", "Since")?,
                    trace: request.optional("query", "Trace")?,
                    trace_header: request.optional("header", "Trace")?,
                })
            }
        }

        /// A request of [`Client::create_phone`](crate::Client::create_phone), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedCreatePhone {
            /// Its number.
            pub number: String,
            /// How a phone is.
            pub state: State,
            /// What it weighs.
            pub weight: f64,
            /// Whether it is old.
            pub old: Option<bool>,
            /// What is written on it.
            pub labels: Option<Vec<String>>,
        }

        impl MockedOperation for ReceivedCreatePhone {
            type Content = Option<Json<Phone>>;

            const METHOD: &str = "create_phone";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    number: request.required("field", "Number")?,
                    state: request.required("field", "State")?,
                    weight: request.required("field", "Weight")?,
                    old: request.optional("field", "Old")?,
                    labels: request.optional("field", "Labels")?,
                })
            }
        }

        /// A request of [`Client::fetch_phone`](crate::Client::fetch_phone), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedFetchPhone {
            /// What the phone is known by.
            pub sid: PhoneSid,
        }

        impl MockedOperation for ReceivedFetchPhone {
            type Content = Json<OldPhone>;

            const METHOD: &str = "fetch_phone";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                })
            }
        }

        /// A request of [`Client::delete_phone`](crate::Client::delete_phone), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedDeletePhone {
            /// What the phone is known by.
            pub sid: PhoneSid,
        }

        impl MockedOperation for ReceivedDeletePhone {
            type Content = NoContent;

            const METHOD: &str = "delete_phone";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                })
            }
        }

        /// A request of [`Client::fetch_picture`](crate::Client::fetch_picture), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedFetchPicture {
            /// What the phone is known by.
            pub sid: PhoneSid,
        }

        impl MockedOperation for ReceivedFetchPicture {
            type Content = Bytes;

            const METHOD: &str = "fetch_picture";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                })
            }
        }

        /// A request of [`Client::replace_picture`](crate::Client::replace_picture), as a mock
        /// received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedReplacePicture {
            /// What the phone is known by.
            pub sid: PhoneSid,
            /// The picture. Format: `binary`.
            pub picture: ReceivedPart,

            /// Other pictures.
            ///
            /// Each is sent as a part of its own.
            pub others: Vec<ReceivedPart>,
        }

        impl MockedOperation for ReceivedReplacePicture {
            type Content = NoContent;

            const METHOD: &str = "replace_picture";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                    picture: request.file("Picture")?,
                    others: request.files("Others"),
                })
            }
        }

        /// A request of [`Client::add_note`](crate::Client::add_note), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedAddNote {
            /// What the phone is known by.
            pub sid: PhoneSid,
            /// The body of the request.
            pub body: String,
        }

        impl MockedOperation for ReceivedAddNote {
            type Content = String;

            const METHOD: &str = "add_note";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                    body: request.text().unwrap_or_default(),
                })
            }
        }

        /// A request of [`Client::add_parts`](crate::Client::add_parts), as a mock received it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedAddParts {
            /// What the phone is known by.
            pub sid: PhoneSid,
            /// The body of the request.
            pub body: Vec<ReceivedPart>,
        }

        impl MockedOperation for ReceivedAddParts {
            type Content = Redirect;

            const METHOD: &str = "add_parts";

            fn read(request: &Received) -> Result<Self, Misread> {
                Ok(Self {
                    sid: request.required("path", "Sid")?,
                    body: request.parts(),
                })
            }
        }

        /// A request of [`Client::fetch_status`](crate::Client::fetch_status), as a mock received
        /// it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ReceivedFetchStatus {}

        impl MockedOperation for ReceivedFetchStatus {
            type Content = FetchStatusResponse;

            const METHOD: &str = "fetch_status";

            fn read(_: &Received) -> Result<Self, Misread> {
                Ok(Self {})
            }
        }

        impl AsAnswer for FetchStatusResponse {
            fn as_answer(body: &Self, _: StatusCode) -> Result<Answered, serde_json::Error> {
                match body {
                    Self::Ok(content) => {
                        Json::<BTreeMap<String, String>>::as_answer(content, StatusCode::OK)
                    }
                    Self::Accepted(content) => String::as_answer(content, StatusCode::ACCEPTED),
                    Self::Other(status, content) => Ok(Answered::new(*status, content.clone())),
                }
            }
        }
    }

    pub use phones::{
        ReceivedAddNote, ReceivedAddParts, ReceivedCreatePhone, ReceivedDeletePhone,
        ReceivedFetchPhone, ReceivedFetchPicture, ReceivedFetchStatus, ReceivedListPhones,
        ReceivedReplacePicture,
    };

    use crate::ClientBuilder;

    /// The operations of the API, with what they take and what they answer.
    pub(crate) const TABLE: &str = include_str!("phones/table.json");

    /// Gives a builder credentials of each kind, which a mock takes whatever they are.
    pub(crate) fn credentials(builder: ClientBuilder) -> ClientBuilder {
        builder.credentials("mock", "mock")
    }
}
