//! Types in the same place of both versions.

use std::collections::HashSet;

use generator::ir::{Model, ModelKind, Type};
use generator::names::Name;

use super::{Comparison, Models};
use crate::kind::{Kind, Side};

/// What has become of a type: the more the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// It is the same.
    Same,
    /// A model in it has another name.
    Renamed,
    /// The same type is in a box, or no longer.
    Boxed,
    /// It may be null.
    Nullable,
    /// It may not be null any more.
    NeverNull,
    /// It was any JSON.
    Known,
    /// It is any JSON.
    Unknown,
    /// A text has a list of values.
    Values,
    /// A text has no list of values any more.
    NoValues,
    /// Text has another format.
    Format,
    /// A number has another size, or may have a fraction.
    Number,
    /// The properties of an object are known.
    Properties,
    /// The properties of an object are not known any more.
    NoProperties,
    /// Any other JSON may stand in its place.
    Open,
    /// No other JSON may stand in its place any more.
    Closed,
    /// It is one of several types.
    Several,
    /// It was one of several types.
    One,
    /// It is another kind of JSON.
    Changed,
}

impl Relation {
    /// The kind of change that it is; none if there is nothing to be told of where the type is used.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Same => None,
            Self::Renamed => Some(Kind::TypeRenamed),
            Self::Boxed => Some(Kind::BoxedOtherwise),
            Self::Nullable => Some(Kind::ElementNullableNow),
            Self::NeverNull => Some(Kind::ElementNeverNullNow),
            Self::Known => Some(Kind::TypeKnownNow),
            Self::Unknown => Some(Kind::TypeUnknownNow),
            Self::Values => Some(Kind::ValuesKnownNow),
            Self::NoValues => Some(Kind::ValuesUnknownNow),
            Self::Format => Some(Kind::FormatChanged),
            Self::Number => Some(Kind::NumberChanged),
            Self::Properties => Some(Kind::PropertiesKnownNow),
            Self::NoProperties => Some(Kind::PropertiesUnknownNow),
            Self::Open => Some(Kind::OtherJsonAllowed),
            Self::Closed => Some(Kind::OtherJsonRefused),
            Self::Several => Some(Kind::OneOfSeveralNow),
            Self::One => Some(Kind::OneTypeNow),
            Self::Changed => Some(Kind::TypeChanged),
        }
    }

    /// Whether all that is different is that a text has a list of values, or has none.
    pub(super) fn is_of_values(self) -> bool {
        matches!(self, Self::Values | Self::NoValues)
    }
}

impl<'a> Comparison<'a> {
    /// Compares types in the same place. Models in them are compared on their own.
    pub(super) fn relation(&mut self, old: &'a Type, new: &'a Type) -> Relation {
        let (mut old, mut new, mut worst) = (old, new, Relation::Same);
        // What is around both comes off first.
        loop {
            let (around, was, is) = match (old, new) {
                (Type::List(was), Type::List(is))
                | (Type::Map(was), Type::Map(is))
                | (Type::Nullable(was), Type::Nullable(is))
                | (Type::Open(was), Type::Open(is))
                | (Type::Boxed(was), Type::Boxed(is)) => (Relation::Same, &**was, &**is),
                (Type::Boxed(was), is) => (Relation::Boxed, &**was, is),
                (was, Type::Boxed(is)) => (Relation::Boxed, was, &**is),
                (Type::Json | Type::AnyJson, _) | (_, Type::Json | Type::AnyJson) => break,
                (Type::Open(was), is) => (Relation::Closed, &**was, is),
                (was, Type::Open(is)) => (Relation::Open, was, &**is),
                (Type::Nullable(was), is) => (Relation::NeverNull, &**was, is),
                (was, Type::Nullable(is)) => (Relation::Nullable, was, &**is),
                _ => break,
            };
            (old, new, worst) = (was, is, worst.max(around));
        }
        worst.max(self.relation_within(old, new))
    }

    /// Compares types around which there is nothing.
    fn relation_within(&mut self, old: &'a Type, new: &'a Type) -> Relation {
        match (old, new) {
            (Type::Model(old), Type::Model(new)) | (Type::Enum(old), Type::Enum(new)) => {
                self.named(old, new)
            }
            // It is told of once, where the types are compared, that one is of another kind.
            (Type::Model(old), Type::Enum(new)) | (Type::Enum(old), Type::Model(new))
                if old == new =>
            {
                self.named(old, new)
            }
            (old, new) if old == new => Relation::Same,
            (Type::Json | Type::AnyJson, _) => Relation::Known,
            (_, Type::Json | Type::AnyJson) => Relation::Unknown,
            (old, Type::Enum(_)) if is_text(old) => Relation::Values,
            (Type::Enum(_), new) if is_text(new) => Relation::NoValues,
            (old, new) if is_text(old) && is_text(new) => Relation::Format,
            (old, new) if is_number(old) && is_number(new) => Relation::Number,
            (_, Type::Model(new)) if self.new.is_union(new) => Relation::Several,
            (Type::Model(old), _) if self.old.is_union(old) => Relation::One,
            (Type::Map(_), Type::Model(_)) => Relation::Properties,
            (Type::Model(_), Type::Map(_)) => Relation::NoProperties,
            _ => Relation::Changed,
        }
    }

    /// Compares models in the same place.
    pub(super) fn named(&mut self, old: &'a Name, new: &'a Name) -> Relation {
        if old == new {
            self.pair(old, new);
            return Relation::Same;
        }
        let is_gone = !self.new.by_name.contains_key(old);
        let is_new = !self.old.by_name.contains_key(new);
        let (Some(was), Some(is)) =
            (self.old.by_name.get(old).copied(), self.new.by_name.get(new).copied())
        else {
            return Relation::Changed;
        };
        if is_gone && is_new && is_same_kind(was, is) {
            let first = self.paired.iter().all(|(one, other)| *one != old && *other != new);
            if first || self.paired.contains(&(old, new)) {
                // It is told of once, where the two are compared.
                self.pair(old, new);
                return Relation::Same;
            }
        }
        match (is_union(was), is_union(is)) {
            (false, true) => Relation::Several,
            (true, false) => Relation::One,
            _ if are_alike(&self.old, &self.new, old, new) => Relation::Renamed,
            _ => Relation::Changed,
        }
    }

    /// Notes that two models are to be compared.
    pub(super) fn pair(&mut self, old: &'a Name, new: &'a Name) {
        let (Some(was), Some(is)) =
            (self.old.by_name.get(old).copied(), self.new.by_name.get(new).copied())
        else {
            return;
        };
        if self.paired.insert((&was.name, &is.name)) {
            self.old.told.insert(&was.name);
            self.new.told.insert(&is.name);
            self.queue.push_back((was, is));
        }
    }

    /// The Rust names of models that are only in the new version, and are told of nowhere else: those in
    /// some types, and in those in turn.
    pub(super) fn added_types<'t>(
        &mut self,
        types: impl IntoIterator<Item = &'t Type>,
    ) -> Vec<String> {
        let known = &self.old;
        untold(&mut self.new, known, types)
    }

    /// The Rust names of models that are only in the old version.
    pub(super) fn removed_types<'t>(
        &mut self,
        types: impl IntoIterator<Item = &'t Type>,
    ) -> Vec<String> {
        let known = &self.new;
        untold(&mut self.old, known, types)
    }

    /// The side on which a pair of models is. What no operation has can only be read: it has no
    /// constructor.
    pub(super) fn side_of(&self, old: &Name, new: &Name) -> Side {
        match self.old.usage.side(old).and(self.new.usage.side(new)) {
            Side::Any => Side::Received,
            side => side,
        }
    }
}

fn untold<'t>(
    models: &mut Models<'_>,
    others: &Models<'_>,
    types: impl IntoIterator<Item = &'t Type>,
) -> Vec<String> {
    let mut left: Vec<Name> = types.into_iter().filter_map(Type::model).cloned().collect();
    let mut found = Vec::new();
    while let Some(name) = left.pop() {
        let Some(model) = models.by_name.get(&name).copied() else { continue };
        if others.by_name.contains_key(&name) || !models.told.insert(&model.name) {
            continue;
        }
        found.push(format!("models::{}", name.type_name()));
        left.extend(model.types().into_iter().filter_map(Type::model).cloned());
    }
    found.sort_unstable();
    found
}

/// Whether a model is one of several types.
fn is_union(model: &Model) -> bool {
    matches!(model.kind, ModelKind::Union(_))
}

impl Models<'_> {
    fn is_union(&self, name: &Name) -> bool {
        self.by_name.get(name).is_some_and(|model| is_union(model))
    }
}

fn is_same_kind(old: &Model, new: &Model) -> bool {
    std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind)
}

/// Whether two models have the same JSON, whatever they are called.
fn are_alike(old: &Models<'_>, new: &Models<'_>, one: &Name, other: &Name) -> bool {
    let mut met = HashSet::new();
    let mut left = vec![(one.clone(), other.clone())];
    while let Some(pair) = left.pop() {
        if met.contains(&pair) {
            continue;
        }
        let (Some(was), Some(is)) = (old.by_name.get(&pair.0), new.by_name.get(&pair.1)) else {
            return false;
        };
        let is_alike = match (&was.kind, &is.kind) {
            (ModelKind::Struct(was), ModelKind::Struct(is)) => {
                was.fields.len() == is.fields.len()
                    && was.fields.iter().zip(&is.fields).all(|(was, is)| {
                        was.wire_name == is.wire_name
                            && was.presence == is.presence
                            && fits(&was.ty, &is.ty, &mut left)
                    })
            }
            (ModelKind::Enum(was), ModelKind::Enum(is)) => {
                let values = was.values.iter().map(|value| &value.wire_value);
                values.eq(is.values.iter().map(|value| &value.wire_value))
            }
            (ModelKind::Union(was), ModelKind::Union(is)) => {
                was.variants.len() == is.variants.len()
                    && was
                        .variants
                        .iter()
                        .zip(&is.variants)
                        .all(|(was, is)| fits(&was.ty, &is.ty, &mut left))
            }
            _ => false,
        };
        if !is_alike {
            return false;
        }
        met.insert(pair);
    }
    true
}

/// Whether two types are the same but for the names of models, which are noted.
fn fits(old: &Type, new: &Type, left: &mut Vec<(Name, Name)>) -> bool {
    match (old, new) {
        (Type::Model(old), Type::Model(new)) | (Type::Enum(old), Type::Enum(new)) => {
            left.push((old.clone(), new.clone()));
            true
        }
        (Type::List(old), Type::List(new))
        | (Type::Map(old), Type::Map(new))
        | (Type::Nullable(old), Type::Nullable(new))
        | (Type::Open(old), Type::Open(new))
        | (Type::Boxed(old), Type::Boxed(new)) => fits(old, new, left),
        (old, new) => old == new,
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Formatted(_) | Type::Identifier(_) | Type::JsonText | Type::Upload
    )
}

fn is_number(ty: &Type) -> bool {
    ty.is_integer() || *ty == Type::Number
}

/// Both types, as callers write them.
pub(super) fn types(old: &Type, new: &Type) -> String {
    format!("`{}` is `{}`", written(old), written(new))
}

/// A type as callers write it.
fn written(ty: &Type) -> String {
    let simple = match ty {
        Type::String => "String",
        Type::Boolean => "bool",
        Type::Int32 => "i32",
        Type::Int64 => "i64",
        Type::Uint32 => "u32",
        Type::Uint64 => "u64",
        Type::Number => "f64",
        Type::Json => "Value",
        Type::AnyJson => "AnyJson",
        Type::JsonText => "JsonText",
        Type::Upload => "Upload",
        Type::Part => "Part",
        Type::Multipart => "Multipart",
        Type::Formatted(format) => format.type_name(),
        Type::Identifier(name) | Type::Model(name) | Type::Enum(name) => return name.type_name(),
        Type::List(inner) => return format!("Vec<{}>", written(inner)),
        Type::Map(inner) => return format!("BTreeMap<String, {}>", written(inner)),
        Type::Nullable(inner) => return format!("Option<{}>", written(inner)),
        Type::Open(inner) => return format!("Open<{}>", written(inner)),
        Type::Boxed(inner) => return format!("Box<{}>", written(inner)),
    };
    simple.to_owned()
}
