//! `oneOf` and `anyOf` as open unions.

use openapiv3::{Discriminator, SchemaData};
use serde_json::Value;

use super::Lowering;
use super::model::model_docs;
use super::naming::Naming;
use super::references::component_of;
use super::view::{ObjectView, SchemaRef, View};
use crate::diagnostics::Place;
use crate::ir::{Model, Shape, Type, Union, Variant};
use crate::names::{Name, Scope};

impl<'a> Lowering<'a> {
    /// A model with a variant for each schema, and one for any other JSON. `place` is
    /// that of the keyword.
    pub(super) fn union(
        &mut self,
        data: &'a SchemaData,
        parts: &[SchemaRef<'a>],
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Type {
        let number = self.start_model();
        let (name, component) = self.own_name(naming);
        let mut scope = Scope::with(&["self"]);
        let mut variants: Vec<(usize, Variant)> = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let inline = name.join(&Name::new(&format!("variant {}", index + 1)));
            let lowered = self.schema(*part, &inline, place.index(index));
            // A variant that is anything, or the same as another, says nothing.
            let is_known = variants.iter().any(|(_, known)| known.ty == lowered.ty);
            if lowered.ty == Type::Json || is_known {
                continue;
            }
            let object = self.object(*part, 0).unwrap_or_default();
            let required = object.required.len();
            let docs = super::schema_docs(lowered.description, &lowered.ty);
            variants.push((
                required,
                Variant {
                    name: scope.claim_one_of(&variant_names(&lowered.ty, &name)),
                    docs,
                    values: discriminator_values(data.discriminator.as_ref(), *part, &object),
                    ty: lowered.ty,
                },
            ));
        }
        if data.discriminator.is_none() {
            // What demands more is tried first; otherwise the order is the document's.
            variants.sort_by_key(|(required, _)| std::cmp::Reverse(*required));
        }
        let shape = Shape::Union(Union {
            is_sent: false,
            other: scope.claim_one_of(&[Name::new("other"), Name::new("other_json")]),
            discriminator: data.discriminator.as_ref().map(|d| d.property_name.clone()),
            variants: variants.into_iter().map(|(_, variant)| variant).collect(),
        });
        let docs = model_docs(data, component, &name);
        self.finish_model(number, Model { name: name.clone(), docs, shape, is_open: false });
        Type::Model(name)
    }
}

/// Names for a variant: that of its model without the words that it shares with the
/// union (`AgentChannel` of `Channel` is `Agent`), or what it is.
fn variant_names(ty: &Type, union: &Name) -> Vec<Name> {
    match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => {
            name.strip_suffix(union).into_iter().chain([name.clone()]).collect()
        }
        Type::String => vec![Name::new("text")],
        Type::Boolean => vec![Name::new("boolean")],
        Type::Formatted(format) => vec![Name::new(format.prose())],
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => vec![Name::new("integer")],
        Type::Number => vec![Name::new("number")],
        Type::List(_) => vec![Name::new("list")],
        Type::Map(_) | Type::Json => vec![Name::new("object")],
        Type::Boxed(inner) | Type::Open(inner) => variant_names(inner, union),
        Type::JsonText => vec![Name::new("json text")],
    }
}

/// The values of the discriminator that stand for a variant: those that are mapped
/// to it, or else its own name; and the only value that its schema allows.
fn discriminator_values(
    discriminator: Option<&Discriminator>,
    part: SchemaRef<'_>,
    object: &ObjectView<'_>,
) -> Vec<String> {
    let Some(discriminator) = discriminator else {
        return Vec::new();
    };
    let mut values = Vec::new();
    if let SchemaRef::Reference(reference) = part {
        let component = component_of(reference, "schemas");
        let is_mapped = |target: &str| target == reference || Some(target) == component.as_deref();
        let mapped = discriminator.mapping.iter().filter(|(_, target)| is_mapped(target));
        values.extend(mapped.map(|(value, _)| value.clone()));
        if values.is_empty() {
            values.extend(component);
        }
    }
    if let Some(SchemaRef::Inline(schema)) =
        object.properties.get(discriminator.property_name.as_str())
        && let [Value::String(only)] = View::new(schema).values.as_slice()
        && !values.contains(only)
    {
        values.push(only.clone());
    }
    // The order of a mapping means nothing.
    values.sort();
    values
}
