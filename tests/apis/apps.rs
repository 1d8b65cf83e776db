//! Generated from `apps.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://api.example.com/v1";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["app"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::oauth::TokenUrl;
    use crate::{Client, ClientBuilder, CredentialProvider, Error, OAuthCredentials};

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
        /// An access token of OAuth 2.0, from `/v1/oauth/token` or
        /// `https://login.example.com/token`. [`client_credentials`](Self::client_credentials) has
        /// them fetched.
        ///
        /// Ask the partner desk for an application.
        pub fn token(self, token: impl Into<String>) -> Self {
            self.bearer("app", &token.into())
        }

        /// The same as [`token`](Self::token), from a provider that is asked each time a request is
        /// sent.
        pub fn token_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.bearer_from("app", provider)
        }

        /// The id and the secret of an application. The client fetches access tokens with them,
        /// keeps each as long as it is good, and renews it.
        ///
        /// The secret goes to `https://api.example.com/v1/oauth/token` and nowhere else.
        pub fn client_credentials(
            self,
            client_id: impl Into<String>,
            client_secret: impl Into<String>,
        ) -> Self {
            self.client_credentials_with(OAuthCredentials::new(client_id, client_secret))
        }

        /// The same as [`client_credentials`](Self::client_credentials), with scopes or from
        /// another URL.
        pub fn client_credentials_with(self, credentials: OAuthCredentials) -> Self {
            let url = TokenUrl {
                url: "https://api.example.com/v1/oauth/token",
                in_form: false,
            };
            self.oauth("app", url, credentials)
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod things {
        //! Operations on things.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Needs none.
            ///
            /// `GET /status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus {
                    client: self.clone(),
                }
            }

            /// Needs a token.
            ///
            /// `GET /things`
            pub fn list_things(&self) -> ListThings {
                ListThings { client: self.clone() }
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
    }

    pub use things::{FetchStatus, ListThings};
}
