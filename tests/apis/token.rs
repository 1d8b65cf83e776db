//! Generated from `token.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "";

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
        /// A client of the API at a base URL, with the given token, and defaults for everything
        /// else.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(
            base_url: impl Into<String>,
            token: impl Into<String>,
        ) -> Result<Self, Error> {
            Self::builder().base_url(base_url).token(token).build()
        }
    }

    impl ClientBuilder {
        /// The bearer token, in the format `JWT`.
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

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod me {
        //! Operations on me.

        use http::Method;

        use crate::{Client, Error, Json, NoContent, Request, Response};

        impl Client {
            /// Says who the token is for.
            ///
            /// `GET /me`
            pub fn fetch_me(&self) -> FetchMe {
                FetchMe { client: self.clone() }
            }

            /// Says whether all is well.
            ///
            /// `GET /status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus {
                    client: self.clone(),
                }
            }
        }

        /// The request of [`Client::fetch_me`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchMe {
            client: Client,
        }

        impl FetchMe {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<String>> {
                self.client.request("FetchMe", Method::GET, "/me")
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `200`: A name.
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
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("FetchStatus", Method::GET, "/status").unauthenticated()
            }

            /// Sends the request and returns the content of the response.
            ///
            /// - `204`: It is.
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

    pub use me::{FetchMe, FetchStatus};
}
