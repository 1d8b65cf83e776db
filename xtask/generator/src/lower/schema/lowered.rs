//! A schema as it has been lowered: its type, and what else it says of a value.

use openapiv3::Schema;

use crate::docs::{Docs, code_span};
use crate::ir::{Access, Constant, Deprecated, Type};
use crate::lower::deprecated::deprecated;
use crate::lower::schema::constraints::constraints_of;
use crate::lower::schema::view::View;

/// The type of a schema, and what else it says where it is used.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Lowered<'a> {
    pub(in crate::lower) ty: Type,
    pub(in crate::lower) nullable: bool,
    /// Its description.
    pub(in crate::lower) description: Option<&'a str>,
    /// Sentences about constraints that the type does not express.
    pub(in crate::lower) constraints: Option<String>,
    /// The name of its format, unless the type expresses it.
    pub(in crate::lower) format: Option<String>,
    /// The only value it allows.
    pub(in crate::lower) constant: Option<Constant>,
    /// Whether a property of it is in requests, in responses or in both.
    pub(in crate::lower) access: Access,
    /// Whether a property of it should not be used any more.
    pub(in crate::lower) deprecated: Option<Deprecated>,
}

impl Lowered<'_> {
    /// A type alone.
    pub(in crate::lower) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            description: None,
            constraints: None,
            format: None,
            constant: None,
            access: Access::Both,
            deprecated: None,
        }
    }

    /// Any JSON, in place of a schema with which something is wrong that has been reported.
    pub(in crate::lower) fn unknown() -> Self {
        Self { nullable: true, ..Self::of(Type::Json) }
    }

    /// The type of an element or a value, which cannot be left out and is nullable by its type.
    pub(in crate::lower) fn nullable_type(self) -> Type {
        match self.ty {
            ty if !self.nullable || ty == Type::Json => ty,
            ty => Type::Nullable(Box::new(ty)),
        }
    }

    /// Text, without an enumeration or an identifier that a schema of strings would become.
    pub(in crate::lower) fn text(schema: &Schema) -> Lowered<'_> {
        let view = View::new(schema);
        Lowered {
            nullable: view.data.nullable,
            description: view.description,
            constraints: constraints_of(&view),
            format: view.kind.format().map(str::to_owned),
            deprecated: deprecated(view.data.deprecated, view.description),
            ..Lowered::of(Type::String)
        }
    }

    /// A schema whose type is known before its parts are lowered.
    pub(in crate::lower) fn known<'v>(view: &View<'v>, ty: Type) -> Lowered<'v> {
        let (nullable, description) = (view.data.nullable, view.description);
        Lowered { nullable, description, ..Lowered::of(ty) }
    }

    /// The documentation of a field or a parameter of this schema.
    pub(in crate::lower) fn docs(&self, wire_name: &str, description: Option<&str>) -> Docs {
        let docs = Docs::of(description.or(self.description), || undescribed(wire_name));
        let docs = match &self.format {
            Some(format) => docs.continued(format!("Format: {}.", code_span(format))),
            None => docs,
        };
        match &self.constraints {
            Some(sentence) => docs.continued(sentence),
            None => docs,
        }
    }
}

/// The documentation of a value without a description.
pub(in crate::lower) fn undescribed(wire_name: &str) -> String {
    format!("The value of {}.", code_span(wire_name))
}
