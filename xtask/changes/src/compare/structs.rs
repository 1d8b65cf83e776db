//! Objects of both versions.

use generator::ir::{Access, FieldArgument, Model, Presence, Struct, StructField};

use super::Comparison;
use super::models::{item, shown};
use super::paired::{Paired, is_reordered};
use super::types::Relation;
use crate::kind::{Kind, Side};

/// A field of a model.
#[derive(Clone, Copy)]
struct Field<'a> {
    model: &'a Model,
    field: &'a StructField,
}

impl Field<'_> {
    fn shown(&self) -> String {
        format!("`{}` of {}", self.field.wire_name, shown(self.model))
    }

    fn item(&self) -> String {
        format!("{}.{}", item(self.model), self.field.name.field())
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn structs(
        &mut self,
        (old, was): (&'a Model, &'a Struct),
        (new, is): (&'a Model, &'a Struct),
        side: Side,
    ) {
        let mut paired = Paired::new(&was.fields, &is.fields);
        paired.by(|field| Some(&field.wire_name));
        for (one, other) in paired.by(|field| Some(&field.name)) {
            let what =
                format!("{} is `{}`", Field { model: old, field: one }.shown(), other.wire_name);
            self.tell(Kind::FieldIsAnotherProperty, side, what)
                .was(&one.at)
                .is(&other.at)
                .item(Field { model: new, field: other }.item());
        }
        for (one, other) in &paired.both {
            let (one, other) =
                (Field { model: old, field: one }, Field { model: new, field: other });
            self.field(one, other, side, was.is_sent && is.is_sent);
        }
        let order = |one: &'a Struct, other: &'a Struct| -> Vec<&'a str> {
            let is_argument = |field: &&StructField| field.argument == FieldArgument::Required;
            let is_kept = |field: &&StructField| {
                other.fields.iter().filter(is_argument).any(|it| it.name == field.name)
            };
            let arguments = one.fields.iter().filter(is_argument).filter(is_kept);
            arguments.map(|field| field.name.words()).collect()
        };
        if was.is_sent && is.is_sent && is_reordered(&order(was, is), &order(is, was)) {
            self.tell(Kind::FieldsReordered, Side::Sent, shown(new))
                .was(&old.at)
                .is(&new.at)
                .item(format!("{}::new", item(new)));
        }
        for field in paired.old {
            let gone = Field { model: old, field };
            let is_required = field.presence == Presence::Required;
            let kind = if is_required {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::OptionalPropertyRemoved
            };
            let types = self.removed_types([&field.ty]);
            self.tell(kind, of_access(side, field.access), gone.shown())
                .was(&field.at)
                .is(&new.at)
                .item(gone.item())
                .items(types);
        }
        for field in paired.new {
            let come = Field { model: new, field };
            let is_required = field.presence == Presence::Required;
            let kind =
                if is_required { Kind::RequiredPropertyAdded } else { Kind::OptionalPropertyAdded };
            let types = self.added_types([&field.ty]);
            self.tell(kind, of_access(side, field.access), come.shown())
                .was(&old.at)
                .is(&field.at)
                .item(come.item())
                .items(types);
        }
        self.struct_rules((old, was), (new, is), side);
    }

    /// Compares what is said of an object as a whole.
    fn struct_rules(
        &mut self,
        (old, was): (&'a Model, &'a Struct),
        (new, is): (&'a Model, &'a Struct),
        side: Side,
    ) {
        let tell = |comparison: &mut Self, kind, side| {
            comparison.tell(kind, side, shown(new)).was(&old.at).is(&new.at).item(item(new));
        };
        if self.relation(&was.extra_type, &is.extra_type) != Relation::Same {
            tell(self, Kind::OtherPropertiesChanged, side);
        }
        match (was.is_closed, is.is_closed) {
            (false, true) => tell(self, Kind::OtherPropertiesRefused, side),
            (true, false) => tell(self, Kind::OtherPropertiesAllowed, side),
            _ => {}
        }
        match (was.is_sent, is.is_sent) {
            (false, true) => tell(self, Kind::TypeSentNow, Side::Any),
            (true, false) => tell(self, Kind::TypeNoLongerSent, Side::Any),
            _ => {}
        }
        if let (Some(was), Some(is)) = (&was.page, &is.page) {
            let (was, is) = ((&was.items, &was.next), (&is.items, &is.next));
            if was.0 != is.0 || was.1.iter().map(|it| &it.0).ne(is.1.iter().map(|it| &it.0)) {
                tell(self, Kind::PagesChanged, Side::Received);
            }
        }
    }

    /// Compares a field of both versions.
    fn field(&mut self, old: Field<'a>, new: Field<'a>, side: Side, has_constructor: bool) {
        let (was, is) = (old.field, new.field);
        let side = of_access(side, was.access).and(of_access(side, is.access));
        let tell = |comparison: &mut Self, kind, side| {
            comparison.tell(kind, side, new.shown()).was(&was.at).is(&is.at).item(new.item());
        };
        if was.name != is.name {
            tell(self, Kind::PropertyRenamed, side);
        }
        let is_sent = has_constructor && side.is_sent();
        let nullable = self.documents.are_nullable(&was.at, &is.at);
        if let Some(kind) = presence_change(was.presence, is.presence, is_sent) {
            tell(self, kind, side);
        } else if has_constructor {
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
        let is_option = was.presence != Presence::Required && is.presence == was.presence;
        match nullable.filter(|_| is_option) {
            Some((false, true)) => tell(self, Kind::OptionalPropertyNullableNow, side),
            Some((true, false)) => tell(self, Kind::OptionalPropertyNeverNullNow, side),
            _ => {}
        }
        match (&was.argument, &is.argument) {
            (FieldArgument::Constant(was), FieldArgument::Constant(is)) if was != is => {
                tell(self, Kind::ConstantChanged, side);
            }
            (FieldArgument::Constant(_), FieldArgument::Constant(_)) => {}
            (FieldArgument::Constant(_), _) if has_constructor => {
                tell(self, Kind::ConstantRemoved, side);
            }
            (_, FieldArgument::Constant(_)) if has_constructor => {
                tell(self, Kind::ConstantAdded, side);
            }
            _ => {}
        }
        match (was.access, is.access) {
            (was, is) if was == is => {}
            (_, Access::Both) => tell(self, Kind::PropertyBothWaysNow, side),
            (_, Access::Received) => tell(self, Kind::PropertyReadOnlyNow, side),
            (_, Access::Sent) => tell(self, Kind::PropertyWriteOnlyNow, side),
        }
        if let Some(kind) = self.relation(&was.ty, &is.ty).kind() {
            let types = self.added_types([&is.ty]);
            tell(self, kind, side);
            if let Some(change) = self.changes.last_mut() {
                change.items.extend(types);
            }
        }
        let schemas = (new.shown(), new.item());
        self.schemas.add_property(self.documents, (was, is), side, schemas);
        self.deprecation(
            (was.deprecated.is_some(), &was.at),
            (is.deprecated.is_some(), &is.at),
            (new.shown(), new.item()),
        );
        if was.docs != is.docs {
            self.documented.push((new.item(), was.at.clone(), is.at.clone()));
        }
    }
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

/// The side of a property that is only sent or only received.
fn of_access(side: Side, access: Access) -> Side {
    match (access, side) {
        (Access::Sent, Side::Both) => Side::Sent,
        (Access::Received, Side::Both) => Side::Received,
        (_, side) => side,
    }
}
