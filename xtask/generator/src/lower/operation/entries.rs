//! What a parameter or a form field has in it, as far as its form goes.

use std::collections::BTreeSet;

use crate::lower::Lowering;
use crate::lower::schema::view::{SchemaRef, ValueKind, View, is_anything};

/// So many schemas are looked at for a list. Unions that lead to themselves have no end.
const LIMIT: usize = 500;

/// What the entries of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Entries {
    /// Values of one type, or whatever else their type tells.
    AsTyped,
    /// Texts, numbers and booleans, mixed. Each has a text that is sent.
    Texts,
    /// Lists or objects, or these among others: in most styles there is no form for them.
    Parts,
}

/// What was found of a value.
#[derive(Default)]
struct Found {
    has_parts: bool,
    /// The types without parts.
    scalars: BTreeSet<Scalar>,
}

/// A type without parts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Scalar {
    Text,
    Number,
    Boolean,
}

impl<'a> Lowering<'a> {
    /// What the entries of a schema are, if it is a list.
    pub(in crate::lower) fn entries(&self, schema: SchemaRef<'a>) -> Option<Entries> {
        Some(self.found(self.items(schema)?).entries())
    }

    /// Whether a schema has objects, or lists of more than texts.
    pub(in crate::lower) fn is_nested(&self, schema: SchemaRef<'a>) -> bool {
        self.found(self.items(schema).unwrap_or(schema)).has_parts
    }

    /// What is found behind references and unions.
    fn found(&self, schema: SchemaRef<'a>) -> Found {
        let mut open = vec![schema];
        let mut found = Found::default();
        for _ in 0..LIMIT {
            let Some(schema) = open.pop() else { break };
            let Some(resolved) = self.resolved_schema(schema) else { continue };
            match View::new(resolved).kind {
                ValueKind::OneOf(choice) => open.extend(choice.parts),
                ValueKind::AllOf(parts, _) => match only(&parts) {
                    Some(part) => open.push(part),
                    None => found.has_parts |= self.object(schema).is_some(),
                },
                ValueKind::Array { .. } | ValueKind::Object(_) => found.has_parts = true,
                ValueKind::Any => {}
                ValueKind::String { .. } => _ = found.scalars.insert(Scalar::Text),
                ValueKind::Integer { .. } | ValueKind::Number { .. } => {
                    found.scalars.insert(Scalar::Number);
                }
                ValueKind::Boolean => _ = found.scalars.insert(Scalar::Boolean),
            }
        }
        found
    }

    /// The schema of the entries of a list.
    fn items(&self, mut schema: SchemaRef<'a>) -> Option<SchemaRef<'a>> {
        for _ in 0..LIMIT {
            match View::new(self.resolved_schema(schema)?).kind {
                ValueKind::Array { items } => return items,
                ValueKind::AllOf(parts, _) => schema = only(&parts)?,
                _ => return None,
            }
        }
        None
    }
}

impl Found {
    fn entries(&self) -> Entries {
        match self.scalars.len() {
            _ if self.has_parts => Entries::Parts,
            0 | 1 => Entries::AsTyped,
            _ => Entries::Texts,
        }
    }
}

/// The only part of an `allOf` that says what type a value has.
fn only<'a>(parts: &[SchemaRef<'a>]) -> Option<SchemaRef<'a>> {
    let mut parts = parts.iter().filter(|part| !is_anything(part));
    parts.next().copied().filter(|_| parts.next().is_none())
}
