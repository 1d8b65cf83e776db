//! `oneOf` and `anyOf` as open unions.

use std::cmp::Reverse;

use crate::docs::Docs;
use crate::ir::{
    Model, ModelKind, NameReason, Struct, TagValue, Type, Union, Variant, VariantReason,
    VariantSource,
};
use crate::lower::Lowering;
use crate::lower::schema::alike::Described;
use crate::lower::schema::compose::UnionMembers;
use crate::lower::schema::model::extra_type;
use crate::lower::schema::naming::{Naming, component_pointer};
use crate::lower::schema::parts::Part;
use crate::lower::schema::variant_names::{is_named_here, names_of_type};
use crate::lower::schema::view::{SchemaRef, View};
use crate::lower::schema::whereabouts::ModelSort;
use crate::names::{Name, Scope};
use document::diagnostics::Place;

impl<'a> Lowering<'a> {
    /// A model with a variant for each schema, and one for any other JSON.
    pub(in crate::lower) fn union_model(
        &mut self,
        description: Option<&str>,
        alternatives: &UnionMembers<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Type {
        let UnionMembers { parts, base, .. } = alternatives;
        self.models.start();
        let (name, _) = self.claim_type_name(naming, place, &[]);
        let tag = self.union_tag(alternatives);
        let mut scope = Scope::with(&["other", "self"]);
        let mut variants: Vec<(Described<'a>, Variant)> = Vec::with_capacity(parts.len());
        let sorted = self.parts(parts, base, (&name, tag));
        let known = self.known_variants(&name, &sorted, tag);
        let mut positions = Vec::with_capacity(parts.len());
        for Part { position, mut names, digest, .. } in sorted {
            let part = &parts[position];
            let here = place.key(part.keyword);
            let by_rule = names.first().cloned();
            let is_known = known.settle(position, &mut names);
            let inline = scope.first_free(&names);
            let variant = self.variant(part, base, (&name, &inline), here.index(part.index));
            let Some((lowered, object)) = variant else { continue };
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&place) {
                break;
            }
            // Any JSON is the variant for everything else.
            if lowered.ty == Type::Json {
                continue;
            }
            // Each type is one variant, which is called by what all that it stands for are.
            if let Some((_, known)) = variants.iter_mut().find(|(_, known)| known.ty == lowered.ty)
            {
                let names = names_of_type(&lowered.ty, &name);
                known.name = scope.claim_again(&known.name, &names);
                known.because = reason(VariantSource::Type, &known.name, names.first());
                continue;
            }
            let is_in_place = !matches!(part.schema, SchemaRef::Reference(_))
                && is_named_here(&lowered.ty, &name.join(&inline));
            let mut by_rule = by_rule;
            if !is_in_place {
                names = names_of_type(&lowered.ty, &name);
                by_rule = names.first().cloned();
            } else if let Some(ty) = innermost(&lowered.ty) {
                self.type_names.note_digest(ty, digest);
            }
            let variant_name = scope.claim_one_of(&names);
            let source = if is_in_place { VariantSource::Schema } else { VariantSource::Type };
            let mut because = reason(source, &variant_name, by_rule.as_ref());
            if is_in_place && is_known && because.name == NameReason::Taken {
                because.name = NameReason::Lock;
            }
            let variant = Variant {
                at: here.index(part.index).pointer(),
                name: variant_name,
                because,
                docs: variant_docs(lowered.description, &lowered.ty),
                values: self.tag_values(tag, part.schema, object.as_ref()),
                is_fallback: false,
                ty: lowered.ty,
            };
            positions.push(position);
            variants.push((Described { part: *part, object }, variant));
        }
        let mut variants: Vec<_> = positions.into_iter().zip(variants).collect();
        variants.sort_by_key(|(position, _)| *position);
        let mut variants: Vec<_> = variants.into_iter().map(|(_, variant)| variant).collect();
        if variants.iter().any(|(_, variant)| !variant.is_told()) {
            // Variants with more required properties are tried first, and integers before numbers,
            // which take them as well; otherwise the order of the document is kept.
            let is_integer = |(_, variant): &(_, Variant)| variant.ty.is_integer();
            let has_integers = variants.iter().any(is_integer);
            variants.sort_by_key(|(described, variant)| {
                let is_last = has_integers && variant.ty == Type::Number;
                (Reverse(described.required()), is_last)
            });
        }
        let (described, variants): (Vec<_>, Vec<_>) = variants.into_iter().unzip();
        let untold = described.into_iter().zip(&variants);
        let untold = untold.filter(|(_, variant)| !variant.is_told());
        self.report_alike(&untold.map(|(described, _)| described).collect::<Vec<_>>(), place);
        let shape = ModelKind::Union(Union {
            is_sent: false,
            discriminator: tag.map(|tag| tag.property.to_owned()),
            tries_other_values: tag.is_some_and(|tag| tag.discriminator.is_none())
                && variants.iter().any(|variant| variant.values.len() > 1),
            variants,
        });
        let docs = self.model_docs(description, naming, ModelSort::Choice, place);
        self.models.add(Model::new(name.clone(), place.pointer(), docs, shape));
        Type::Model(name)
    }

    /// A model for a schema that others inherit from: a variant for each of them, and one with the
    /// properties of the parent for all others.
    pub(in crate::lower) fn parent_model(
        &mut self,
        view: &View<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Type {
        self.models.start();
        let (name, component) = self.claim_type_name(naming, place, &[]);
        let parent =
            component.and_then(|component| self.lookup.inheritance().of(component)).cloned();
        let Some(parent) = parent else { return Type::Json };
        let mut scope = Scope::with(&["base", "other", "self"]);
        let mut variants: Vec<Variant> = Vec::with_capacity(parent.children.len() + 1);
        for (child, values) in parent.children {
            let values = texts(values);
            let lowered = self.component(child);
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&place) {
                break;
            }
            // Children that add nothing have the same type.
            if let Some(known) = variants.iter_mut().find(|known| known.ty == lowered.ty) {
                known.values.extend(values);
                continue;
            }
            let names = names_of_type(&lowered.ty, &name);
            let variant = scope.claim_one_of(&names);
            variants.push(Variant {
                at: component_pointer(child),
                because: reason(VariantSource::Type, &variant, names.first()),
                name: variant,
                docs: variant_docs(lowered.description, &lowered.ty),
                ty: lowered.ty,
                values,
                is_fallback: false,
            });
        }
        let object = self.object(SchemaRef::Inline(view.schema)).unwrap_or_default();
        let base = name.join(&Name::new("base"));
        variants.push(Variant {
            at: place.pointer(),
            name: Name::new("base"),
            because: VariantReason { source: VariantSource::Parent, name: NameReason::Rule },
            docs: Docs::own("Any other, with what all have in common."),
            ty: self.struct_model(view.description, &object, None, Naming::Inline(&base), place),
            values: texts(parent.own),
            is_fallback: true,
        });
        let shape = ModelKind::Union(Union {
            is_sent: false,
            discriminator: Some(parent.property.to_owned()),
            tries_other_values: false,
            variants,
        });
        let docs = self.model_docs(view.description, naming, ModelSort::Choice, place);
        self.models.add(Model::new(name.clone(), place.pointer(), docs, shape));
        Type::Model(name)
    }

    /// A model for a component that is a list or a map of itself: a type can contain itself only by
    /// name.
    pub(in crate::lower) fn recursive_model(
        &mut self,
        ty: Type,
        name: &Name,
        component: &'a str,
        place: Place<'_>,
    ) -> Type {
        let shape = match ty {
            Type::Map(values) => ModelKind::Struct(Struct {
                fields: Vec::new(),
                extra_type: extra_type(*values),
                is_closed: false,
                is_sent: false,
                has_default: false,
                page: None,
            }),
            ty @ Type::List(_) => ModelKind::Union(Union {
                variants: vec![Variant {
                    at: place.pointer(),
                    name: Name::new("list"),
                    because: VariantReason { source: VariantSource::Type, name: NameReason::Rule },
                    docs: variant_docs(None, &ty),
                    ty,
                    values: Vec::new(),
                    is_fallback: false,
                }],
                discriminator: None,
                tries_other_values: false,
                is_sent: false,
            }),
            _ => {
                let message = format!("the schema `{component}` consists of nothing but itself");
                self.report_unsupported(place, message);
                return Type::Json;
            }
        };
        self.models.start();
        self.type_names.note_schema(name, component, place);
        let schema = self.lookup.components().schemas.get(component);
        let schema = schema.and_then(|schema| schema.as_item());
        let description = schema.and_then(|schema| View::new(schema).description);
        let naming = Naming::Component(name, component);
        let docs = self.model_docs(description, naming, ModelSort::Choice, place);
        self.models.add(Model::new(name.clone(), place.pointer(), docs, shape));
        Type::Model(name.clone())
    }
}

/// Why a variant has its name, of which the first by the rules is known.
fn reason(source: VariantSource, name: &Name, by_rule: Option<&Name>) -> VariantReason {
    let name = by_rule.map_or(NameReason::Taken, |by_rule| NameReason::of(name, by_rule));
    VariantReason { source, name }
}

/// The name of the type in a variant, whatever lists and maps are around it.
fn innermost(ty: &Type) -> Option<&Name> {
    match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => Some(name),
        Type::Boxed(inner)
        | Type::Open(inner)
        | Type::Nullable(inner)
        | Type::List(inner)
        | Type::Map(inner) => innermost(inner),
        _ => None,
    }
}

fn texts(values: Vec<String>) -> Vec<TagValue> {
    values.into_iter().map(TagValue::Text).collect()
}

/// The documentation of a variant.
fn variant_docs(description: Option<&str>, ty: &Type) -> Docs {
    let ty = if let Type::Nullable(inner) = ty { &**inner } else { ty };
    Docs::of(description, || match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => {
            format!("The {}.", name.prose())
        }
        Type::String => "Text.".to_owned(),
        Type::Boolean => "True or false.".to_owned(),
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => "An integer.".to_owned(),
        Type::Number => "A number.".to_owned(),
        Type::Formatted(format) => format!("A {}.", format.prose()),
        Type::List(_) => "A list.".to_owned(),
        Type::Open(_) | Type::JsonText => "Any JSON.".to_owned(),
        Type::Map(_) | Type::Json | Type::AnyJson | Type::Boxed(_) | Type::Nullable(_) => {
            "An object.".to_owned()
        }
        Type::Upload | Type::Part | Type::Multipart => "Content to send.".to_owned(),
    })
}
