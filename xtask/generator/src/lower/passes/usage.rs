//! Pass: infers from where models are used whether they are sent, and what that means for their
//! fields.

use std::collections::{HashMap, HashSet};

use super::{Draft, models_mut};
use crate::ir::{
    Access, Content, FieldArgument, Model, ModelGroup, ModelKind, Operation, Presence, Struct, Type,
};
use crate::names::Name;

/// Finds the models that are sent and those that are received. Fields that only one side has are
/// dropped or made optional, and null and nothing are the same in what is received only.
pub(super) fn infer_usage(draft: &mut Draft<'_, '_>) {
    let Draft { resources, models, .. } = draft;
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let inputs = operations().flat_map(|operation| &operation.inputs).map(|input| &input.ty);
    let sent = reachable(models, inputs, Access::Received);
    let contents = operations().flat_map(Operation::contents).filter_map(Content::json);
    let received = reachable(models, contents, Access::Sent);
    for model in models_mut(models) {
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
}

/// Treats the fields that only requests or only responses have. A model that is on the other side
/// only loses them; in a model that is on both sides they are optional.
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

/// The models that some types contain, directly or within others. Fields with the access
/// `other_side` are not followed.
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
