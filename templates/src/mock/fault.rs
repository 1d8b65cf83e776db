//! Faults of networks and servers.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value};

use super::answer::{Answered, documented, of_status};
use super::pages;
use super::reply::{End, Reply};
use super::table::{Example, Operation};

/// What goes wrong with an answer.
///
/// What the client makes of each, if it is not told to repeat the request:
///
/// | fault | `Error` |
/// | --- | --- |
/// | `TooManyRequests` | `Api` with status 429, and `retry_after()` |
/// | `ErrorAfterwards`, `Unavailable` | `Api` with status 500 or 503 |
/// | `CutBody`, `Reset`, `NotHttp` | `Transport` |
/// | `StalledBody`, `Silence` | `Transport`, once a time limit is over |
/// | `EndlessBody` | `Transport`, at the limit of size |
/// | `WrongContent` | `Decode` |
/// | `MissingField` | `Decode` if the field is required |
/// | `UnknownValue`, `SurplusField` | none: what is unknown is kept |
/// | `SamePage` | `Build` in place of the next page: the list ends |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Status 429, with the header `Retry-After` in whole seconds.
    TooManyRequests {
        /// How long to wait.
        retry_after: Duration,
    },
    /// Status 500, although the API did what it was asked for.
    ErrorAfterwards,
    /// Status 503: the API did nothing.
    Unavailable,
    /// The content breaks off in the middle.
    CutBody,
    /// The content stops in the middle, and the connection stays open.
    StalledBody,
    /// The content never ends.
    EndlessBody,
    /// The connection is reset before an answer.
    Reset,
    /// What comes is not HTTP.
    NotHttp,
    /// No answer comes, and the connection stays open.
    Silence,
    /// The page of a proxy in place of the content.
    WrongContent,
    /// A value that an enumeration of the API's document does not have.
    UnknownValue,
    /// A field that the API's document does not have.
    SurplusField,
    /// A field is missing: the first that is required, if one is.
    MissingField,
    /// The next page of a list is the same one.
    SamePage,
}

impl Fault {
    /// All faults, with the names that the header `Prefer: fault=..` has for them.
    pub const ALL: [(&'static str, Self); 14] = [
        ("too_many_requests", Self::TooManyRequests { retry_after: Duration::from_secs(1) }),
        ("error_afterwards", Self::ErrorAfterwards),
        ("unavailable", Self::Unavailable),
        ("cut_body", Self::CutBody),
        ("stalled_body", Self::StalledBody),
        ("endless_body", Self::EndlessBody),
        ("reset", Self::Reset),
        ("not_http", Self::NotHttp),
        ("silence", Self::Silence),
        ("wrong_content", Self::WrongContent),
        ("unknown_value", Self::UnknownValue),
        ("surplus_field", Self::SurplusField),
        ("missing_field", Self::MissingField),
        ("same_page", Self::SamePage),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, fault)| fault)
    }
}

/// What no document calls a value or a field.
const UNKNOWN: &str = "something_new";

/// The page of a proxy.
const HTML: &str = "<html><body><h1>It works!</h1></body></html>";

/// What a fault makes of the usual answer to a request for a URL.
pub(super) fn reply(fault: Fault, operation: &Operation, example: &Example, url: &str) -> Reply {
    let usual = || documented(example);
    let with_status = |status| Reply::whole(of_status(Some(operation), status));
    match fault {
        Fault::TooManyRequests { retry_after } => {
            let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
            let answer = of_status(Some(operation), StatusCode::TOO_MANY_REQUESTS);
            Reply::whole(answer.header("retry-after", &seconds.to_string()))
        }
        Fault::ErrorAfterwards => with_status(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Unavailable => with_status(StatusCode::SERVICE_UNAVAILABLE),
        Fault::CutBody => Reply::Answer(usual(), End::Cut),
        Fault::StalledBody => Reply::Answer(usual(), End::Stalled),
        Fault::EndlessBody => Reply::Answer(usual(), End::Endless),
        Fault::Reset => Reply::Reset,
        Fault::NotHttp => Reply::NotHttp,
        Fault::Silence => Reply::Silence,
        Fault::WrongContent => Reply::whole(Answered {
            media_type: Some("text/html".to_owned()),
            content: Bytes::from_static(HTML.as_bytes()),
            ..usual()
        }),
        Fault::UnknownValue => changed(example, |json| {
            for pointer in &example.enums {
                if let Some(value) = json.pointer_mut(pointer) {
                    *value = UNKNOWN.into();
                }
            }
        }),
        Fault::SurplusField => changed(example, |json| {
            if let Some(fields) = json.as_object_mut() {
                fields.insert(UNKNOWN.to_owned(), UNKNOWN.into());
            }
        }),
        Fault::MissingField => changed(example, |json| match example.required.first() {
            Some(pointer) => remove(json, pointer),
            None => {
                if let Some(fields) = json.as_object_mut() {
                    *fields = std::mem::take(fields).into_iter().skip(1).collect::<Map<_, _>>();
                }
            }
        }),
        Fault::SamePage => Reply::whole(pages::same(operation, example, url)),
    }
}

/// The usual answer with other JSON.
fn changed(example: &Example, change: impl FnOnce(&mut Value)) -> Reply {
    let mut answer = documented(example);
    if let Some(json) = &example.json {
        let mut json = json.clone();
        change(&mut json);
        answer.content = json.to_string().into();
    }
    Reply::whole(answer)
}

/// Removes the property at a JSON pointer.
fn remove(json: &mut Value, pointer: &str) {
    let Some((object, name)) = pointer.rsplit_once('/') else { return };
    if let Some(fields) = json.pointer_mut(object).and_then(Value::as_object_mut) {
        let name = name.replace("~1", "/").replace("~0", "~");
        // `remove` would move another one here, if maps keep their order.
        fields.retain(|known, _| *known != name);
    }
}
