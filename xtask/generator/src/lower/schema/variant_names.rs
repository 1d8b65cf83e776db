//! What the variants of a union are called.
//!
//! The name of a variant says what it is, and does not depend on the variants beside it, so that a new
//! one renames no other.

use crate::ir::{TagValue, Type};
use crate::lower::Lowering;
use crate::lower::references::component_of;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::intersection::is_null;
use crate::lower::schema::naming::rust_name;
use crate::lower::schema::scalar::text;
use crate::lower::schema::tag::UnionTag;
use crate::lower::schema::view::{ObjectView, SchemaRef, ValueKind, View};
use crate::names::{Name, UNION_VARIANTS};

/// Longer titles and formats are not taken for names.
const LONGEST: usize = 40;

/// How many schemas are looked through for the kind of a value.
const MOST_STEPS: usize = 4;

/// A name after a value that tells a variant apart.
enum Told {
    /// A text is a name by itself.
    Text(Name),
    /// A number, a flag or `null` says little, even with its property.
    Scalar(Name),
}

impl<'a> Lowering<'a> {
    /// Names for a subschema that is written out in place, the best first: the one that it is given, the
    /// text that tells it apart, its title, the number or flag that does, the only property that it
    /// requires, and its kind. The last one is a number.
    pub(super) fn names_in_place(
        &self,
        part: &Subschema<'a>,
        union: &Name,
        tag: Option<UnionTag<'a>>,
    ) -> Vec<Name> {
        let view = self.resolved(part.schema);
        let object = self.object(part.schema);
        let given = view.as_ref().and_then(|view| rust_name(view.data)).map(Name::new);
        let mut names: Vec<Name> = given.iter().flat_map(|name| without(name, union)).collect();
        let told = tag.zip(object.as_ref()).and_then(|(tag, object)| self.only_value(object, tag));
        let title = view.as_ref().and_then(|view| name_of(view.data.title.as_deref()?));
        match told {
            Some(Told::Text(name)) => names.extend([name].into_iter().chain(title)),
            Some(Told::Scalar(name)) => names.extend(title.into_iter().chain([name])),
            None => names.extend(title),
        }
        if let Some(object) = &object
            && let [only] = object.required.as_slice()
            && object.properties.contains_key(only)
        {
            names.push(Name::new(only));
        }
        if let Some(view) = &view {
            names.extend(self.kinds(view, MOST_STEPS));
        }
        names.push(Name::new(&format!("variant {}", part.index + 1)));
        beside_others(names)
    }

    /// A name after the only value that the telling property may have.
    fn only_value(&self, object: &ObjectView<'a>, tag: UnionTag<'a>) -> Option<Told> {
        let values = self.listed_values(object, tag.property);
        let [only] = values.as_slice() else { return None };
        let scalar = match only {
            TagValue::Text(text) => return Some(Told::Text(Name::of_value(text))),
            TagValue::Integer(integer) => integer.to_string(),
            TagValue::Number(number) => number.clone(),
            TagValue::Boolean(boolean) => boolean.to_string(),
            TagValue::Null => "null".to_owned(),
        };
        Some(Told::Scalar(Name::of_value(&format!("{} {scalar}", tag.property))))
    }

    /// What the values of a schema are, the best name first.
    fn kinds(&self, view: &View<'a>, steps: usize) -> Vec<Name> {
        let Some(steps) = steps.checked_sub(1) else { return Vec::new() };
        let kind = match &view.kind {
            ValueKind::String { format, .. } if view.values.is_empty() => {
                return format
                    .iter()
                    .filter_map(|format| name_of_format(format))
                    .chain([Name::new("text")])
                    .collect();
            }
            ValueKind::String { .. } => "text",
            ValueKind::Integer { .. } => "integer",
            ValueKind::Number { .. } => "number",
            ValueKind::Boolean => "boolean",
            ValueKind::Array { items } => {
                let list = Name::new("list");
                let item = items.and_then(|items| self.name_of_item(items, steps));
                let of_items = item.map(|item| item.join(&list));
                return [list].into_iter().chain(of_items).collect();
            }
            ValueKind::Object(object) if object.properties.is_empty() => "map",
            ValueKind::Object(_) => "object",
            ValueKind::AllOf(..) => {
                if let Some(scalar) = self.intersection(view).scalar(&self.merged_schemas) {
                    return self.kinds(&scalar, steps);
                }
                "object"
            }
            ValueKind::OneOf(choice) => {
                let parts = choice.parts.iter().filter(|part| !is_null(**part));
                let kinds = parts.map(|part| self.first_kind(*part, steps));
                let kind = kinds.reduce(|one, other| if one == other { one } else { None });
                return kind.flatten().into_iter().collect();
            }
            ValueKind::Any => return Vec::new(),
        };
        vec![Name::new(kind)]
    }

    fn first_kind(&self, schema: SchemaRef<'a>, steps: usize) -> Option<Name> {
        let view = self.resolved(schema)?;
        self.kinds(&view, steps).into_iter().next()
    }

    /// A name for the items of a list: that of their component, if they are objects of one.
    fn name_of_item(&self, items: SchemaRef<'a>, steps: usize) -> Option<Name> {
        let kind = self.first_kind(items, steps);
        let component = match items {
            SchemaRef::Reference(reference) if self.object(items).is_some() => {
                component_of(reference, "schemas")
            }
            _ => None,
        };
        component.map(|component| self.type_names.of_component(&component).clone()).or(kind)
    }
}

/// A name out of a text that a person wrote.
fn name_of(text: &str) -> Option<Name> {
    (1..=LONGEST).contains(&text.len()).then(|| Name::new(text))
}

fn name_of_format(format: &str) -> Option<Name> {
    match text(Some(format)) {
        Type::Formatted(format) => Some(Name::new(format.prose())),
        _ => name_of(format),
    }
}

/// A name without the words that it shares with the union, and as it is.
fn without(name: &Name, union: &Name) -> Vec<Name> {
    let shorter = name.strip_suffix(union).or_else(|| name.strip_prefix(union));
    shorter.into_iter().chain([name.clone()]).collect()
}

/// Names for a variant of a type: that of its model without the words that it shares with the union
/// (`AgentChannel` of `Channel` is `Agent`), or what it is.
pub(super) fn names_of_type(ty: &Type, union: &Name) -> Vec<Name> {
    beside_others(kinds_of_type(ty, union))
}

/// Names that leave those of the variants for everything else to these.
fn beside_others(names: Vec<Name>) -> Vec<Name> {
    names.into_iter().map(|name| name.beside(UNION_VARIANTS, "variant")).collect()
}

fn kinds_of_type(ty: &Type, union: &Name) -> Vec<Name> {
    match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => without(name, union),
        Type::String => vec![Name::new("text")],
        Type::Boolean => vec![Name::new("boolean")],
        Type::Formatted(format) => vec![Name::new(format.prose())],
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => vec![Name::new("integer")],
        Type::Number => vec![Name::new("number")],
        Type::List(inner) => {
            let list = Name::new("list");
            let of_items = kinds_of_type(inner, union).last().map(|item| item.join(&list));
            [list].into_iter().chain(of_items).collect()
        }
        Type::Map(_) | Type::Json | Type::AnyJson => vec![Name::new("map")],
        Type::Boxed(inner) | Type::Open(inner) | Type::Nullable(inner) => {
            kinds_of_type(inner, union)
        }
        Type::JsonText => vec![Name::new("json text")],
        Type::Upload | Type::Part | Type::Multipart => vec![Name::new("content")],
    }
}

/// Whether a type got its name from the place of a variant: other types have names of their own.
pub(super) fn is_named_here(ty: &Type, here: &Name) -> bool {
    match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => {
            name == here || name.strip_prefix(here).is_some()
        }
        Type::Boxed(inner) | Type::Open(inner) | Type::Nullable(inner) => {
            is_named_here(inner, here)
        }
        _ => true,
    }
}
