//! Faults of networks and servers.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::answer::{Answered, documented, of_status};
use super::pages;
use super::reply::{End, Reply};
use super::table::{Example, Operation};

/// What goes wrong with an answer. Where the API's document has nothing that could go wrong so, no value of
/// an enumeration say, the mock answers with status 501 and says it.
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

/// What a fault makes of the usual answer to a request for a URL; none if that has no value, no field
/// or no next page to be spoilt.
pub(super) fn reply(
    fault: Fault,
    operation: &Operation,
    example: &Example,
    url: &str,
) -> Option<Reply> {
    let usual = || documented(example);
    let with_status = |status| Reply::whole(of_status(Some(operation), status));
    Some(match fault {
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
                *json.pointer_mut(pointer)? = UNKNOWN.into();
            }
            (!example.enums.is_empty()).then_some(())
        })?,
        Fault::SurplusField => changed(example, |json| {
            json.as_object_mut()?.insert(UNKNOWN.to_owned(), UNKNOWN.into());
            Some(())
        })?,
        Fault::MissingField => changed(example, |json| {
            let pointer = example.required.first().cloned().or_else(|| first_field(json))?;
            remove(json, &pointer)
        })?,
        Fault::SamePage => Reply::whole(pages::same(operation, example, url)?),
    })
}

/// The usual answer with other JSON, if it could be changed.
fn changed(example: &Example, change: impl FnOnce(&mut Value) -> Option<()>) -> Option<Reply> {
    let mut json = example.json.clone()?;
    change(&mut json)?;
    Some(Reply::whole(Answered { content: json.to_string().into(), ..documented(example) }))
}

/// The JSON pointer to the first property of an object.
fn first_field(json: &Value) -> Option<String> {
    let name = json.as_object()?.keys().next()?;
    Some(format!("/{}", name.replace('~', "~0").replace('/', "~1")))
}

/// Removes the property at a JSON pointer.
fn remove(json: &mut Value, pointer: &str) -> Option<()> {
    let (object, name) = pointer.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    // `remove` would move another one here, if maps keep their order.
    json.pointer_mut(object)?.as_object_mut()?.retain(|known, _| *known != name);
    Some(())
}
