//! What is only known once everything has been lowered: which models are sent,
//! which contain themselves, and which can be empty.

use std::collections::{HashMap, HashSet};

use crate::ir::{ModelGroup, Presence, Resource, Shape, Struct, Type};
use crate::names::Name;

/// Settles these questions for all models.
pub(super) fn settle(groups: &mut [ModelGroup], resources: &[Resource]) {
    let sent = sent_models(groups, resources);
    break_cycles(groups);
    for structure in structures(groups) {
        structure.1.is_sent = sent.contains(structure.0);
        for field in &mut structure.1.fields {
            if !structure.1.is_sent && field.presence == Presence::OptionalNullable {
                field.presence = Presence::Nullable;
            }
        }
    }
    settle_defaults(groups);
}

fn structures(groups: &mut [ModelGroup]) -> impl Iterator<Item = (&Name, &mut Struct)> {
    groups
        .iter_mut()
        .flat_map(|group| &mut group.models)
        .filter_map(|model| match &mut model.shape {
            Shape::Struct(structure) => Some((&model.name, structure)),
            Shape::Enum(_) => None,
        })
}

/// The models that requests contain, directly or within others.
fn sent_models(groups: &mut [ModelGroup], resources: &[Resource]) -> HashSet<Name> {
    let parts: HashMap<Name, Vec<Name>> = structures(groups)
        .map(|(name, structure)| {
            let types = structure
                .fields
                .iter()
                .map(|field| &field.ty)
                .chain([&structure.extra_type]);
            (
                name.clone(),
                types.filter_map(model_within).cloned().collect(),
            )
        })
        .collect();
    let inputs = resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .flat_map(|operation| &operation.inputs);
    let mut pending: Vec<Name> = inputs
        .filter_map(|input| model_within(&input.ty))
        .cloned()
        .collect();
    let mut sent = HashSet::new();
    while let Some(name) = pending.pop() {
        if let Some(parts) = parts.get(&name).filter(|_| !sent.contains(&name)) {
            pending.extend(parts.iter().cloned());
        }
        sent.insert(name);
    }
    sent
}

/// The model that a type is, or is made of.
fn model_within(ty: &Type) -> Option<&Name> {
    match ty {
        Type::Model(name) => Some(name),
        Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) => model_within(inner),
        _ => None,
    }
}

/// Puts a pointer wherever a model would contain itself.
fn break_cycles(groups: &mut [ModelGroup]) {
    // Lists and maps are pointers already.
    let mut contains: HashMap<Name, HashSet<Name>> = HashMap::new();
    let direct = |ty: &Type| match ty {
        Type::Model(name) => Some(name.clone()),
        _ => None,
    };
    for (name, structure) in structures(groups) {
        for field in &mut structure.fields {
            let Some(part) = direct(&field.ty) else {
                continue;
            };
            if part == *name || reaches(&contains, &part, name) {
                field.ty = Type::Boxed(Box::new(Type::Model(part)));
            } else {
                contains.entry(name.clone()).or_default().insert(part);
            }
        }
    }
}

/// Whether one model contains another, however deep.
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

/// A model has a default if all of its required parts have one.
fn settle_defaults(groups: &mut [ModelGroup]) {
    let mut with_default: HashSet<Name> = HashSet::new();
    loop {
        let before = with_default.len();
        for (name, structure) in structures(groups) {
            let has_default = |ty: &Type| match ty {
                Type::Model(part) => with_default.contains(part),
                Type::Boxed(part) => {
                    matches!(&**part, Type::Model(part) if with_default.contains(part))
                }
                Type::Enum(_) | Type::Identifier(_) => false,
                _ => true,
            };
            let mut required = structure
                .fields
                .iter()
                .filter(|field| field.presence == Presence::Required);
            structure.has_default = required.all(|field| has_default(&field.ty));
            if structure.has_default {
                with_default.insert(name.clone());
            }
        }
        if with_default.len() == before {
            return;
        }
    }
}
