//! Which models are sent, and which received.

use std::collections::HashMap;

use generator::ir::{Access, Api, Event, Model, ModelKind, Type};
use generator::names::Name;

use crate::kind::Side;

/// On which side of an exchange each model is.
pub(super) struct Usage<'a>(HashMap<&'a Name, Side>);

impl<'a> Usage<'a> {
    pub(super) fn of(api: &'a Api, models: &HashMap<&'a Name, &'a Model>) -> Self {
        let mut usage = Self(HashMap::new());
        let mut left = Vec::new();
        for operation in api.operations() {
            left.extend(operation.inputs.iter().map(|input| (&input.ty, Side::Sent)));
            left.extend(operation.received_types().map(|ty| (ty, Side::Received)));
        }
        let headers = api.header_sets.iter().flat_map(|set| &set.headers);
        left.extend(headers.map(|header| (&header.ty, Side::Received)));
        let events = api.events().flat_map(Event::types);
        left.extend(events.map(|ty| (ty, Side::Received)));
        usage.walk(left, models);
        if let Some(error) = &api.error {
            usage.walk_model(error, Side::Received, models);
        }
        usage
    }

    /// On which side a model is.
    pub(super) fn side(&self, name: &Name) -> Side {
        self.0.get(name).copied().unwrap_or(Side::Any)
    }

    fn walk_model(&mut self, name: &'a Name, side: Side, models: &HashMap<&'a Name, &'a Model>) {
        let mut left = Vec::new();
        self.note(name, side, models, &mut left);
        self.walk(left, models);
    }

    fn walk(&mut self, mut left: Vec<(&'a Type, Side)>, models: &HashMap<&'a Name, &'a Model>) {
        while let Some((ty, side)) = left.pop() {
            if let Some(name) = ty.model() {
                self.note(name, side, models, &mut left);
            }
        }
    }

    fn note(
        &mut self,
        name: &'a Name,
        side: Side,
        models: &HashMap<&'a Name, &'a Model>,
        left: &mut Vec<(&'a Type, Side)>,
    ) {
        let known = self.0.get(name).copied();
        let both = known.map_or(side, |known| known.and(side));
        if known == Some(both) {
            return;
        }
        self.0.insert(name, both);
        let Some(model) = models.get(name) else { return };
        match &model.kind {
            ModelKind::Struct(shape) => {
                let here = shape.fields.iter().filter(|field| match field.access {
                    Access::Both => true,
                    Access::Sent => side == Side::Sent,
                    Access::Received => side == Side::Received,
                });
                left.extend(here.map(|field| (&field.ty, side)));
                left.push((&shape.extra_type, side));
            }
            ModelKind::Union(shape) => {
                left.extend(shape.variants.iter().map(|variant| (&variant.ty, side)));
            }
            ModelKind::Enum(_) => {}
        }
    }
}
