//! Merging of schemas: the object that several describe together.

use std::collections::HashSet;

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
        mut seen: HashSet<&'a str>,
    ) -> Option<ObjectView<'a>> {
        let mut merged = ObjectView::default();
        for part in parts {
            self.collect(*part, &mut merged, &mut seen)?;
        }
        merged.merge(own.clone());
        Some(merged)
    }

    /// The object that a schema describes, through references and `allOf`.
    pub(in crate::lower) fn object(&self, schema: SchemaRef<'a>) -> Option<ObjectView<'a>> {
        self.objects(&[schema], &ObjectView::default())
    }

    /// Adds the properties and requirements of a schema; none if it is not an object. Components that
    /// have been seen are skipped.
    fn collect(
        &self,
        schema: SchemaRef<'a>,
        merged: &mut ObjectView<'a>,
        seen: &mut HashSet<&'a str>,
    ) -> Option<()> {
        self.effort.spend(1);
        if self.effort.is_exhausted() {
            return None;
        }
        let schema = match schema {
            SchemaRef::Inline(schema) => schema,
            SchemaRef::Reference(reference) => {
                let (name, schema) = self.lookup.schema(reference)?;
                if !seen.insert(name) {
                    return Some(());
                }
                if seen.len() > MOST_PARTS {
                    return None;
                }
                return self.collect(schema, merged, seen);
            }
        };
        match View::new(schema).kind {
            ValueKind::Object(object) => {
                self.effort.spend(object.properties.len() + object.required.len());
                merged.merge(object);
            }
            ValueKind::Any => {}
            ValueKind::AllOf(parts, own) => {
                for part in parts {
                    self.collect(part, merged, seen)?;
                }
                merged.merge(own);
            }
            // A union that lists the component which is being merged: it is the parent of that.
            ValueKind::OneOf(choice) if choice.parts.iter().any(|part| is_among(*part, seen)) => {
                for part in choice.all {
                    self.collect(part, merged, seen)?;
                }
                merged.merge(choice.own);
            }
            _ => return None,
        }
        Some(())
    }
}

/// Whether a schema is one of some components.
fn is_among(schema: SchemaRef<'_>, components: &HashSet<&str>) -> bool {
    match schema {
        SchemaRef::Reference(reference) => component_of(reference, "schemas")
            .is_some_and(|name| components.contains(name.as_str())),
        SchemaRef::Inline(_) => false,
    }
}
