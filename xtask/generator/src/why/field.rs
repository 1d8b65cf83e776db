//! Why fields are as they are.

use super::words::{is_boxed, name_reason, type_text};
use super::{Answer, Crate, LockKey, Reason};
use crate::docs::code_span;
use crate::ir::{
    Access, ConstantReason, FieldArgument, FieldReason, Model, NameReason, Presence,
    PresenceReason, Struct, StructField, Type, Unfit,
};
use document::pointer::escape;
use serde_json::json;

impl Crate<'_> {
    /// Why a field is as it is.
    pub(super) fn field(self, model: &Model, shape: &Struct, field: &StructField) -> Answer {
        let mut answer = Answer::at("a field", &field.at);
        let wire = code_span(&field.wire_name);
        answer.say(format!("It is called after the property {wire}."));
        Self::say_name(field.because.name, LockKey::of_type(&model.name), &mut answer);
        self.say_type(&field.ty, &field.at, &mut answer);
        answer.say_of(presence(field), self.place_of_presence(model, field));
        if shape.is_sent {
            answer.say(argument(field));
        }
        let is_one_sided = field.because.presence == PresenceReason::OneSide;
        match field.access {
            Access::Received if !is_one_sided => {
                answer.say("Only responses have it: the property is `readOnly`.");
            }
            Access::Sent if !is_one_sided => {
                answer.say("Only requests have it: the property is `writeOnly`.");
            }
            _ => {}
        }
        if field.unfit == Unfit::Refused {
            answer.say(
                "A value that does not fit is an error, because a list would end in silence \
                 without it: it has the items of a page, or leads to the next one.",
            );
        }
        if field.deprecated.is_some() {
            answer.say("It is deprecated because the document says so.");
        }
        let key = LockKey::of_type(&model.name);
        let position = shape.fields.iter().position(|it| it.wire_name == field.wire_name);
        answer.say_by(position_text("field", position, shape.fields.len()), key.clone());
        self.change_of_presence(model, field, &mut answer);
        let entry = format!("names = {{ {:?} = \"new_name\" }}", field.wire_name);
        answer.change_in_lock("To give it another name", key, entry);
        answer
    }

    /// Why something has a name that is not the one by the rules.
    pub(super) fn say_name(reason: NameReason, key: LockKey, answer: &mut Answer) {
        let Some(text) = name_reason(reason) else { return };
        match reason {
            NameReason::Lock => answer.say_by(text, key),
            _ => answer.say(text),
        }
    }

    /// Why something that is described at a place has its type.
    pub(super) fn say_type(self, ty: &Type, at: &str, answer: &mut Answer) {
        let text = code_span(&type_text(ty));
        match (self.described(ty), self.said(at)) {
            (Some((path, place)), _) => {
                let inner =
                    if type_text(ty) == path { String::new() } else { format!(", of `{path}`") };
                answer
                    .say_of(format!("Its type is {text}{inner}, which is described apart."), place);
            }
            (None, Some(said)) => {
                answer.say_of(format!("Its type is {text} because its schema says {said}."), at);
            }
            (None, None) => answer.say(format!(
                "Its type is {text} because its schema says nothing more of its type."
            )),
        }
        if is_boxed(ty) {
            answer.say("It is in a `Box` because the type around it contains itself by it.");
        }
    }

    /// What of the document says when a field is there.
    fn place_of_presence(self, model: &Model, field: &StructField) -> String {
        let required = format!("{}/required/{}", model.at, escape(&field.wire_name));
        if field.because.is_required && self.required(&model.at, &field.wire_name).is_some() {
            return required;
        }
        field.at.clone()
    }

    /// Whether a field is a property of the one schema that its type is made of.
    fn is_own(self, model: &Model, field: &StructField) -> bool {
        let (object, _) = self.resolved(&model.at);
        let (property, _) = self.resolved(&field.at);
        let name =
            property.strip_prefix(&object).and_then(|rest| rest.strip_prefix("/properties/"));
        name.is_some_and(|name| !name.contains('/'))
    }

    fn change_of_presence(self, model: &Model, field: &StructField, answer: &mut Answer) {
        let FieldReason { is_required, is_nullable, presence, .. } = field.because;
        if presence != PresenceReason::Document || field.access != Access::Both {
            return;
        }
        match (is_required, is_nullable) {
            (false, false) => {
                answer.change_by("To have it always", self.require(&field.at, &field.wire_name));
            }
            // What several schemas say together is changed in each of them.
            (true, false) if self.is_own(model, field) => {
                let action = self.let_be_missing(&model.at, &field.wire_name);
                answer.change_by("To have it as an `Option` that may be missing", action);
                let (_, schema) = self.resolved(&field.at);
                // What is said beside a reference is a matter of its own.
                let is_plain = schema.is_some_and(|it| it.get("type").is_some());
                let action = self.update(&field.at, json!({"nullable": true})).filter(|_| is_plain);
                answer.change_by("To have it as an `Option` that may be `null`", action);
            }
            _ => {}
        }
    }
}

impl Reason {
    /// A sentence that is about no place.
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), at: None, lock: None }
    }
}

/// Why a field is there when it is.
fn presence(field: &StructField) -> String {
    let FieldReason { presence, is_required, is_nullable, .. } = field.because;
    let ty = match field.presence {
        Presence::Required => "no `Option`",
        Presence::Nullable | Presence::Optional => "an `Option`",
        Presence::OptionalNullable => "a `Nullable`",
    };
    let why = match presence {
        PresenceReason::Lock => {
            "it was so when the crate was generated last, and callers rely on it"
        }
        PresenceReason::OneSide => match field.access {
            Access::Sent => {
                "only requests have it (the property is `writeOnly`), and the type is on both sides"
            }
            _ => {
                "only responses have it (the property is `readOnly`), and the type is on both sides"
            }
        },
        PresenceReason::Received => {
            "it may be missing and may be `null`, which mean the same in what is only received"
        }
        PresenceReason::Document => match (is_required, is_nullable) {
            (true, false) => "the property is required, and cannot be `null`",
            (true, true) => "the property may be `null`",
            (false, false) => "the property is not required",
            (false, true) => {
                "the property is not required and may be `null`, which mean different things to send"
            }
        },
    };
    format!("It is {ty} because {why}.")
}

/// How callers give a field that is sent.
fn argument(field: &StructField) -> String {
    match &field.argument {
        FieldArgument::Required => {
            "It is an argument of `new` because it has to be given.".to_owned()
        }
        FieldArgument::Optional => "It has a setter because it need not be given.".to_owned(),
        FieldArgument::None => "It has no setter because only the API gives it.".to_owned(),
        FieldArgument::Constant(constant) => {
            let why = match field.because.constant {
                ConstantReason::Schema => "its schema allows no other value",
                ConstantReason::Union => "that value tells the type from the others of a union",
                ConstantReason::Lock => "it did when the crate was generated last",
            };
            format!("`new` sets it to {} because {why}.", code_span(&constant.to_string()))
        }
    }
}

/// Which of several members something is.
pub(super) fn position_text(what: &str, position: Option<usize>, count: usize) -> String {
    match position {
        Some(position) => format!(
            "It is {what} {} of {count}; the lock keeps its position and its name.",
            position + 1
        ),
        None => "The lock keeps its position and its name.".to_owned(),
    }
}
