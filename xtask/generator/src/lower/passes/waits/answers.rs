//! Where answers have what is needed for a wait.

use super::super::fields::{received, step};
use super::Settling;
use crate::ir::{Content, Operation, OperationOutput, Type, ValueAt, ValueStep};
use document::diagnostics::quoted;
use document::did_you_mean;
use document::pointer::segments;

/// What a pointer does wrong, and what to do.
type Wrong = (String, String);

impl<'m> Settling<'_, 'm> {
    /// What a pointer leads to in the answer of an operation.
    pub(super) fn answer(
        &mut self,
        at: &str,
        text: &str,
        operation: &'m Operation,
    ) -> Option<ValueAt> {
        let content = match &operation.output {
            OperationOutput::One(content) => Some((content, false)),
            OperationOutput::Optional(content) => Some((content, true)),
            OperationOutput::ByStatus(_) | OperationOutput::Redirect => None,
        };
        match content {
            Some((Content::Json(Type::Nullable(inner)), false)) => {
                self.below(at, text, inner, vec![ValueStep::Present])
            }
            Some((Content::Json(ty), true)) if !matches!(ty, Type::Nullable(_)) => {
                self.below(at, text, ty, vec![ValueStep::Present])
            }
            Some((Content::Json(ty), false)) => self.below(at, text, ty, Vec::new()),
            _ => {
                let message =
                    format!("`{}` does not always answer with JSON of one type", operation.id);
                let help =
                    "what a pointer leads into has to be JSON of the same type for each status";
                self.report(at, message, help.to_owned());
                None
            }
        }
    }

    /// What a pointer leads to in a value.
    pub(super) fn value(&mut self, at: &str, text: &str, ty: &Type) -> Option<ValueAt> {
        self.below(at, text, ty, Vec::new())
    }

    fn below(
        &mut self,
        at: &str,
        text: &str,
        ty: &Type,
        mut steps: Vec<ValueStep>,
    ) -> Option<ValueAt> {
        let mut ty = ty.clone();
        for key in segments(text) {
            let (step, inner) = match self.inside(&ty, &key) {
                Ok(found) => found,
                Err((what, help)) => {
                    self.report(at, format!("{} {what}", quoted(text)), help);
                    return None;
                }
            };
            steps.push(step);
            ty = inner;
        }
        Some(ValueAt { steps, ty })
    }

    /// A step into a value.
    fn inside(&self, ty: &Type, key: &str) -> Result<(ValueStep, Type), Wrong> {
        let what = |of: &str| format!("leads to {} of {of}", quoted(key));
        let undescribed = || "describe the property in the overlay, or name another".to_owned();
        match ty {
            Type::Boxed(inner) => self.inside(inner, key),
            Type::List(entry) => {
                let index = key.parse().ok().filter(|index: &usize| index.to_string() == key);
                let index = index.ok_or_else(|| {
                    let help = "an entry of a list has a number: `/0` is the first".to_owned();
                    (what("a list"), help)
                })?;
                let (is_nullable, entry) = match &**entry {
                    Type::Nullable(inner) => (true, &**inner),
                    entry => (false, entry),
                };
                Ok((ValueStep::Entry { index, is_nullable }, entry.clone()))
            }
            Type::Model(name) => {
                let Some(shape) = self.known.objects.get(name) else {
                    let help = "name a property that is not within the union".to_owned();
                    return Err((what("one of several types"), help));
                };
                if let Some(field) = received(shape).find(|field| field.wire_name == key) {
                    return Ok((ValueStep::Field(step(field)), field.ty.clone()));
                }
                let names = || received(shape).map(|field| field.wire_name.as_str());
                let help = did_you_mean(key, names()).unwrap_or_else(|| listed(names()));
                Err((format!("leads to nothing: there is no {}", quoted(key)), help))
            }
            Type::Map(_) => {
                Err((what("an object whose properties may be called anything"), undescribed()))
            }
            Type::Json | Type::AnyJson | Type::JsonText | Type::Open(_) => {
                Err((what("what may be any JSON"), undescribed()))
            }
            _ => Err((what("a single value"), "leave out the end of the pointer".to_owned())),
        }
    }
}

/// What there is, for help.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(quoted).collect();
    if names.is_empty() {
        "there is none".to_owned()
    } else {
        format!("what there is: {}", names.join(", "))
    }
}
