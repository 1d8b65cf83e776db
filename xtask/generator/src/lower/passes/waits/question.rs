//! The operation that is asked, and what is given to it.

use super::Settling;
use super::answers::listed;
use crate::ir::{
    Argument, ArgumentSource, Conversion, InputLocation, Operation, OperationInput, Question, Type,
};
use document::diagnostics::quoted;
use document::did_you_mean;
use document::pointer::escape;

impl<'m> Settling<'_, 'm> {
    /// The operation that is asked, and how.
    pub(super) fn question(&mut self, poll: &str) -> Option<(&'m Operation, Question)> {
        let Some(asked) = self.known.operations.get(poll).copied() else {
            let mut names: Vec<&str> = self.known.operations.keys().copied().collect();
            names.sort_unstable();
            let help = did_you_mean(poll, names.into_iter())
                .unwrap_or_else(|| "write the `operationId` of an operation".to_owned());
            self.report("poll", format!("there is no operation {}", quoted(poll)), help);
            return None;
        };
        let told = self.told;
        let unknown = |name: &&String| asked.inputs.iter().all(|input| input.wire_name != **name);
        if let Some(name) = told.with.iter().map(|(name, _)| name).find(unknown) {
            let names = || asked.inputs.iter().map(|input| input.wire_name.as_str());
            let help = did_you_mean(name, names()).unwrap_or_else(|| listed(names()));
            let message = format!("{} has no input {}", quoted(poll), quoted(name));
            self.report(&format!("with/{}", escape(name)), message, help);
            return None;
        }
        let mut arguments = Vec::new();
        for input in asked.required().chain(asked.optional()) {
            let told = told.with.iter().find(|(name, _)| *name == input.wire_name);
            let source = match told {
                Some((_, pointer)) => self.of_answer(input, pointer)?,
                None if input.required => self.of_input(input, poll)?,
                None => continue,
            };
            let (name, is_required) = (input.name.clone(), input.required);
            arguments.push(Argument { input: name, is_required, source });
        }
        Some((asked, Question { method: asked.name.clone(), arguments }))
    }

    /// An input from what the operation answers that creates something.
    fn of_answer(&mut self, input: &OperationInput, pointer: &str) -> Option<ArgumentSource> {
        let at = format!("with/{}", escape(&input.wire_name));
        let found = self.answer(&at, pointer, self.operation)?;
        let conversion = match (&found.ty, &input.ty) {
            (had, wanted) if had == wanted && wanted.is_text() => Conversion::None,
            (had, Type::String) if had.is_text() => Conversion::Text,
            (Type::String, Type::Identifier(name)) => Conversion::Identifier(name.clone()),
            (Type::String, Type::Enum(_)) => Conversion::Value,
            _ => {
                let message = format!(
                    "{} leads to a value of another type than {} takes",
                    quoted(pointer),
                    quoted(&input.wire_name)
                );
                let help = "name another property, or have the overlay describe both as the same";
                self.report(&at, message, help.to_owned());
                return None;
            }
        };
        Some(ArgumentSource::Answer(found, conversion))
    }

    /// An input that is the same part of the path in both operations.
    fn of_input(&mut self, input: &OperationInput, poll: &str) -> Option<ArgumentSource> {
        let is_path = |input: &OperationInput| input.location == InputLocation::Path;
        let own = self
            .operation
            .required()
            .find(|own| is_path(own) && is_path(input) && own.wire_name == input.wire_name);
        if let Some(own) = own.filter(|own| own.ty == input.ty && own.ty.is_text()) {
            return Some(ArgumentSource::Input(own.name.clone(), own.ty.clone()));
        }
        let name = &input.wire_name;
        let message = format!("nothing says what {} of {} is", quoted(name), quoted(poll));
        let help = format!(
            "add where `{}` answers with it, such as `with: {{{name}: /id}}`",
            self.operation.id
        );
        self.report(if self.told.with.is_empty() { "poll" } else { "with" }, message, help);
        None
    }
}
