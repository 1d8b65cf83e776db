//! Properties that several schemas describe: a value is as all of them say.

use std::cell::RefCell;

use indexmap::IndexSet;
use openapiv3::{AnySchema, SchemaData, SchemaKind};

use crate::lower::schema::view::{Additional, SchemaRef};

/// Schemas that stand together for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::lower) struct MergedId(usize);

/// All that have been merged so far. The same schemas are merged once, so that one that contains
/// itself is met again.
#[derive(Default)]
pub(in crate::lower) struct MergedSchemas<'a>(RefCell<IndexSet<Vec<SchemaRef<'a>>>>);

impl<'a> MergedSchemas<'a> {
    /// The schemas that are merged, the most special last.
    pub(in crate::lower) fn parts(&self, id: MergedId) -> Vec<SchemaRef<'a>> {
        self.0.borrow().get_index(id.0).cloned().unwrap_or_default()
    }

    /// Two schemas of one value, of which the second is the more special.
    pub(in crate::lower) fn both(
        &self,
        general: SchemaRef<'a>,
        special: SchemaRef<'a>,
    ) -> SchemaRef<'a> {
        if general == special {
            return special;
        }
        let mut all = Vec::new();
        for schema in [general, special] {
            let parts = match schema {
                SchemaRef::Merged(id) => self.parts(id),
                schema => vec![schema],
            };
            for part in parts {
                if !says_nothing(part) && !all.iter().any(|known| says_the_same(*known, part)) {
                    all.push(part);
                }
            }
        }
        match all.as_slice() {
            [] => special,
            [only] => *only,
            _ => SchemaRef::Merged(MergedId(self.0.borrow_mut().insert_full(all).0)),
        }
    }

    /// Additional properties of two schemas of one object.
    pub(in crate::lower) fn both_additional(
        &self,
        general: Option<Additional<'a>>,
        special: Option<Additional<'a>>,
    ) -> Option<Additional<'a>> {
        match (general, special) {
            (None, only) | (only, None) => only,
            (Some(Additional::Allowed(true)), Some(other))
            | (Some(other), Some(Additional::Allowed(true))) => Some(other),
            (Some(Additional::Of(general)), Some(Additional::Of(special))) => {
                Some(Additional::Of(self.both(general, special)))
            }
            (Some(Additional::Allowed(false)), _) | (_, Some(Additional::Allowed(false))) => {
                Some(Additional::Allowed(false))
            }
        }
    }
}

/// Whether two schemas are one, or are written out in the same words.
fn says_the_same(one: SchemaRef<'_>, other: SchemaRef<'_>) -> bool {
    match (one, other) {
        (SchemaRef::Inline(one), SchemaRef::Inline(other)) => one == other,
        (one, other) => one == other,
    }
}

/// Whether a schema has no keywords at all.
fn says_nothing(schema: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = schema else { return false };
    matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default())
        && schema.schema_data == SchemaData::default()
}
