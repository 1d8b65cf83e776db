//! The code of the [fixtures], compiled into one crate with one copy of the runtime.
//!
//! That it is what the generator makes today is tested in `fixtures.rs`, and what it does in
//! `behaviour.rs`.

#![cfg(not(update_expect))]
// As in the manifest of every generated crate.
#![allow(
    confusable_idents,
    mixed_script_confusables,
    uncommon_codepoints,
    clippy::disallowed_names,
    clippy::doc_link_with_quotes,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    clippy::similar_names,
    clippy::struct_field_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::unicode_not_nfc
)]

#[cfg(test)]
mod behaviour;
#[cfg(doctest)]
mod must_not_compile;

/// The example of the README has to compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Stands in for what is generated for an API as a whole.
mod api {
    use crate::client::{Client, ClientBuilder};
    use crate::error::Error;
    use crate::provider::CredentialProvider;

    pub(crate) const BASE_URL: &str = "https://api.example.com";
    /// Most of the documents have no security, and need no credentials.
    pub(crate) const SECURITY: &[&[&str]] = &[&["basic"], &[]];
    pub(crate) const REQUEST_ID_HEADERS: &[&str] = &["x-request-id"];
    pub(crate) type ErrorBody = serde_json::Value;

    impl Client {
        /// A client with credentials.
        ///
        /// # Errors
        ///
        /// [`Error::Build`] if they cannot be used.
        pub fn new(
            username: impl Into<String>,
            password: impl Into<String>,
        ) -> Result<Self, Error> {
            Self::builder().credentials(username, password).build()
        }
    }

    impl ClientBuilder {
        /// For HTTP basic authentication.
        pub fn credentials(self, username: impl Into<String>, password: impl Into<String>) -> Self {
            self.basic("basic", &username.into(), &password.into())
        }

        /// The same from a provider.
        pub fn credentials_from(self, provider: impl CredentialProvider<(String, String)>) -> Self {
            self.basic_from("basic", provider)
        }
    }
}

/// The same of its mock, which knows no operation.
#[cfg(feature = "mock")]
mod mocked {
    use crate::client::ClientBuilder;

    pub(crate) const TABLE: &str = "{}";

    pub(crate) fn credentials(builder: ClientBuilder) -> ClientBuilder {
        builder.credentials("mock", "mock")
    }
}

#[path = "../templates/src"]
mod runtime {
    pub mod any_json;
    pub mod base64;
    pub mod basic;
    pub mod client;
    pub mod credential;
    pub mod date;
    pub mod date_time;
    pub mod digits;
    pub mod download;
    pub mod error;
    pub mod event_stream;
    pub mod form;
    pub mod formatted;
    pub mod from_json;
    pub mod headers;
    pub mod identifier;
    pub mod json_text;
    pub mod kept;
    #[cfg(feature = "mock")]
    pub mod mock;
    pub mod multipart;
    pub mod node;
    pub mod nullable;
    pub mod object;
    pub mod observer;
    pub mod open;
    pub mod open_enum;
    pub mod optional;
    pub mod page_links;
    pub mod page_lists;
    pub mod page_numbers;
    pub mod page_tokens;
    pub mod pages;
    pub mod parameter;
    pub mod printable;
    pub mod provider;
    pub mod proxies;
    pub mod query;
    pub mod reading;
    pub mod receive;
    pub mod request;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod rfc_2822;
    pub mod source;
    pub mod style;
    pub mod text;
    pub mod time_limits;
    pub mod transport;
    pub mod union;
    pub mod upload;
    pub mod wait;
}

// Generated code looks for the runtime in the root of its crate.
pub use runtime::any_json::AnyJson;
pub use runtime::base64::Base64;
pub use runtime::client::Client;
pub use runtime::date::Date;
pub use runtime::date_time::DateTime;
pub use runtime::download::Download;
pub use runtime::error::{ApiError, ContentError, Error};
pub use runtime::event_stream::{Event, Events, Framing};
pub use runtime::json_text::JsonText;
pub use runtime::multipart::{Multipart, Part};
pub use runtime::nullable::Nullable;
pub use runtime::open::Open;
pub use runtime::pages::{Items, Page, Pages};
pub use runtime::parameter::Json;
pub use runtime::request::Request;
pub use runtime::response::{Content, NoContent, Redirect, Response};
pub use runtime::rfc_2822::Rfc2822DateTime;
pub use runtime::style::Style;
pub use runtime::upload::Upload;
pub use runtime::wait::{Wait, WaitError};
pub use runtime::*;

/// What is generated from each document.
#[rustfmt::skip]
pub mod fixtures {
    pub mod accept;
    pub mod authentication;
    pub mod beside_choices;
    pub mod bodies;
    pub mod bundled;
    pub mod by_status;
    pub mod chat;
    pub mod composition;
    pub mod containers;
    pub mod contents;
    pub mod cookies;
    pub mod declared_headers;
    pub mod deprecated;
    pub mod descriptions;
    pub mod descriptions_html;
    pub mod discriminators;
    pub mod endings;
    pub mod enums;
    pub mod errors_in_place;
    pub mod events;
    pub mod events_of_several;
    pub mod form_styles;
    pub mod form_unions;
    pub mod formats;
    pub mod forms;
    pub mod header_parameters;
    pub mod header_sets;
    pub mod idempotence;
    pub mod identifier;
    pub mod inheritance;
    pub mod intersection;
    pub mod json_bodies;
    pub mod left_out;
    pub mod maps;
    pub mod media_choices;
    pub mod misfits;
    pub mod multipart;
    pub mod named_types;
    pub mod names;
    pub mod no_content;
    pub mod notation;
    pub mod nullable;
    pub mod openapi31_schemas;
    pub mod openapi31_webhooks;
    pub mod openapi32_methods;
    pub mod pages;
    pub mod pages_by_link;
    pub mod pages_by_number;
    pub mod pages_by_token;
    pub mod pages_told;
    pub mod path_texts;
    pub mod paths;
    pub mod query;
    pub mod recursion;
    pub mod redirects;
    pub mod reference_siblings;
    pub mod references;
    pub mod rename_all;
    pub mod repeated;
    pub mod request_names;
    pub mod reserved_names;
    pub mod resources;
    pub mod several_files;
    pub mod shared;
    pub mod sides;
    pub mod signs;
    pub mod stream_items;
    pub mod streams;
    pub mod styles;
    pub mod success_codes;
    pub mod tags;
    pub mod telling_values;
    pub mod told_in_part;
    pub mod type_left_out;
    pub mod unions;
    pub mod unions_of_unions;
    pub mod untagged;
    pub mod untyped;
    pub mod values;
    pub mod variants;
    pub mod vendor_habits;
    pub mod waits;
    pub mod words;
}
