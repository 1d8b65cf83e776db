//! Why operations are as they are: methods, requests, and what responses are read as.

use serde_json::json;

use super::words::{all_of, framing, name_reason, next_page, status, type_text};
use super::{Answer, Crate, LockKey};
use crate::docs::code_span;
use crate::ir::{
    Alternative, ByStatus, Case, Content, Errors, EventStream, Meaning, Operation, OperationInput,
    OperationOutput, OutputReason, Wait,
};
use crate::lock::ANY_ERROR;

impl Crate<'_> {
    /// Why an operation is as it is.
    pub(super) fn operation(self, operation: &Operation) -> Answer {
        let mut answer = Answer::at("an operation", &operation.at);
        let key = LockKey::new("operations", operation.name.words());
        Self::say_name_of_method(operation, key.clone(), &mut answer);
        let names = |inputs: Vec<&OperationInput>| -> Vec<String> {
            inputs.iter().map(|input| code_span(input.name.words())).collect()
        };
        let required = names(operation.required().collect());
        let optional = names(operation.optional().collect());
        if !required.is_empty() {
            let text = "what has to be given, in the order that the lock keeps";
            answer.say_by(format!("Its arguments are {text}: {}.", all_of(&required)), key.clone());
        }
        if !optional.is_empty() {
            answer.say(format!(
                "Its request has setters for what need not be given: {}.",
                all_of(&optional)
            ));
        }
        Self::say_output(operation, key.clone(), &mut answer);
        self.say_errors(operation, &mut answer);
        Self::say_pages(operation, &mut answer);
        Self::say_idempotence(operation, &mut answer);
        self.say_credentials(operation, &mut answer);
        if let Some(server) = &operation.server {
            answer.say(format!("It goes to a server of its own: {}.", code_span(server)));
        }
        if operation.deprecated.is_some() {
            answer.say("It is deprecated because the document says so.");
        }
        answer.say_by("The lock keeps its name.", key.clone());
        self.change_operation(operation, key, &mut answer);
        answer
    }

    fn say_name_of_method(operation: &Operation, key: LockKey, answer: &mut Answer) {
        let because = operation.because;
        if because.has_id {
            let place = format!("{}/operationId", operation.at);
            let text =
                format!("It is called after its `operationId`, {}.", code_span(&operation.id));
            answer.say_of(text, place);
        } else {
            answer.say(
                "It has no `operationId`, so that it is called after its method and its path.",
            );
        }
        if because.is_named_after_items {
            answer.say("Its last word is that of the items that it lists.");
        }
        if let Some(body) = operation.body.as_ref().filter(|_| operation.is_body_variant) {
            answer.say(format!(
                "Its body can be sent in several ways, each by a method of its own: this one, with \
                 `{}` behind the name.",
                body.words()
            ));
        }
        Self::say_name(because.name, key, answer);
    }

    fn say_output(operation: &Operation, key: LockKey, answer: &mut Answer) {
        let returned = match &operation.output {
            OperationOutput::One(content) => {
                format!("It returns {}", content_text(content))
            }
            OperationOutput::Optional(content) => {
                format!(
                    "It returns {} or nothing, as one of its successes has no content",
                    content_text(content)
                )
            }
            OperationOutput::ByStatus(by_status) => format!(
                "It returns `operations::{}`, which has a variant for each status, because contents \
                 differ",
                by_status.name.type_name()
            ),
            OperationOutput::Redirect => {
                "It returns the URL of a redirect, because no other success is described".to_owned()
            }
        };
        let place = format!("{}/responses", operation.at);
        match operation.because.output {
            OutputReason::Document => answer.say_of(format!("{returned}."), place),
            OutputReason::Head => {
                answer.say("It returns nothing: a response to HEAD has no content.");
            }
            OutputReason::Undescribed => {
                answer.say_of("It returns bytes because no success is described.", place);
            }
            OutputReason::Lock => answer.say_by(
                format!(
                    "{returned}; it did when the crate was generated last, and callers rely on it."
                ),
                key,
            ),
        }
        for (status, media_type) in &operation.reads {
            answer.say(format!(
                "A response with {} is read as {}, which the lock keeps.",
                code_span(status),
                code_span(media_type)
            ));
        }
    }

    fn say_errors(self, operation: &Operation, answer: &mut Answer) {
        match (&operation.errors, &self.api().error) {
            (Some(Errors::ByStatus(by_status)), _) => answer.say(format!(
                "Its errors are read by `operations::{}`, because they differ by status.",
                by_status.name.type_name()
            )),
            (Some(Errors::One(content)), _) => {
                answer.say(format!("Its errors have {} of their own.", content_text(content)));
            }
            (None, Some(common)) => answer.say_by(
                format!(
                    "Its errors have no type of their own: `ApiError` has `models::{}`, which all \
                     errors have.",
                    common.type_name()
                ),
                LockKey::new("", "error"),
            ),
            (None, None) => {
                answer.say_by(format!("Its errors are {ANY_ERROR}."), LockKey::new("", "error"));
            }
        }
    }

    fn say_pages(operation: &Operation, answer: &mut Answer) {
        let extension = format!("{}/x-rust-pages", operation.at);
        let is_told = operation.because.has_told_pages;
        match &operation.next_page {
            Some(next) if is_told => answer.say_of(
                format!("It lists by pages, as `x-rust-pages` says: the next is found {}.", next_page(next)),
                extension,
            ),
            Some(next) => answer.say(format!(
                "It lists by pages, because the document leaves no doubt how the next is found: {}.",
                next_page(next)
            )),
            None if is_told => answer.say_of("It has no pages, as `x-rust-pages` says.", extension),
            None => {}
        }
    }

    fn say_idempotence(operation: &Operation, answer: &mut Answer) {
        let may = if operation.is_idempotent() { "may" } else { "may not" };
        match operation.idempotent {
            Some(_) => answer.say_of(
                format!("A request {may} be sent twice, as `x-rust-idempotent` says."),
                format!("{}/x-rust-idempotent", operation.at),
            ),
            None => answer.say(format!(
                "A request {may} be sent twice, as its method {} says.",
                operation.method
            )),
        }
    }

    fn say_credentials(self, operation: &Operation, answer: &mut Answer) {
        let sets = operation.security.iter().map(|set| match set.as_slice() {
            [] => "none".to_owned(),
            set => all_of(&set.iter().map(|name| code_span(name)).collect::<Vec<_>>()),
        });
        let sets: Vec<String> = sets.collect();
        let own = format!("{}/security", operation.at);
        let text =
            format!("It takes the credentials of the security scheme {}.", sets.join(", or "));
        match (sets.as_slice(), self.has(&own)) {
            ([only], _) if only == "none" => answer.say("It takes no credentials."),
            (_, true) => answer.say_of(text, own),
            (_, false) if self.has("/security") => answer.say_of(text, "/security"),
            (_, false) => answer.say(text),
        }
    }

    fn change_operation(self, operation: &Operation, key: LockKey, answer: &mut Answer) {
        // Others may name it by its id.
        if !operation.is_body_variant && !self.is_asked_again(operation) {
            let action = self.update(&operation.at, json!({"operationId": "newName"}));
            answer.change_by("To give it another name", action);
        }
        answer.change_in_lock(
            "To give only the method another name",
            key,
            "another key of the line",
        );
        let (what, flag) = if operation.is_idempotent() {
            ("To have it sent once only", false)
        } else {
            ("To have it sent again after a failure that may have had its effect", true)
        };
        let action = self.update(&operation.at, json!({ "x-rust-idempotent": flag }));
        // What is asked again and again has to stay idempotent.
        answer.change_by(what, action.filter(|_| !self.is_asked_again(operation)));
        if operation.next_page.is_some() {
            let action = self.update(&operation.at, json!({"x-rust-pages": false}));
            answer.change_by(
                "To have no pages",
                action.filter(|_| !operation.because.has_told_pages),
            );
        }
    }

    /// Whether callers who wait for something ask it again and again.
    fn is_asked_again(self, operation: &Operation) -> bool {
        let mut waits =
            self.api().operations().flat_map(|of| of.waits.iter().map(move |it| (of, it)));
        waits.any(|(of, wait)| match &wait.question {
            Some(question) => question.method == operation.name,
            None => of.id == operation.id,
        })
    }

    /// Why a request has a method for other content.
    pub(super) fn alternative(operation: &Operation, alternative: &Alternative) -> Answer {
        let mut answer =
            Answer::at("a method of a request", &format!("{}/responses", operation.at));
        answer.say(format!(
            "The response may also be {}: the method asks for that, and is called after it.",
            code_span(&alternative.media_type)
        ));
        answer
    }

    /// Why a request has a method for a stream.
    pub(super) fn stream(operation: &Operation, stream: &EventStream) -> Answer {
        let mut answer =
            Answer::at("a method of a request", &format!("{}/responses", operation.at));
        answer.say(format!(
            "The response may be a stream of {}: {}.",
            framing(stream.framing),
            code_span(&stream.media_type)
        ));
        answer.say(format!(
            "An item is {}, as its schema says.",
            code_span(&type_text(&stream.item))
        ));
        if let Some(end) = &stream.end {
            answer.say_of(
                format!("The data {} ends it, as `x-rust-stream-end` says.", code_span(end)),
                format!("{}/x-rust-stream-end", operation.at),
            );
        }
        answer
    }

    /// Why a request has a method that waits.
    pub(super) fn wait(operation: &Operation, wait: &Wait) -> Answer {
        let mut answer = Answer::at("a method that waits", &wait.at);
        answer.say(format!(
            "`x-rust-wait` says how callers wait for `{}`, after which it is called.",
            wait.until
        ));
        match &wait.question {
            Some(question) => answer.say(format!(
                "It asks `{}` again and again, as `poll` says.",
                question.method.field()
            )),
            None => {
                answer.say(format!("It asks `{}` itself again and again.", operation.name.field()));
            }
        }
        for (meaning, what) in [
            (Meaning::Success, "It is done if the status is"),
            (Meaning::Failure, "It has failed if the status is"),
            (Meaning::Pending, "It goes on if the status is"),
        ] {
            let values: Vec<String> =
                wait.values_of(meaning).map(|value| code_span(value.text())).collect();
            if !values.is_empty() {
                answer.say(format!("{what} {}.", values.join(" or ")));
            }
        }
        answer
    }

    /// Why there is a type for contents that differ by status.
    pub(super) fn by_status(
        self,
        operation: &Operation,
        by_status: &ByStatus,
        is_error: bool,
    ) -> Answer {
        let mut answer = Answer::at("contents by status", &format!("{}/responses", operation.at));
        let what = if is_error { "errors" } else { "successes" };
        answer.say(format!(
            "It is called after the operation. The {what} of that have contents that differ by \
             status, so that each has a variant."
        ));
        if let Some(reason) = self.api().type_reasons.get(&by_status.name) {
            answer.reasons.extend(name_reason(reason.name).map(super::Reason::plain));
        }
        answer.say_by("The lock keeps its name.", LockKey::of_type(&by_status.name));
        answer
    }

    /// Why there is a variant for a status.
    pub(super) fn case(self, operation: &Operation, _: &ByStatus, case: &Case) -> Answer {
        let responses = format!("{}/responses", operation.at);
        let key = match case.status {
            crate::ir::Status::Code(code) => code.to_string(),
            crate::ir::Status::Class(class) => format!("{class}XX"),
            crate::ir::Status::Default => "default".to_owned(),
        };
        let own = format!("{responses}/{key}");
        let place = if self.has(&own) { own } else { responses };
        let mut answer = Answer::at("the content for a status", &place);
        answer.say(format!("It is called as RFC 9110 calls {}.", status(case.status)));
        answer.say(format!("It has {}.", content_text(&case.content)));
        answer
    }
}

/// What content is read as.
fn content_text(content: &Content) -> String {
    match content {
        Content::Nothing => "nothing".to_owned(),
        Content::Json(ty) => format!("the JSON content as {}", code_span(&type_text(ty))),
        Content::Text => "the content as text".to_owned(),
        Content::Bytes => "the content as bytes".to_owned(),
    }
}
