//! Fields of objects of both versions.

use generator::ir::{Access, FieldArgument, Model, Presence, StructField};

use super::Comparison;
use super::models::{item, shown};
use super::structs::of_access;
use super::types::{Relation, types};
use crate::kind::{Kind, Side};

/// A field of a model.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) model: &'a Model,
    pub(super) field: &'a StructField,
}

impl Field<'_> {
    pub(super) fn shown(&self) -> String {
        format!("`{}` of {}", self.field.wire_name, shown(self.model))
    }

    pub(super) fn item(&self) -> String {
        format!("{}.{}", item(self.model), self.field.name.field())
    }
}

impl<'a> Comparison<'a> {
    /// Compares what the fields of a property are called. The name of the old one may be that of another
    /// property now.
    pub(super) fn field_name(
        &mut self,
        old: Field<'a>,
        new: Field<'a>,
        side: Side,
        is_taken: bool,
    ) {
        let (was, is) = (old.field, new.field);
        if was.name != is.name && was.wire_name == is.wire_name {
            let kind = if is_taken { Kind::FieldIsAnotherProperty } else { Kind::PropertyRenamed };
            let what = format!("{}: `{}` is `{}`", new.shown(), was.name.field(), is.name.field());
            self.tell(kind, side, what).was(&was.at).is(&is.at).item(old.item()).item(new.item());
        }
    }

    /// Compares a field of both versions.
    pub(super) fn field(
        &mut self,
        old: Field<'a>,
        new: Field<'a>,
        side: Side,
        has_constructor: bool,
    ) {
        let (was, is) = (old.field, new.field);
        let side = of_access(side, was.access).and(of_access(side, is.access));
        self.field_presence(old, new, side, has_constructor);
        self.field_value(old, new, side, has_constructor);
        self.deprecation(
            (was.deprecated.is_some(), &was.at),
            (is.deprecated.is_some(), &is.at),
            (new.shown(), new.item()),
        );
        if was.docs != is.docs {
            self.documented.push((new.item(), was.at.clone(), is.at.clone()));
        }
    }

    /// Compares when a field is there.
    fn field_presence(
        &mut self,
        old: Field<'a>,
        new: Field<'a>,
        both: Side,
        has_constructor: bool,
    ) {
        let (was, is) = (old.field, new.field);
        let tell = |comparison: &mut Self, kind, side| {
            comparison.tell(kind, side, new.shown()).was(&was.at).is(&is.at).item(new.item());
        };
        let access = access_change(was.access, is.access);
        // Where it comes or goes on one side only, it is as it was on the other.
        let side = access.first().map_or(both, |(_, side)| *side);
        let is_sent = has_constructor && side.is_sent();
        let nullable = self.documents.are_nullable(&was.at, &is.at);
        let change = presence_change(was.presence, is.presence, is_sent);
        match (change, nullable) {
            (Some(kind), _) => tell(self, kind, side),
            (None, Some((was, is))) if was != is && old.field.presence != Presence::Required => {
                let kind = if is {
                    Kind::OptionalPropertyNullableNow
                } else {
                    Kind::OptionalPropertyNeverNullNow
                };
                tell(self, kind, both);
            }
            _ => {}
        }
        if change.is_none() && has_constructor && access.is_empty() {
            // Only how users give it has changed.
            match (&was.argument, &is.argument) {
                (FieldArgument::Required, FieldArgument::Optional) => {
                    tell(self, Kind::PropertyOptionalNow, Side::Sent);
                }
                (FieldArgument::Optional, FieldArgument::Required) => {
                    tell(self, Kind::PropertyRequiredNow, Side::Sent);
                }
                _ => {}
            }
        }
        for (kind, side) in access {
            tell(self, kind, side);
        }
    }

    /// Compares what a field may contain.
    fn field_value(&mut self, old: Field<'a>, new: Field<'a>, side: Side, has_constructor: bool) {
        let (was, is) = (old.field, new.field);
        let relation = self.relation(&was.ty, &is.ty);
        if relation <= Relation::Boxed {
            let schemas = (new.shown(), new.item());
            self.schemas.add_property(self.documents, (was, is), side, schemas);
        }
        let constant = constant_change(was, is, has_constructor);
        // That a text has one value only, or several, is told with the constant.
        let is_told = constant.is_some() && relation.is_of_values();
        let kind = relation.kind().filter(|_| !is_told);
        let change = constant.into_iter().chain(kind.map(|kind| (kind, types(&was.ty, &is.ty))));
        for (kind, how) in change {
            let what = format!("{}: {how}", new.shown());
            self.tell(kind, side, what).was(&was.at).is(&is.at).item(new.item());
        }
        if relation > Relation::Boxed {
            let mut types = self.removed_types([&was.ty]);
            types.extend(self.added_types([&is.ty]));
            if let Some(change) = self.changes.last_mut() {
                change.items.extend(types);
            }
        }
    }
}

/// What has become of a constant.
fn constant_change(
    old: &StructField,
    new: &StructField,
    has_constructor: bool,
) -> Option<(Kind, String)> {
    use FieldArgument::Constant;

    match (&old.argument, &new.argument) {
        (Constant(was), Constant(is)) => {
            (was != is).then(|| (Kind::ConstantChanged, format!("`{was}` is `{is}`")))
        }
        (Constant(was), _) => {
            has_constructor.then(|| (Kind::ConstantRemoved, format!("not always `{was}`")))
        }
        (_, Constant(is)) => {
            has_constructor.then(|| (Kind::ConstantAdded, format!("always `{is}`")))
        }
        _ => None,
    }
}

/// On which sides a property comes and goes.
fn access_change(old: Access, new: Access) -> Vec<(Kind, Side)> {
    let mut changes = Vec::new();
    match (old == Access::Received, new == Access::Received) {
        (false, true) => changes.push((Kind::PropertyReadOnlyNow, Side::Sent)),
        (true, false) => changes.push((Kind::PropertySentNow, Side::Sent)),
        _ => {}
    }
    match (old == Access::Sent, new == Access::Sent) {
        (false, true) => changes.push((Kind::PropertyWriteOnlyNow, Side::Received)),
        (true, false) => changes.push((Kind::PropertyReceivedNow, Side::Received)),
        _ => {}
    }
    changes
}

/// What a change of presence is. What is received is an `Option` in any case but one.
fn presence_change(old: Presence, new: Presence, is_sent: bool) -> Option<Kind> {
    use Presence::{Nullable, Optional, OptionalNullable, Required};

    match (old, new) {
        (Required, Required)
        | (Nullable, Nullable)
        | (Optional, Optional)
        | (OptionalNullable, OptionalNullable) => None,
        (Required, Nullable) => Some(Kind::PropertyNullableNow),
        (Nullable, Required) => Some(Kind::PropertyNeverNullNow),
        (Required, Optional | OptionalNullable) => Some(Kind::PropertyOptionalNow),
        (Optional | OptionalNullable, Required) => Some(Kind::PropertyRequiredNow),
        _ if !is_sent => None,
        (Nullable, Optional) => Some(Kind::NullablePropertyOptionalNow),
        (Optional, Nullable) => Some(Kind::NullablePropertyAlwaysNow),
        (Nullable | Optional, OptionalNullable) => Some(Kind::NullCanBeSentNow),
        (OptionalNullable, Optional | Nullable) => Some(Kind::NullCannotBeSentNow),
    }
}
