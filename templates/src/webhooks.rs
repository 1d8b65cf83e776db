//! Receiving webhooks, by the feature `webhooks`: whether a request comes from Twilio.
//!
//! Twilio signs what it sends. [`Validator::check`] takes a request as the types of the crate `http`
//! have it, which axum and hyper hand out, once its body has been read into memory:
//!
//! ```
//! use http::{Request, StatusCode};
//! use templates::webhooks::{SetupError, Signer, Validator};
//!
//! fn receive(validator: &Validator, request: &Request<Vec<u8>>) -> StatusCode {
//!     match validator.check(request) {
//!         Ok(event) => {
//!             println!("{:?}: {:?}", event.idempotency_token(), event.field("EventType"));
//!             StatusCode::NO_CONTENT
//!         }
//!         Err(error) => {
//!             // For the log, and not for whoever has sent this.
//!             eprintln!("{error}");
//!             StatusCode::FORBIDDEN
//!         }
//!     }
//! }
//!
//! # fn main() -> Result<(), SetupError> {
//! let validator = Validator::new("the auth token")?.url("https://example.com")?;
//!
//! // What a test sends.
//! let signer = Signer::new("the auth token");
//! let request = signer.form("https://example.com/events?x=1", &[("EventType", "onChannelAdded")])?;
//! assert_eq!(receive(&validator, &request), StatusCode::NO_CONTENT);
//! # Ok(())
//! # }
//! ```
//!
//! Where a framework has types of its own, as actix has, a request is made of what it gives:
//!
//! ```
//! # use std::collections::HashMap;
//! # fn convert(url: &str, headers: HashMap<String, String>, body: Vec<u8>) -> http::Result<http::Request<Vec<u8>>> {
//! let mut request = http::Request::builder().method("POST").uri(url);
//! for (name, value) in &headers {
//!     request = request.header(name, value);
//! }
//! request.body(body)
//! # }
//! ```
//!
//! # What is signed
//!
//! The URL as Twilio was given it, and the body: the fields of a form, or else the hash of the content,
//! which Twilio adds to the URL as `bodySHA256`. Headers are not signed. Neither is the time, nor where
//! the URL, a name and a value end: whoever has seen a request can send it again and divide its fields in
//! another way. So URLs should be `https`, and read no fields by names that you do not expect.
//!
//! A proxy often changes the URL, so that a server does not see what was signed. Say with
//! [`Validator::url`] what the public one is. Of its port, Twilio may sign none or the standard one; as
//! in Twilio's own libraries, the URL is tried with its port and without.
//!
//! # When it does not match
//!
//! A [`Mismatch`] tells what would have matched, in the cases that one can tell. It never tells anything
//! to who has no signature of Twilio's, but it does name URLs, so it belongs into a log.

mod error;
mod explain;
mod received;
mod scheme;
mod signer;
mod url;
mod validator;
mod verified;

pub use error::{Explanation, Mismatch, SetupError, SignatureError};
pub use signer::Signer;
pub use validator::Validator;
pub use verified::{Verified, idempotency_token};
