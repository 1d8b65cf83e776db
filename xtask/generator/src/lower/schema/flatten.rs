//! Unions that consist of unions: their members are those of all of them.

use openapiv3::Schema;

use crate::lower::Lowering;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::intersection::is_null;
use crate::lower::schema::naming::rust_name;
use crate::lower::schema::view::{Alternatives, SchemaRef, ValueKind, View};

/// The members of a union, and of the unions among them.
#[derive(Default)]
pub(super) struct Flattened<'a> {
    pub(super) parts: Vec<Subschema<'a>>,
    /// Whether one of the inner unions may be `null`.
    pub(super) is_nullable: bool,
    /// The unions that these are the members of: one that is met again adds nothing.
    unions: Vec<&'a Schema>,
}

impl<'a> Lowering<'a> {
    /// The members of a union, with those of the unions among them in their place. A union that leads
    /// to itself is no member. What is written out in one of them has its name, so that this union is a
    /// member as well. None if it consists of nothing but itself.
    pub(super) fn flattened(
        &self,
        union: &'a Schema,
        parts: &[Subschema<'a>],
        has_discriminator: bool,
    ) -> Option<Flattened<'a>> {
        let mut flattened = Flattened { unions: vec![union], ..Flattened::default() };
        for part in parts {
            self.flatten(*part, has_discriminator, &mut flattened);
        }
        Some(flattened).filter(|flattened| !flattened.parts.is_empty())
    }

    fn flatten(&self, part: Subschema<'a>, is_told_apart: bool, flattened: &mut Flattened<'a>) {
        let Some(view) = self.resolved(part.schema) else {
            flattened.parts.push(part);
            return;
        };
        if flattened.unions.iter().any(|union| std::ptr::eq(*union, view.schema)) {
            return;
        }
        let members = match &view.kind {
            ValueKind::OneOf(choice) if !is_told_apart => Self::members(choice, &view),
            _ => None,
        };
        let members = members.filter(|members| self.listed_texts(members).is_none());
        let Some(members) = members else {
            flattened.parts.push(part);
            return;
        };
        self.effort.spend(members.len());
        flattened.unions.push(view.schema);
        let (members, named): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| needs_no_name(member.schema));
        flattened.is_nullable |= view.data.nullable;
        for member in members {
            if is_null(member.schema) {
                flattened.is_nullable = true;
            } else {
                self.flatten(Subschema { schema: member.schema, ..part }, is_told_apart, flattened);
            }
        }
        if !named.is_empty() {
            flattened.parts.push(part);
        }
    }

    /// The members of a union, unless it has a discriminator, a name or properties of its own: then it
    /// is more than its members.
    fn members(choice: &Alternatives<'a>, view: &View<'a>) -> Option<Vec<Subschema<'a>>> {
        let is_plain = choice.own.is_empty() && choice.all.is_empty();
        let is_its_own = view.data.discriminator.is_some() || rust_name(view.data).is_some();
        (is_plain && !is_its_own).then(|| choice.subschemas())
    }
}

/// Whether a schema gets no name from the place where it stands.
fn needs_no_name(schema: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(inline) = schema else {
        return matches!(schema, SchemaRef::Reference(_));
    };
    let view = View::new(inline);
    match view.kind {
        ValueKind::Boolean | ValueKind::Integer { .. } | ValueKind::Number { .. } => true,
        ValueKind::String { .. } => view.values.is_empty(),
        _ => is_null(schema),
    }
}
