//! Pass: sets the discriminators of unions in the structs that are their variants.

use std::collections::{BTreeSet, HashMap};

use super::recall::warn_of_kept;
use super::{Draft, models_mut};
use crate::ir::{
    Constant, ConstantReason, FieldArgument, Model, ModelKind, Presence, StructField, TagValue,
    Type,
};
use crate::lower::memory::KnownType;
use crate::names::Name;

/// A struct for which a single value stands, in all unions that have it, always has that value. A field
/// that callers gave stays an argument, and one that they did not give keeps its value.
pub(super) fn set_tags(draft: &mut Draft<'_, '_>) {
    let Draft { models, memory, diagnostics, .. } = draft;
    let mut tags: HashMap<(Name, String), BTreeSet<TagValue>> = HashMap::new();
    for model in models.iter().flat_map(|group| &group.models) {
        collect_tags(model, &mut tags);
    }
    for model in models_mut(models) {
        let known = memory.of_type(&model.name);
        let ModelKind::Struct(shape) = &mut model.kind else { continue };
        for field in shape.fields.iter_mut().filter(|field| is_given(field)) {
            let values = tags.get(&(model.name.clone(), field.wire_name.clone()));
            let by_tag = only_constant(values, &field.ty);
            let known = known.filter(|known| known.members.has(&field.wire_name));
            let constant = match known {
                Some(known) => {
                    let kept = known_constant(known, field);
                    if let (Some(constant), None) = (&kept, &by_tag) {
                        let what = format!("stays `{constant}`: nothing else can be sent in it");
                        warn_of_kept(&model.name, field, known, &what, diagnostics);
                    }
                    let reason = match by_tag {
                        Some(_) => ConstantReason::Union,
                        None => ConstantReason::Lock,
                    };
                    kept.map(|kept| (by_tag.unwrap_or(kept), reason))
                }
                None => by_tag.map(|constant| (constant, ConstantReason::Union)),
            };
            if let Some((constant, reason)) = constant {
                field.because.constant = reason;
                field.argument = FieldArgument::Constant(constant);
            }
        }
    }
}

/// The constant that the values of a discriminator are, if there is a single one.
fn only_constant(values: Option<&BTreeSet<TagValue>>, ty: &Type) -> Option<Constant> {
    let mut values = values?.iter();
    let only = values.next().filter(|_| values.next().is_none());
    constant(only?, ty)
}

/// The value that a field had when callers did not give it.
fn known_constant(known: &KnownType<'_>, field: &StructField) -> Option<Constant> {
    let text = known.locked.constants.get(&field.wire_name)?;
    let value = match field.ty {
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => {
            TagValue::Integer(text.parse().ok()?)
        }
        Type::Boolean => TagValue::Boolean(text.parse().ok()?),
        _ => TagValue::Text(text.clone()),
    };
    constant(&value, &field.ty)
}

/// The values of the discriminator of a union, by the struct that they stand for and the property.
fn collect_tags(model: &Model, tags: &mut HashMap<(Name, String), BTreeSet<TagValue>>) {
    let ModelKind::Union(shape) = &model.kind else { return };
    let Some(property) = &shape.discriminator else { return };
    for variant in shape.variants.iter().filter(|variant| !variant.is_fallback) {
        if let Some(name) = variant.ty.model() {
            let known = tags.entry((name.clone(), property.clone())).or_default();
            known.extend(variant.values.iter().cloned());
        }
    }
}

/// Whether users give a value, which is not `null`.
fn is_given(field: &StructField) -> bool {
    matches!(field.argument, FieldArgument::Required | FieldArgument::Optional)
        && matches!(field.presence, Presence::Required | Presence::Optional)
}

fn constant(value: &TagValue, ty: &Type) -> Option<Constant> {
    match (value, ty) {
        (TagValue::Text(text), Type::String | Type::Enum(_)) => Some(Constant::Text(text.clone())),
        (TagValue::Integer(integer), Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64) => {
            fits(*integer, ty).then_some(Constant::Integer(*integer))
        }
        (TagValue::Boolean(boolean), Type::Boolean) => Some(Constant::Boolean(*boolean)),
        _ => None,
    }
}

/// Whether a type of integers has room for one.
fn fits(integer: i64, ty: &Type) -> bool {
    match ty {
        Type::Int32 => i32::try_from(integer).is_ok(),
        Type::Uint32 => u32::try_from(integer).is_ok(),
        Type::Uint64 => integer >= 0,
        _ => true,
    }
}
