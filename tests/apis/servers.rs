//! Generated from `servers.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://eu.example.com/v1";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["token"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{Client, ClientBuilder, CredentialProvider, Error};

    impl Client {
        /// A client with the given token, and defaults for everything else.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(token: impl Into<String>) -> Result<Self, Error> {
            Self::builder().token(token).build()
        }
    }

    impl ClientBuilder {
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

pub mod servers {
    //! The servers of the API, to be given to
    //! [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).

    use crate::server;

    /// Production.
    ///
    /// `https://{region}.example.com:{port}/{base}`
    #[derive(Debug, Clone)]
    #[must_use = "a server does nothing until something is sent to it"]
    pub struct Production {
        region: ProductionRegion,
        port: String,
        base: String,
    }

    impl Production {
        /// The server with the defaults of its variables.
        pub fn new() -> Self {
            Self {
                region: ProductionRegion::Eu,
                port: "443".to_owned(),
                base: "v1".to_owned(),
            }
        }

        /// Where data is kept.
        ///
        /// Default: `eu`.
        pub fn region(mut self, value: ProductionRegion) -> Self {
            self.region = value;
            self
        }

        /// The value of `port`.
        ///
        /// Default: `443`.
        pub fn port(mut self, value: impl Into<String>) -> Self {
            self.port = value.into();
            self
        }

        /// What paths begin with.
        ///
        /// Default: `v1`.
        pub fn base(mut self, value: impl Into<String>) -> Self {
            self.base = value.into();
            self
        }
    }

    impl Default for Production {
        fn default() -> Self {
            Self::new()
        }
    }

    impl From<Production> for String {
        fn from(server: Production) -> Self {
            server::url(
                "https://{region}.example.com:{port}/{base}",
                &[
                    ("region", server.region.as_str()),
                    ("port", &server.port),
                    ("base", &server.base),
                ],
            )
        }
    }

    /// Where data is kept.
    ///
    /// Default: `eu`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum ProductionRegion {
        /// `eu`
        Eu,
        /// `us-east`
        UsEast,
    }

    impl ProductionRegion {
        /// The value as it is in the URL.
        #[must_use]
        pub fn as_str(self) -> &'static str {
            match self {
                Self::Eu => "eu",
                Self::UsEast => "us-east",
            }
        }
    }

    /// Sandbox
    pub const SANDBOX: &str = "https://sandbox.example.com";

    /// For tests of what is to come, without any promise.
    pub const STAGING_EXAMPLE_COM_V1: &str = "https://staging.example.com/v1";
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod things {
        //! Operations on things.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Goes to the API's server.
            ///
            /// `GET /things`
            pub fn list_things(&self) -> ListThings {
                ListThings { client: self.clone() }
            }

            /// Goes to the path's server.
            ///
            /// `POST /uploads`
            pub fn upload(&self) -> Upload {
                Upload { client: self.clone() }
            }

            /// Goes to a server of its own.
            ///
            /// `DELETE /uploads`
            pub fn drop_uploads(&self) -> DropUploads {
                DropUploads {
                    client: self.clone(),
                }
            }
        }

        /// The request of [`Client::list_things`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListThings {
            client: Client,
        }

        impl ListThings {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("ListThings", Method::GET, "/things")
            }

            /// Sends the request and returns the content of the response.
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

        /// The request of [`Client::upload`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct Upload {
            client: Client,
        }

        impl Upload {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("Upload", Method::POST, "/uploads")
                    .server("https://uploads.example.com")
            }

            /// Sends the request and returns the content of the response.
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

        /// The request of [`Client::drop_uploads`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct DropUploads {
            client: Client,
        }

        impl DropUploads {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("DropUploads", Method::DELETE, "/uploads")
                    .server("https://admin.example.com/v2")
            }

            /// Sends the request and returns the content of the response.
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

    pub use things::{DropUploads, ListThings, Upload};
}
