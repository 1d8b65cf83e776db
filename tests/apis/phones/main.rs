//! An API of Twilio's, with programs to run.

#![cfg(not(update_expect))]
// As in the manifest of every generated crate.
#![allow(clippy::return_self_not_must_use, clippy::similar_names)]

// Programs call the crate by its name.
extern crate self as phones;

/// The programs are compiled, and nobody runs them here. Each looks for what they have in common beside
/// its file.
#[allow(dead_code, clippy::duplicate_mod)]
#[rustfmt::skip]
mod examples {
    #[path = "add_note.rs"]
    mod add_note;
    #[path = "create_phone.rs"]
    mod create_phone;
    #[path = "delete_phone.rs"]
    mod delete_phone;
    #[path = "fetch_phone.rs"]
    mod fetch_phone;
    #[path = "fetch_picture.rs"]
    mod fetch_picture;
    #[path = "fetch_status.rs"]
    mod fetch_status;
    #[path = "list_phones.rs"]
    mod list_phones;
    #[path = "replace_picture.rs"]
    mod replace_picture;
}

#[rustfmt::skip]
#[path = "../phones.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod basic;
    pub mod client;
    pub mod credential;
    pub mod date;
    pub mod digits;
    pub mod download;
    pub mod environment;
    pub mod error;
    pub mod formatted;
    pub mod from_json;
    pub mod headers;
    pub mod identifier;
    pub mod kept;
    #[cfg(feature = "mock")]
    pub mod mock;
    pub mod multipart;
    pub mod node;
    pub mod object;
    pub mod observer;
    pub mod open_enum;
    pub mod optional;
    pub mod pages;
    pub mod parameter;
    pub mod printable;
    pub mod provider;
    pub mod proxies;
    pub mod reading;
    pub mod request;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod source;
    pub mod style;
    pub mod text;
    pub mod time_limits;
    pub mod transport;
    pub mod twilio;
    pub mod upload;
}

// Generated code looks for everything in the root of its crate.
pub use generated::identifiers::PhoneSid;
pub use generated::*;
pub use runtime::any_json::AnyJson;
pub use runtime::client::{Client, ClientBuilder};
pub use runtime::date::Date;
pub use runtime::download::Download;
pub use runtime::error::{ApiError, ContentError, Error};
pub use runtime::multipart::{Multipart, Part};
pub use runtime::pages::{Items, Page, Pages};
pub use runtime::parameter::Json;
pub use runtime::provider::CredentialProvider;
pub use runtime::request::Request;
pub use runtime::response::{Content, NoContent, Redirect, Response};
pub use runtime::style::Style;
pub use runtime::upload::Upload;
pub use runtime::*;

#[test]
fn lists_are_sent_in_their_styles() {
    let client = Client::new("AC0", "secret").expect("a client");
    let request = client.list_phones().number(["1", "2"]).state(["new", "worn"]);
    let request = request.trace("here").trace_header(true).into_request();
    let request = request.to_http().expect("a request");
    let query = "Number=1&Number=2&State=new,worn&Trace=here";
    assert_eq!(request.uri().query(), Some(query));
    assert_eq!(request.headers()["trace"], "true");
}
