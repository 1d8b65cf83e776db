//! Why events are as they are.

use super::words::type_text;
use super::{Answer, Crate, LockKey};
use crate::docs::code_span;
use crate::ir::{Callback, Event, EventBody, EventContent, OperationInput};

impl Crate<'_> {
    /// Why an event is as it is.
    pub(super) fn event(callback: &Callback, event: &Event) -> Answer {
        let mut answer = Answer::at("an event", &event.at);
        let key = LockKey::new("events", event.name.type_name());
        let operation = event.at.split("/requestBody/").next().unwrap_or_default();
        if event.because.has_id {
            answer.say_of(
                "It is called after the `operationId` of the callback's operation.",
                format!("{operation}/operationId"),
            );
        } else if event.because.is_webhook {
            answer.say("It has no `operationId`, so that it is called after the webhook.");
        } else {
            let wire = code_span(&callback.wire_name);
            answer.say(format!(
                "It has no `operationId`, so that it is called after the callback {wire}."
            ));
        }
        if event.at != operation {
            answer.say("Its content comes in several kinds, each of which has a type: the first has the plain name.");
        }
        Self::say_name(event.because.name, key.clone(), &mut answer);
        answer.say(format!("It is read from requests with the method {}.", event.method));
        answer.say_by("The lock keeps its name.", key.clone());
        answer.change_in_lock("To give it another name", key, "another key of the line");
        answer
    }

    /// Why a parameter of an event is as it is.
    pub(super) fn event_parameter(self, event: &Event, input: &OperationInput) -> Answer {
        let mut answer = Answer::at("a field of an event", &self.described_input(input));
        let key = LockKey::new("events", event.name.type_name());
        self.say_wire_name(input, key, &mut answer);
        answer.say(format!("It is read from the {} of the request.", input.place()));
        self.say_type_of_input(input, &mut answer);
        answer.say(if input.required {
            "It is no `Option` because the document requires it."
        } else {
            "It is an `Option` because the document does not require it."
        });
        answer
    }

    /// Why the content of an event is as it is.
    pub(super) fn event_body(_: &Event, body: &EventBody) -> Answer {
        let mut answer = Answer::at("the content of an event", &body.at);
        answer.say("The content of each event that has some is called so.");
        let media_types: Vec<String> = body.media_types.iter().map(|it| code_span(it)).collect();
        answer.say(format!("It comes as {}.", media_types.join(" or ")));
        answer.say(match &body.content {
            EventContent::Json(ty) => format!("It is JSON, read as {}.", code_span(&type_text(ty))),
            EventContent::Form(ty, _) => {
                format!("It is a form, read as {}.", code_span(&type_text(ty)))
            }
            EventContent::Text => "It is text.".to_owned(),
            EventContent::Bytes => "It is bytes.".to_owned(),
        });
        answer.say(if body.required {
            "It is no `Option` because the body is required."
        } else {
            "It is an `Option` because the body is not required."
        });
        answer
    }

    /// Why there is a type for any event of a callback.
    pub(super) fn any_event(callback: &Callback) -> Answer {
        let mut answer = Answer::at("any event of a callback", &callback.at);
        answer.say(format!(
            "The callback {} has several events, so that a type has any of them.",
            code_span(&callback.wire_name)
        ));
        if let Some(any) = &callback.any {
            answer.say_by("The lock keeps its name.", LockKey::new("events", any.type_name()));
        }
        answer
    }

    /// Why there is a variant for an event.
    pub(super) fn any_event_case(_: &Callback, event: &Event) -> Answer {
        let mut answer = Answer::at("one of the events of a callback", &event.at);
        answer.say("It is called as the type of the event is.");
        answer
    }
}
