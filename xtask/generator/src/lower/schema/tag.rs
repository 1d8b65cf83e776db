//! The tag of a union, by which its variants are told apart.
//!
//! Without a `discriminator`, it is a property with other values in each variant. The
//! schemas of Rust enums that serde writes are like this, for one.

use std::collections::{BTreeMap, HashSet};

use openapiv3::Discriminator;
use serde_json::{Number, Value};

use crate::ir::TagValue;
use crate::lower::Lowering;
use crate::lower::references::component_of;
use crate::lower::schema::compose::UnionMembers;
use crate::lower::schema::inheritance::values_of;
use crate::lower::schema::view::{ObjectView, SchemaRef, ValueKind, View, is_anything};

/// The property that tells which of the variants an object is.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct UnionTag<'a> {
    pub(in crate::lower) property: &'a str,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
}

/// What a property tells of the subschemas of a union that list values of it.
#[derive(Default)]
struct Told {
    values: HashSet<TagValue>,
    /// How many do.
    count: usize,
    /// Whether two have the same value, or one may lack the property.
    is_unclear: bool,
}

impl<'a> Lowering<'a> {
    /// The discriminator, or a property that several subschemas require, each with values that no other
    /// has. One that lists none is told apart from the others by what it is, so that it changes nothing
    /// of those that do.
    pub(in crate::lower) fn union_tag(
        &self,
        UnionMembers { parts, discriminator, base }: &UnionMembers<'a>,
    ) -> Option<UnionTag<'a>> {
        if let Some(found) = *discriminator {
            return Some(UnionTag { property: &found.property_name, discriminator: Some(found) });
        }
        let mut known: BTreeMap<&'a str, Told> = BTreeMap::new();
        for object in parts.iter().filter_map(|part| self.object(part.schema)) {
            for &property in object.properties.keys() {
                let values = self.listed_values(&object, property);
                if !values.is_empty() {
                    let told = known.entry(property).or_default();
                    told.count += 1;
                    let is_required = |object: &ObjectView<'_>| object.required.contains(&property);
                    told.is_unclear |= !is_required(&object) && !is_required(base);
                    told.is_unclear |= !values.into_iter().all(|value| told.values.insert(value));
                }
            }
        }
        let tells = known.into_iter().filter(|(_, told)| told.count > 1 && !told.is_unclear);
        // Of those that tell as many, it is the first by name: their order means nothing.
        let (property, _) = tells.rev().max_by_key(|(_, told)| told.count)?;
        Some(UnionTag { property, discriminator: None })
    }

    /// The values of the tag that stand for a subschema: those that the discriminator maps to it, or
    /// else its own name; and those that its schema lists, if it lists a single one or nothing else
    /// tells.
    pub(in crate::lower) fn tag_values(
        &self,
        tag: Option<UnionTag<'a>>,
        part: SchemaRef<'a>,
        object: Option<&ObjectView<'a>>,
    ) -> Vec<TagValue> {
        let Some(tag) = tag else { return Vec::new() };
        let mut values = match (part.reference(), tag.discriminator) {
            (Some(reference), Some(discriminator)) => {
                self.effort.spend(4 * discriminator.mapping.len());
                let component = component_of(reference, "schemas");
                let texts = component.map_or_else(Vec::new, |name| values_of(&name, discriminator));
                let property = object.and_then(|object| object.properties.get(tag.property));
                let kind = property.and_then(|property| self.resolved(*property));
                texts.iter().flat_map(|text| mapped(text, kind.as_ref())).collect()
            }
            _ => Vec::new(),
        };
        let listed = object.map(|object| self.listed_values(object, tag.property));
        let listed = listed.unwrap_or_default();
        if listed.len() == 1 || tag.discriminator.is_none() {
            values.extend(listed);
        }
        // The order of a mapping means nothing.
        values.sort();
        values.dedup();
        values
    }

    /// The values that a property may have, if they are listed: each once.
    pub(super) fn listed_values(&self, object: &ObjectView<'a>, property: &str) -> Vec<TagValue> {
        let mut schema = object.properties.get(property).copied();
        // What stands under `allOf` may lead back.
        for _ in 0..MOST_STEPS {
            let Some(view) = schema.and_then(|schema| self.resolved(schema)) else { break };
            let view = match view.kind {
                ValueKind::AllOf(..) => {
                    self.intersection(&view).scalar(&self.merged_schemas).unwrap_or(view)
                }
                _ => view,
            };
            if !view.values.is_empty() {
                let values: Option<Vec<_>> = view.values.iter().map(tag_value).collect();
                let mut values = values.unwrap_or_default();
                self.effort.spend(values.len());
                values.sort();
                values.dedup();
                return values;
            }
            schema = match view.kind {
                ValueKind::AllOf(parts, _) => {
                    let mut parts = parts.into_iter().filter(|part| !is_anything(part));
                    parts.next().filter(|_| parts.next().is_none())
                }
                _ => None,
            };
        }
        Vec::new()
    }
}

/// How many schemas a property may lead through to the one that lists its values.
const MOST_STEPS: usize = 8;

/// A value by which variants can be told apart: no list and no object.
fn tag_value(value: &Value) -> Option<TagValue> {
    match value {
        Value::Null => Some(TagValue::Null),
        Value::Bool(boolean) => Some(TagValue::Boolean(*boolean)),
        Value::String(text) => Some(TagValue::Text(text.clone())),
        Value::Number(number) => Some(match number.as_i64().or_else(|| integral(number)) {
            Some(integer) => TagValue::Integer(integer),
            None => TagValue::Number(number.to_string()),
        }),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The integer that `1.0` is.
fn integral(number: &Number) -> Option<i64> {
    number.to_string().strip_suffix(".0")?.parse().ok()
}

/// The values that the text of a mapping stands for, by what the property is: `1` may be a number, and
/// where nothing is said of the property, it may be text as well.
fn mapped(text: &str, property: Option<&View<'_>>) -> Vec<TagValue> {
    let as_text = || TagValue::Text(text.to_owned());
    let scalar = || serde_json::from_str(text).ok().as_ref().and_then(tag_value);
    match property.map(|property| &property.kind) {
        Some(ValueKind::Integer { .. } | ValueKind::Number { .. } | ValueKind::Boolean) => {
            vec![scalar().unwrap_or_else(as_text)]
        }
        Some(ValueKind::Any) => {
            let other = scalar().filter(|value| !matches!(value, TagValue::Text(_)));
            other.into_iter().chain([as_text()]).collect()
        }
        _ => vec![as_text()],
    }
}
