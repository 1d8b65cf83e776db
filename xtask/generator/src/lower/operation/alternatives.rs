//! What a field or a part of a form may be, by all alternatives that its schema has.

use crate::ir::{Access, Type};
use crate::lower::Lowering;
use crate::lower::media::is_binary;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::{SchemaRef, ValueKind, View, is_anything};

/// So many schemas are looked at for a field. Unions that lead to themselves have no end.
const LIMIT: usize = 500;

/// The kinds of values that a schema allows.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::lower) struct Alternatives {
    /// Whether there are several.
    pub(in crate::lower) is_union: bool,
    /// Whether it may be a file, or a list of files.
    pub(in crate::lower) files: Files,
    /// Whether it may be a list.
    pub(in crate::lower) has_lists: bool,
}

/// Whether a value is a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::lower) enum Files {
    /// It never is.
    #[default]
    Never,
    /// It may be something else as well.
    Sometimes,
    /// It is nothing else.
    Always,
}

impl<'a> Lowering<'a> {
    /// Looks through references and unions, and into lists.
    pub(in crate::lower) fn alternatives(&self, schema: SchemaRef<'a>) -> Alternatives {
        let mut found = Alternatives::default();
        let (mut has_files, mut has_others) = (false, false);
        let mut open = vec![(schema, false)];
        for _ in 0..LIMIT {
            let Some((schema, is_item)) = open.pop() else { break };
            let Some(schema) = self.resolved_schema(schema) else {
                has_others = true;
                continue;
            };
            match View::new(schema).kind {
                ValueKind::OneOf(choice) => {
                    found.is_union = true;
                    open.extend(choice.parts.into_iter().map(|part| (part, is_item)));
                }
                ValueKind::AllOf(parts, _) => {
                    let mut parts = parts.into_iter().filter(|part| !is_anything(part));
                    match (parts.next(), parts.next()) {
                        (Some(part), None) => open.push((part, is_item)),
                        _ => has_others = true,
                    }
                }
                ValueKind::Array { items: Some(items) } if !is_item => {
                    found.has_lists = true;
                    open.push((items, true));
                }
                _ if is_binary(schema) => has_files = true,
                _ => has_others = true,
            }
        }
        found.files = match has_files {
            false => Files::Never,
            true if has_others || !open.is_empty() => Files::Sometimes,
            true => Files::Always,
        };
        found
    }

    /// What a union becomes that has files among its alternatives: parts, which the caller makes.
    pub(in crate::lower) fn union_of_files(&self, schema: SchemaRef<'a>) -> Option<Lowered<'a>> {
        let alternatives = self.alternatives(schema);
        if !alternatives.is_union || alternatives.files == Files::Never {
            return None;
        }
        let schema = self.resolved_schema(schema)?;
        let ty = if alternatives.has_lists { Type::List(Box::new(Type::Part)) } else { Type::Part };
        let access = if schema.schema_data.read_only { Access::Received } else { Access::Both };
        Some(Lowered { ty, access, ..Lowered::text(schema) })
    }
}
