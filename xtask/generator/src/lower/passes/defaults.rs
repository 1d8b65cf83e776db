//! Pass: infers which structs have a default.

use std::collections::HashSet;

use super::{Draft, models_mut};
use crate::ir::{FieldArgument, ModelKind, Presence, Type};
use crate::names::Name;

/// A struct has a default if all of its required parts have one.
pub(super) fn infer_defaults(draft: &mut Draft<'_, '_>) {
    let mut with_default: HashSet<Name> = HashSet::new();
    loop {
        let before = with_default.len();
        for model in models_mut(&mut draft.models) {
            let ModelKind::Struct(shape) = &mut model.kind else {
                continue;
            };
            // What users have to give when they send it has no default either.
            shape.has_default = shape.fields.iter().all(|field| match field.presence {
                Presence::Required => !shape.is_sent && has_default(&field.ty, &with_default),
                _ => {
                    let is_set = matches!(
                        field.argument,
                        FieldArgument::Required | FieldArgument::Constant(_)
                    );
                    !shape.is_sent || !is_set
                }
            });
            if shape.has_default {
                with_default.insert(model.name.clone());
            }
        }
        if with_default.len() == before {
            return;
        }
    }
}

fn has_default(ty: &Type, with_default: &HashSet<Name>) -> bool {
    match ty {
        Type::Model(name) => with_default.contains(name),
        Type::Boxed(inner) => has_default(inner, with_default),
        Type::Enum(_) | Type::Identifier(_) | Type::Open(_) | Type::JsonText => false,
        _ => true,
    }
}
