//! Statuses: their keys in the document, and their names.

use openapiv3::{Responses, StatusCode};

use crate::ir::Status;
use crate::names::Name;

/// The status that a key of the document means.
pub(super) fn status_of(status: &StatusCode) -> Status {
    match status {
        StatusCode::Code(code) => Status::Code(*code),
        StatusCode::Range(class) => Status::Class(*class),
    }
}

/// The class of a status: 2 for 200.
pub(super) fn class_of(status: Status) -> Option<u16> {
    match status {
        Status::Code(code) => Some(code / 100),
        Status::Class(class) => Some(class),
        Status::Default => None,
    }
}

/// The class of the responses that are successful: 2xx; if there are none, redirects; and none if there
/// are none of these either, so that it is the default response.
pub(super) fn successful_class(responses: &Responses) -> Option<u16> {
    let classes = responses.responses.keys().map(|status| class_of(status_of(status)));
    let has = |class: &u16| classes.clone().any(|found| found == Some(*class));
    [2, 3].into_iter().find(has)
}

/// The key of a status in the document.
pub(super) fn key_of(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// What a status is called (RFC 9110, section 15).
pub(super) fn name_of(status: Status) -> Name {
    let words = match status {
        Status::Default => "default",
        Status::Class(1) => "informational",
        Status::Class(2) => "success",
        Status::Class(3) => "redirection",
        Status::Class(4) => "client error",
        Status::Class(5) => "server error",
        Status::Class(class) => return Name::new(&format!("status {class}xx")),
        Status::Code(code) => {
            let known = http::StatusCode::from_u16(code).ok();
            match known.and_then(|status| status.canonical_reason()) {
                Some(reason) => reason,
                None => return Name::new(&format!("status {code}")),
            }
        }
    };
    Name::new(words)
}
