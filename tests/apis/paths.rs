//! Generated from `paths.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://birds.example.com/v1";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["key"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{Client, ClientBuilder, CredentialProvider, Error};

    impl Client {
        /// A client with the given API key, and defaults for everything else.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(key: impl Into<String>) -> Result<Self, Error> {
            Self::builder().api_key(key).build()
        }
    }

    impl ClientBuilder {
        /// The API key, which goes into the header `X-Key`.
        pub fn api_key(self, key: impl Into<String>) -> Self {
            self.header_key("key", "X-Key", &key.into())
        }

        /// The same as [`api_key`](Self::api_key), from a provider that is asked each time a
        /// request is sent.
        pub fn api_key_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.header_key_from("key", "X-Key", provider)
        }
    }
}

pub mod models {
    //! What is sent and received.

    mod birds {
        //! Models of birds.


        /// The values of an element of the parameter `colours` of `GET /birds`.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ListBirdsColoursItem {
            /// `red`
            Red,
            /// `green`
            Green,
            /// A value that this version of the crate does not know, as it is.
            Unrecognized(String),
        }

        impl ListBirdsColoursItem {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Red => "red",
                    Self::Green => "green",
                    Self::Unrecognized(text) => text,
                }
            }
        }
    }

    mod nests {
        //! Models of nests.

        use serde::Serialize;

        use crate::AnyJson;

        /// A nest, or where it is.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Nest {
            /// Where it is.
            Text(String),
            /// The number of a tree.
            Integer(i64),
            /// Anything else, as it is.
            Other(AnyJson),
        }

        impl Nest {
            /// The content, if it is [`Text`](Self::Text).
            #[must_use]
            pub fn as_text(&self) -> Option<&str> {
                match self {
                    Self::Text(value) => Some(value),
                    _ => None,
                }
            }

            /// The content, if it is [`Integer`](Self::Integer).
            #[must_use]
            pub fn as_integer(&self) -> Option<i64> {
                match self {
                    Self::Integer(value) => Some(*value),
                    _ => None,
                }
            }
        }

        impl From<String> for Nest {
            fn from(value: String) -> Self {
                Self::Text(value)
            }
        }

        impl From<&str> for Nest {
            fn from(value: &str) -> Self {
                Self::Text(value.to_owned())
            }
        }

        impl From<i64> for Nest {
            fn from(value: i64) -> Self {
                Self::Integer(value)
            }
        }
    }

    pub use birds::ListBirdsColoursItem;
    pub use nests::Nest;
}

pub mod json {
    //! How the models are read and written as JSON.

    mod birds {
        use crate::models::ListBirdsColoursItem;
        use crate::open_enum::open_enum;

        open_enum!(ListBirdsColoursItem);
        impl From<&str> for ListBirdsColoursItem {
            fn from(text: &str) -> Self {
                match text {
                    "red" => Self::Red,
                    "green" => Self::Green,
                    text => Self::Unrecognized(text.to_owned()),
                }
            }
        }
    }

    mod nests {
        use crate::AnyJson;
        use crate::models::Nest;
        use crate::union::{Choice, Union, json_union};

        json_union!(Nest);
        impl Union for Nest {
            fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
                choice.variant(Self::Text).variant(Self::Integer)
            }

            fn other(json: AnyJson) -> Self {
                Self::Other(json)
            }
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod birds {
        //! Operations on birds.

        use http::Method;

        use crate::models::ListBirdsColoursItem;
        use crate::{Client, Error, Json, Request, Response};

        impl Client {
            /// Lists birds.
            ///
            /// `GET /birds`
            ///
            /// - `colours`: Of what colours.
            /// - `span`: How long their wings are.
            /// - `count`: How many.
            /// - `rare`: Whether they are rare.
            pub fn list_birds(
                &self,
                colours: impl IntoIterator<Item = impl Into<ListBirdsColoursItem>>,
                span: f64,
                count: i64,
                rare: bool,
            ) -> ListBirds {
                ListBirds {
                    client: self.clone(),
                    colours: colours.into_iter().map(Into::into).collect(),
                    span,
                    count,
                    rare,
                }
            }
        }

        /// The request of [`Client::list_birds`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListBirds {
            client: Client,
            colours: Vec<ListBirdsColoursItem>,
            span: f64,
            count: i64,
            rare: bool,
        }

        impl ListBirds {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<Vec<String>>> {
                self.client
                    .request("ListBirds", Method::GET, "/birds")
                    .query("colours", self.colours)
                    .query("span", self.span)
                    .query("count", self.count)
                    .query("rare", self.rare)
                    .unauthenticated()
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: The birds.
            ///
            /// # Errors
            ///
            /// [`Error`] says in which phase the call failed, and why.
            pub fn send(self) -> impl Future<Output = Result<Vec<String>, Error>> {
                self.into_request().send()
            }

            /// Sends the request and returns content, status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<Response<Vec<String>>, Error>> {
                self.into_request().send_with_response()
            }
        }
    }

    mod nests {
        //! Operations on nests.

        use http::Method;

        use crate::models::Nest;
        use crate::{Client, Error, Json, NoContent, Request, Response};

        impl Client {
            /// Adds a nest.
            ///
            /// `POST /nests`
            ///
            /// - `body`: The body of the request.
            pub fn add_nest(&self, body: impl Into<Nest>) -> AddNest {
                AddNest {
                    client: self.clone(),
                    body: body.into(),
                }
            }
        }

        /// The request of [`Client::add_nest`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddNest {
            client: Client,
            body: Nest,
        }

        impl AddNest {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("AddNest", Method::POST, "/nests")
                    .server("https://nests.example.com")
                    .json(Json(self.body))
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
    }

    pub use birds::ListBirds;
    pub use nests::AddNest;
}
