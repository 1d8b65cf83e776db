//! What a schema becomes.

use openapiv3::Schema;

use super::deprecated::deprecated;
use super::limits::limits_of;
use super::undescribed;
use super::view::View;
use crate::docs::{Docs, code_span};
use crate::ir::{Access, Constant, Deprecated, Type};

/// What a schema became.
#[derive(Debug, Clone)]
pub(super) struct Lowered<'a> {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    /// Its description.
    pub(super) description: Option<&'a str>,
    /// A sentence about its limits, which the type does not tell.
    pub(super) limits: Option<String>,
    /// The name of its format, if the type does not tell.
    pub(super) format: Option<String>,
    /// The only value it allows.
    pub(super) constant: Option<Constant>,
    /// On which side a property of it is.
    pub(super) access: Access,
    /// Whether a property of it should not be used any more.
    pub(super) deprecated: Option<Deprecated>,
}

impl Lowered<'_> {
    /// A type of which nothing more is to be said.
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            description: None,
            limits: None,
            format: None,
            constant: None,
            access: Access::Both,
            deprecated: None,
        }
    }

    /// Stands for a schema that has been reported.
    pub(super) fn unknown() -> Self {
        Self { nullable: true, ..Self::of(Type::Json) }
    }

    /// The type where it is not a property that could be left out.
    pub(super) fn nullable_type(self) -> Type {
        match self.ty {
            ty if !self.nullable || ty == Type::Json => ty,
            ty => Type::Nullable(Box::new(ty)),
        }
    }

    /// Text, whatever a schema of strings says of it.
    pub(super) fn text(schema: &Schema) -> Lowered<'_> {
        let view = View::new(schema);
        Lowered {
            nullable: view.data.nullable,
            description: view.description,
            limits: limits_of(&view),
            format: view.kind.format().map(str::to_owned),
            deprecated: deprecated(view.data.deprecated, view.description),
            ..Lowered::of(Type::String)
        }
    }

    /// A schema whose type is known before its parts are.
    pub(super) fn known<'v>(view: &View<'v>, ty: Type) -> Lowered<'v> {
        let (nullable, description) = (view.data.nullable, view.description);
        Lowered { nullable, description, ..Lowered::of(ty) }
    }

    /// The documentation of a field or a parameter of this schema.
    pub(super) fn docs(&self, wire: &str, description: Option<&str>) -> Docs {
        let docs = Docs::of(description.or(self.description), || undescribed(wire));
        let docs = match &self.format {
            Some(format) => docs.continued(format!("Format: {}.", code_span(format))),
            None => docs,
        };
        match &self.limits {
            Some(sentence) => docs.continued(sentence),
            None => docs,
        }
    }
}
