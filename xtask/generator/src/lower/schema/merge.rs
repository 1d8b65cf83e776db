//! Merging of schemas: the object that several describe together.

use std::collections::{HashMap, HashSet};

use crate::lower::Lowering;
use crate::lower::references::component_of;
use crate::lower::schema::view::{ObjectView, SchemaRef, ValueKind, View};

/// How many components can be merged into one object.
const MOST_PARTS: usize = 1000;

impl<'a> Lowering<'a> {
    /// The schema itself, whatever references lead to it.
    pub(in crate::lower) fn resolved(&self, schema: SchemaRef<'a>) -> Option<View<'a>> {
        let mut schema = schema;
        // References that go in a circle have been reported.
        for _ in 0..=self.lookup.components().schemas.len() {
            match schema {
                SchemaRef::Inline(schema) => return Some(View::new(schema)),
                SchemaRef::Merged(id) => return Some(View::all_of(self.merged_schemas.parts(id))),
                SchemaRef::Reference(reference) => schema = self.lookup.schema(reference)?.1,
            }
        }
        None
    }

    /// The object that all of some schemas describe together, and none if one of them
    /// describes something else.
    pub(in crate::lower) fn objects(
        &self,
        parts: &[SchemaRef<'a>],
        own: &ObjectView<'a>,
    ) -> Option<ObjectView<'a>> {
        self.objects_besides(parts, own, HashSet::new())
    }

    /// The same, but for components that have been seen already.
    pub(in crate::lower) fn objects_besides(
        &self,
        parts: &[SchemaRef<'a>],
        own: &ObjectView<'a>,
        seen: HashSet<&'a str>,
    ) -> Option<ObjectView<'a>> {
        let mut collected = Collected { seen, ..Collected::default() };
        for part in parts {
            self.collect(*part, 0, &mut collected)?;
        }
        self.add(own.clone(), 0, &mut collected);
        Some(collected.object)
    }

    /// The object that a schema describes, through references and `allOf`.
    pub(in crate::lower) fn object(&self, schema: SchemaRef<'a>) -> Option<ObjectView<'a>> {
        self.objects(&[schema], &ObjectView::default())
    }

    /// Whether a reference leads to a component that has what another leads to in its `allOf`, directly
    /// or through others.
    pub(in crate::lower) fn consists_of(
        &self,
        schema: SchemaRef<'a>,
        wanted: SchemaRef<'a>,
    ) -> bool {
        let mut pending = vec![schema];
        let mut seen = HashSet::new();
        while let Some(schema) = pending.pop() {
            self.effort.spend(1);
            if !seen.insert(schema) || self.effort.is_exhausted() {
                continue;
            }
            if let SchemaRef::Reference(reference) = schema {
                pending.extend(self.lookup.schema(reference).map(|(_, schema)| schema));
            } else if let Some(View { kind: ValueKind::AllOf(parts, _), .. }) =
                self.resolved(schema)
            {
                if parts.contains(&wanted) {
                    return true;
                }
                pending.extend(parts);
            }
        }
        false
    }

    /// Adds to an object what another schema says of it, which is the more special.
    pub(in crate::lower) fn merge(&self, object: &mut ObjectView<'a>, special: ObjectView<'a>) {
        let mut collected = Collected { object: std::mem::take(object), ..Collected::default() };
        self.add(special, 0, &mut collected);
        *object = collected.object;
    }

    /// Adds the properties and requirements of a schema; none if it is not an object. Components that
    /// have been seen are skipped.
    fn collect(
        &self,
        schema: SchemaRef<'a>,
        distance: usize,
        collected: &mut Collected<'a>,
    ) -> Option<()> {
        self.effort.spend(1);
        if self.effort.is_exhausted() {
            return None;
        }
        let view = match schema {
            SchemaRef::Inline(schema) => View::new(schema),
            SchemaRef::Merged(id) => View::all_of(self.merged_schemas.parts(id)),
            SchemaRef::Reference(reference) => {
                let (name, schema) = self.lookup.schema(reference)?;
                if !collected.seen.insert(name) {
                    return Some(());
                }
                if collected.seen.len() > MOST_PARTS {
                    return None;
                }
                return self.collect(schema, distance + 1, collected);
            }
        };
        match view.kind {
            ValueKind::Object(object) => self.add(object, distance, collected),
            ValueKind::Any => {}
            ValueKind::AllOf(parts, own) => {
                for part in parts {
                    self.collect(part, distance, collected)?;
                }
                self.add(own, distance, collected);
            }
            // A union that lists the component which is being merged: it is the parent of that.
            ValueKind::OneOf(choice)
                if choice.parts.iter().any(|part| is_among(*part, &collected.seen)) =>
            {
                for part in choice.all {
                    self.collect(part, distance, collected)?;
                }
                self.add(choice.own, distance, collected);
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds the keywords of a schema that is so many references away. Where two describe the same
    /// property, the nearer is the more special.
    fn add(&self, other: ObjectView<'a>, distance: usize, collected: &mut Collected<'a>) {
        self.effort.spend(other.properties.len() + other.required.len());
        let Collected { object, distances, .. } = collected;
        for (name, property) in other.properties {
            let known = object.properties.get(name).copied();
            let known_distance = distances.get(name).copied().unwrap_or(usize::MAX);
            let merged = match known {
                None => property,
                Some(known) if known_distance < distance => {
                    self.merged_schemas.both(property, known)
                }
                Some(known) => self.merged_schemas.both(known, property),
            };
            if let SchemaRef::Merged(id) = merged {
                self.effort.spend(self.merged_schemas.parts(id).len());
            }
            object.properties.insert(name, merged);
            distances.insert(name, distance.min(known_distance));
        }
        object.required.extend(other.required);
        object.additional =
            self.merged_schemas.both_additional(object.additional, other.additional);
    }
}

/// An object that is put together from several schemas.
#[derive(Default)]
struct Collected<'a> {
    object: ObjectView<'a>,
    /// The components that have been met.
    seen: HashSet<&'a str>,
    /// How many references lead to the nearest schema that describes each property.
    distances: HashMap<&'a str, usize>,
}

/// Whether a schema is one of some components.
fn is_among(schema: SchemaRef<'_>, components: &HashSet<&str>) -> bool {
    match schema {
        SchemaRef::Reference(reference) => component_of(reference, "schemas")
            .is_some_and(|name| components.contains(name.as_str())),
        SchemaRef::Inline(_) | SchemaRef::Merged(_) => false,
    }
}
