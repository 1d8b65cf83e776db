//! Schemas that others inherit from: parents with a discriminator, and children that have the parent
//! in their `allOf`.

use std::collections::{HashMap, HashSet};

use openapiv3::{Components, Discriminator, ReferenceOr, Schema, SchemaKind};

use crate::lower::effort::Effort;
use crate::lower::references::component_of;

/// All parents that have a discriminator, with their children.
#[derive(Debug, Default)]
pub(in crate::lower) struct Inheritance<'a> {
    parents: HashMap<&'a str, Parent<'a>>,
    /// The discriminating property of each child, with the values that stand for it.
    tags: HashMap<&'a str, (&'a str, Vec<String>)>,
}

/// A parent and those that inherit from it.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Parent<'a> {
    /// The property that tells them apart.
    pub(in crate::lower) property: &'a str,
    /// The values that stand for the parent itself.
    pub(in crate::lower) own: Vec<String>,
    /// The children with the values that stand for each, by name.
    pub(in crate::lower) children: Vec<(&'a str, Vec<String>)>,
}

impl<'a> Inheritance<'a> {
    pub(in crate::lower) fn new(components: &'a Components, effort: &Effort) -> Self {
        let parents: HashMap<&str, &Discriminator> = components
            .schemas
            .iter()
            .filter_map(|(name, schema)| Some((name.as_str(), discriminator(schema.as_item()?)?)))
            .collect();
        if parents.is_empty() {
            return Self::default();
        }
        let mut children: HashMap<String, Vec<&'a str>> = HashMap::new();
        for (name, schema) in &components.schemas {
            let mut pending: Vec<_> = schema.as_item().map_or(&[][..], all_of).iter().collect();
            while let Some(part) = pending.pop() {
                match part {
                    ReferenceOr::Reference { reference } => {
                        if let Some(parent) = component_of(reference, "schemas") {
                            children.entry(parent).or_default().push(name);
                        }
                    }
                    ReferenceOr::Item(part) => pending.extend(all_of(part)),
                }
            }
        }
        let mut inheritance = Self::default();
        for (&name, &discriminator) in &parents {
            // Reaching the limit is reported when schemas are lowered.
            if effort.is_exhausted() {
                break;
            }
            let mut descendants = descendants(name, &children);
            effort.spend(descendants.len().saturating_mul(100 + 4 * discriminator.mapping.len()));
            // The order of components means nothing.
            descendants.sort_unstable();
            if descendants.is_empty() {
                continue;
            }
            let children: Vec<_> = descendants
                .into_iter()
                .map(|child| (child, values_of(child, discriminator)))
                .collect();
            let property = discriminator.property_name.as_str();
            for (child, values) in &children {
                inheritance.tags.insert(child, (property, values.clone()));
            }
            let parent = Parent { property, own: values_of(name, discriminator), children };
            inheritance.parents.insert(name, parent);
        }
        inheritance
    }

    /// The children of a component, if it is a parent.
    pub(in crate::lower) fn of(&self, component: &str) -> Option<&Parent<'a>> {
        self.parents.get(component)
    }

    /// Whether a component is a child of another.
    pub(in crate::lower) fn inherits(&self, child: &str, parent: &str) -> bool {
        let is_child =
            |parent: &Parent<'_>| parent.children.iter().any(|(known, _)| *known == child);
        self.of(parent).is_some_and(is_child)
    }

    /// The discriminating property of a child, if a single value stands for it.
    pub(in crate::lower) fn tag(&self, child: &str) -> Option<(&'a str, &str)> {
        let (property, values) = self.tags.get(child)?;
        match values.as_slice() {
            [only] => Some((property, only)),
            _ => None,
        }
    }
}

/// The discriminator of a schema that is no union itself.
fn discriminator(schema: &Schema) -> Option<&Discriminator> {
    let is_union = match &schema.schema_kind {
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => true,
        SchemaKind::Any(any) => !any.one_of.is_empty() || !any.any_of.is_empty(),
        _ => false,
    };
    schema.schema_data.discriminator.as_ref().filter(|_| !is_union)
}

fn all_of(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// Children and children's children, each once.
fn descendants<'a>(parent: &str, children: &HashMap<String, Vec<&'a str>>) -> Vec<&'a str> {
    let mut found: Vec<&'a str> = Vec::new();
    let mut known: HashSet<&str> = HashSet::from([parent]);
    let mut pending: Vec<&str> = vec![parent];
    while let Some(name) = pending.pop() {
        for &child in children.get(name).into_iter().flatten() {
            if known.insert(child) {
                found.push(child);
                pending.push(child);
            }
        }
    }
    found
}

/// The values of a discriminator that stand for a schema: those that are mapped to it, or
/// else its own name. Sorted, because the order of a mapping means nothing.
pub(in crate::lower) fn values_of(component: &str, discriminator: &Discriminator) -> Vec<String> {
    let is_it = |target: &String| {
        target == component || component_of(target, "schemas").is_some_and(|name| name == component)
    };
    let mapped = discriminator.mapping.iter().filter(|(_, target)| is_it(target));
    let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
    if values.is_empty() {
        values.push(component.to_owned());
    }
    values.sort();
    values
}
