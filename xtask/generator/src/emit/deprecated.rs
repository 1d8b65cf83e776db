//! What should not be used any more, and the generated code that has to.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{
    Api, Deprecated, Model, ModelGroup, ModelKind, NextPage, Operation, Resource, Type,
};
use crate::names::Name;

/// The attribute that says so.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> Option<TokenStream> {
    Some(match &deprecated?.note {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => quote!(#[deprecated]),
    })
}

/// Names of models that should not be used any more.
pub(super) type Names<'a> = HashSet<&'a Name>;

/// An inner attribute for a file that uses what it should not, because it is there.
pub(super) fn allow(is_used: bool) -> Option<TokenStream> {
    is_used.then(|| quote!(#![allow(deprecated, reason = "the API still has it")]))
}

/// Whether the code of some models uses what is deprecated.
pub(super) fn in_models(group: &ModelGroup, names: &Names<'_>) -> bool {
    group.models.iter().any(|model| {
        names.contains(&model.name)
            || model.types().into_iter().any(|ty| mentions(ty, names))
            || initializes(model)
    })
}

/// Whether the code that reads and writes some models does.
pub(super) fn in_json(group: &ModelGroup, names: &Names<'_>) -> bool {
    group.models.iter().any(|model| {
        names.contains(&model.name)
            || match &model.kind {
                ModelKind::Struct(shape) => {
                    shape.fields.iter().any(|field| field.deprecated.is_some())
                }
                ModelKind::Enum(_) | ModelKind::Union(_) => false,
            }
    })
}

/// Whether the code of some operations does.
pub(super) fn in_operations(resource: &Resource, names: &Names<'_>) -> bool {
    resource.operations.iter().any(|operation| in_operation(operation, names))
}

/// Whether the code of events does.
pub(super) fn in_events(api: &Api, names: &Names<'_>) -> bool {
    api.events().any(|event| {
        event.deprecated.is_some()
            || event.parameters.iter().any(|input| input.deprecated.is_some())
            || event.types().any(|ty| mentions(ty, names))
    })
}

/// Whether the code by which a mock knows some operations does.
pub(super) fn in_mocked(resource: &Resource, names: &Names<'_>) -> bool {
    let mut types = resource.operations.iter().flat_map(Operation::types);
    types.any(|ty| mentions(ty, names))
}

/// Whether a program that shows an operation does.
pub(super) fn in_program(operation: &Operation, names: &Names<'_>) -> bool {
    operation.deprecated.is_some()
        || operation.inputs.iter().any(|input| input.deprecated.is_some())
        || in_operation(operation, names)
}

/// Whether the types of an operation are.
fn in_operation(operation: &Operation, names: &Names<'_>) -> bool {
    let paths = operation.next_page.iter().flat_map(NextPage::paths);
    operation.types().any(|ty| mentions(ty, names))
        || paths.flatten().any(|step| step.is_deprecated)
        || operation.waits.iter().any(|wait| wait.uses_deprecated)
}

fn mentions(ty: &Type, names: &Names<'_>) -> bool {
    ty.model().is_some_and(|name| names.contains(name))
}

/// Whether there is a constructor, a setter or an implementation with such a field.
fn initializes(model: &Model) -> bool {
    match &model.kind {
        ModelKind::Struct(shape) if shape.is_sent || shape.page.is_some() => {
            shape.fields.iter().any(|field| field.deprecated.is_some())
        }
        _ => false,
    }
}
