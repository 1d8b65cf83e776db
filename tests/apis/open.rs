//! Generated from `open.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "http://api.example.com/v1";

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
        /// A client with defaults for everything.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new() -> Result<Self, Error> {
            Self::builder().build()
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod status {
        //! Operations on status.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response, Style};

        impl Client {
            /// Says whether all is well.
            ///
            /// `GET /status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus {
                    client: self.clone(),
                    parts: None,
                }
            }
        }

        /// The request of [`Client::fetch_status`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct FetchStatus {
            client: Client,
            parts: Option<Vec<String>>,
        }

        impl FetchStatus {
            /// Of what.
            pub fn parts(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
                self.parts = Some(value.into_iter().map(Into::into).collect());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("FetchStatus", Method::GET, "/status")
                    .styled_query(Style::DeepObject, "parts", self.parts)
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

    pub use status::FetchStatus;
}
