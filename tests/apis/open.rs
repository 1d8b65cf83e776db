//! Generated from `open.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "http://api.example.com/v1";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&[]];

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

        use crate::macros::{request, send_methods};
        use crate::{Client, NoContent, Request, Style};

        impl Client {
            /// Says whether all is well.
            ///
            /// `GET /status`
            pub fn fetch_status(&self) -> FetchStatus {
                FetchStatus::new(self)
            }
        }

        request! {
            /// The request of [`Client::fetch_status`].
            pub struct FetchStatus() {
                parts: Vec<String>,
            }
        }

        impl FetchStatus {
            /// Of what.
            pub fn parts(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
                Self { parts: Some(value.into_iter().map(Into::into).collect()), ..self }
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("FetchStatus", Method::GET, "/status")
                    .styled_query(Style::DeepObject, "parts", self.parts)
            }

            send_methods! {
                /// - `204`: It is.
                ()
            }
        }
    }

    pub use status::FetchStatus;
}
