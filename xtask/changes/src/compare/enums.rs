//! Enumerations of both versions.

use generator::ir::{Enum, EnumValue, Model};

use super::Comparison;
use super::models::{item, shown};
use super::paired::Paired;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn enums(
        &mut self,
        (old, was): (&'a Model, &'a Enum),
        (new, is): (&'a Model, &'a Enum),
        side: Side,
    ) {
        let what = |value: &EnumValue| format!("`{}` of {}", value.wire_value, shown(new));
        let variant = |model: &Model, value: &EnumValue| {
            format!("{}::{}", item(model), value.name.type_name())
        };
        let mut paired = Paired::new(&was.values, &is.values);
        for (one, other) in paired.by(|value| Some(&value.wire_value)) {
            if one.name != other.name {
                let names = (one.name.type_name(), other.name.type_name());
                let what = format!("{}: `{}` is `{}`", what(other), names.0, names.1);
                self.tell(Kind::ValueRenamed, side, what)
                    .was(&old.at)
                    .is(&new.at)
                    .item(variant(old, one));
            }
            if one.docs != other.docs {
                self.documented.push((variant(new, other), old.at.clone(), new.at.clone()));
            }
        }
        for (one, other) in paired.by(|value| Some(&value.name)) {
            let what = format!("{} is `{}`", what(one), other.wire_value);
            self.tell(Kind::VariantIsAnotherValue, side, what)
                .was(&old.at)
                .is(&new.at)
                .item(variant(new, other));
        }
        for value in paired.old {
            self.tell(Kind::ValueRemoved, side, what(value))
                .was(&old.at)
                .is(&new.at)
                .item(variant(old, value));
        }
        for value in paired.new {
            self.tell(Kind::ValueAdded, side, what(value))
                .was(&old.at)
                .is(&new.at)
                .item(variant(new, value));
        }
    }
}
