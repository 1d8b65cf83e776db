//! What is only known once everything has been lowered: which models are sent,
//! which contain themselves, and which can be empty.

use std::collections::{HashMap, HashSet};

use crate::ir::{
    Access, Content, FieldArgument, Model, ModelGroup, ModelKind, Operation, Presence, Resource,
    Struct, Type,
};
use crate::names::Name;

/// Settles these questions for all models.
pub(in crate::lower) fn settle(groups: &mut [ModelGroup], resources: &[Resource]) {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let inputs = operations().flat_map(|operation| &operation.inputs).map(|input| &input.ty);
    let sent = reachable(groups, inputs, Access::Received);
    let contents = operations().flat_map(Operation::contents).filter_map(Content::json);
    let received = reachable(groups, contents, Access::Sent);
    let open = open_types(groups, resources);
    for model in models(groups) {
        model.is_open = open.contains(&model.name);
        let (is_sent, is_received) = (sent.contains(&model.name), received.contains(&model.name));
        match &mut model.kind {
            ModelKind::Struct(shape) => {
                shape.is_sent = is_sent;
                infer_presence(shape, is_received);
                for field in &mut shape.fields {
                    if !is_sent && field.presence == Presence::OptionalNullable {
                        field.presence = Presence::Nullable;
                    }
                }
            }
            ModelKind::Union(shape) => shape.is_sent = is_sent,
            ModelKind::Enum(_) => {}
        }
    }
    break_cycles(groups);
    infer_defaults(groups);
}

/// Fields that are on one side only: there is none where a model is on the other side
/// only, and it is optional where a model is on both.
fn infer_presence(shape: &mut Struct, is_received: bool) {
    let is_sent = shape.is_sent;
    shape.fields.retain(|field| match field.access {
        Access::Received => is_received || !is_sent,
        Access::Sent => is_sent || !is_received,
        Access::Both => true,
    });
    if !(is_sent && is_received) {
        return;
    }
    for field in shape.fields.iter_mut().filter(|field| field.access != Access::Both) {
        let is_nullable = matches!(field.presence, Presence::Nullable | Presence::OptionalNullable);
        let (sentence, presence) = match field.access {
            Access::Received => {
                field.argument = FieldArgument::None;
                ("Only in responses.", Presence::Optional)
            }
            _ if is_nullable => ("Only in requests.", Presence::OptionalNullable),
            _ => ("Only in requests.", Presence::Optional),
        };
        field.docs = field.docs.clone().and(sentence);
        field.presence = presence;
    }
}

fn models(groups: &mut [ModelGroup]) -> impl Iterator<Item = &mut Model> {
    groups.iter_mut().flat_map(|group| &mut group.models)
}

/// The types that a model consists of.
fn parts(model: &mut Model) -> Vec<&mut Type> {
    match &mut model.kind {
        ModelKind::Struct(shape) => {
            let fields = shape.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain([&mut shape.extra_type]).collect()
        }
        ModelKind::Union(shape) => {
            shape.variants.iter_mut().map(|variant| &mut variant.ty).collect()
        }
        ModelKind::Enum(_) => Vec::new(),
    }
}

/// The models that some types contain, directly or within others, but for fields that are
/// on the other side.
fn reachable<'t>(
    groups: &[ModelGroup],
    types: impl Iterator<Item = &'t Type>,
    other_side: Access,
) -> HashSet<Name> {
    let all = groups.iter().flat_map(|group| &group.models);
    let all: HashMap<&Name, &Model> = all.map(|model| (&model.name, model)).collect();
    let mut pending: Vec<&Name> = types.filter_map(Type::model).collect();
    let mut found = HashSet::new();
    while let Some(name) = pending.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        let Some(model) = all.get(name) else { continue };
        pending.extend(match &model.kind {
            ModelKind::Struct(shape) => {
                let fields = shape.fields.iter().filter(|field| field.access != other_side);
                let types = fields.map(|field| &field.ty).chain([&shape.extra_type]);
                types.filter_map(Type::model).collect()
            }
            _ => model.types().into_iter().filter_map(Type::model).collect::<Vec<_>>(),
        });
    }
    found
}

/// The models in whose place other JSON may stand.
fn open_types(groups: &mut [ModelGroup], resources: &[Resource]) -> HashSet<Name> {
    let mut open = HashSet::new();
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    for operation in operations {
        operation.types().for_each(|ty| collect_open(ty, &mut open));
    }
    for model in models(groups) {
        for ty in parts(model) {
            collect_open(ty, &mut open);
        }
    }
    open
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

/// Puts a pointer wherever a model would contain itself; lists and maps are pointers
/// already.
fn break_cycles(groups: &mut [ModelGroup]) {
    let mut contains: HashMap<Name, HashSet<Name>> = HashMap::new();
    for model in models(groups) {
        let name = model.name.clone();
        let is_struct = matches!(model.kind, ModelKind::Struct(_));
        let mut parts = parts(model);
        if is_struct {
            // Unknown fields are in a map.
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

/// Whether one model is another or contains it, however deep.
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

/// A struct has a default if all of its required parts have one.
fn infer_defaults(groups: &mut [ModelGroup]) {
    let mut with_default: HashSet<Name> = HashSet::new();
    loop {
        let before = with_default.len();
        for model in models(groups) {
            let ModelKind::Struct(shape) = &mut model.kind else {
                continue;
            };
            // What users have to give when they send it has no default either.
            shape.has_default = shape.fields.iter().all(|field| match field.presence {
                Presence::Required => !shape.is_sent && has_default(&field.ty, &with_default),
                _ => !shape.is_sent || field.argument != FieldArgument::Required,
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
