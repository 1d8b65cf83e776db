//! Pass: finds the models in whose place other JSON may stand.

use std::collections::HashSet;

use super::{Draft, models_mut, part_types};
use crate::ir::Type;
use crate::names::Name;

/// Marks the models that are within [`Type::Open`] anywhere.
pub(super) fn mark_open_types(draft: &mut Draft<'_, '_>) {
    let Draft { resources, callbacks, models, .. } = draft;
    let mut open = HashSet::new();
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    for operation in operations {
        operation.types().for_each(|ty| collect_open(ty, &mut open));
    }
    for event in callbacks.iter().flat_map(|callback| &callback.events) {
        event.types().for_each(|ty| collect_open(ty, &mut open));
    }
    for ty in models_mut(models).flat_map(part_types) {
        collect_open(ty, &mut open);
    }
    for model in models_mut(models) {
        model.is_open = open.contains(&model.name);
    }
}

fn collect_open(ty: &Type, open: &mut HashSet<Name>) {
    match ty {
        Type::Open(inner) => match &**inner {
            Type::Model(name) | Type::Enum(name) => {
                open.insert(name.clone());
            }
            inner => collect_open(inner, open),
        },
        Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) | Type::Nullable(inner) => {
            collect_open(inner, open);
        }
        _ => {}
    }
}
