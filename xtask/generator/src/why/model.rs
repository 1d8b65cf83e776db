//! Why types are as they are: objects, enumerations, unions, identifiers and sets of headers.

use super::words::{all_of, name_reason, type_text};
use super::{Answer, Change, Crate, How, LockKey};
use crate::docs::code_span;
use crate::ir::{
    FieldArgument, Header, HeaderOwner, HeaderSet, Identifier, Model, ModelKind, NameReason,
    Struct, StructField, TypeReason, TypeSource, Union,
};
use crate::names::Name;
use document::pointer::unescape;
use serde_json::json;

impl Crate<'_> {
    /// Why a type is as it is.
    pub(super) fn model(self, model: &Model) -> Answer {
        let what = match &model.kind {
            ModelKind::Struct(_) => "an object",
            ModelKind::Enum(_) => "an enumeration",
            ModelKind::Union(_) => "a union",
        };
        let mut answer = Answer::at(what, &model.at);
        self.name_of_type(&model.name, &model.at, &mut answer);
        match &model.kind {
            ModelKind::Struct(shape) => self.object(model, shape, &mut answer),
            ModelKind::Enum(_) => answer.say(
                "It is an enum because its schema lists values; what is none of them is \
                 `Unrecognized`.",
            ),
            ModelKind::Union(shape) => Self::union(shape, &mut answer),
        }
        if model.is_open {
            answer.say("Where it stands, other JSON may stand as well.");
        }
        if model.deprecated.is_some() {
            answer.say("It is deprecated because the document says so.");
        }
        Self::lock_of_type(model, &mut answer);
        self.change_of_type(&model.name, &model.at, &mut answer);
        answer
    }

    /// Why a type has its name.
    pub(super) fn name_of_type(self, name: &Name, at: &str, answer: &mut Answer) {
        let Some(TypeReason { source, name: reason }) = self.api().type_reasons.get(name) else {
            return;
        };
        let component = |at: &str| {
            let key = at.strip_prefix("/components/").and_then(|rest| rest.split('/').nth(1));
            key.map(|key| code_span(&unescape(key)))
        };
        let key = component(&self.resolved(at).0).unwrap_or_default();
        match source {
            TypeSource::Extension => answer.say_of(
                "It has its name by the extension `x-rust-name`.",
                format!("{at}/x-rust-name"),
            ),
            TypeSource::Component => answer.say(format!("It is called after the component {key}.")),
            TypeSource::LastPart => {
                answer
                    .say(format!("It is called after the end of the name of the component {key}."));
            }
            TypeSource::Shared => answer.say(format!(
                "It is the only type that is written out in the component {key}, and is called \
                 after that."
            )),
            TypeSource::Place => answer.say(
                "It is written out in place, so that it is called after where it stands: the type \
                 around it and the property, or the operation.",
            ),
            TypeSource::ReferredTo => answer.say(
                "Something refers to where it is written out, so that it is called after that \
                 place.",
            ),
            TypeSource::Operation => answer.say("It is called after the operation."),
        }
        match (reason, self.usual_name(name)) {
            (NameReason::Lock, Some(usual)) => answer.say_by(
                format!("By the rules it would be `{usual}`; the lock keeps its name."),
                LockKey::of_type(name),
            ),
            (NameReason::Taken, Some(usual)) => answer.say(format!(
                "Another type has the name `{usual}`, so that its own is longer or has a number."
            )),
            (reason, _) => answer.reasons.extend(name_reason(*reason).map(super::Reason::plain)),
        }
    }

    fn object(self, model: &Model, shape: &Struct, answer: &mut Answer) {
        answer.say("It is a struct because its schema describes an object.");
        let given = |field: &&StructField| field.argument == FieldArgument::Required;
        let given: Vec<String> =
            shape.fields.iter().filter(given).map(|field| code_span(&field.wire_name)).collect();
        answer.say(match (shape.is_sent, shape.has_default) {
            (false, _) => {
                "No request has it, so that it has neither `new` nor setters, and no `Default`."
                    .to_owned()
            }
            (true, true) => {
                "Requests have it, so that callers make it by `new` and setters. It has \
                             a `Default` because nothing of it has to be given."
                    .to_owned()
            }
            (true, false) => format!(
                "Requests have it, so that callers make it by `new` and setters. It has no \
                 `Default` because {} {} to be given.",
                all_of(&given),
                if given.len() == 1 { "has" } else { "have" }
            ),
        });
        if let Some(page) = &shape.page {
            let steps = page.items.iter().map(|step| step.field.words().to_owned());
            let path = steps.collect::<Vec<_>>().join(".");
            let text = format!(
                "It is a page of a list, of which `{path}` has the items, each {}.",
                code_span(&type_text(&page.item))
            );
            match self.api().lock.types.get(&model.name.type_name()) {
                Some(locked) if locked.items.is_some() => {
                    answer.say_by(text, LockKey::of_type(&model.name));
                }
                _ => answer.say(text),
            }
        }
    }

    fn union(shape: &Union, answer: &mut Answer) {
        answer.say(
            "It is an enum because its schema is one of several, or what others inherit from; JSON \
             that is none of them is `Other`.",
        );
        match &shape.discriminator {
            Some(property) => answer
                .say(format!("The property {} tells its variants apart.", code_span(property))),
            None => answer.say(
                "No property tells its variants apart, so that each is tried: those that require \
                 most first.",
            ),
        }
    }

    fn lock_of_type(model: &Model, answer: &mut Answer) {
        let members = match &model.kind {
            ModelKind::Struct(_) => "fields",
            ModelKind::Enum(_) => "values",
            ModelKind::Union(_) => "variants",
        };
        answer.say_by(
            format!("The lock keeps its name, and the names and the order of its {members}."),
            LockKey::of_type(&model.name),
        );
    }

    /// What would change the name of a type.
    pub(super) fn change_of_type(self, name: &Name, at: &str, answer: &mut Answer) {
        let source = self.api().type_reasons.get(name).map(|reason| reason.source);
        let models = self.api().models.iter().flat_map(|group| &group.models);
        // What has several types at one place is not renamed by a name for its schema.
        let is_only = models.filter(|model| model.at == at).count() <= 1;
        if source == Some(TypeSource::Extension) {
            // Other schemas may have the same, so that the one action is changed that says it.
            let how = How::There(format!("{at}/x-rust-name"), "another `x-rust-name`".to_owned());
            answer.changes.push(Change { what: "To give it another name".to_owned(), how });
        } else if is_only && source != Some(TypeSource::Operation) {
            answer.change_by("To give it another name", self.rename_type(at));
        }
    }

    /// Why there is a type for identifiers.
    pub(super) fn identifier(self, identifier: &Identifier) -> Answer {
        let Identifier { at, name, prefix, digits, .. } = identifier;
        let mut answer = Answer::at("a kind of identifier", at);
        self.name_of_type(name, at, &mut answer);
        answer.say_of(
            format!(
                "It is a type of its own because its pattern is that of an identifier: `{prefix}` \
                 and {digits} hexadecimal digits.",
            ),
            format!("{at}/pattern"),
        );
        answer.say_by("The lock keeps its name.", LockKey::of_type(name));
        self.change_of_type(name, at, &mut answer);
        answer
    }

    /// Why there is a set of headers.
    pub(super) fn header_set(self, set: &HeaderSet) -> Answer {
        let response = set.headers.first().and_then(|header| header.at.rsplit_once("/headers/"));
        let response = response.map_or("", |(response, _)| response);
        let response = &self.behind_references(response);
        let mut answer = Answer::at("a set of response headers", response);
        match &set.owner {
            HeaderOwner::Extension => answer.say_of(
                "It has its name by the extension `x-rust-headers`; all responses with that name \
                 share it.",
                format!("{response}/x-rust-headers"),
            ),
            HeaderOwner::Operation(id) => answer.say(format!(
                "It has the headers of the successful responses of {}, and is called after that \
                 operation.",
                code_span(id)
            )),
            HeaderOwner::Component(key) => answer.say(format!(
                "It has the headers of the response {} of the components, and is called after that.",
                code_span(key)
            )),
        }
        if let Some(TypeReason { name, .. }) = self.api().type_reasons.get(&set.name) {
            answer.reasons.extend(name_reason(*name).map(super::Reason::plain));
            answer.say_by("The lock keeps its name.", LockKey::of_type(&set.name));
        }
        let rename = self.update(response, json!({"x-rust-headers": "NewName"}));
        answer.change_by("To give the headers of this response a type of another name", rename);
        answer
    }

    /// Why a header is read as it is.
    pub(super) fn header(self, _: &HeaderSet, header: &Header) -> Answer {
        let mut answer = Answer::at("a response header", &self.behind_references(&header.at));
        answer.say(format!("It is called after the header {}.", code_span(&header.wire_name)));
        let schema = self.schema_of(&header.at);
        let ty = code_span(&type_text(&header.ty));
        let said = self.said(&schema).map(|said| format!(", of which the schema says {said}"));
        answer.say_of(format!("It is read as {ty}{}.", said.unwrap_or_default()), schema);
        answer.say(
            "It is an `Option` because any response may lack a header, whatever the document says.",
        );
        answer
    }
}
