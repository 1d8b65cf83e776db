//! Schemas as lowering looks at them.
//!
//! `openapiv3` reads the same keywords into different types, depending on which of
//! them stand together. A [`View`] is the same for all.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::lower::schema::merged::MergedId;

/// A schema without keywords.
static ANYTHING: LazyLock<Schema> = LazyLock::new(|| Schema {
    schema_data: SchemaData::default(),
    schema_kind: SchemaKind::Any(AnySchema::default()),
});

/// A schema where it is used: a reference, or the schema itself.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) enum SchemaRef<'a> {
    /// The text of the `$ref`.
    Reference(&'a str),
    /// The schema itself.
    Inline(&'a Schema),
    /// All of several schemas at once, which describe one property together.
    Merged(MergedId),
}

/// Two are equal if they are the same schema of the document.
impl PartialEq for SchemaRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reference(one), Self::Reference(other)) => one == other,
            (Self::Inline(one), Self::Inline(other)) => std::ptr::eq(*one, *other),
            (Self::Merged(one), Self::Merged(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for SchemaRef<'_> {}

impl Hash for SchemaRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Reference(reference) => reference.hash(state),
            Self::Inline(schema) => std::ptr::hash(*schema, state),
            Self::Merged(id) => id.hash(state),
        }
    }
}

impl<'a> SchemaRef<'a> {
    /// The reference that it is, or that stands in its `allOf` to have something beside it.
    pub(in crate::lower) fn reference(self) -> Option<&'a str> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Inline(schema) => match View::new(schema).kind {
                ValueKind::AllOf(parts, _) => match parts.as_slice() {
                    [Self::Reference(reference)] => Some(reference),
                    _ => None,
                },
                _ => None,
            },
            Self::Merged(_) => None,
        }
    }
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

/// The keywords of a schema.
#[derive(Debug)]
pub(in crate::lower) struct View<'a> {
    /// The schema itself.
    pub(in crate::lower) schema: &'a Schema,
    /// Keywords that go with every kind.
    pub(in crate::lower) data: &'a SchemaData,
    /// Its description or title, or the description of a schema that it is a part of.
    pub(in crate::lower) description: Option<&'a str>,
    /// What values it describes.
    pub(in crate::lower) kind: ValueKind<'a>,
    /// `enum`, in the order of the document.
    pub(in crate::lower) values: Vec<Value>,
}

/// What values a schema describes.
#[derive(Debug)]
pub(in crate::lower) enum ValueKind<'a> {
    /// Any values: no keyword constrains the type.
    Any,
    String {
        pattern: Option<&'a str>,
        format: Option<String>,
    },
    Integer {
        format: Option<String>,
    },
    Number {
        format: Option<String>,
    },
    Boolean,
    Array {
        items: Option<SchemaRef<'a>>,
    },
    Object(ObjectView<'a>),
    /// All of some schemas at once, and what stands beside `allOf`.
    AllOf(Vec<SchemaRef<'a>>, ObjectView<'a>),
    /// One of some schemas, or several, and what stands beside the keyword.
    OneOf(Alternatives<'a>),
}

impl ValueKind<'_> {
    /// The format of text or a number.
    pub(in crate::lower) fn format(&self) -> Option<&str> {
        match self {
            Self::String { format, .. } | Self::Integer { format } | Self::Number { format } => {
                format.as_deref()
            }
            _ => None,
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub(in crate::lower) struct Alternatives<'a> {
    pub(in crate::lower) parts: Vec<SchemaRef<'a>>,
    /// Which of the two it is.
    pub(in crate::lower) keyword: &'static str,
    /// `allOf` beside it.
    pub(in crate::lower) all: Vec<SchemaRef<'a>>,
    /// The keywords of an object beside it.
    pub(in crate::lower) own: ObjectView<'a>,
}

/// The keywords of an object.
#[derive(Debug, Default, Clone)]
pub(in crate::lower) struct ObjectView<'a> {
    pub(in crate::lower) properties: IndexMap<&'a str, SchemaRef<'a>>,
    pub(in crate::lower) required: Vec<&'a str>,
    pub(in crate::lower) additional: Option<Additional<'a>>,
}

/// `additionalProperties`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Additional<'a> {
    /// Any, or none.
    Allowed(bool),
    /// Those that are as a schema says.
    Of(SchemaRef<'a>),
}

impl<'a> From<&'a AdditionalProperties> for Additional<'a> {
    fn from(additional: &'a AdditionalProperties) -> Self {
        match additional {
            AdditionalProperties::Any(allowed) => Self::Allowed(*allowed),
            AdditionalProperties::Schema(schema) => Self::Of(schema.as_ref().into()),
        }
    }
}

impl<'a> View<'a> {
    pub(in crate::lower) fn new(schema: &'a Schema) -> Self {
        let (kind, values) = match &schema.schema_kind {
            SchemaKind::Type(ty) => of_type(ty),
            SchemaKind::Any(any) => (of_any(any), any.enumeration.clone()),
            SchemaKind::AllOf { all_of } => {
                (ValueKind::AllOf(refs(all_of), ObjectView::default()), Vec::new())
            }
            SchemaKind::OneOf { one_of } => (choice(one_of, "oneOf"), Vec::new()),
            SchemaKind::AnyOf { any_of } => (choice(any_of, "anyOf"), Vec::new()),
            // `not` does not say which type a value has.
            SchemaKind::Not { .. } => (ValueKind::Any, Vec::new()),
        };
        Self::of_kind(schema, kind, values)
    }

    /// Several schemas at once.
    pub(in crate::lower) fn all_of(parts: Vec<SchemaRef<'a>>) -> Self {
        let kind = ValueKind::AllOf(parts, ObjectView::default());
        Self::of_kind(&ANYTHING, kind, Vec::new())
    }

    /// The reference that is the only part of an `allOf`, beside which there are no other types.
    pub(in crate::lower) fn only_part(&self) -> Option<SchemaRef<'a>> {
        match &self.kind {
            ValueKind::AllOf(parts, own) if own.is_empty() => match parts.as_slice() {
                [part @ SchemaRef::Reference(_)] => Some(*part),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a schema says itself, without the parts of its `allOf`.
    pub(in crate::lower) fn beside_all_of(&self) -> Self {
        let (kind, values) = match &self.schema.schema_kind {
            SchemaKind::Any(any) => (own_kind(any), any.enumeration.clone()),
            _ => (ValueKind::Any, Vec::new()),
        };
        Self::of_kind(self.schema, kind, values)
    }

    fn of_kind(schema: &'a Schema, kind: ValueKind<'a>, mut values: Vec<Value>) -> Self {
        if matches!(kind, ValueKind::String { .. }) {
            // No text is one of these, of which the document is told.
            values.retain(|value| !value.is_array() && !value.is_object());
        }
        let data = &schema.schema_data;
        let description = data.description.as_deref().or(data.title.as_deref());
        Self { schema, data, description, kind, values }
    }
}

fn of_type(ty: &Type) -> (ValueKind<'_>, Vec<Value>) {
    match ty {
        Type::String(string) => (
            ValueKind::String {
                pattern: string.pattern.as_deref(),
                format: format(&string.format),
            },
            values(&string.enumeration),
        ),
        Type::Integer(integer) => {
            (ValueKind::Integer { format: format(&integer.format) }, values(&integer.enumeration))
        }
        Type::Number(number) => {
            (ValueKind::Number { format: format(&number.format) }, values(&number.enumeration))
        }
        Type::Boolean(boolean) => (ValueKind::Boolean, values(&boolean.enumeration)),
        Type::Array(array) => {
            (ValueKind::Array { items: array.items.as_ref().map(SchemaRef::from) }, Vec::new())
        }
        Type::Object(object) => {
            let additional = object.additional_properties.as_ref();
            let view = ObjectView::new(&object.properties, &object.required, additional);
            (ValueKind::Object(view), Vec::new())
        }
    }
}

/// The kind of a schema without a type, or whose keywords do not all belong to one type.
fn of_any(any: &AnySchema) -> ValueKind<'_> {
    let is_choice = |parts: &[ReferenceOr<Schema>]| {
        let only_narrows = is_scalar(any.typ.as_deref()) && refs(parts).iter().all(is_anything);
        !parts.is_empty() && !only_narrows
    };
    let beside = |parts, keyword| {
        let (all, own) = (refs(&any.all_of), ObjectView::of_any(any));
        ValueKind::OneOf(Alternatives { parts: refs(parts), keyword, all, own })
    };
    if is_choice(&any.one_of) {
        beside(&any.one_of, "oneOf")
    } else if is_choice(&any.any_of) {
        beside(&any.any_of, "anyOf")
    } else if !any.all_of.is_empty() {
        ValueKind::AllOf(refs(&any.all_of), ObjectView::of_any(any))
    } else {
        own_kind(any)
    }
}

/// The kind of such a schema, whatever other schemas it consists of.
fn own_kind(any: &AnySchema) -> ValueKind<'_> {
    let is_object = !ObjectView::of_any(any).is_empty();
    let items = || any.items.as_ref().map(SchemaRef::from);
    let (pattern, format) = (any.pattern.as_deref(), any.format.clone());
    match any.typ.as_deref() {
        Some("string") => ValueKind::String { pattern, format },
        Some("integer") => ValueKind::Integer { format },
        Some("number") => ValueKind::Number { format },
        Some("boolean") => ValueKind::Boolean,
        Some("array") => ValueKind::Array { items: items() },
        Some("object") => ValueKind::Object(ObjectView::of_any(any)),
        None if is_object => ValueKind::Object(ObjectView::of_any(any)),
        None if any.items.is_some() => ValueKind::Array { items: items() },
        _ => match value_kind(&any.enumeration) {
            Some("string") => ValueKind::String { pattern, format },
            Some("integer") => ValueKind::Integer { format },
            Some("number") => ValueKind::Number { format },
            Some("boolean") => ValueKind::Boolean,
            _ => ValueKind::Any,
        },
    }
}

/// Whether a type has no parts.
fn is_scalar(ty: Option<&str>) -> bool {
    matches!(ty, Some("string" | "integer" | "number" | "boolean"))
}

/// Whether a schema allows anything, as far as its type goes.
pub(in crate::lower) fn is_anything(schema: &SchemaRef<'_>) -> bool {
    match schema {
        SchemaRef::Reference(_) | SchemaRef::Merged(_) => false,
        SchemaRef::Inline(schema) => matches!(View::new(schema).kind, ValueKind::Any),
    }
}

fn choice<'a>(parts: &'a [ReferenceOr<Schema>], keyword: &'static str) -> ValueKind<'a> {
    let (all, own) = (Vec::new(), ObjectView::default());
    ValueKind::OneOf(Alternatives { parts: refs(parts), keyword, all, own })
}

/// The type that all values of an enumeration have in common, `null` aside.
fn value_kind(values: &[Value]) -> Option<&'static str> {
    let kinds = values.iter().filter_map(|value| match value {
        Value::Null => None,
        Value::String(_) => Some("string"),
        Value::Number(number) if number.is_i64() => Some("integer"),
        Value::Number(_) => Some("number"),
        Value::Bool(_) => Some("boolean"),
        Value::Array(_) | Value::Object(_) => Some("any"),
    });
    kinds
        .map(Some)
        .reduce(|one, other| match (one, other) {
            (one, other) if one == other => one,
            (Some("integer" | "number"), Some("integer" | "number")) => Some("number"),
            _ => None,
        })
        .flatten()
}

impl<'a> ObjectView<'a> {
    fn new(
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'a [String],
        additional: Option<&'a AdditionalProperties>,
    ) -> Self {
        let property = |(name, schema): (&'a String, &'a ReferenceOr<Box<Schema>>)| {
            (name.as_str(), SchemaRef::from(schema))
        };
        Self {
            properties: properties.iter().map(property).collect(),
            required: required.iter().map(String::as_str).collect(),
            additional: additional.map(Additional::from),
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        Self::new(&any.properties, &any.required, any.additional_properties.as_ref())
    }

    /// Whether it has none of these keywords.
    pub(in crate::lower) fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.required.is_empty() && self.additional.is_none()
    }

    /// Whether it has all properties and requirements of another.
    pub(in crate::lower) fn covers(&self, other: &ObjectView<'_>) -> bool {
        other.properties.keys().all(|name| self.properties.contains_key(name))
            && other.required.iter().all(|name| self.required.contains(name))
            && match (self.additional, other.additional) {
                (_, None) => true,
                // Equal words mean the same.
                (
                    Some(Additional::Of(SchemaRef::Inline(one))),
                    Some(Additional::Of(SchemaRef::Inline(other))),
                ) => one == other,
                (one, other) => one == other,
            }
    }
}

fn refs(schemas: &[ReferenceOr<Schema>]) -> Vec<SchemaRef<'_>> {
    schemas.iter().map(SchemaRef::from).collect()
}

fn values<T: Clone + Into<Value>>(enumeration: &[Option<T>]) -> Vec<Value> {
    let value = |value: &Option<T>| value.clone().map_or(Value::Null, Into::into);
    enumeration.iter().map(value).collect()
}

/// The text of a format, whether or not `openapiv3` knows it.
fn format<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Item(known) => {
            serde_json::to_value(known).ok()?.as_str().map(str::to_owned)
        }
    }
}
