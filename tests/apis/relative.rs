//! Generated from `relative.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// The path of the API on whatever host the builder of the client is given.
    pub(crate) const BASE_URL: &str = "/api/v2";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&[]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{Client, Error};

    impl Client {
        /// A client of the API at a base URL, and defaults for everything else.
        ///
        /// A base URL without a path gets `/api/v2`.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(base_url: impl Into<String>) -> Result<Self, Error> {
            Self::builder().base_url(base_url).build()
        }
    }
}

pub mod servers {
    //! The servers of operations, to be given to the `server` of their requests.

    use crate::server;

    /// A server of some operations.
    pub const API_V3: &str = "/api/v3";

    /// A server of some operations.
    ///
    /// `/{stage}/v3`
    #[derive(Debug, Clone)]
    #[must_use = "a server does nothing until something is sent to it"]
    pub struct StageV3 {
        stage: String,
    }

    impl StageV3 {
        /// The server with the defaults of its variables.
        pub fn new() -> Self {
            Self { stage: "beta".to_owned() }
        }

        /// The value of `stage`.
        ///
        /// Default: `beta`.
        pub fn stage(mut self, value: impl Into<String>) -> Self {
            self.stage = value.into();
            self
        }
    }

    impl Default for StageV3 {
        fn default() -> Self {
            Self::new()
        }
    }

    impl From<StageV3> for String {
        fn from(server: StageV3) -> Self {
            server::url("/{stage}/v3", &[("stage", &server.stage)])
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
            /// Says whether all is well.
            ///
            /// `GET /health`
            pub fn check_health(&self) -> CheckHealth {
                CheckHealth {
                    client: self.clone(),
                }
            }

            /// Makes all well.
            ///
            /// `PUT /health`
            pub fn set_health(&self) -> SetHealth {
                SetHealth { client: self.clone() }
            }

            /// Leaves the choice of a path.
            ///
            /// `DELETE /health`
            pub fn reset_health(&self) -> ResetHealth {
                ResetHealth {
                    client: self.clone(),
                    server: None,
                }
            }

            /// Lists things.
            ///
            /// `GET /things`
            pub fn list_things(&self) -> ListThings {
                ListThings { client: self.clone() }
            }
        }

        /// The request of [`Client::check_health`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CheckHealth {
            client: Client,
        }

        impl CheckHealth {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("CheckHealth", Method::GET, "/health").server("")
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

        /// The request of [`Client::set_health`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct SetHealth {
            client: Client,
        }

        impl SetHealth {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("SetHealth", Method::PUT, "/health").server("/api/v3")
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

        /// The request of [`Client::reset_health`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ResetHealth {
            client: Client,
            server: Option<String>,
        }

        impl ResetHealth {
            /// Which server the request goes to. The default is `servers::API_V3`. If the client has
            /// another base URL than the API's, the request goes to that one all the same.
            ///
            /// - `servers::API_V3`: `/api/v3`
            /// - `servers::StageV3`: `/{stage}/v3`
            pub fn server(mut self, value: impl Into<String>) -> Self {
                self.server = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("ResetHealth", Method::DELETE, "/health")
                    .server("/api/v3")
                    .chosen_server(self.server)
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

    pub use things::{CheckHealth, ListThings, ResetHealth, SetHealth};
}
