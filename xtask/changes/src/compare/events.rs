//! What the API sends to servers of its users, in both versions.

use generator::ir::{Api, Event, EventBody, EventContent, OperationInput};

use super::Comparison;
use super::paired::Paired;
use super::types::{Relation, types};
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn events(&mut self, old: &'a Api, new: &'a Api) {
        let mut paired = Paired::new(old.events(), new.events());
        paired.by(|event| Some(&event.name));
        for (was, is) in paired.by(|event| Some(&event.at)) {
            let what = format!("{} is {}", shown(was), shown(is));
            self.tell(Kind::EventRenamed, Side::Received, what)
                .was(&was.at)
                .is(&is.at)
                .item(item(was))
                .item(item(is));
        }
        for (was, is) in std::mem::take(&mut paired.both) {
            self.event(was, is);
        }
        self.models();
        for gone in paired.old {
            let types = self.removed_types(gone.types());
            self.tell(Kind::EventRemoved, Side::Received, shown(gone))
                .was(&gone.at)
                .item(item(gone))
                .items(types);
        }
        for come in paired.new {
            let types = self.added_types(come.types());
            self.tell(Kind::EventAdded, Side::Received, shown(come))
                .is(&come.at)
                .item(item(come))
                .items(types);
        }
    }

    fn event(&mut self, was: &'a Event, is: &'a Event) {
        let tell = |comparison: &mut Self, kind, what: String| {
            comparison.tell(kind, Side::Received, what).was(&was.at).is(&is.at).item(item(is));
        };
        if was.method != is.method {
            let what = format!("{}: {} is {}", shown(is), was.method, is.method);
            tell(self, Kind::EventMethodChanged, what);
        }
        let mut parameters = Paired::new(&was.parameters, &is.parameters);
        parameters.by(|input| Some((input.place(), &input.wire_name)));
        for (old, new) in parameters.by(|input| Some(&input.name)) {
            let what = format!("{} is `{}`", part(was, &old.wire_name), new.wire_name);
            self.tell(Kind::EventPartIsAnother, Side::Received, what)
                .was(&old.at)
                .is(&new.at)
                .item(field(is, new));
        }
        for (old, new) in std::mem::take(&mut parameters.both) {
            self.event_parameter((was, old), (is, new));
        }
        for gone in parameters.old {
            self.tell(Kind::EventPartRemoved, Side::Received, part(was, &gone.wire_name))
                .was(&gone.at)
                .is(&is.at)
                .item(field(was, gone));
        }
        for come in parameters.new {
            self.tell(Kind::EventPartAdded, Side::Received, part(is, &come.wire_name))
                .was(&was.at)
                .is(&come.at)
                .item(field(is, come));
        }
        match (&was.body, &is.body) {
            (None, None) => {}
            (Some(_), None) => tell(self, Kind::EventPartRemoved, part(is, "body")),
            (None, Some(_)) => tell(self, Kind::EventPartAdded, part(is, "body")),
            (Some(old), Some(new)) => self.event_body((was, old), (is, new)),
        }
        let items = (shown(is), item(is));
        self.deprecation(
            (was.deprecated.is_some(), &was.at),
            (is.deprecated.is_some(), &is.at),
            items,
        );
        if was.docs != is.docs {
            self.documented.push((item(is), was.at.clone(), is.at.clone()));
        }
    }

    fn event_parameter(
        &mut self,
        (old_event, was): (&'a Event, &'a OperationInput),
        (event, is): (&'a Event, &'a OperationInput),
    ) {
        let (what, item) = (part(event, &is.wire_name), field(event, is));
        let tell = |comparison: &mut Self, kind, what: String| {
            let told = comparison.tell(kind, Side::Received, what);
            told.was(&was.at).is(&is.at).item(item.clone());
        };
        if was.name != is.name {
            let renamed = format!("{what}: `{}` is `{}`", was.name.field(), is.name.field());
            let is_taken = event.parameters.iter().any(|other| other.name == was.name);
            let kind = if is_taken { Kind::EventPartIsAnother } else { Kind::EventPartRenamed };
            self.tell(kind, Side::Received, renamed)
                .was(&was.at)
                .is(&is.at)
                .item(field(old_event, was))
                .item(item.clone());
        }
        if let Some(kind) = presence(was.required, is.required) {
            tell(self, kind, what.clone());
        }
        let relation = self.relation(&was.ty, &is.ty);
        if let Some(kind) = relation.kind() {
            tell(self, kind, format!("{what}: {}", types(&was.ty, &is.ty)));
            self.types_of_change(&was.ty, &is.ty);
        }
        let is_there = was.place() == is.place();
        if was.location != is.location && is_there && relation <= Relation::Boxed {
            tell(self, Kind::EventWrittenOtherwise, what.clone());
        }
        self.deprecation(
            (was.deprecated.is_some(), &was.at),
            (is.deprecated.is_some(), &is.at),
            (what, item.clone()),
        );
        if was.docs != is.docs {
            self.documented.push((item, was.at.clone(), is.at.clone()));
        }
    }

    fn event_body(
        &mut self,
        (_, was): (&'a Event, &'a EventBody),
        (event, is): (&'a Event, &'a EventBody),
    ) {
        let (what, item) = (part(event, "body"), format!("{}.body", item(event)));
        let tell = |comparison: &mut Self, kind, what: String| {
            let told = comparison.tell(kind, Side::Received, what);
            told.was(&was.at).is(&is.at).item(item.clone());
        };
        if let Some(kind) = presence(was.required, is.required) {
            tell(self, kind, what.clone());
        }
        match (was.content.ty(), is.content.ty()) {
            (Some(old), Some(new)) => {
                let relation = self.relation(old, new);
                if let Some(kind) = relation.kind() {
                    tell(self, kind, format!("{what}: {}", types(old, new)));
                    self.types_of_change(old, new);
                }
                let is_json = |body: &EventBody| matches!(body.content, EventContent::Json(_));
                if is_json(was) != is_json(is) || written(was) != written(is) {
                    tell(self, Kind::EventWrittenOtherwise, what);
                }
            }
            (old, new) if was.content != is.content => {
                tell(self, Kind::EventContentChanged, what);
                let mut items = self.removed_types(old);
                items.extend(self.added_types(new));
                if let Some(change) = self.changes.last_mut() {
                    change.items.extend(items);
                }
            }
            _ => {}
        }
        if was.docs != is.docs {
            self.documented.push((item, was.at.clone(), is.at.clone()));
        }
    }

    /// Adds the types that came and went with the change that was told last.
    fn types_of_change(&mut self, old: &'a generator::ir::Type, new: &'a generator::ir::Type) {
        let mut types = self.removed_types([old]);
        types.extend(self.added_types([new]));
        if let Some(change) = self.changes.last_mut() {
            change.items.extend(types);
        }
    }
}

/// What has become of whether something is always there.
fn presence(was: bool, is: bool) -> Option<Kind> {
    match (was, is) {
        (false, true) => Some(Kind::EventPartAlwaysNow),
        (true, false) => Some(Kind::EventPartOptionalNow),
        _ => None,
    }
}

/// The fields of a form that are written in a way of their own.
fn written(body: &EventBody) -> Vec<(&str, generator::ir::InputLocation)> {
    let EventContent::Form(_, fields) = &body.content else { return Vec::new() };
    fields.iter().map(|field| (field.wire_name.as_str(), field.location)).collect()
}

/// What messages call an event.
fn shown(event: &Event) -> String {
    format!("`{}`", event.name.type_name())
}

/// What messages call a part of an event.
fn part(event: &Event, name: &str) -> String {
    format!("`{name}` of {}", shown(event))
}

/// What callers write for an event.
fn item(event: &Event) -> String {
    format!("events::{}", event.name.type_name())
}

/// What callers write for a parameter of an event.
fn field(event: &Event, input: &OperationInput) -> String {
    format!("{}.{}", item(event), input.name.field())
}
