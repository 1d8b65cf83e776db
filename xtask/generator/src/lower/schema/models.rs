//! The models that have been made so far.

use std::collections::HashMap;

use crate::ir::{Deprecated, Identifier, Model, ModelGroup, ModelKind, Struct};
use crate::names::Name;

/// Models by group, and identifiers.
pub(in crate::lower) struct Models {
    groups: HashMap<Name, Vec<Model>>,
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
            groups: HashMap::new(),
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

    /// Notes that a new model is being made.
    pub(in crate::lower) fn start(&mut self) {
        self.started += 1;
    }

    /// How many have been started.
    pub(in crate::lower) fn count(&self) -> usize {
        self.started
    }

    /// Adds a model.
    pub(in crate::lower) fn add(&mut self, model: Model) {
        let group = self.groups.entry(self.group.clone()).or_default();
        self.indices.insert(model.name.clone(), (self.group.clone(), group.len()));
        group.push(model);
    }

    /// The struct of a name, if it has been made.
    pub(in crate::lower) fn shape(&self, name: &Name) -> Option<&Struct> {
        let (group, index) = self.indices.get(name)?;
        let model = self.groups.get(group)?.get(*index)?;
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

    /// The groups, the models in each and the identifiers, all by name: in which order they were met is
    /// of no importance.
    pub(in crate::lower) fn into_groups(mut self) -> (Vec<ModelGroup>, Vec<Identifier>) {
        for model in self.groups.values_mut().flatten() {
            model.deprecated = self.deprecated.remove(&model.name);
        }
        let group = |(name, mut models): (Name, Vec<Model>)| {
            models.sort_by(|one, other| one.name.cmp(&other.name));
            ModelGroup { name, models }
        };
        let mut groups: Vec<ModelGroup> = self.groups.into_iter().map(group).collect();
        groups.sort_by(|one, other| one.name.cmp(&other.name));
        self.identifiers.sort_by(|one, other| one.name.cmp(&other.name));
        (groups, self.identifiers)
    }
}
