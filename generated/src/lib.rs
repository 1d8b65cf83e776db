//! Client of the Flex Interactions API.
//!
//! ```no_run
//! use flex_interactions::{Client, Error};
//! use serde_json::json;
//!
//! # async fn example() -> Result<(), Error> {
//! let client = Client::from_env()?;
//! let interaction = client
//!     .create_interaction(json!({}))
//!     .send()
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod api;
mod client;
mod error;
mod headers;
mod identifier;
mod identifiers;
pub mod models;
pub mod operations;
mod parameter;
mod request;
mod response;
mod response_headers;
mod twilio;

pub use client::{Client, ClientBuilder};
pub use error::{ApiError, BuildError, ContentError, DecodeError, Error, TransportError};
pub use headers::FromHeaders;
pub use identifier::ParseIdentifierError;
pub use identifiers::{InteractionContextSid, InteractionSid};
pub use parameter::{Json, Parameter};
pub use request::Request;
pub use response::{Content, NoContent, Response};
pub use response_headers::ResponseHeaders;
