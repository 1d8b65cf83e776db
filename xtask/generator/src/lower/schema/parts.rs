//! The schemas of a union, before they have types.

use std::collections::BTreeSet;

use crate::ir::TagValue;
use crate::lower::Lowering;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::tag::UnionTag;
use crate::lower::schema::view::{Additional, ObjectView, SchemaRef, ValueKind};
use crate::lower::schema::words::{digest_of, words_of};
use crate::names::Name;

/// How many lists and maps are looked through for what is in them.
const MOST_STEPS: usize = 4;

/// A schema of a union, before it has a type.
pub(super) struct Part {
    /// Its place among the others.
    pub(super) position: usize,
    /// The names that it may have by the rules if it is written out, the best first.
    pub(super) names: Vec<Name>,
    /// Stands for all that it says of values.
    pub(super) digest: String,
    /// What is compared, if it is written out.
    pub(super) features: Option<Features>,
}

/// What a schema that is written out is compared by.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// The properties that have one text as their only value, and names after that.
    pub(super) told: Vec<(String, Name)>,
    /// How many properties it requires.
    pub(super) demand: usize,
    /// The lists and maps around what has members, as keys of variants have them.
    pub(super) wrappers: String,
    /// The properties of an object, or the values of an enumeration.
    pub(super) members: BTreeSet<String>,
    /// Whether it is a union itself, whose members are not known yet.
    pub(super) is_union: bool,
}

impl<'a> Lowering<'a> {
    /// The schemas of a union whose variants all have the properties of `base`. Of several that want
    /// one name, which gets it must not depend on their order, so that they have one of their own.
    pub(super) fn parts(
        &self,
        parts: &[Subschema<'a>],
        base: &ObjectView<'a>,
        (union, tag): (&Name, Option<UnionTag<'a>>),
    ) -> Vec<Part> {
        let words = parts.iter().map(|part| words_of(part.schema));
        let mut sorted: Vec<(usize, String)> = words.enumerate().collect();
        sorted.sort_by(|(_, one), (_, other)| one.cmp(other));
        let sorted = sorted.into_iter().enumerate().map(|(number, (position, words))| {
            let part = Subschema { index: number, ..parts[position] };
            let is_written_out = part.schema.reference().is_none();
            Part {
                position,
                names: self.names_in_place(&part, union, tag),
                digest: digest_of(&words),
                features: is_written_out.then(|| self.features(part.schema, base)),
            }
        });
        sorted.collect()
    }

    fn features(&self, schema: SchemaRef<'a>, base: &ObjectView<'a>) -> Features {
        let object = self.object(schema).unwrap_or_default();
        let told = object.required.iter().filter_map(|property| {
            match self.listed_values(&object, property).as_slice() {
                [TagValue::Text(text)] => Some(((*property).to_owned(), Name::of_value(text))),
                _ => None,
            }
        });
        let told = told.collect();
        let mut wrappers = String::new();
        let mut members = self.members_within(schema, MOST_STEPS, &mut wrappers);
        members.extend(base.properties.keys().map(|&name| name.to_owned()));
        let view = self.resolved(schema);
        let is_union = view.is_some_and(|view| matches!(view.kind, ValueKind::OneOf(_)));
        Features { told, demand: object.required.len(), wrappers, members, is_union }
    }

    fn members_within(
        &self,
        schema: SchemaRef<'a>,
        steps: usize,
        wrappers: &mut String,
    ) -> BTreeSet<String> {
        let (Some(view), Some(steps)) = (self.resolved(schema), steps.checked_sub(1)) else {
            return BTreeSet::new();
        };
        let (wrapper, inner) = match (self.object(schema), view.kind) {
            (Some(object), _) if !object.properties.is_empty() => {
                return object.properties.keys().map(|&name| name.to_owned()).collect();
            }
            (Some(ObjectView { additional: Some(Additional::Of(value)), .. }), _) => ("map", value),
            (_, ValueKind::Array { items: Some(items) }) => ("list", items),
            (_, ValueKind::String { .. }) => {
                let values = view.values.iter().filter_map(|value| value.as_str());
                return values.map(str::to_owned).collect();
            }
            _ => return BTreeSet::new(),
        };
        wrappers.push_str(&format!("{wrapper} of "));
        self.members_within(inner, steps, wrappers)
    }
}
