//! One way to look at schemas.
//!
//! `openapiv3` reads the same keywords into different types, depending on which of
//! them stand together. A [`View`] is the same for all.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

/// A schema where it is used: spelled out there, or a reference.
#[derive(Debug, Clone, Copy)]
pub(super) enum SchemaRef<'a> {
    /// The text of the `$ref`.
    Reference(&'a str),
    /// The schema itself.
    Inline(&'a Schema),
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

/// What a schema says.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// Keywords that go with every kind.
    pub(super) data: &'a SchemaData,
    /// What values it describes.
    pub(super) kind: Kind<'a>,
    /// `enum`, in the order of the document.
    pub(super) values: Vec<Value>,
    /// Limits of the value, for documentation.
    pub(super) limits: Limits,
}

/// What values a schema describes.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// No keyword says anything about the type.
    Any,
    String {
        pattern: Option<&'a str>,
    },
    Integer {
        format: Option<String>,
    },
    Number,
    Boolean,
    Array {
        items: Option<SchemaRef<'a>>,
    },
    Object(ObjectView<'a>),
    /// All of some schemas at once, and what stands beside `allOf`.
    AllOf(Vec<SchemaRef<'a>>, ObjectView<'a>),
    /// One of some schemas, or several: `oneOf` or `anyOf`, which is the keyword.
    OneOf(Vec<SchemaRef<'a>>, &'static str),
    /// Keywords that this generator does not know what to do with together.
    Unsupported(&'static str),
}

/// The keywords of an object.
#[derive(Debug, Default)]
pub(super) struct ObjectView<'a> {
    pub(super) properties: IndexMap<&'a str, SchemaRef<'a>>,
    pub(super) required: Vec<&'a str>,
    pub(super) additional: Option<&'a AdditionalProperties>,
}

/// Limits as the document gives them: length, size or magnitude.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) minimum: Option<String>,
    pub(super) maximum: Option<String>,
    /// What the limits count, such as `characters`; empty for magnitudes.
    pub(super) unit: &'static str,
}

impl Limits {
    fn new<T: ToString>(minimum: Option<T>, maximum: Option<T>, unit: &'static str) -> Self {
        let text = |limit: Option<T>| limit.map(|limit| limit.to_string());
        Self { minimum: text(minimum), maximum: text(maximum), unit }
    }
}

impl<'a> View<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let data = &schema.schema_data;
        match &schema.schema_kind {
            SchemaKind::Type(ty) => Self::of_type(data, ty),
            SchemaKind::Any(any) => Self::of_any(data, any),
            SchemaKind::AllOf { all_of } => {
                Self::plain(data, Kind::AllOf(refs(all_of), ObjectView::default()))
            }
            SchemaKind::OneOf { one_of } => Self::plain(data, Kind::OneOf(refs(one_of), "oneOf")),
            SchemaKind::AnyOf { any_of } => Self::plain(data, Kind::OneOf(refs(any_of), "anyOf")),
            // What a value is not says nothing about what it is.
            SchemaKind::Not { .. } => Self::plain(data, Kind::Any),
        }
    }

    fn plain(data: &'a SchemaData, kind: Kind<'a>) -> Self {
        Self { data, kind, values: Vec::new(), limits: Limits::default() }
    }

    fn of_type(data: &'a SchemaData, ty: &'a Type) -> Self {
        let (kind, values, limits) = match ty {
            Type::String(string) => (
                Kind::String { pattern: string.pattern.as_deref() },
                values(&string.enumeration),
                Limits::new(string.min_length, string.max_length, "characters"),
            ),
            Type::Integer(integer) => (
                Kind::Integer { format: format(&integer.format) },
                values(&integer.enumeration),
                Limits::new(integer.minimum, integer.maximum, ""),
            ),
            Type::Number(number) => (
                Kind::Number,
                values(&number.enumeration),
                Limits::new(number.minimum, number.maximum, ""),
            ),
            Type::Boolean(boolean) => {
                (Kind::Boolean, values(&boolean.enumeration), Limits::default())
            }
            Type::Array(array) => (
                Kind::Array { items: array.items.as_ref().map(SchemaRef::from) },
                Vec::new(),
                Limits::new(array.min_items, array.max_items, "elements"),
            ),
            Type::Object(object) => (
                Kind::Object(ObjectView::new(
                    &object.properties,
                    &object.required,
                    object.additional_properties.as_ref(),
                )),
                Vec::new(),
                Limits::new(object.min_properties, object.max_properties, "properties"),
            ),
        };
        Self { data, kind, values, limits }
    }

    /// A schema whose keywords fit no one type, or that names none.
    fn of_any(data: &'a SchemaData, any: &'a AnySchema) -> Self {
        let is_object = !any.properties.is_empty() || any.additional_properties.is_some();
        let all_strings = !any.enumeration.is_empty()
            && any.enumeration.iter().all(|value| value.is_string() || value.is_null());
        let kind = match any.typ.as_deref() {
            _ if !any.all_of.is_empty() && any.one_of.is_empty() && any.any_of.is_empty() => {
                Kind::AllOf(refs(&any.all_of), ObjectView::of_any(any))
            }
            _ if is_object && !(any.one_of.is_empty() && any.any_of.is_empty()) => {
                Kind::Unsupported("`oneOf` or `anyOf` beside properties")
            }
            _ if !any.one_of.is_empty() && any.any_of.is_empty() => {
                Kind::OneOf(refs(&any.one_of), "oneOf")
            }
            _ if !any.any_of.is_empty() && any.one_of.is_empty() => {
                Kind::OneOf(refs(&any.any_of), "anyOf")
            }
            _ if !any.any_of.is_empty() => Kind::Unsupported("`oneOf` beside `anyOf`"),
            Some("string") => Kind::String { pattern: any.pattern.as_deref() },
            Some("integer") => Kind::Integer { format: any.format.clone() },
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            Some("array") => Kind::Array { items: any.items.as_ref().map(SchemaRef::from) },
            Some("object") => Kind::Object(ObjectView::of_any(any)),
            None if is_object => Kind::Object(ObjectView::of_any(any)),
            None if any.items.is_some() => {
                Kind::Array { items: any.items.as_ref().map(SchemaRef::from) }
            }
            None if all_strings => Kind::String { pattern: any.pattern.as_deref() },
            _ => Kind::Any,
        };
        Self { data, kind, values: any.enumeration.clone(), limits: Limits::default() }
    }
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
            additional,
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        Self::new(&any.properties, &any.required, any.additional_properties.as_ref())
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.required.is_empty() && self.additional.is_none()
    }

    /// Adds what another schema says of the same object; it has the last word.
    pub(super) fn merge(&mut self, other: ObjectView<'a>) {
        self.properties.extend(other.properties);
        self.required.extend(other.required);
        self.additional = other.additional.or(self.additional);
    }
}

fn refs(schemas: &[ReferenceOr<Schema>]) -> Vec<SchemaRef<'_>> {
    schemas.iter().map(SchemaRef::from).collect()
}

fn values<T: Clone + Into<Value>>(enumeration: &[Option<T>]) -> Vec<Value> {
    let value = |value: &Option<T>| value.clone().map_or(Value::Null, Into::into);
    enumeration.iter().map(value).collect()
}

/// The text of a format; whether `openapiv3` knows it does not matter here.
fn format<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Item(known) => {
            serde_json::to_value(known).ok()?.as_str().map(str::to_owned)
        }
    }
}
