//! Pass: documents what responses mean.
//!
//! The description of a response is the documentation of a variant, where an enum has one for its
//! status. All others go to the documentation of the methods which send the request, unless they say
//! no more than the status does.

use indexmap::IndexMap;

use super::Draft;
use crate::docs::Docs;
use crate::ir::{ByStatus, Errors, OperationOutput, Status};
use crate::lower::status::key_of;

/// Adds to each operation the descriptions of the responses that no type is about.
pub(super) fn document_responses(draft: &mut Draft<'_, '_>) {
    let Draft { resources, notes, .. } = draft;
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let answers = match &operation.output {
            OperationOutput::ByStatus(answers) => Some(answers),
            OperationOutput::One(_) | OperationOutput::Optional(_) | OperationOutput::Redirect => {
                None
            }
        };
        let errors = operation.errors.as_ref().and_then(Errors::by_status);
        let has = |by_status: Option<&ByStatus>, status| {
            by_status.is_some_and(|it| it.cases.iter().any(|case| case.status == status))
        };
        let Some(described) = notes.responses.of(&operation.id) else { continue };
        // A default response that is the successful one is not about errors alone.
        let is_of_errors = |status| !(described.is_default_success && status == Status::Default);
        let has_type = |status| has(answers, status) || is_of_errors(status) && has(errors, status);
        let rest = described.by_status.iter().filter(|(status, _)| !has_type(*status));
        // The same may be said of several.
        let mut items: IndexMap<&str, Vec<String>> = IndexMap::new();
        for (status, description) in rest {
            items.entry(description.trim()).or_default().push(format!("`{}`", key_of(*status)));
        }
        let items = items.into_iter().map(|(description, statuses)| {
            (statuses.join(", "), Docs::of(Some(description), || "Not described.".to_owned()))
        });
        let items: Vec<_> = items.collect();
        operation.response_docs = (!items.is_empty()).then(|| Docs::list(items));
    }
}
