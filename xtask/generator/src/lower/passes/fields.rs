//! The fields of the content of a page, and of what is in it.

use std::collections::HashMap;

use crate::ir::{
    Access, FieldPath, FieldStep, Model, ModelGroup, ModelKind, Struct, StructField, Type,
};
use crate::names::Name;

/// The objects among all models.
pub(super) struct Objects<'m>(HashMap<&'m Name, &'m Struct>);

/// A field, and the fields that lead to it.
pub(super) type Found<'m> = (FieldPath, &'m StructField);

impl<'m> Objects<'m> {
    pub(super) fn of(groups: &'m [ModelGroup]) -> Self {
        let models = groups.iter().flat_map(|group| &group.models);
        Self(models.filter_map(as_struct).collect())
    }

    pub(super) fn get(&self, name: &Name) -> Option<&'m Struct> {
        self.0.get(name).copied()
    }

    /// The object that is the value of a field.
    pub(super) fn within(&self, field: &StructField) -> Option<&'m Struct> {
        match &field.ty {
            Type::Model(name) => self.get(name),
            Type::Boxed(inner) => match &**inner {
                Type::Model(name) => self.get(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// The field that some properties lead to, each within the one before.
    pub(super) fn at(&self, shape: &'m Struct, properties: &[&str]) -> Option<Found<'m>> {
        let (first, rest) = properties.split_first()?;
        let field = received(shape).find(|field| field.wire_name == *first)?;
        self.below(field, rest)
    }

    /// The fields that are called so in words, in the object or in one of these objects within it.
    pub(super) fn called(
        &self,
        shape: &'m Struct,
        names: &[&str],
        within: &[&str],
    ) -> Vec<Found<'m>> {
        let is_called = |field: &StructField, names: &[&str]| {
            names.contains(&Name::new(&field.wire_name).words())
        };
        let mut found = Vec::new();
        for field in received(shape) {
            if is_called(field, names) {
                found.push((vec![step(field)], field));
            }
            let inner = self.within(field).filter(|_| is_called(field, within));
            for inner in inner.into_iter().flat_map(received).filter(|it| is_called(it, names)) {
                found.push((vec![step(field), step(inner)], inner));
            }
        }
        found
    }

    fn below(&self, field: &'m StructField, rest: &[&str]) -> Option<Found<'m>> {
        let mut path = vec![step(field)];
        if rest.is_empty() {
            return Some((path, field));
        }
        let (further, last) = self.at(self.within(field)?, rest)?;
        path.extend(further);
        Some((path, last))
    }

    /// The fields of a path, each with the model that has it.
    pub(super) fn along(&self, model: &Name, path: &FieldPath) -> Vec<(Name, Name)> {
        let mut model = Some(model.clone());
        let mut fields = Vec::new();
        for step in path {
            let Some(name) = model else { break };
            let shape = self.get(&name);
            let field = shape.and_then(|it| it.fields.iter().find(|it| it.name == step.field));
            model = field.and_then(|field| field.ty.model().cloned());
            fields.push((name, step.field.clone()));
        }
        fields
    }

    /// Says of each field of a path anew when it is there.
    pub(super) fn settle(&self, shape: Option<&'m Struct>, path: &mut FieldPath) {
        let mut shape = shape;
        for known in path {
            let field = shape.and_then(|it| it.fields.iter().find(|it| it.name == known.field));
            let Some(field) = field else { return };
            *known = step(field);
            shape = self.within(field);
        }
    }
}

/// The fields that responses have.
pub(super) fn received(shape: &Struct) -> impl Iterator<Item = &StructField> {
    shape.fields.iter().filter(|field| field.access != Access::Sent)
}

pub(super) fn step(field: &StructField) -> FieldStep {
    FieldStep {
        field: field.name.clone(),
        presence: field.presence,
        is_deprecated: field.deprecated.is_some(),
    }
}

fn as_struct(model: &Model) -> Option<(&Name, &Struct)> {
    match &model.kind {
        ModelKind::Struct(shape) => Some((&model.name, shape)),
        ModelKind::Enum(_) | ModelKind::Union(_) => None,
    }
}
