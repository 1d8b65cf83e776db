//! Pass: sets the discriminators of unions in the structs that are their variants.

use std::collections::{BTreeSet, HashMap};

use super::{Draft, models_mut};
use crate::ir::{Constant, FieldArgument, Model, ModelKind, Presence, StructField, TagValue, Type};
use crate::names::Name;

/// A struct for which a single value stands, in all unions that have it, always has that value.
pub(super) fn set_tags(draft: &mut Draft<'_, '_>) {
    let mut tags: HashMap<(Name, String), BTreeSet<TagValue>> = HashMap::new();
    for model in draft.models.iter().flat_map(|group| &group.models) {
        collect_tags(model, &mut tags);
    }
    for model in models_mut(&mut draft.models) {
        let ModelKind::Struct(shape) = &mut model.kind else { continue };
        for field in &mut shape.fields {
            let values = tags.get(&(model.name.clone(), field.wire_name.clone()));
            let mut values = values.into_iter().flatten();
            if let (Some(only), None) = (values.next(), values.next())
                && is_given(field)
                && let Some(constant) = constant(only, &field.ty)
            {
                field.argument = FieldArgument::Constant(constant);
            }
        }
    }
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
