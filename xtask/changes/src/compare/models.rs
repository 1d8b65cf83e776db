//! Models of both versions.

use std::collections::HashSet;

use generator::ir::{Api, Model, ModelKind};

use super::Comparison;
use super::paired::Paired;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    /// Compares all pairs of models that have been met.
    pub(super) fn models(&mut self) {
        while let Some((old, new)) = self.queue.pop_front() {
            self.model(old, new);
        }
    }

    fn model(&mut self, old: &'a Model, new: &'a Model) {
        let side = self.side_of(&old.name, &new.name);
        if old.name != new.name {
            self.tell(Kind::TypeRenamed, side, format!("{} is {}", shown(old), shown(new)))
                .was(&old.at)
                .is(&new.at)
                .item(item(old))
                .item(item(new));
        }
        match (&old.kind, &new.kind) {
            (ModelKind::Struct(was), ModelKind::Struct(is)) => {
                self.structs((old, was), (new, is), side);
            }
            (ModelKind::Enum(was), ModelKind::Enum(is)) => {
                self.enums((old, was), (new, is), side);
            }
            (ModelKind::Union(was), ModelKind::Union(is)) => {
                self.unions((old, was), (new, is), side);
            }
            _ => {
                let what = format!("{}: {} is {}", shown(new), kind(old), kind(new));
                let types = self.added_types(new.types());
                self.tell(Kind::TypeIsAnother, side, what)
                    .was(&old.at)
                    .is(&new.at)
                    .item(item(new))
                    .items(types);
            }
        }
        self.deprecation(
            (old.deprecated.is_some(), &old.at),
            (new.deprecated.is_some(), &new.at),
            (shown(new), item(new)),
        );
        if old.docs != new.docs {
            self.documented.push((item(new), old.at.clone(), new.at.clone()));
        }
    }

    /// Tells of the models that nothing is told of: those of one name are the same, wherever they are
    /// used.
    pub(super) fn other_models(&mut self, old: &'a Api, new: &'a Api) {
        let [were, are] = [old, new].map(|api| api.models.iter().flat_map(|group| &group.models));
        let mut paired = Paired::new(were, are);
        paired.by(|model| Some(&model.name));
        for (was, is) in std::mem::take(&mut paired.both) {
            let is_told = self.old.told.contains(&was.name) && self.new.told.contains(&is.name);
            if !is_told {
                self.pair(&was.name, &is.name);
            }
        }
        self.models();
        for model in paired.old {
            if !self.old.told.contains(&model.name) {
                let types = self.removed_types(model.types());
                self.tell(Kind::TypeRemoved, Side::Any, shown(model))
                    .was(&model.at)
                    .item(item(model))
                    .items(types);
            }
        }
        for model in paired.new {
            if !self.new.told.contains(&model.name) {
                let types = self.added_types(model.types());
                self.tell(Kind::TypeAdded, Side::Any, shown(model))
                    .is(&model.at)
                    .item(item(model))
                    .items(types);
            }
        }
    }

    /// Compares the types of identifiers.
    pub(super) fn identifiers(&mut self, old: &'a Api, new: &'a Api) {
        let mut paired = Paired::new(&old.identifiers, &new.identifiers);
        for (was, is) in paired.by(|identifier| Some(&identifier.name)) {
            if (&was.prefix, was.digits) != (&is.prefix, is.digits) {
                let name = is.name.type_name();
                let what = format!("the pattern of `{name}`");
                self.tell(Kind::LimitChanged, Side::Both, what).was(&was.at).is(&is.at).item(name);
            }
        }
        for gone in paired.old {
            let name = gone.name.type_name();
            self.tell(Kind::TypeRemoved, Side::Any, format!("`{name}`")).was(&gone.at).item(name);
        }
        for come in paired.new {
            let name = come.name.type_name();
            self.tell(Kind::TypeAdded, Side::Any, format!("`{name}`")).is(&come.at).item(name);
        }
    }

    /// Tells of all documentation that is different, but for that of items of which something else is
    /// told, which their documentation says as well.
    pub(super) fn documentation(&mut self) {
        let told: HashSet<&String> = self.changes.iter().flat_map(|change| &change.items).collect();
        let mut documented = std::mem::take(&mut self.documented);
        documented.retain(|(item, ..)| !told.contains(item));
        documented.sort();
        documented.dedup();
        let count = documented.len();
        let Some((_, was, is)) = documented.first().cloned() else { return };
        let what = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
        self.tell(Kind::DocumentationChanged, Side::Any, what)
            .was(&was)
            .is(&is)
            .items(documented.into_iter().map(|(item, ..)| item));
    }
}

/// What messages call a model.
pub(super) fn shown(model: &Model) -> String {
    format!("`{}`", model.name.type_name())
}

/// What callers write for a model.
pub(super) fn item(model: &Model) -> String {
    format!("models::{}", model.name.type_name())
}

fn kind(model: &Model) -> &'static str {
    match model.kind {
        ModelKind::Struct(_) => "an object",
        ModelKind::Enum(_) => "an enumeration",
        ModelKind::Union(_) => "a union",
    }
}
