//! Pass: breaks cycles of models.

use std::collections::{HashMap, HashSet};

use super::{Draft, models_mut, part_types};
use crate::ir::{ModelKind, Type};
use crate::names::Name;

/// Boxes the types by which models would contain themselves. Lists and maps need no box.
pub(super) fn box_recursive_types(draft: &mut Draft<'_, '_>) {
    let mut contains: HashMap<Name, HashSet<Name>> = HashMap::new();
    for model in models_mut(&mut draft.models) {
        let name = model.name.clone();
        let is_struct = matches!(model.kind, ModelKind::Struct(_));
        let mut parts = part_types(model);
        if is_struct {
            // The type of unknown fields is within a map.
            parts.pop();
        }
        for ty in parts {
            let part = match ty {
                Type::Model(part) => &*part,
                Type::Open(inner) => match &**inner {
                    Type::Model(part) => part,
                    _ => continue,
                },
                _ => continue,
            };
            if reaches(&contains, part, &name) {
                *ty = Type::Boxed(Box::new(ty.clone()));
            } else {
                contains.entry(name.clone()).or_default().insert(part.clone());
            }
        }
    }
}

/// Whether one model is another, or contains it at any depth.
fn reaches(contains: &HashMap<Name, HashSet<Name>>, from: &Name, to: &Name) -> bool {
    let mut seen = HashSet::new();
    let mut pending = vec![from];
    while let Some(name) = pending.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            pending.extend(contains.get(name).into_iter().flatten());
        }
    }
    false
}
