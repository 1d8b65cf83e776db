//! Generated from `keys.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://api.example.com";

    /// Which security schemes operations need, unless they say otherwise: all of
    /// one of these sets.
    pub(crate) const SECURITY: &[&[&str]] = &[&["partnerKey"]];

    /// The headers of a response that may have the id of the request.
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id", "request-id"];

    /// What the content of an error is read as.
    pub(crate) type ErrorBody = serde_json::Value;
}

pub mod credentials {
    //! What proves to the API who calls it.

    use crate::oauth::TokenUrl;
    use crate::{ClientBuilder, CredentialProvider, OAuthCredentials};

    impl ClientBuilder {
        /// The username and the password of HTTP basic authentication.
        pub fn credentials(
            self,
            username: impl Into<String>,
            password: impl Into<String>,
        ) -> Self {
            self.basic("accountAndPassword", &username.into(), &password.into())
        }

        /// The same as [`credentials`](Self::credentials), from a provider that is asked each time
        /// a request is sent.
        pub fn credentials_from(
            self,
            provider: impl CredentialProvider<(String, String)>,
        ) -> Self {
            self.basic_from("accountAndPassword", provider)
        }

        /// The API key, which goes into the query parameter `key`.
        ///
        /// Shown on the page of the account.
        pub fn build_api_key(self, key: impl Into<String>) -> Self {
            self.query_key("build", "key", &key.into())
        }

        /// The same as [`build_api_key`](Self::build_api_key), from a provider that is asked each
        /// time a request is sent.
        pub fn build_api_key_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.query_key_from("build", "key", provider)
        }

        /// The API key, which goes into the header `X-CSRF-Token`.
        pub fn csrf(self, key: impl Into<String>) -> Self {
            self.header_key("csrf", "X-CSRF-Token", &key.into())
        }

        /// The same as [`csrf`](Self::csrf), from a provider that is asked each time a request is
        /// sent.
        pub fn csrf_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.header_key_from("csrf", "X-CSRF-Token", provider)
        }

        /// The whole value of the header `Authorization`, for the HTTP authentication `digest`,
        /// which this crate does not know.
        pub fn authorization(self, value: impl Into<String>) -> Self {
            self.header_key("digest", "Authorization", &value.into())
        }

        /// The same as [`authorization`](Self::authorization), from a provider that is asked each
        /// time a request is sent.
        pub fn authorization_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.header_key_from("digest", "Authorization", provider)
        }

        /// The access token of `OpenID Connect`, which this crate does not fetch. Configuration:
        /// `https://login.example.com/.well-known/openid-configuration`.
        pub fn identity(self, token: impl Into<String>) -> Self {
            self.bearer("identity", &token.into())
        }

        /// The same as [`identity`](Self::identity), from a provider that is asked each time a
        /// request is sent.
        pub fn identity_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.bearer_from("identity", provider)
        }

        /// An access token of OAuth 2.0, from `https://login.example.com/token`.
        /// [`login_client_credentials`](Self::login_client_credentials) has them fetched.
        ///
        /// Ask the partner desk for a client.
        pub fn login(self, token: impl Into<String>) -> Self {
            self.bearer("login", &token.into())
        }

        /// The same as [`login`](Self::login), from a provider that is asked each time a request is
        /// sent.
        pub fn login_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.bearer_from("login", provider)
        }

        /// The id and the secret of an application. The client fetches access tokens with them,
        /// keeps each as long as it is good, and renews it.
        ///
        /// The secret goes to `https://login.example.com/token` and nowhere else.
        pub fn login_client_credentials(
            self,
            client_id: impl Into<String>,
            client_secret: impl Into<String>,
        ) -> Self {
            self.login_client_credentials_with(
                OAuthCredentials::new(client_id, client_secret),
            )
        }

        /// The same as [`login_client_credentials`](Self::login_client_credentials), with scopes or
        /// from another URL.
        pub fn login_client_credentials_with(self, credentials: OAuthCredentials) -> Self {
            let url = TokenUrl {
                url: "https://login.example.com/token",
                in_form: false,
            };
            self.oauth("login", url, credentials)
        }

        /// The API key, which goes into the header `X-Partner-Key`.
        pub fn partner_key(self, key: impl Into<String>) -> Self {
            self.header_key("partnerKey", "X-Partner-Key", &key.into())
        }

        /// The same as [`partner_key`](Self::partner_key), from a provider that is asked each time
        /// a request is sent.
        pub fn partner_key_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.header_key_from("partnerKey", "X-Partner-Key", provider)
        }

        /// The API key, which goes into the cookie `sid`.
        pub fn session(self, key: impl Into<String>) -> Self {
            self.cookie_key("session", "sid", &key.into())
        }

        /// The same as [`session`](Self::session), from a provider that is asked each time a
        /// request is sent.
        pub fn session_from(self, provider: impl CredentialProvider<String>) -> Self {
            self.cookie_key_from("session", "sid", provider)
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod accounts {
        //! Operations on accounts.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Needs what the document says for all.
            ///
            /// `GET /accounts`
            pub fn list_accounts(&self) -> ListAccounts {
                ListAccounts {
                    client: self.clone(),
                }
            }

            /// May do without.
            ///
            /// `PUT /accounts`
            ///
            /// Needs the scopes `accounts.read`, `accounts.write`.
            pub fn maybe_sign_in(&self) -> MaybeSignIn {
                MaybeSignIn {
                    client: self.clone(),
                }
            }

            /// Needs nothing.
            ///
            /// `POST /accounts`
            pub fn sign_up(&self) -> SignUp {
                SignUp { client: self.clone() }
            }

            /// Needs a key in the query.
            ///
            /// `DELETE /accounts`
            pub fn close_account(&self) -> CloseAccount {
                CloseAccount {
                    client: self.clone(),
                }
            }

            /// Needs two at once, or another.
            ///
            /// `PATCH /accounts`
            pub fn change_account(&self) -> ChangeAccount {
                ChangeAccount {
                    client: self.clone(),
                }
            }
        }

        /// The request of [`Client::list_accounts`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListAccounts {
            client: Client,
        }

        impl ListAccounts {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("ListAccounts", Method::GET, "/accounts")
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

        /// The request of [`Client::maybe_sign_in`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct MaybeSignIn {
            client: Client,
        }

        impl MaybeSignIn {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("MaybeSignIn", Method::PUT, "/accounts")
                    .security(&[&["login"], &["identity"], &[]])
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

        /// The request of [`Client::sign_up`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct SignUp {
            client: Client,
        }

        impl SignUp {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client.request("SignUp", Method::POST, "/accounts").unauthenticated()
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

        /// The request of [`Client::close_account`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CloseAccount {
            client: Client,
        }

        impl CloseAccount {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("CloseAccount", Method::DELETE, "/accounts")
                    .security(&[&["build"]])
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

        /// The request of [`Client::change_account`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ChangeAccount {
            client: Client,
        }

        impl ChangeAccount {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("ChangeAccount", Method::PATCH, "/accounts")
                    .security(&[&["csrf", "session"], &["accountAndPassword"]])
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

    mod devices {
        //! Operations on devices.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Needs a value that the caller makes.
            ///
            /// `GET /devices`
            pub fn list_devices(&self) -> ListDevices {
                ListDevices {
                    client: self.clone(),
                }
            }

            /// Names two at once that use one header, which are alternatives.
            ///
            /// `POST /devices`
            pub fn add_device(&self) -> AddDevice {
                AddDevice { client: self.clone() }
            }
        }

        /// The request of [`Client::list_devices`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListDevices {
            client: Client,
        }

        impl ListDevices {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("ListDevices", Method::GET, "/devices")
                    .security(&[&["digest"]])
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

        /// The request of [`Client::add_device`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddDevice {
            client: Client,
        }

        impl AddDevice {
            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("AddDevice", Method::POST, "/devices")
                    .security(&[&["accountAndPassword", "csrf"], &["csrf", "digest"]])
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

    pub use accounts::{ChangeAccount, CloseAccount, ListAccounts, MaybeSignIn, SignUp};
    pub use devices::{AddDevice, ListDevices};
}
