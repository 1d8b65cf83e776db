//! Pass: breaks cycles of models.

use std::collections::{HashMap, HashSet};

use super::{Draft, models_mut};
use crate::ir::{Model, ModelKind, Type};
use crate::lower::memory::variant_key;
use crate::names::Name;

/// Boxes the types by which models would contain themselves. Lists and maps need no box.
///
/// What had no box when the crate was generated last comes first, and gets none now.
pub(super) fn box_recursive_types(draft: &mut Draft<'_, '_>) {
    let Draft { models, memory, .. } = draft;
    let mut contains: HashMap<Name, HashSet<Name>> = HashMap::new();
    for is_known in [true, false] {
        for model in models_mut(models) {
            let known = memory.of_type(&model.name);
            let had_no_box = |key: &str| known.is_some_and(|known| known.had_no_box(key));
            let name = model.name.clone();
            for (key, ty) in parts(model) {
                if had_no_box(&key) == is_known {
                    add_part(&name, ty, &mut contains);
                }
            }
        }
    }
}

/// The types that a model contains as they are, each with what the lock calls it.
fn parts(model: &mut Model) -> Vec<(String, &mut Type)> {
    match &mut model.kind {
        ModelKind::Struct(shape) => {
            let fields = shape.fields.iter_mut();
            fields.map(|field| (field.wire_name.clone(), &mut field.ty)).collect()
        }
        ModelKind::Union(shape) => {
            let variants = shape.variants.iter_mut();
            variants.map(|variant| (variant_key(variant), &mut variant.ty)).collect()
        }
        ModelKind::Enum(_) => Vec::new(),
    }
}

/// Notes that a model contains a type, which is put into a box if the model would contain itself.
fn add_part(model: &Name, ty: &mut Type, contains: &mut HashMap<Name, HashSet<Name>>) {
    let part = match ty {
        Type::Model(part) => &*part,
        Type::Open(inner) => match &**inner {
            Type::Model(part) => part,
            _ => return,
        },
        _ => return,
    };
    if reaches(contains, part, model) {
        *ty = Type::Boxed(Box::new(ty.clone()));
    } else {
        contains.entry(model.clone()).or_default().insert(part.clone());
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
