//! Generated from `token.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["token"]];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::{Client, ClientBuilder, Error};

    impl Client {
        /// A client of the API at a base URL, with the given token, and defaults for everything
        /// else.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if the HTTP client cannot be set up, for example without
        /// root certificates on the system.
        pub fn new(base_url: impl Into<String>, token: impl Into<String>) -> Result<Self, Error> {
            Self::builder().base_url(base_url).token(token).build()
        }
    }

    impl ClientBuilder {
        /// The bearer token, in the format `JWT`.
        pub fn token(self, token: impl Into<String>) -> Self {
            self.bearer("token", &token.into())
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod me {
        //! Operations on me.

        use http::Method;

        use crate::macros::{request, send_methods};
        use crate::{Client, Json, NoContent, Request};

        impl Client {
            /// Says who the token is for.
            ///
            /// `GET /me`
            pub fn fetch_me(&self) -> FetchMe {
                FetchMe::new(self)
            }

            /// Says whether all is well.
            ///
            /// `GET /status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus::new(self)
            }
        }

        request! {
            /// The request of [`Client::fetch_me`].
            pub struct FetchMe();
        }

        impl FetchMe {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<Json<String>> {
                self.client.request("FetchMe", Method::GET, "/me")
            }

            send_methods! {
                /// - `200`: A name.
                String
            }
        }

        request! {
            /// The request of [`Client::fetch_status`].
            pub struct FetchStatus();
        }

        impl FetchStatus {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("FetchStatus", Method::GET, "/status").unauthenticated()
            }

            send_methods! {
                /// - `204`: It is.
                ()
            }
        }
    }

    pub use me::{FetchMe, FetchStatus};
}
