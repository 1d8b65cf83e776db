//! Pass: names the enums for responses whose contents differ by status.

use super::Draft;
use crate::ir::{ByStatus, OperationOutput, Type};
use crate::names::Name;

/// Names them after the operations, when all other names are taken. Errors that all operations share
/// need no enum.
pub(super) fn name_status_types(draft: &mut Draft<'_, '_>) {
    let Draft { resources, error, type_names, methods, .. } = draft;
    let mut usual = [Name::new("response"), Name::new("error")];
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        if let Some(error) = error {
            operation.errors = operation.errors.take().filter(|errors| differ(errors, error));
        }
        let successes = match &mut operation.output {
            OperationOutput::ByStatus(successes) => Some(successes),
            OperationOutput::One(_) | OperationOutput::Optional(_) | OperationOutput::Redirect => {
                None
            }
        };
        let all = [(successes, "response"), (operation.errors.as_mut(), "error")];
        for ((by_status, what), usual) in all.into_iter().zip(&mut usual) {
            let Some(by_status) = by_status else { continue };
            if !operation.is_body_variant {
                // Requests are types too, named after the methods that make them.
                let mut name = operation.name.join(&Name::new(what));
                while !methods.claim(&name) {
                    name = name.join(&Name::new(what));
                }
                *usual = type_names.claim_or_number(name);
            }
            by_status.name = usual.clone();
        }
    }
}

/// Whether errors of an operation are something else than the model of all errors: a default response
/// that stands alone also says what success is.
fn differ(errors: &ByStatus, error: &Name) -> bool {
    let mut types = errors.cases.iter().filter_map(|case| case.content.json());
    types.any(|ty| !matches!(ty, Type::Model(name) if name == error))
}
