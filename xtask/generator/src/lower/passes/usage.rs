//! Pass: infers from where models are used whether they are sent, and what that means for their
//! fields.

use std::collections::{HashMap, HashSet};

use super::recall::warn_of_kept;
use super::{Draft, models_mut};
use crate::ir::{
    Access, Event, FieldArgument, Model, ModelGroup, ModelKind, Operation, Presence,
    PresenceReason, Struct, StructField, Type,
};
use crate::lower::memory::{KnownType, Memory};
use crate::names::Name;

/// Finds the models that are sent and those that are received. Fields that only one side has are
/// dropped or made optional, and null and nothing are the same in what is received only.
pub(super) fn infer_usage(draft: &mut Draft<'_, '_>) {
    let Draft { resources, callbacks, models, memory, diagnostics, .. } = draft;
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let inputs = operations().flat_map(|operation| &operation.inputs).map(|input| &input.ty);
    let sent = reachable(models, inputs, Some(Access::Received), memory);
    let contents = operations().flat_map(Operation::received_types);
    let answers = reachable(models, contents, Some(Access::Sent), memory);
    // The API sends these as requests, which may have what answers have not.
    let events = callbacks.iter().flat_map(|callback| &callback.events);
    let events = reachable(models, events.flat_map(Event::types), None, memory);
    for model in models_mut(models) {
        let is_sent = sent.contains(&model.name);
        let is_answer = answers.contains(&model.name);
        let is_received = is_answer || events.contains(&model.name);
        match &mut model.kind {
            ModelKind::Struct(shape) => {
                shape.is_sent = is_sent;
                let known = memory.of_type(&model.name);
                infer_presence(shape, is_answer, is_received, known);
                for field in &mut shape.fields {
                    if let Some((known, kept)) = known.zip(kept_as(field, is_sent, is_received)) {
                        field.because.presence = PresenceReason::Lock;
                        warn_of_kept(&model.name, field, known, kept, diagnostics);
                    }
                    if !is_sent && field.presence == Presence::OptionalNullable {
                        field.presence = Presence::Nullable;
                        field.because.presence = PresenceReason::Received;
                    }
                }
            }
            ModelKind::Union(shape) => shape.is_sent = is_sent,
            ModelKind::Enum(_) => {}
        }
    }
}

/// Treats the fields that only requests or only responses have. A model that is on the other side
/// only loses them, unless a request that is received has them; in a model that is on both sides they are optional. What callers know stays as it
/// was.
fn infer_presence(
    shape: &mut Struct,
    is_answer: bool,
    is_received: bool,
    known: Option<&KnownType<'_>>,
) {
    let is_sent = shape.is_sent;
    shape.fields.retain(|field| {
        let is_here = match field.access {
            Access::Received => is_received || !is_sent,
            Access::Sent => is_sent || !is_answer,
            Access::Both => true,
        };
        is_here || known.is_some_and(|known| known.members.has(&field.wire_name))
    });
    if !(is_sent && is_received) {
        return;
    }
    let one_sided =
        |field: &&mut StructField| field.access != Access::Both && !was_always_there(field, known);
    for field in shape.fields.iter_mut().filter(one_sided) {
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
        field.because.presence = PresenceReason::OneSide;
    }
}

/// Whether a field was no `Option` when only requests or only responses had it.
fn was_always_there(field: &StructField, known: Option<&KnownType<'_>>) -> bool {
    field.presence == Presence::Required
        && known.is_some_and(|known| known.was_always_there(&field.wire_name))
}

/// What it means that a field stays that one side does not have, if the model is on that side.
fn kept_as(field: &StructField, is_sent: bool, is_received: bool) -> Option<&'static str> {
    let is_always = field.presence == Presence::Required;
    match field.access {
        Access::Received if is_sent && (is_always || !is_received) => {
            Some("stays as it was, so that requests have it as well as responses")
        }
        Access::Sent if is_received && is_always => {
            Some("stays as it was, so that a response without it is an error")
        }
        _ => None,
    }
}

/// The models that some types contain, directly or within others. Fields with the access
/// `other_side`, if there is another side, are not followed, unless they are there all the same.
fn reachable<'t>(
    groups: &[ModelGroup],
    types: impl Iterator<Item = &'t Type>,
    other_side: Option<Access>,
    memory: &Memory<'_>,
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
                let known = memory.of_type(&model.name);
                let is_here = |field: &&StructField| {
                    Some(field.access) != other_side || was_always_there(field, known)
                };
                let fields = shape.fields.iter().filter(is_here);
                let types = fields.map(|field| &field.ty).chain([&shape.extra_type]);
                types.filter_map(Type::model).collect()
            }
            _ => model.types().into_iter().filter_map(Type::model).collect::<Vec<_>>(),
        });
    }
    found
}
