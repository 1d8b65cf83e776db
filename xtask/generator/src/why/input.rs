//! Why arguments and setters are as they are.

use serde_json::json;

use super::field::position_text;
use super::words::{goes_to, type_text};
use super::{Answer, Crate, LockKey};
use crate::docs::code_span;
use crate::ir::{InputLocation, Need, Operation, OperationInput, Type};

impl Crate<'_> {
    /// Why an input of an operation is as it is.
    pub(super) fn input(self, operation: &Operation, input: &OperationInput) -> Answer {
        let what = if input.required { "an argument" } else { "a setter" };
        let mut answer = Answer::at(what, &self.described_input(input));
        let key = LockKey::new("operations", operation.name.words());
        self.say_wire_name(input, key.clone(), &mut answer);
        answer.say(goes_to(input.location, &input.wire_name));
        if let Some(media_type) = &input.media_type {
            answer.say(format!("It is sent as {}.", code_span(media_type)));
        }
        self.say_type_of_input(input, &mut answer);
        self.say_need(operation, input, &mut answer);
        if input.deprecated.is_some() {
            answer.say("It is deprecated because the document says so.");
        }
        let is_it = |it: &OperationInput| it.name == input.name;
        let position = operation.inputs.iter().position(is_it);
        answer.say_by(position_text("input", position, operation.inputs.len()), key.clone());
        self.change_of_need(operation, input, &mut answer);
        let known = crate::lower::input_key(input);
        answer.change_in_lock(
            "To give it another name",
            key,
            format!("names = {{ {known:?} = \"new_name\" }}"),
        );
        answer
    }

    /// Where an input is described: a parameter, behind references.
    pub(super) fn described_input(self, input: &OperationInput) -> String {
        if input.is_parameter() { self.behind_references(&input.at) } else { input.at.clone() }
    }

    /// Why an input has its name.
    pub(super) fn say_wire_name(self, input: &OperationInput, key: LockKey, answer: &mut Answer) {
        let wire = code_span(&input.wire_name);
        match input.location {
            _ if input.because.need == Need::Body => {
                answer.say("It is the body as a whole, and is called so.");
            }
            InputLocation::ContentType | InputLocation::Server => {
                answer.say(format!("The generator calls it {wire}."));
            }
            _ if input.is_parameter() => {
                // Some are sent under other names than that of the parameter.
                let (_, parameter) = self.resolved(&self.described_input(input));
                let name = parameter.and_then(|parameter| parameter.get("name")?.as_str());
                let name = name.map_or(wire, code_span);
                answer.say(format!("It is called after the parameter {name}."));
            }
            _ => answer.say(format!("It is called after the property {wire} of the form.")),
        }
        Self::say_name(input.because.name, key, answer);
    }

    pub(super) fn say_type_of_input(self, input: &OperationInput, answer: &mut Answer) {
        match input.location {
            InputLocation::ContentType | InputLocation::Server => {}
            InputLocation::Text | InputLocation::Upload | InputLocation::Multipart => {
                let ty = code_span(&type_text(&input.ty));
                answer.say(format!("Its type is {ty} because of the media type."));
            }
            InputLocation::Part | InputLocation::PartFile | InputLocation::PartGiven => {
                let ty = code_span(&type_text(&input.ty));
                let text = "because callers say what it is: a file, or something that the client \
                            does not write by itself";
                answer.say(format!("Its type is {ty} {text}."));
            }
            _ => self.say_type(&input.ty, &self.schema_of(&input.at), answer),
        }
        if input.location.style().is_some() && matches!(input.ty, Type::String) {
            answer.say("What its style has no form for is given as the text that is sent.");
        }
    }

    fn say_need(self, operation: &Operation, input: &OperationInput, answer: &mut Answer) {
        let (is, place) = if input.required {
            ("It is an argument of the method", self.place_of_need(operation, input))
        } else {
            ("It is a setter", self.described_input(input))
        };
        let why = match (input.because.need, input.required) {
            (Need::Path, _) => "a part of the path cannot be left out",
            (Need::Document, true) => "the document requires it",
            (Need::Document, false) => "the document does not require it",
            (Need::Body, true) => "the body is required",
            (Need::Body, false) => "the body is not required",
            (Need::MediaType, true) => {
                "callers have to say which media type the body has: the document has ranges alone, \
                 or had when the crate was generated last"
            }
            (Need::MediaType, false) => "the body has a usual media type and others",
            (Need::Choice, _) => "without it the request goes to the first server of the operation",
        };
        answer.say_of(format!("{is} because {why}."), place);
    }

    /// What of the document says that an input has to be given.
    fn place_of_need(self, operation: &Operation, input: &OperationInput) -> String {
        let places = match input.because.need {
            Need::Body => {
                let body = self.behind_references(&format!("{}/requestBody", operation.at));
                vec![format!("{body}/required")]
            }
            Need::Document if input.is_parameter() => {
                vec![format!("{}/required", self.described_input(input))]
            }
            Need::Document => Self::object_of(&input.at)
                .and_then(|object| Some(self.required(&object, &input.wire_name)?.0))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        places.into_iter().find(|place| self.has(place)).unwrap_or_else(|| input.at.clone())
    }

    /// The object that has a property, by the place of that.
    fn object_of(property_at: &str) -> Option<String> {
        let (around, _) = property_at.rsplit_once('/')?;
        Some(around.strip_suffix("/properties")?.to_owned())
    }

    fn change_of_need(self, operation: &Operation, input: &OperationInput, answer: &mut Answer) {
        let what =
            if input.required { "To have a setter for it" } else { "To have it as an argument" };
        let required = json!({"required": !input.required});
        let action = match input.because.need {
            Need::Document if input.is_parameter() => {
                self.update(&self.described_input(input), required)
            }
            Need::Document if input.required => {
                let object = Self::object_of(&input.at);
                object.and_then(|object| self.let_be_missing(&object, &input.wire_name))
            }
            Need::Document => self.require(&input.at, &input.wire_name),
            Need::Body => {
                let body = self.behind_references(&format!("{}/requestBody", operation.at));
                self.update(&body, required)
            }
            Need::Path | Need::MediaType | Need::Choice => None,
        };
        answer.change_by(what, action);
    }
}
