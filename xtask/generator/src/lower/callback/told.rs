//! What tells the events of a callback apart that come in the same way.

use std::collections::{HashMap, HashSet};

use crate::ir::{
    Callback, Constant, Event, EventContent, FieldArgument, Model, ModelGroup, ModelKind, Presence,
    Type,
};
use crate::names::Name;

/// Values of a property, by its name.
type Values<'m> = HashMap<&'m str, HashSet<&'m str>>;

/// Notes for each event which properties tell it from the others: those which all events that come in the
/// same way always have, with values of their own.
pub(in crate::lower) fn tell_events(callbacks: &mut [Callback], groups: &[ModelGroup]) {
    let models = groups.iter().flat_map(|group| &group.models);
    let models: HashMap<&Name, &Model> = models.map(|model| (&model.name, model)).collect();
    for callback in callbacks {
        let all: Vec<Values<'_>> =
            callback.events.iter().map(|event| values(event, &models)).collect();
        let told: Vec<_> = (0..all.len()).map(|index| told(index, callback, &all)).collect();
        for (event, told) in callback.events.iter_mut().zip(told) {
            event.told = told;
        }
    }
}

/// The properties that tell one event, with their values in it.
fn told(index: usize, callback: &Callback, all: &[Values<'_>]) -> Vec<(String, Vec<String>)> {
    let own = &callback.events[index];
    let alike = callback.events.iter().zip(all).enumerate().filter(|(other, (event, _))| {
        *other != index && event.method == own.method && kind(event) == kind(own)
    });
    let alike: Vec<&Values<'_>> = alike.map(|(_, (_, values))| values).collect();
    let tells = |(name, values): &(&&str, &HashSet<&str>)| {
        let is_apart = |other: &&Values<'_>| {
            other.get(**name).is_some_and(|others| others.is_disjoint(values))
        };
        !alike.is_empty() && alike.iter().all(is_apart)
    };
    let told = all[index].iter().filter(tells).map(|(name, values)| {
        let mut values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        values.sort_unstable();
        ((*name).to_owned(), values)
    });
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    told
}

/// The kind of content, if it has properties.
fn kind(event: &Event) -> Option<bool> {
    match event.body.as_ref()?.content {
        EventContent::Json(_) => Some(true),
        EventContent::Form(..) => Some(false),
        EventContent::Text | EventContent::Bytes => None,
    }
}

/// The properties of an event that are always there and have values that are listed.
fn values<'m>(event: &Event, models: &HashMap<&Name, &'m Model>) -> Values<'m> {
    let model = event.body.as_ref().and_then(|body| body.content.ty());
    let model = model.and_then(Type::model).and_then(|name| models.get(name));
    let Some(ModelKind::Struct(shape)) = model.map(|model| &model.kind) else {
        return Values::new();
    };
    let fields = shape.fields.iter().filter(|field| field.presence == Presence::Required);
    let listed = fields.filter_map(|field| {
        let values = match (&field.argument, &field.ty) {
            (FieldArgument::Constant(Constant::Text(value)), _) => [value.as_str()].into(),
            (_, Type::Enum(name)) => match &models.get(name)?.kind {
                ModelKind::Enum(shape) => {
                    shape.values.iter().map(|value| value.wire_value.as_str()).collect()
                }
                ModelKind::Struct(_) | ModelKind::Union(_) => return None,
            },
            _ => return None,
        };
        Some((field.wire_name.as_str(), values))
    });
    listed.collect()
}
