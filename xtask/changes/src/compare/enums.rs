//! Enumerations of both versions.

use document::Document;
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
        let (was_document, is_document) = (self.documents.old, self.documents.new);
        let was_at = |value: &EnumValue| place(was_document, &old.at, value);
        let is_at = |value: &EnumValue| place(is_document, &new.at, value);
        let mut paired = Paired::new(&was.values, &is.values);
        for (one, other) in paired.by(|value| Some(&value.wire_value)) {
            if one.name != other.name {
                let names = (one.name.type_name(), other.name.type_name());
                let what = format!("{}: `{}` is `{}`", what(other), names.0, names.1);
                let is_taken = is.values.iter().any(|value| value.name == one.name);
                let kind = if is_taken { Kind::VariantIsAnotherValue } else { Kind::ValueRenamed };
                self.tell(kind, side, what)
                    .was(&was_at(one))
                    .is(&is_at(other))
                    .item(variant(old, one))
                    .item(variant(new, other));
            }
            if one.docs != other.docs {
                self.documented.push((variant(new, other), was_at(one), is_at(other)));
            }
        }
        for (one, other) in paired.by(|value| Some(&value.name)) {
            let what = format!("{} is `{}`", what(one), other.wire_value);
            self.tell(Kind::VariantIsAnotherValue, side, what)
                .was(&was_at(one))
                .is(&is_at(other))
                .item(variant(new, other));
        }
        for value in paired.old {
            self.tell(Kind::ValueRemoved, side, what(value))
                .was(&was_at(value))
                .is(&new.at)
                .item(variant(old, value));
        }
        for value in paired.new {
            self.tell(Kind::ValueAdded, side, what(value))
                .was(&old.at)
                .is(&is_at(value))
                .item(variant(new, value));
        }
    }
}

/// Where a value is in the list of values, if its model is made from one list.
fn place(document: &Document, model: &str, value: &EnumValue) -> String {
    let list = format!("{model}/enum");
    let values = document.value.pointer(&list).and_then(|list| list.as_array());
    let index = values.and_then(|values| {
        values.iter().position(|it| it.as_str() == Some(value.wire_value.as_str()))
    });
    index.map_or_else(|| model.to_owned(), |index| format!("{list}/{index}"))
}
