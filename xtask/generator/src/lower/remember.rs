//! The lock of what has been made, for the next time.

use std::collections::BTreeMap;

use crate::ir::{
    Access, Api, Content, Event, FieldArgument, InputLocation, Model, ModelKind, Operation,
    OperationInput, OperationOutput, Presence, StructField, Type,
};
use crate::lock::{
    ANY_ERROR, Lock, LockedConstructor, LockedEvent, LockedOperation, LockedType, Returns,
};
use crate::lower::memory::{input_key, variant_key};
use crate::lower::schema::naming::TypeNames;
use crate::names::Name;

/// What callers of a client rely on.
pub(super) fn remember(api: &Api, names: &TypeNames<'_>) -> Lock {
    let operations = api.operations().map(|operation| {
        let keys = operation
            .inputs
            .iter()
            .map(|input| (input_key(input), Name::of_parameter(&input.wire_name), &input.name));
        let (inputs, names) = members(keys);
        let body = operation.body.as_ref().map(|body| body.words().to_owned());
        let returns = match &operation.output {
            OperationOutput::One(content) if *content != Content::Nothing => Some(Returns::Content),
            OperationOutput::Optional(_) => Some(Returns::Option),
            _ => None,
        };
        let (id, sends, reads) = (operation.id.clone(), sends(operation), operation.reads.clone());
        let server = operation.server.clone();
        let locked = LockedOperation { id, server, body, sends, reads, returns, inputs, names };
        (operation.name.words().to_owned(), locked)
    });
    let models = api.models.iter().flat_map(|group| &group.models);
    let models: BTreeMap<&Name, &Model> = models.map(|model| (&model.name, model)).collect();
    let types = names.origins().iter().map(|(name, origin)| {
        let spelled = name.type_name();
        let usual = Some(origin.usual.type_name()).filter(|usual| *usual != spelled);
        let (at, digest) = (origin.place.clone(), origin.digest.clone());
        let locked = LockedType { at, usual, digest, ..LockedType::default() };
        let locked = match models.get(name) {
            Some(model) => with_members(locked, model),
            None => locked,
        };
        (spelled, locked)
    });
    let security = &api.security;
    let new = security.constructor.map(|constructor| LockedConstructor {
        base_url: constructor.takes_base_url,
        scheme: security.constructor_scheme().map(|scheme| scheme.wire_name.clone()),
    });
    let credentials = security.schemes.iter();
    let credentials =
        credentials.map(|scheme| (scheme.name.words().to_owned(), scheme.wire_name.clone()));
    let servers = api.all_servers();
    let servers = servers.map(|server| (server.name.words().to_owned(), server.url.clone()));
    let events = api.callbacks.iter().flat_map(|callback| {
        let any = LockedEvent { at: callback.at.clone(), ..LockedEvent::default() };
        let any = callback.any.iter().map(move |name| (name.type_name(), any.clone()));
        callback.events.iter().map(|event| (event.name.type_name(), locked_event(event))).chain(any)
    });
    Lock {
        base_url: Some(api.base_url.clone()).filter(|url| !url.is_empty()),
        new,
        credentials: credentials.collect(),
        servers: servers.collect(),
        error: Some(api.error.as_ref().map_or_else(|| ANY_ERROR.to_owned(), Name::type_name)),
        operations: operations.collect(),
        events: events.collect(),
        types: types.collect(),
    }
}

fn locked_event(event: &Event) -> LockedEvent {
    let keys = event
        .parameters
        .iter()
        .map(|input| (input_key(input), Name::of_parameter(&input.wire_name), &input.name));
    let (inputs, names) = members(keys);
    LockedEvent { at: event.at.clone(), inputs, names }
}

/// The media type that a body has unless callers say otherwise, if another one may become the first.
fn sends(operation: &Operation) -> Option<String> {
    let is_wanted = |input: &OperationInput| match input.location {
        InputLocation::Body => !operation.media_types.starts_with(&["application/json".to_owned()]),
        InputLocation::Text | InputLocation::Upload => true,
        _ => false,
    };
    let is_told = |input: &OperationInput| input.is_media_type() && input.required;
    let inputs = &operation.inputs;
    let is_remembered = inputs.iter().any(is_wanted) && !inputs.iter().any(is_told);
    operation.media_types.first().filter(|_| is_remembered).cloned()
}

fn with_members(locked: LockedType, model: &Model) -> LockedType {
    match &model.kind {
        ModelKind::Struct(shape) => {
            let key = |field: &StructField| field.wire_name.clone();
            let fields = shape.fields.iter();
            let (members, names) =
                members(fields.map(|field| (key(field), Name::new(&field.wire_name), &field.name)));
            let keys = |is: fn(&StructField) -> bool| {
                shape.fields.iter().filter(|field| is(field)).map(key).collect()
            };
            let constants = shape.fields.iter().filter_map(|field| match &field.argument {
                FieldArgument::Constant(constant) => Some((key(field), constant.to_string())),
                _ => None,
            });
            let items = shape.page.as_ref().and_then(|page| match page.items.as_slice() {
                [items] => shape.fields.iter().find(|field| field.name == items.field).map(key),
                // Only an overlay says that they are deeper, and goes on to say it.
                _ => None,
            });
            LockedType {
                members,
                names,
                nullable: keys(|field| field.presence == Presence::OptionalNullable),
                always: keys(|field| {
                    field.access != Access::Both && field.presence == Presence::Required
                }),
                constants: constants.collect(),
                boxed: keys(|field| matches!(field.ty, Type::Boxed(_))),
                items,
                ..locked
            }
        }
        ModelKind::Enum(shape) => {
            let values = shape.values.iter().map(|value| {
                let usual = Name::of_value(&value.wire_value);
                (value.wire_value.clone(), usual, &value.name)
            });
            let (members, names) = members(values);
            LockedType { members, names, ..locked }
        }
        ModelKind::Union(shape) => {
            let key = |variant| variant_key(variant);
            let variants = shape.variants.iter();
            let (members, names) = members(
                variants.map(|variant| (key(variant), Name::new(&key(variant)), &variant.name)),
            );
            let boxed = shape.variants.iter().filter(|it| matches!(it.ty, Type::Boxed(_)));
            LockedType { members, names, boxed: boxed.map(key).collect(), ..locked }
        }
    }
}

/// The keys of members in their order, and the names that are not the usual ones.
fn members<'n>(
    members: impl Iterator<Item = (String, Name, &'n Name)>,
) -> (Vec<String>, BTreeMap<String, String>) {
    let mut keys = Vec::new();
    let mut names = BTreeMap::new();
    for (key, usual, name) in members {
        if usual != *name {
            names.insert(key.clone(), name.words().to_owned());
        }
        keys.push(key);
    }
    (keys, names)
}
