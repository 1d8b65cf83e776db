//! The runtime of every generated crate.
//!
//! `cargo xtask codegen` copies the modules of this crate into the generated one
//! as they stand (but for the name of this crate in examples), so that they are ordinary Rust: compiled, linted and tested
//! here, reviewed once. They know nothing of the generator and nothing of one API
//! in particular; what an API needs of its own is generated into `api` (the
//! module of that name here is a stand-in, and the only one that is not copied).
//! `twilio`, `environment` and `webhooks` are copied only for APIs of Twilio, and `receive` for APIs with
//! callbacks.

mod any_json;
mod api;
mod base64;
mod basic;
mod bearer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod chosen_server;
mod client;
mod cookie_key;
mod credential;
mod date;
mod date_time;
mod digits;
mod download;
mod environment;
mod error;
mod event_stream;
mod form;
mod formatted;
mod from_json;
mod header_key;
mod headers;
mod identifier;
mod json_text;
mod kept;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mocked;
mod multipart;
mod node;
mod nullable;
mod oauth;
mod object;
mod observer;
mod open;
mod open_enum;
mod optional;
mod own_server;
mod page_links;
mod page_lists;
mod page_numbers;
mod page_tokens;
mod pages;
mod parameter;
mod printable;
mod provider;
mod proxies;
mod query;
mod query_key;
mod reading;
#[cfg(feature = "webhooks")]
pub mod receive;
mod request;
mod response;
mod retry;
mod retry_after;
mod rfc_2822;
mod server;
mod source;
mod style;
mod text;
mod time_limits;
mod transport;
mod twilio;
mod union;
mod upload;
#[cfg(feature = "webhooks")]
mod verified_event;
mod wait;
#[cfg(feature = "webhooks")]
pub mod webhooks;

#[cfg(test)]
mod tests;

pub use any_json::AnyJson;
pub use api::{
    Closed, Color, Figure, ListParts, ListThings, MakeThing, Node, Piece, Shade, ThingPage,
    ThingSid, anywhere, elsewhere, server_url,
};
pub use base64::Base64;
pub use client::{Client, ClientBuilder};
pub use date::Date;
pub use date_time::DateTime;
pub use download::Download;
pub use error::{ApiError, BuildError, ContentError, DecodeError, Error, TransportError};
pub use event_stream::{Event, Events, Framing};
pub use identifier::ParseIdentifierError;
pub use json_text::JsonText;
pub use multipart::{Multipart, Part};
pub use nullable::Nullable;
pub use oauth::OAuthCredentials;
pub use observer::{Attempt, AttemptEnd, Observer};
pub use open::Open;
pub use pages::{Items, Page, Pages};
pub use parameter::{Json, Parameter};
pub use provider::CredentialProvider;
pub use request::Request;
pub use response::{Content, NoContent, Redirect, Response};
pub use retry::{RetryPolicy, StopReason};
pub use rfc_2822::Rfc2822DateTime;
pub use style::Style;
pub use transport::{NotSent, Transport};
pub use upload::Upload;
pub use wait::{Wait, WaitError, WaitFailure, WaitReport};
