//! What several schemas say of one value together: it is as all of them say.

use std::collections::HashSet;

use openapiv3::{ExternalDocumentation, SchemaKind};
use serde_json::Value;

use crate::ir::{Access, Deprecated};
use crate::lower::Lowering;
use crate::lower::deprecated::deprecated;
use crate::lower::schema::access_of;
use crate::lower::schema::constraints::Constraints;
use crate::lower::schema::formats::{format_sentence, narrower_format};
use crate::lower::schema::limits::Limits;
use crate::lower::schema::merged::MergedSchemas;
use crate::lower::schema::scalar::identifier_pattern;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};

/// Schemas without parts that a value has to satisfy at once, the most special last.
pub(in crate::lower) struct Intersection<'a>(Vec<Leaf<'a>>);

/// One of the schemas.
pub(in crate::lower) struct Leaf<'a> {
    pub(in crate::lower) view: View<'a>,
    /// Which part of `allOf` it comes from; none if it stands beside that.
    pub(in crate::lower) part: Option<usize>,
    /// Whether it is written here rather than being referred to.
    is_near: bool,
}

impl<'a> Lowering<'a> {
    /// What the parts of `allOf` say, and what stands beside it.
    pub(in crate::lower) fn intersection(&self, view: &View<'a>) -> Intersection<'a> {
        let mut leaves = Vec::new();
        if let ValueKind::AllOf(parts, _) = &view.kind {
            let mut seen = HashSet::new();
            for (index, part) in parts.iter().enumerate() {
                self.add_leaves(*part, (index, true), &mut seen, &mut leaves);
            }
            leaves.push(Leaf { view: view.beside_all_of(), part: None, is_near: true });
        }
        // What is written here is more special than what is referred to.
        leaves.sort_by_key(|leaf| leaf.is_near);
        Intersection(leaves)
    }

    fn add_leaves(
        &self,
        schema: SchemaRef<'a>,
        (index, is_near): (usize, bool),
        seen: &mut HashSet<&'a str>,
        leaves: &mut Vec<Leaf<'a>>,
    ) {
        self.effort.spend(1);
        if self.effort.is_exhausted() {
            return;
        }
        let view = match schema {
            SchemaRef::Reference(reference) => {
                if let Some((name, schema)) = self.lookup.schema(reference)
                    && seen.insert(name)
                {
                    self.add_leaves(schema, (index, false), seen, leaves);
                }
                return;
            }
            SchemaRef::Inline(schema) => View::new(schema),
            SchemaRef::Merged(id) => View::all_of(self.merged_schemas.parts(id)),
        };
        let ValueKind::AllOf(parts, _) = &view.kind else {
            leaves.push(Leaf { view, part: Some(index), is_near });
            return;
        };
        for part in parts {
            self.add_leaves(*part, (index, is_near), seen, leaves);
        }
        leaves.push(Leaf { view: view.beside_all_of(), part: Some(index), is_near });
    }

    /// Whether a schema allows null: none if it says nothing of it.
    /// Components that have been seen already are skipped.
    pub(in crate::lower) fn allows_null(
        &self,
        view: &View<'a>,
        seen: &mut HashSet<SchemaRef<'a>>,
    ) -> Option<bool> {
        self.effort.spend(1);
        if is_nullable(view) {
            return Some(true);
        }
        match &view.kind {
            ValueKind::AllOf(parts, _) => {
                let new = parts.iter().filter(|part| seen.insert(**part)).copied();
                let new: Vec<SchemaRef<'a>> = new.collect();
                let parts: Vec<View<'a>> =
                    new.into_iter().filter_map(|part| self.resolved(part)).collect();
                if parts.iter().any(is_bare_nullable) {
                    return Some(true);
                }
                let verdicts = parts.iter().filter_map(|part| self.allows_null(part, seen));
                let verdicts: Vec<bool> = verdicts.collect();
                verdicts
                    .into_iter()
                    .chain(says_type(view).then_some(false))
                    .reduce(|one, other| one && other)
            }
            ValueKind::OneOf(choice) => {
                choice.parts.iter().any(|part| is_null(*part)).then_some(true)
            }
            _ => (says_type(view) || !view.values.is_empty()).then_some(false),
        }
    }
}

impl<'a> Intersection<'a> {
    /// All of the schemas.
    pub(in crate::lower) fn leaves(&self) -> &[Leaf<'a>] {
        &self.0
    }

    /// Those that are written here, the most special first.
    fn near(&self) -> impl Iterator<Item = &View<'a>> {
        self.0.iter().rev().filter(|leaf| leaf.is_near).map(|leaf| &leaf.view)
    }

    /// The description of the most special schema that is written here.
    pub(in crate::lower) fn description(&self) -> Option<&'a str> {
        self.near().find_map(|view| view.description)
    }

    /// Whether one that is written here is deprecated.
    pub(in crate::lower) fn deprecated(&self) -> Option<Deprecated> {
        self.near().find_map(|view| deprecated(view.data.deprecated, view.description))
    }

    /// Whether a property is in requests or responses only.
    pub(in crate::lower) fn access(&self) -> Access {
        let is_any = |is: fn(&View<'a>) -> bool| self.0.iter().any(|leaf| is(&leaf.view));
        access_of(is_any(|view| view.data.read_only), is_any(|view| view.data.write_only))
    }

    /// Sentences about what they say beyond a type. Of schemas that are referred to, the default
    /// counts only if the type is theirs.
    pub(in crate::lower) fn constraints(&self, has_their_type: bool) -> Option<String> {
        let leaves = || self.0.iter().rev().filter(|leaf| leaf.is_near || has_their_type);
        let default = leaves().find_map(|leaf| leaf.view.data.default.as_ref());
        let external_docs: Option<&'a ExternalDocumentation> =
            leaves().find_map(|leaf| leaf.view.data.external_docs.as_ref());
        let kinds = || self.0.iter().map(|leaf| &leaf.view.kind);
        let kind = kinds().find(|kind| !matches!(kind, ValueKind::Any)).unwrap_or(&ValueKind::Any);
        let limits = self
            .0
            .iter()
            .fold(Limits::default(), |limits, leaf| limits.and(&Limits::of(leaf.view.schema)));
        let values = &self.values();
        let constraints = Constraints { kind, limits, values, default, external_docs }.sentences();
        let (_, others) = self.format();
        let formats = others.into_iter().map(format_sentence);
        formats.chain(constraints).reduce(|one, other| one + " " + &other)
    }

    /// The view of a scalar or a list that they describe; none if they describe something else, or
    /// values of different types.
    pub(in crate::lower) fn scalar(&self, merged: &MergedSchemas<'a>) -> Option<View<'a>> {
        let mut found: Option<&View<'a>> = None;
        let mut all_items: Option<SchemaRef<'a>> = None;
        let mut pattern = None;
        for Leaf { view, .. } in &self.0 {
            match &view.kind {
                ValueKind::Any => continue,
                ValueKind::String { pattern: own, .. } => {
                    let is_identifier = |pattern: &&str| identifier_pattern(pattern).is_some();
                    pattern = pattern.filter(is_identifier).or(*own).or(pattern);
                }
                ValueKind::Array { items: Some(items) } => {
                    all_items = Some(all_items.map_or(*items, |all| merged.both(all, *items)));
                }
                ValueKind::Array { items: None }
                | ValueKind::Boolean
                | ValueKind::Integer { .. }
                | ValueKind::Number { .. } => {}
                ValueKind::Object(_) | ValueKind::AllOf(..) | ValueKind::OneOf(_) => return None,
            }
            found = Some(match found {
                None => view,
                Some(known) => match (&known.kind, &view.kind) {
                    (ValueKind::Integer { .. }, ValueKind::Number { .. }) => known,
                    (ValueKind::Number { .. }, ValueKind::Integer { .. }) => view,
                    (one, other)
                        if std::mem::discriminant(one) == std::mem::discriminant(other) =>
                    {
                        view
                    }
                    _ => return None,
                },
            });
        }
        let found = found?;
        let format = self.format().0.map(str::to_owned);
        let kind = match &found.kind {
            ValueKind::String { .. } => ValueKind::String { pattern, format },
            ValueKind::Integer { .. } => ValueKind::Integer { format },
            ValueKind::Number { .. } => ValueKind::Number { format },
            ValueKind::Array { .. } => ValueKind::Array { items: all_items },
            _ => ValueKind::Boolean,
        };
        let View { schema, data, .. } = *found;
        Some(View { schema, data, description: self.description(), kind, values: self.values() })
    }

    /// The values that all enumerations list; none if there are no such values.
    fn values(&self) -> Vec<Value> {
        let listed = self.0.iter().map(|leaf| &leaf.view.values).filter(|list| !list.is_empty());
        let common = |mut common: Vec<Value>, list: &Vec<Value>| {
            common.retain(|value| contains(list, value));
            common
        };
        let mut lists = listed.cloned();
        let first = lists.next().unwrap_or_default();
        lists.fold(first, |values, list| common(values, &list))
    }

    /// The format that decides the type, and the others.
    fn format(&self) -> (Option<&str>, Vec<&str>) {
        let formats = self.0.iter().filter_map(|leaf| format_of(&leaf.view));
        let mut all: Vec<&str> = Vec::new();
        for format in formats {
            if !all.contains(&format) {
                all.push(format);
            }
        }
        let chosen = all.iter().copied().reduce(narrower_format);
        all.retain(|format| Some(*format) != chosen);
        (chosen, all)
    }
}

/// Whether two views have the same type.
pub(in crate::lower) fn is_same_type(one: &View<'_>, other: &View<'_>) -> bool {
    let has_same_kind = match (&one.kind, &other.kind) {
        (ValueKind::Array { items: one }, ValueKind::Array { items: other }) => one == other,
        (one, other) => {
            std::mem::discriminant(one) == std::mem::discriminant(other)
                && one.format() == other.format()
        }
    };
    // `null` is not a matter of the type.
    let values = |of: &View<'_>, within: &View<'_>| {
        of.values.iter().all(|value| value.is_null() || contains(&within.values, value))
    };
    has_same_kind && values(one, other) && values(other, one)
}

/// Whether a list has a value. Numbers are compared as numbers.
pub(in crate::lower) fn contains(list: &[Value], value: &Value) -> bool {
    list.iter().any(|listed| match (listed, value) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (one, other) => one == other,
    })
}

/// The format of a schema, which need not say its type.
pub(in crate::lower) fn format_of<'v>(view: &'v View<'_>) -> Option<&'v str> {
    view.kind.format().or(match &view.schema.schema_kind {
        SchemaKind::Any(any) => any.format.as_deref(),
        _ => None,
    })
}

/// Whether a schema itself allows null.
pub(in crate::lower) fn is_nullable(view: &View<'_>) -> bool {
    view.data.nullable || view.values.iter().any(Value::is_null)
}

/// Whether a schema allows nothing but `null`; one with `nullable` alone is meant so.
pub(in crate::lower) fn is_null(schema: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = schema else { return false };
    let view = View::new(schema);
    !view.values.is_empty() && view.values.iter().all(Value::is_null) || is_bare_nullable(&view)
}

/// Whether a schema says `nullable` and nothing else of the value: the rest stands in the schemas
/// beside it.
fn is_bare_nullable(view: &View<'_>) -> bool {
    matches!(view.kind, ValueKind::Any) && view.values.is_empty() && view.data.nullable
}

/// Whether a schema has a `type`, which excludes null.
fn says_type(view: &View<'_>) -> bool {
    match &view.schema.schema_kind {
        SchemaKind::Type(_) => true,
        SchemaKind::Any(any) => any.typ.is_some(),
        _ => false,
    }
}
