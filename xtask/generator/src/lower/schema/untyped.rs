//! Lists and objects that are only described as such: `items` or `properties` without `type`.

use openapiv3::SchemaKind;

use crate::lower::Lowering;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};

/// How many levels of `allOf` are looked into.
const MOST_STEPS: usize = 8;

impl<'a> Lowering<'a> {
    /// Whether a schema describes lists or objects, but allows values of other types, of which these
    /// keywords say nothing.
    pub(super) fn allows_other_types(&self, schema: SchemaRef<'a>) -> bool {
        self.resolved(schema).is_some_and(|view| self.says_no_type(&view, MOST_STEPS))
    }

    fn says_no_type(&self, view: &View<'a>, steps: usize) -> bool {
        let has_type = match &view.schema.schema_kind {
            SchemaKind::Any(any) => any.typ.is_some(),
            SchemaKind::Type(_) => true,
            _ => false,
        };
        match &view.kind {
            _ if has_type => false,
            ValueKind::Array { .. } | ValueKind::Object(_) => true,
            ValueKind::AllOf(parts, own) => {
                let Some(steps) = steps.checked_sub(1) else { return false };
                self.effort.spend(parts.len());
                let views: Option<Vec<_>> = parts.iter().map(|part| self.resolved(*part)).collect();
                let mut is_described = !own.is_empty();
                let allow_all = views.unwrap_or_default().iter().all(|part| {
                    let is_any = matches!(part.kind, ValueKind::Any);
                    is_described |= !is_any;
                    is_any || self.says_no_type(part, steps)
                });
                is_described && allow_all
            }
            _ => false,
        }
    }
}
