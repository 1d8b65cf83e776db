//! Where parts of an operation are in its document.

use document::{Document, pointer};
use generator::ir::Operation;

use super::limits::find;

/// Where all responses are.
pub(super) fn responses(operation: &Operation) -> String {
    format!("{}/responses", operation.at)
}

/// The statuses that are described.
pub(super) fn statuses<'d>(
    document: &'d Document,
    operation: &Operation,
) -> impl Iterator<Item = &'d str> {
    let responses = pointer::find(&document.value, &responses(operation));
    let keys = responses.and_then(|responses| responses.as_object()).into_iter().flatten();
    keys.map(|(status, _)| status.as_str())
}

/// Where the response of the first status is that begins with one of some digits, or else that of all
/// others.
pub(super) fn response(document: &Document, operation: &Operation, digits: [char; 2]) -> String {
    let statuses = || statuses(document, operation);
    let status = statuses().find(|status| status.starts_with(digits));
    let status = status.or_else(|| statuses().find(|status| *status == "default"));
    let responses = responses(operation);
    status.map_or(responses.clone(), |status| format!("{responses}/{}", pointer::escape(status)))
}

/// Whether the response of a status has no content.
pub(super) fn is_empty(document: &Document, operation: &Operation, status: &str) -> bool {
    let response = find(document, &format!("{}/{status}", responses(operation)));
    response.is_some_and(|(_, response)| response.get("content").is_none())
}

/// Where a media type of an answer is.
pub(super) fn answer(document: &Document, operation: &Operation, media_type: &str) -> String {
    let media_type = pointer::escape(media_type);
    let responses = responses(operation);
    let mut places = statuses(document, operation).map(|status| {
        let place = format!("{responses}/{}/content/{media_type}", pointer::escape(status));
        Some(find(document, &place)?.0)
    });
    places.find_map(|place| place).unwrap_or_else(|| response(document, operation, ['2', '3']))
}

/// Where a media type of the body is.
pub(super) fn body(document: &Document, operation: &Operation, media_type: &str) -> String {
    let body = own(document, operation, "requestBody");
    let place = format!("{body}/content/{}", pointer::escape(media_type));
    find(document, &place).map_or(body, |(place, _)| place)
}

/// Where it is said which credentials are enough for an operation.
pub(super) fn security(document: &Document, operation: &Operation) -> String {
    let place = own(document, operation, "security");
    let is_of_all = place == operation.at && document.value.get("security").is_some();
    if is_of_all { "/security".to_owned() } else { place }
}

/// Where something is that an operation may have of its own.
pub(super) fn own(document: &Document, operation: &Operation, key: &str) -> String {
    let place = format!("{}/{key}", operation.at);
    let is_there = pointer::find(&document.value, &place).is_some();
    if is_there { place } else { operation.at.clone() }
}
