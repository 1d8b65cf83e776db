//! Generated from `choice.yaml`; see `../fixtures.rs`.

pub mod api {
    //! What the runtime has to know about this API.

    /// Where requests go, unless the builder of the client says otherwise.
    pub(crate) const BASE_URL: &str = "https://api.example.com/v1";

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
    //! The servers of operations, to be given to the `server` of their requests.

    use crate::server;

    /// Files in Europe.
    pub const FILES_EXAMPLE_COM: &str = "https://files.example.com";

    /// Files elsewhere.
    ///
    /// `https://{region}.files.example.com:{port}`
    #[derive(Debug, Clone)]
    #[must_use = "a server does nothing until something is sent to it"]
    pub struct RegionFilesExampleComPort {
        region: RegionFilesExampleComPortRegion,
        port: String,
    }

    impl RegionFilesExampleComPort {
        /// The server with the defaults of its variables.
        pub fn new() -> Self {
            Self {
                region: RegionFilesExampleComPortRegion::Us,
                port: "443".to_owned(),
            }
        }

        /// Where.
        ///
        /// Default: `us`.
        pub fn region(mut self, value: RegionFilesExampleComPortRegion) -> Self {
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
    }

    impl Default for RegionFilesExampleComPort {
        fn default() -> Self {
            Self::new()
        }
    }

    impl From<RegionFilesExampleComPort> for String {
        fn from(server: RegionFilesExampleComPort) -> Self {
            server::url(
                "https://{region}.files.example.com:{port}",
                &[("region", server.region.as_str()), ("port", &server.port)],
            )
        }
    }

    /// Where.
    ///
    /// Default: `us`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum RegionFilesExampleComPortRegion {
        /// `us`
        Us,
        /// `ap-south`
        ApSouth,
    }

    impl RegionFilesExampleComPortRegion {
        /// The value as it is in the URL.
        #[must_use]
        pub fn as_str(self) -> &'static str {
            match self {
                Self::Us => "us",
                Self::ApSouth => "ap-south",
            }
        }
    }

    /// A server of some operations.
    pub const API_EXAMPLE_COM_V2: &str = "https://api.example.com/v2";

    /// A server of some operations.
    ///
    /// `https://api.example.com/{version}/beta`
    #[derive(Debug, Clone)]
    #[must_use = "a server does nothing until something is sent to it"]
    pub struct ApiExampleComVersionBeta {
        version: String,
    }

    impl ApiExampleComVersionBeta {
        /// The server with the defaults of its variables.
        pub fn new() -> Self {
            Self { version: "v3".to_owned() }
        }

        /// The value of `version`.
        ///
        /// Default: `v3`.
        pub fn version(mut self, value: impl Into<String>) -> Self {
            self.version = value.into();
            self
        }
    }

    impl Default for ApiExampleComVersionBeta {
        fn default() -> Self {
            Self::new()
        }
    }

    impl From<ApiExampleComVersionBeta> for String {
        fn from(server: ApiExampleComVersionBeta) -> Self {
            server::url(
                "https://api.example.com/{version}/beta",
                &[("version", &server.version)],
            )
        }
    }

    /// A server of some operations.
    ///
    /// `{root}/status`
    #[derive(Debug, Clone)]
    #[must_use = "a server does nothing until something is sent to it"]
    pub struct RootStatus {
        root: String,
    }

    impl RootStatus {
        /// The server with the defaults of its variables.
        pub fn new() -> Self {
            Self {
                root: "http://status.example.com".to_owned(),
            }
        }

        /// Which host.
        ///
        /// Default: `http://status.example.com`.
        pub fn root(mut self, value: impl Into<String>) -> Self {
            self.root = value.into();
            self
        }
    }

    impl Default for RootStatus {
        fn default() -> Self {
            Self::new()
        }
    }

    impl From<RootStatus> for String {
        fn from(server: RootStatus) -> Self {
            server::url("{root}/status", &[("root", &server.root)])
        }
    }
}

pub mod operations {
    //! Requests, each made by the method of [`Client`](crate::Client) of the same name.

    mod files {
        //! Operations on files.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Goes there as well. The parameter keeps its name.
            ///
            /// `GET /files`
            pub fn list_files(&self) -> ListFiles {
                ListFiles {
                    client: self.clone(),
                    server_query: None,
                    server: None,
                }
            }

            /// Goes to a server of the path.
            ///
            /// `POST /files`
            ///
            /// - `name`: What it is called.
            pub fn add_file(&self, name: impl Into<String>) -> AddFile {
                AddFile {
                    client: self.clone(),
                    name: name.into(),
                    server: None,
                }
            }

            /// Goes to a server of its own, relative to the API's.
            ///
            /// `DELETE /files`
            pub fn drop_files(&self) -> DropFiles {
                DropFiles {
                    client: self.clone(),
                    server: None,
                }
            }
        }

        /// The request of [`Client::list_files`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct ListFiles {
            client: Client,
            server_query: Option<String>,
            server: Option<String>,
        }

        impl ListFiles {
            /// Whose files.
            pub fn server_query(mut self, value: impl Into<String>) -> Self {
                self.server_query = Some(value.into());
                self
            }

            /// Which server the request goes to, with the credentials of the client. The default is
            /// `servers::FILES_EXAMPLE_COM`. If the client has another base URL than the API's, the
            /// request goes to that one all the same.
            ///
            /// - `servers::FILES_EXAMPLE_COM`: `https://files.example.com`
            /// - `servers::RegionFilesExampleComPort`: `https://{region}.files.example.com:{port}`
            pub fn server(mut self, value: impl Into<String>) -> Self {
                self.server = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("ListFiles", Method::GET, "/files")
                    .server("https://files.example.com")
                    .query("server", self.server_query)
                    .chosen_server(self.server)
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

        /// The request of [`Client::add_file`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct AddFile {
            client: Client,
            name: String,
            server: Option<String>,
        }

        impl AddFile {
            /// Which server the request goes to, with the credentials of the client. The default is
            /// `servers::FILES_EXAMPLE_COM`. If the client has another base URL than the API's, the
            /// request goes to that one all the same.
            ///
            /// - `servers::FILES_EXAMPLE_COM`: `https://files.example.com`
            /// - `servers::RegionFilesExampleComPort`: `https://{region}.files.example.com:{port}`
            pub fn server(mut self, value: impl Into<String>) -> Self {
                self.server = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("AddFile", Method::POST, "/files")
                    .server("https://files.example.com")
                    .form("name", self.name)
                    .chosen_server(self.server)
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

        /// The request of [`Client::drop_files`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct DropFiles {
            client: Client,
            server: Option<String>,
        }

        impl DropFiles {
            /// Which server the request goes to, with the credentials of the client. The default is
            /// `servers::API_EXAMPLE_COM_V2`. If the client has another base URL than the API's, the
            /// request goes to that one all the same.
            ///
            /// - `servers::API_EXAMPLE_COM_V2`: `https://api.example.com/v2`
            /// - `servers::ApiExampleComVersionBeta`: `https://api.example.com/{version}/beta`
            pub fn server(mut self, value: impl Into<String>) -> Self {
                self.server = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("DropFiles", Method::DELETE, "/files")
                    .server("https://api.example.com/v2")
                    .chosen_server(self.server)
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

    mod health {
        //! Operations on health.

        use http::Method;

        use crate::{Client, Error, NoContent, Request, Response};

        impl Client {
            /// Goes to wherever it is told, without credentials.
            ///
            /// `GET /health`
            pub fn check_health(&self) -> CheckHealth {
                CheckHealth {
                    client: self.clone(),
                    server: None,
                }
            }
        }

        /// The request of [`Client::check_health`].
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct CheckHealth {
            client: Client,
            server: Option<String>,
        }

        impl CheckHealth {
            /// Which server the request goes to. The default is `servers::RootStatus`. If the client
            /// has another base URL than the API's, the request goes to that one all the same.
            ///
            /// - `servers::RootStatus`: `{root}/status`
            pub fn server(mut self, value: impl Into<String>) -> Self {
                self.server = Some(value.into());
                self
            }

            /// The request in its general form, to add what this crate does not know.
            pub fn into_request(self) -> Request<NoContent> {
                self.client
                    .request("CheckHealth", Method::GET, "/health")
                    .server("http://status.example.com/status")
                    .chosen_server(self.server)
                    .unauthenticated()
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

    pub use files::{AddFile, DropFiles, ListFiles};
    pub use health::CheckHealth;
}
