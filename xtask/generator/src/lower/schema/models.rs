//! The models that have been made so far.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::ir::{Deprecated, Identifier, Model, ModelGroup, ModelKind, Struct};
use crate::names::Name;

/// Models by group, and identifiers.
pub(in crate::lower) struct Models {
    /// Models with the numbers that give their order in the group.
    groups: IndexMap<Name, Vec<(usize, Model)>>,
    /// Where each model is: its group, and its index there.
    indices: HashMap<Name, (Name, usize)>,
    /// How many have been started.
    started: usize,
    /// The group that models go into at present.
    group: Name,
    /// Those that should not be used any more.
    deprecated: HashMap<Name, Deprecated>,
    identifiers: Vec<Identifier>,
}

impl Models {
    pub(in crate::lower) fn new() -> Self {
        Self {
            groups: IndexMap::new(),
            indices: HashMap::new(),
            started: 0,
            group: Name::new("components"),
            deprecated: HashMap::new(),
            identifiers: Vec::new(),
        }
    }

    /// The group that models go into from now on.
    pub(in crate::lower) fn enter_group(&mut self, group: Name) {
        self.group = group;
    }

    /// The number of a new model. Models are ordered by when they are met, which is before the models
    /// that they contain are added.
    pub(in crate::lower) fn start(&mut self) -> usize {
        self.started += 1;
        self.started
    }

    /// How many have been started.
    pub(in crate::lower) fn count(&self) -> usize {
        self.started
    }

    /// Adds the model that was started with a number.
    pub(in crate::lower) fn add(&mut self, number: usize, model: Model) {
        let group = self.groups.entry(self.group.clone()).or_default();
        self.indices.insert(model.name.clone(), (self.group.clone(), group.len()));
        group.push((number, model));
    }

    /// The struct of a name, if it has been made.
    pub(in crate::lower) fn shape(&self, name: &Name) -> Option<&Struct> {
        let (group, index) = self.indices.get(name)?;
        let (_, model) = self.groups.get(group)?.get(*index)?;
        match &model.kind {
            ModelKind::Struct(shape) => Some(shape),
            ModelKind::Enum(_) | ModelKind::Union(_) => None,
        }
    }

    pub(in crate::lower) fn add_identifier(&mut self, identifier: Identifier) {
        self.identifiers.push(identifier);
    }

    /// Notes that the model of a name should not be used any more.
    pub(in crate::lower) fn deprecate(&mut self, name: Name, deprecated: Deprecated) {
        self.deprecated.insert(name, deprecated);
    }

    /// The groups by name, and the identifiers in the order in which they were met.
    pub(in crate::lower) fn into_groups(mut self) -> (Vec<ModelGroup>, Vec<Identifier>) {
        for (_, model) in self.groups.values_mut().flatten() {
            model.deprecated = self.deprecated.remove(&model.name);
        }
        let group = |(name, mut models): (Name, Vec<(usize, Model)>)| {
            models.sort_by_key(|(number, _)| *number);
            ModelGroup { name, models: models.into_iter().map(|(_, model)| model).collect() }
        };
        let mut groups: Vec<ModelGroup> = self.groups.into_iter().map(group).collect();
        groups.sort_by(|a, b| a.name.cmp(&b.name));
        (groups, self.identifiers)
    }
}
