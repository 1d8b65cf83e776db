//! Pass: keeps the setters of requests apart from their other methods, and the field that has the
//! client from the others.
//!
//! What an operation requires is an argument of the client's method, and may be called anything. What
//! is optional has a setter, which cannot be called `send`.

use super::Draft;
use crate::ir::NameReason;
use crate::names::{KNOWN_SETTERS, Name, REQUEST_METHODS, Scope, WAITS};

/// Renames the inputs whose setters would be called as another method is, and gives the field of the
/// client a name that no input has.
pub(super) fn settle_request_names(draft: &mut Draft<'_, '_>) {
    let methods = [REQUEST_METHODS, KNOWN_SETTERS].concat();
    let reserved = Scope::with(&methods);
    for operation in draft.resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let mut taken = reserved.clone();
        let alternatives = operation.alternatives.iter().map(|alternative| &alternative.name);
        for name in operation.inputs.iter().map(|input| &input.name).chain(alternatives) {
            taken.claim(name);
        }
        for input in operation.inputs.iter_mut().filter(|input| !input.required) {
            let field = input.name.field();
            if methods.contains(&&*field) {
                input.name = taken.claim_one_of(&[input.name_with_place()]);
                input.because.name = NameReason::Taken;
            } else if field.starts_with(WAITS) {
                let place = Name::new(input.place());
                input.name = taken.claim_one_of(&[place.join(&input.name)]);
                input.because.name = NameReason::Taken;
            }
        }
        operation.client =
            taken.claim_one_of(&[operation.client.clone(), Name::new("client of api")]);
    }
}
