//! Objects of both versions.

use generator::ir::{Access, FieldArgument, Model, Presence, Struct, StructField};

use super::Comparison;
use super::fields::Field;
use super::models::{item, shown};
use super::paired::{Paired, is_reordered};
use super::types::Relation;
use crate::kind::{Kind, Side};

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
            let is_taken = is.fields.iter().any(|field| field.name == one.name);
            let (one, other) =
                (Field { model: old, field: one }, Field { model: new, field: other });
            self.field_name(one, other, side, is_taken);
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
            self.tell(Kind::OtherPropertiesChanged, side, shown(new))
                .was(&old.at)
                .is(&new.at)
                .item(format!("{}.extra", item(new)));
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
        if let (Some(was), Some(is)) = (&was.page, &is.page)
            && !was.is_same(is)
        {
            tell(self, Kind::PagesChanged, Side::Received);
        }
    }
}

/// The side of a property that is only sent or only received.
pub(super) fn of_access(side: Side, access: Access) -> Side {
    match (access, side) {
        (Access::Sent, Side::Both) => Side::Sent,
        (Access::Received, Side::Both) => Side::Received,
        (_, side) => side,
    }
}
