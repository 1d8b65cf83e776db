//! Models: the types of what is sent and received.

use std::fmt;

use super::{FieldReason, NameReason, Page, VariantReason};
use crate::docs::Docs;
use crate::names::Name;

/// Models that go into one module.
#[derive(Debug)]
pub struct ModelGroup {
    /// Its module's name.
    pub name: Name,
    /// The models, in the order in which they are first used.
    pub models: Vec<Model>,
}

/// A type of its own.
#[derive(Debug)]
pub struct Model {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its name.
    pub name: Name,
    /// What it stands for.
    pub docs: Docs,
    /// Which kind of type it is.
    pub kind: ModelKind,
    /// Whether other JSON may stand in its place, see [`Type::Open`].
    pub is_open: bool,
    /// Whether it should not be used any more.
    pub deprecated: Option<Deprecated>,
}

impl Model {
    /// A model, before it is known how it is used.
    pub fn new(name: Name, at: String, docs: Docs, kind: ModelKind) -> Self {
        Self { name, at, docs, kind, is_open: false, deprecated: None }
    }

    /// The types that it consists of.
    pub fn types(&self) -> Vec<&Type> {
        match &self.kind {
            ModelKind::Struct(shape) => {
                shape.fields.iter().map(|field| &field.ty).chain([&shape.extra_type]).collect()
            }
            ModelKind::Union(shape) => shape.variants.iter().map(|variant| &variant.ty).collect(),
            ModelKind::Enum(_) => Vec::new(),
        }
    }
}

/// Kinds of a [`Model`].
#[derive(Debug)]
pub enum ModelKind {
    /// An object.
    Struct(Struct),
    /// A string out of a list that may grow.
    Enum(Enum),
    /// One of several types, or other JSON.
    Union(Union),
}

/// An object with known fields, and room for others.
#[derive(Debug)]
pub struct Struct {
    /// The fields, in the order of the document.
    pub fields: Vec<StructField>,
    /// What the unknown fields are.
    pub extra_type: Type,
    /// Whether there should be none: `additionalProperties: false`.
    pub is_closed: bool,
    /// Whether requests contain it, so that users have to make one.
    pub is_sent: bool,
    /// Whether it implements `Default`.
    pub has_default: bool,
    /// How it is a page of a list, if it is one.
    pub page: Option<Page>,
}

/// A field of a [`Struct`].
#[derive(Debug)]
pub struct StructField {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its name in JSON.
    pub wire_name: String,
    /// Its name in Rust.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// The type of its value.
    pub ty: Type,
    /// When it is there.
    pub presence: Presence,
    /// What becomes of a received value that does not fit its type.
    pub unfit: Unfit,
    /// Whether it is in requests, in responses or in both.
    pub access: Access,
    /// How users give it when it is sent.
    pub argument: FieldArgument,
    /// Why it is as it is.
    pub because: FieldReason,
    /// Whether it should not be used any more.
    pub deprecated: Option<Deprecated>,
}

/// What becomes of a received value that does not fit the type of a [`StructField`] which need not
/// have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is kept among the unknown fields.
    Kept,
    /// So it is if it is no list or object where one is described without `type`, and says nothing
    /// against the object.
    Allowed,
    /// It is an error, because callers would take it as missing.
    Refused,
}

/// Whether a [`StructField`] is in requests, in responses or in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// In requests and in responses.
    Both,
    /// In responses only: `readOnly`.
    Received,
    /// In requests only: `writeOnly`.
    Sent,
}

/// How users give a [`StructField`] of an object that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldArgument {
    /// As an argument of the constructor.
    Required,
    /// By a setter, or not at all.
    Optional,
    /// Not at all: only the API gives it.
    None,
    /// Not at all: it always has the same value.
    Constant(Constant),
}

/// A deprecation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// What the document says about it.
    pub note: Option<String>,
}

/// A value that is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// Text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// True or false.
    Boolean(bool),
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => integer.fmt(f),
            Self::Boolean(boolean) => boolean.fmt(f),
        }
    }
}

/// When a field is there, and whether it may be `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always, and never `null`.
    Required,
    /// Always, possibly `null`; or received only, where `null` and nothing mean the
    /// same. Written as `null` when there is no value.
    Nullable,
    /// Perhaps, and never `null`. Left out when there is no value.
    Optional,
    /// Perhaps, and possibly `null`, where the two mean different things to send.
    OptionalNullable,
}

/// An open enumeration of strings.
#[derive(Debug)]
pub struct Enum {
    /// The known values, in the order of the document.
    pub values: Vec<EnumValue>,
}

/// A known value of an [`Enum`].
#[derive(Debug)]
pub struct EnumValue {
    /// The value itself.
    pub wire_value: String,
    /// Its variant's name.
    pub name: Name,
    /// What the document says of it.
    pub docs: Option<Docs>,
    /// Why its variant has its name.
    pub because: NameReason,
}

/// An open union.
#[derive(Debug)]
pub struct Union {
    /// The known variants, in the order in which they are tried.
    pub variants: Vec<Variant>,
    /// The property that tells which variant an object is.
    pub discriminator: Option<String>,
    /// Whether objects with a value of it that no variant has are tried as each. Otherwise they are
    /// tried as each variant that has no values.
    pub tries_other_values: bool,
    /// Whether requests contain it.
    pub is_sent: bool,
}

/// A variant of a [`Union`].
#[derive(Debug)]
pub struct Variant {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its name.
    pub name: Name,
    /// What it stands for.
    pub docs: Docs,
    /// What it contains.
    pub ty: Type,
    /// The values of the discriminator that stand for it.
    pub values: Vec<TagValue>,
    /// Why it has its name.
    pub because: VariantReason,
    /// Whether objects with any other value of the discriminator are read as it, too.
    pub is_fallback: bool,
}

impl Variant {
    /// Whether the discriminator alone tells that JSON is this variant.
    pub fn is_told(&self) -> bool {
        self.is_fallback || !self.values.is_empty()
    }
}

/// A value of the property that tells the variants of a [`Union`] apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagValue {
    /// No value.
    Null,
    /// True or false.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// Another number, as JSON.
    Number(String),
    /// Text.
    Text(String),
}

/// A type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
    /// An integer of 32 bits that is not negative.
    Uint32,
    /// An integer of 64 bits that is not negative.
    Uint64,
    /// A number, possibly with a fraction.
    Number,
    /// Any JSON.
    Json,
    /// JSON that the document does not describe, with all its digits.
    AnyJson,
    /// A list.
    List(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// An element or a value that may be `null`.
    Nullable(Box<Type>),
    /// An [`Identifier`](super::Identifier), by name.
    Identifier(Name),
    /// A [`Model`], by name.
    Model(Name),
    /// An [`Enum`] among the models, by name.
    Enum(Name),
    /// A type, or any other JSON.
    Open(Box<Type>),
    /// Text of a format that the runtime knows.
    Formatted(Format),
    /// JSON that may come as itself or as text.
    JsonText,
    /// A type in a `Box`, by which a model contains itself.
    Boxed(Box<Type>),
    /// Content to send.
    Upload,
    /// A part of a form.
    Part,
    /// A form of parts.
    Multipart,
}

impl Type {
    /// Whether its values are copied rather than borrowed.
    pub fn is_copy(&self) -> bool {
        match self {
            Self::Boolean
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Number => true,
            Self::Nullable(inner) => inner.is_copy(),
            _ => false,
        }
    }

    /// Whether its values are written as text: none of them has parts.
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::String
                | Self::Boolean
                | Self::Int32
                | Self::Int64
                | Self::Uint32
                | Self::Uint64
                | Self::Number
                | Self::Formatted(_)
                | Self::Identifier(_)
                | Self::Enum(_)
        )
    }

    /// Whether its values are integers.
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::Int32 | Self::Int64 | Self::Uint32 | Self::Uint64)
    }

    /// The model that it is, or is made of.
    pub fn model(&self) -> Option<&Name> {
        match self {
            Self::Model(name) | Self::Enum(name) => Some(name),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Open(inner)
            | Self::Nullable(inner) => inner.model(),
            _ => None,
        }
    }
}

/// A format of text for which the runtime has a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A point in time as in RFC 3339.
    DateTime,
    /// A point in time as in RFC 2822.
    Rfc2822,
    /// A day as in RFC 3339.
    Date,
    /// Bytes as in RFC 4648, section 4.
    Base64,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::DateTime, Self::Rfc2822, Self::Date, Self::Base64];

    /// The name of its type.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::DateTime => "DateTime",
            Self::Rfc2822 => "Rfc2822DateTime",
            Self::Date => "Date",
            Self::Base64 => "Base64",
        }
    }

    /// What it is, as the documentation says it of a value without a description.
    pub fn prose(self) -> &'static str {
        match self {
            Self::DateTime | Self::Rfc2822 => "date time",
            Self::Date => "date",
            Self::Base64 => "bytes",
        }
    }
}
