//! Pass: keeps the setters of requests apart from their other methods, and the field that has the
//! client from the others.
//!
//! What an operation requires is an argument of the client's method, and may be called anything. What
//! is optional has a setter, which cannot be called `send`.

use super::Draft;
use crate::ir::{Content, Operation, OperationOutput};
use crate::names::{KNOWN_SETTERS, Name, Scope};

/// Methods that every request has.
const METHODS: &[&str] = &["clone", "into_request", "send", "send_with_response"];

/// Those of a request for a list that has pages.
const METHODS_OF_PAGES: &[&str] = &["items", "pages"];

/// Those of a request for content that may be read as it arrives.
const METHODS_OF_STREAMS: &[&str] = &["send_streamed"];

/// Renames the inputs whose setters would be called as another method is, and gives the field of the
/// client a name that no input has.
pub(super) fn settle_request_names(draft: &mut Draft<'_, '_>) {
    for operation in draft.resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let methods = methods(operation);
        let mut taken = Scope::with(&methods);
        let alternatives = operation.alternatives.iter().map(|alternative| &alternative.name);
        for name in operation.inputs.iter().map(|input| &input.name).chain(alternatives) {
            taken.claim(name);
        }
        for input in operation.inputs.iter_mut().filter(|input| !input.required) {
            if methods.contains(&&*input.name.field()) {
                input.name = taken.claim_one_of(&[input.name_with_place()]);
            }
        }
        operation.client =
            taken.claim_one_of(&[operation.client.clone(), Name::new("client of api")]);
    }
}

/// The methods of a request that are no setters, and names that setters cannot have.
fn methods(operation: &Operation) -> Vec<&'static str> {
    let mut methods = [METHODS, KNOWN_SETTERS].concat();
    if operation.is_paged {
        methods.extend(METHODS_OF_PAGES);
    }
    if matches!(operation.output, OperationOutput::One(Content::Bytes)) {
        methods.extend(METHODS_OF_STREAMS);
    }
    methods
}
