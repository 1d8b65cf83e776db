//! The descriptions of responses, as far as they are worth reading.

use std::collections::HashMap;

use openapiv3::{Components, Operation};

use crate::ir::Status;
use crate::lower::references::follow;
use crate::lower::status::{key_of, name_of, status_of, successful_class};

/// Words of descriptions that say no more than that there is a response, or that all went well.
const EMPTY_WORDS: [&str; 28] = [
    "a",
    "an",
    "been",
    "body",
    "code",
    "content",
    "created",
    "default",
    "deleted",
    "empty",
    "error",
    "has",
    "no",
    "none",
    "nothing",
    "ok",
    "operation",
    "request",
    "resource",
    "response",
    "status",
    "success",
    "successful",
    "successfully",
    "the",
    "unexpected",
    "updated",
    "was",
];

/// The descriptions of responses, by the ids of the operations.
#[derive(Default)]
pub(in crate::lower) struct ResponseDescriptions(HashMap<String, Described>);

/// The descriptions of the responses to one operation.
#[derive(Default)]
pub(in crate::lower) struct Described {
    pub(in crate::lower) by_status: Vec<(Status, String)>,
    /// Whether the default response says what success is, because nothing else does.
    pub(in crate::lower) is_default_success: bool,
}

impl ResponseDescriptions {
    /// Notes the descriptions of the responses to an operation. `beside` are those that stand beside
    /// references to responses.
    pub(in crate::lower) fn add<'d>(
        &mut self,
        id: &str,
        operation: &Operation,
        components: &Components,
        beside: impl Fn(Status) -> Option<&'d str>,
    ) {
        let responses = &operation.responses;
        let named = responses.responses.iter().map(|(key, response)| (status_of(key), response));
        let default = responses.default.iter().map(|response| (Status::Default, response));
        let components = &components.responses;
        let described = named.chain(default).filter_map(|(status, response)| {
            let response = follow(response, "responses", components)?;
            let description = beside(status).unwrap_or(&response.description);
            (!is_uninformative(status, description)).then(|| (status, description.to_owned()))
        });
        let mut by_status: Vec<(Status, String)> = described.collect();
        by_status.sort_by_key(|(status, _)| *status);
        let is_default_success = successful_class(responses).is_none();
        self.0.insert(id.to_owned(), Described { by_status, is_default_success });
    }

    /// The descriptions for an operation.
    pub(in crate::lower) fn of(&self, id: &str) -> Option<&Described> {
        self.0.get(id)
    }
}

/// Whether a description of a response says no more than its status.
pub(in crate::lower) fn is_uninformative(status: Status, description: &str) -> bool {
    let key = key_of(status).to_lowercase();
    let reason: Vec<String> = words(&name_of(status).prose()).collect();
    words(description)
        .all(|word| EMPTY_WORDS.contains(&word.as_str()) || reason.contains(&word) || word == key)
}

/// The words of a text, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::is_uninformative;
    use crate::ir::Status;

    #[test]
    fn the_status_says_as_much() {
        let nothing = [
            (Status::Code(200), "OK"),
            (Status::Code(200), "Successful operation."),
            (Status::Code(200), "200 response"),
            (Status::Code(201), "created"),
            (Status::Code(204), "Nothing."),
            (Status::Code(204), "The resource was deleted successfully."),
            (Status::Code(404), "NOT_FOUND"),
            (Status::Code(500), "Internal server error!"),
            (Status::Default, "unexpected error"),
            (Status::Class(2), ""),
            (Status::Class(4), "4XX: client error"),
            (Status::Code(418), "I'm a teapot"),
            (Status::Code(299), " - "),
        ];
        for (status, description) in nothing {
            assert!(is_uninformative(status, description), "{description}");
        }
        let something = [
            (Status::Code(200), "The pets."),
            (Status::Code(200), "Accepted"),
            (Status::Code(404), "Account not found"),
            (Status::Code(500), "404"),
            (Status::Default, "Nicht gefunden"),
            (Status::Code(200), "成功"),
        ];
        for (status, description) in something {
            assert!(!is_uninformative(status, description), "{description}");
        }
    }
}
