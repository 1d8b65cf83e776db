//! Pass: names the enums for responses whose contents differ by status.

use super::Draft;
use crate::ir::{Content, Errors, OperationOutput, Type, TypeSource};
use crate::names::Name;

/// Names them after the operations, when all other names are taken. Errors that are the model of all
/// errors of the API have no type of their own.
pub(super) fn name_status_types(draft: &mut Draft<'_, '_>) {
    let Draft { resources, error, type_names, methods, .. } = draft;
    let mut usual = [Name::new("response"), Name::new("error")];
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        operation.errors =
            operation.errors.take().filter(|errors| !is_common(errors, error.as_ref()));
        let successes = match &mut operation.output {
            OperationOutput::ByStatus(successes) => Some(successes),
            OperationOutput::One(_) | OperationOutput::Optional(_) | OperationOutput::Redirect => {
                None
            }
        };
        let errors = match &mut operation.errors {
            Some(Errors::ByStatus(errors)) => Some(errors),
            Some(Errors::One(_)) | None => None,
        };
        let all = [(successes, "response"), (errors, "error")];
        for ((by_status, what), usual) in all.into_iter().zip(&mut usual) {
            let Some(by_status) = by_status else { continue };
            if !operation.is_body_variant {
                // Requests are types too, named after the methods that make them.
                let mut name = operation.name.join(&Name::new(what));
                while !methods.claim(&name) {
                    name = name.join(&Name::new(what));
                }
                *usual =
                    type_names.claim_for(operation.id.clone(), name, &[], TypeSource::Operation);
            }
            by_status.name = usual.clone();
        }
    }
}

/// Whether errors of an operation are the model of all errors.
fn is_common(errors: &Errors, error: Option<&Name>) -> bool {
    matches!(errors, Errors::One(Content::Json(Type::Model(name))) if Some(name) == error)
}
