//! Pass: finds what an overlay says of waiting, and reports what is not so.

mod answers;
mod question;
mod values;

use std::collections::{HashMap, HashSet};

use super::Draft;
use super::fields::Objects;
use crate::codes::Codes;
use crate::ir::{Enum, Meaning, Model, ModelGroup, ModelKind, Operation, Type, ValueAt, Wait};
use crate::lower::notes::waits::ToldWait;
use crate::names::{Name, WAITS};
use document::diagnostics::{Diagnostics, Location, NodePart, quoted};

/// Finds how callers wait, for each operation and each way to send its body.
pub(super) fn settle_waits(draft: &mut Draft<'_, '_>) {
    let Draft { resources, models, notes, diagnostics, .. } = draft;
    let all: Vec<&Operation> = resources.iter().flat_map(|resource| &resource.operations).collect();
    let known = Known::of(&all, models);
    let mut found: HashMap<String, Vec<Wait>> = HashMap::new();
    for operation in all.iter().filter(|operation| !operation.is_body_variant) {
        let mut names = HashSet::new();
        for told in notes.waits.of(&operation.id) {
            let mut settling = Settling { known: &known, operation, told, diagnostics };
            let Some(wait) = settling.wait() else { continue };
            if names.insert(wait.name.clone()) {
                found.entry(operation.id.clone()).or_default().push(wait);
            } else {
                let message = format!("there is `{}` already", wait.name.field());
                settling.report("until", message, "write another word for one of them".to_owned());
            }
        }
    }
    for operation in &all {
        for wait in found.get(&operation.id).into_iter().flatten() {
            // Only a lock that is older than waits can have such a name.
            if operation.optional().any(|input| input.name == wait.name) {
                let message = format!("there is a setter `{}` already", wait.name.field());
                let help = "write another word, or take the name of the input out of `names.lock`";
                report(&wait.at, "until", message, help.to_owned(), diagnostics);
            }
        }
    }
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        operation.waits = found.get(&operation.id).cloned().unwrap_or_default();
    }
}

/// What is looked up.
struct Known<'m> {
    /// By their ids.
    operations: HashMap<&'m str, &'m Operation>,
    objects: Objects<'m>,
    enums: HashMap<&'m Name, &'m Enum>,
    /// The models that should not be used any more.
    deprecated: HashSet<&'m Name>,
}

impl<'m> Known<'m> {
    fn of(operations: &[&'m Operation], models: &'m [ModelGroup]) -> Self {
        let plain = operations.iter().filter(|operation| !operation.is_body_variant);
        let models_of = || models.iter().flat_map(|group| &group.models);
        Self {
            operations: plain.map(|operation| (operation.id.as_str(), *operation)).collect(),
            objects: Objects::of(models),
            enums: models_of().filter_map(as_enum).collect(),
            deprecated: models_of()
                .filter(|model| model.deprecated.is_some())
                .map(|model| &model.name)
                .collect(),
        }
    }

    /// Whether an operation, an input of it or what it answers with should not be used any more.
    fn is_deprecated(&self, operation: &Operation) -> bool {
        operation.deprecated.is_some()
            || operation.inputs.iter().any(|input| input.deprecated.is_some())
            || operation.types().any(|ty| self.mentions_deprecated(ty))
    }

    /// Whether something on the way to a value should not be used any more.
    fn reads_deprecated(&self, value: &ValueAt) -> bool {
        value.is_deprecated() || self.mentions_deprecated(&value.ty)
    }

    fn mentions_deprecated(&self, ty: &Type) -> bool {
        ty.model().is_some_and(|name| self.deprecated.contains(name))
    }
}

fn as_enum(model: &Model) -> Option<(&Name, &Enum)> {
    match &model.kind {
        ModelKind::Enum(values) => Some((&model.name, values)),
        ModelKind::Struct(_) | ModelKind::Union(_) => None,
    }
}

/// Holds what is said against the operations. What returns no value has reported why.
struct Settling<'s, 'm> {
    known: &'s Known<'m>,
    operation: &'m Operation,
    told: &'s ToldWait,
    diagnostics: &'s mut Diagnostics,
}

impl Settling<'_, '_> {
    fn wait(&mut self) -> Option<Wait> {
        let told = self.told;
        let question = match &told.poll {
            None => None,
            Some(poll) => Some(self.question(poll)?),
        };
        let asked = question.as_ref().map_or(self.operation, |(asked, _)| asked);
        if !asked.is_idempotent() {
            return self.report_effect(asked);
        }
        let of = if told.of.is_empty() { self.asked_at() } else { "of" };
        let thing = self.answer(of, &told.of, asked)?;
        let status = self.value("status", &told.status, &thing.ty)?;
        let (values, is_exhaustive) = self.values(&status)?;
        let code = match &told.code {
            None => None,
            Some(code) => Some(self.text("code", code, &thing.ty)?),
        };
        let message = match &told.message {
            None => None,
            Some(message) => Some(self.text("message", message, &thing.ty)?),
        };
        let otherwise = if told.pending.is_some() { Meaning::Unexpected } else { Meaning::Pending };
        let mut wait = Wait {
            at: told.at.clone(),
            name: Name::new(&format!("{WAITS}{}", Name::new(&told.until).words())),
            until: told.until.clone(),
            question: question.map(|(_, question)| question),
            thing,
            status,
            values,
            otherwise,
            is_exhaustive,
            code,
            message,
            uses_deprecated: false,
        };
        wait.uses_deprecated = self.known.is_deprecated(asked)
            || wait.read().any(|value| self.known.reads_deprecated(value));
        Some(wait)
    }

    /// A value that can be shown as text.
    fn text(&mut self, at: &str, text: &str, thing: &Type) -> Option<ValueAt> {
        let found = self.value(at, text, thing)?;
        if found.ty.is_text() {
            return Some(found);
        }
        let message = format!("{} leads neither to a text nor to a number", quoted(text));
        self.report(at, message, "leave it out, or name another property".to_owned());
        None
    }

    fn report_effect<T>(&mut self, asked: &Operation) -> Option<T> {
        let message = format!("`{}` may do something each time it is asked", asked.id);
        let help = "name by `poll` an operation that only asks, or say by `x-rust-idempotent: true` on \
                    this one that it does no more when it is sent again";
        self.report(self.asked_at(), message, help.to_owned());
        None
    }

    /// The end of the pointer to what says which operation is asked.
    fn asked_at(&self) -> &'static str {
        if self.told.poll.is_some() { "poll" } else { "" }
    }

    /// Reports what does not fit; `at` is the end of the pointer to it.
    fn report(&mut self, at: &str, message: String, help: String) {
        report(&self.told.at, at, message, help, self.diagnostics);
    }
}

/// Reports what does not fit a wait that is described at a place.
fn report(wait: &str, at: &str, message: String, help: String, diagnostics: &mut Diagnostics) {
    let slash = if at.is_empty() { "" } else { "/" };
    let place = Location::node(format!("{wait}{slash}{at}"), NodePart::Key);
    diagnostics.error(Codes::INVALID_WAIT, place, message).help(help);
}
