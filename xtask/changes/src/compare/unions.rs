//! Unions of both versions.

use generator::ir::{Model, Type, Union, Variant};

use super::Comparison;
use super::models::{item, shown};
use super::paired::Paired;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn unions(
        &mut self,
        (old, was): (&'a Model, &'a Union),
        (new, is): (&'a Model, &'a Union),
        side: Side,
    ) {
        let what = |variant: &Variant| format!("`{}` of {}", variant.name.type_name(), shown(new));
        let path = |model: &Model, variant: &Variant| {
            format!("{}::{}", item(model), variant.name.type_name())
        };
        let mut paired = Paired::new(&was.variants, &is.variants);
        paired.by(|variant| Some((&variant.name, variant.ty.model())));
        paired.by(|variant| Some(&variant.name));
        for (one, other) in paired.by(|variant| Some(key(&variant.ty))) {
            let what = format!("{} is `{}`", what(one), other.name.type_name());
            self.tell(Kind::AlternativeRenamed, side, what)
                .was(&one.at)
                .is(&other.at)
                .item(path(old, one))
                .item(path(new, other));
        }
        for (one, other) in std::mem::take(&mut paired.both) {
            if let Some(kind) = self.relation(&one.ty, &other.ty).kind() {
                let types = self.added_types([&other.ty]);
                self.tell(kind, side, what(other))
                    .was(&one.at)
                    .is(&other.at)
                    .item(path(new, other))
                    .items(types);
            }
            if one.values != other.values {
                self.tell(Kind::TagValuesChanged, side, what(other))
                    .was(&one.at)
                    .is(&other.at)
                    .item(path(new, other));
            }
            if one.docs != other.docs {
                self.documented.push((path(new, other), one.at.clone(), other.at.clone()));
            }
        }
        for gone in paired.old {
            let types = self.removed_types([&gone.ty]);
            self.tell(Kind::AlternativeRemoved, side, what(gone))
                .was(&gone.at)
                .is(&new.at)
                .item(path(old, gone))
                .items(types);
        }
        for come in paired.new {
            let types = self.added_types([&come.ty]);
            self.tell(Kind::AlternativeAdded, side, what(come))
                .was(&old.at)
                .is(&come.at)
                .item(path(new, come))
                .items(types);
        }
        if was.discriminator != is.discriminator {
            self.tell(Kind::TagChanged, side, shown(new)).was(&old.at).is(&new.at).item(item(new));
        }
    }
}

/// What tells the types of variants apart, whatever the variants are called.
fn key(ty: &Type) -> String {
    format!("{ty:?}")
}
