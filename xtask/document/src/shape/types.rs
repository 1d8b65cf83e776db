//! What the table of objects is made of.

use std::fmt;

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Diagnostics, Place};
use crate::suggest::alternatives;

/// Checks what holds between the fields of an object of one kind.
pub(crate) type Rule = fn(&Map<String, Value>, &Place<'_>, &mut Diagnostics);

/// What a value has to be.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// A string.
    Text,
    /// The name of a schema, or a reference to one that stands alone.
    SchemaName,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    Number,
    /// An integer that is not negative.
    Count,
    /// Whatever the author likes; not looked into.
    Free,
    Array(&'static Shape),
    /// An object with keys of the author's choice.
    Map(&'static Shape),
    Object(&'static Object),
    /// An object, or a reference to one.
    Referable(&'static Object),
    /// `true`, `false`, an object, or a reference to one.
    FlagOrReferable(&'static Object),
}

/// A kind of object.
#[derive(Clone, Copy)]
pub(crate) struct Object {
    /// The name without the word "Object".
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
    /// Fields whose keys follow a pattern.
    pub(crate) entries: Option<Entries>,
    /// What holds between the fields.
    pub(crate) rule: Option<Rule>,
}

/// A field with a fixed name.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    /// The first version of OpenAPI that has it. What `rewrite` leaves has fields of the first.
    pub(crate) since: Version,
}

/// A version of OpenAPI, without the number of the patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.
    V3_0,
    /// 3.1, whose schemas are those of JSON Schema 2020-12.
    V3_1,
    /// 3.2.
    V3_2,
}

/// Fields whose keys follow a pattern.
#[derive(Clone, Copy)]
pub(crate) struct Entries {
    pub(crate) matches: fn(&str) -> bool,
    pub(crate) shape: Shape,
    /// What is reported of a key that does not follow it.
    pub(crate) otherwise: (Code, &'static str),
}

impl Shape {
    /// The kind of object that the shape has room for.
    pub(crate) const fn object(self) -> Option<&'static Object> {
        match self {
            Self::Object(kind) | Self::Referable(kind) | Self::FlagOrReferable(kind) => Some(kind),
            _ => None,
        }
    }

    /// The shape of what is in arrays and maps.
    pub(crate) fn innermost(self) -> Self {
        match self {
            Self::Array(shape) | Self::Map(shape) => shape.innermost(),
            other => other,
        }
    }

    /// Whether a value is of the type that the shape is.
    pub(crate) fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Text | Self::SchemaName => value.is_string(),
            Self::OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
            Self::Flag => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Count => value.is_u64(),
            Self::Free => true,
            Self::Array(_) => value.is_array(),
            Self::Map(_) | Self::Object(_) | Self::Referable(_) => value.is_object(),
            Self::FlagOrReferable(_) => value.is_boolean() || value.is_object(),
        }
    }

    /// The shape of the value under a key or index.
    pub(crate) fn inside(self, key: &str) -> Self {
        match self {
            Self::Array(shape) | Self::Map(shape) => *shape,
            _ => self.object().and_then(|kind| kind.shape_of(key)).unwrap_or(Self::Free),
        }
    }
}

impl Object {
    /// The shape of the value under a key, if the object can have the key in OpenAPI 3.0.
    pub(crate) fn shape_of(&self, key: &str) -> Option<Shape> {
        self.shape_in(Version::V3_0, key)
    }

    /// The shape of the value under a key, if the object can have the key in a version.
    pub(crate) fn shape_in(&self, version: Version, key: &str) -> Option<Shape> {
        if let Some(field) = self.fields_of(version).find(|field| field.name == key) {
            return Some(field.shape);
        }
        if key.starts_with("x-") {
            return Some(Shape::Free);
        }
        let entries = self.entries.as_ref()?;
        (entries.matches)(key).then_some(entries.shape)
    }

    /// Whether this is that very kind.
    pub(crate) fn is(&self, other: &'static Self) -> bool {
        std::ptr::eq(self, other)
    }

    /// The name as it is used in messages.
    pub(crate) fn with_article(&self) -> String {
        let article = if self.name.starts_with(['A', 'E', 'I', 'O', 'X']) { "an" } else { "a" };
        format!("{article} {} Object", self.name)
    }

    /// Whether the object can do without the field.
    pub(crate) fn can_omit(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.name == key && !field.required)
    }

    /// The fields that the object has in a version.
    pub(crate) fn fields_of(&self, version: Version) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(move |field| field.since <= version)
    }

    /// The names of the fields that it has in OpenAPI 3.0.
    pub(crate) fn field_names(&self) -> impl Iterator<Item = &'static str> {
        self.fields_of(Version::V3_0).map(|field| field.name)
    }

    pub(crate) fn required(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.required).map(|field| field.name)
    }
}

/// The shape as it is called in messages.
impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text | Self::SchemaName => formatter.write_str("a string"),
            Self::OneOf(known) => formatter.write_str(&alternatives(known)),
            Self::Flag => formatter.write_str("`true` or `false`"),
            Self::Number => formatter.write_str("a number"),
            Self::Count => formatter.write_str("an integer that is not negative"),
            Self::Free => formatter.write_str("a value"),
            Self::Array(_) => formatter.write_str("an array"),
            Self::Map(_) => formatter.write_str("an object"),
            Self::Object(kind) => formatter.write_str(&kind.with_article()),
            Self::Referable(kind) => write!(formatter, "{} or a reference", kind.with_article()),
            Self::FlagOrReferable(kind) => {
                write!(formatter, "`true`, `false`, {} or a reference", kind.with_article())
            }
        }
    }
}

pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, required: true, shape, since: Version::V3_0 }
}

pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, shape, since: Version::V3_0 }
}

/// A field that later versions of OpenAPI have.
pub(super) const fn since(since: Version, name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, shape, since }
}

pub(super) const fn object(name: &'static str, fields: &'static [Field]) -> Object {
    Object { name, fields, entries: None, rule: None }
}

pub(super) const fn with_rule(object: Object, rule: Rule) -> Object {
    Object { rule: Some(rule), ..object }
}

pub(super) const fn with_entries(object: Object, entries: Entries) -> Object {
    Object { entries: Some(entries), ..object }
}
