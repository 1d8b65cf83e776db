//! Callbacks and webhooks: what the API sends to servers of its users becomes types that are received.

mod body;
mod docs;
mod parameters;
mod told;

use std::collections::HashSet;

use document::CallbackItem;
use document::diagnostics::Place;
use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};

use crate::ir::{Callback, Event, EventReason, NameReason};
use crate::lower::Lowering;
use crate::lower::callback::body::ReceivedBody;
use crate::lower::deprecated::deprecated;
use crate::lower::method::method_of;
use crate::lower::operation::group::group_of;
use crate::lower::operation::operations;
use crate::names::{Name, PRELUDE, Scope};

pub(super) use told::tell_events;

/// Path items with a name: those of a callback, or all webhooks.
struct Described<'a> {
    /// What the document calls them.
    wire_name: &'a str,
    /// What their types are called if that is not enough.
    longer: Name,
    /// Where they are, as a JSON pointer.
    at: String,
    items: Vec<CallbackItem<'a>>,
    /// Whether they are webhooks, of which each has a name instead of an expression for its URL.
    are_webhooks: bool,
}

/// An operation of a path item, with the names that its type may have.
struct Source<'a, 'n> {
    /// What the document calls the callback, or the webhook.
    callback: &'n str,
    is_webhook: bool,
    method: &'static str,
    item: &'n CallbackItem<'a>,
    operation: &'a Operation,
    candidates: &'n [Name],
}

impl<'a> Lowering<'a> {
    /// The callbacks of all operations. One that several have is made once.
    pub(super) fn callbacks(&mut self, openapi: &'a OpenAPI) -> Vec<Callback> {
        let mut taken = Scope::with(PRELUDE);
        let mut seen = HashSet::new();
        let mut callbacks = Vec::new();
        let root = Place::ROOT;
        let paths = root.key("paths");
        // In which order they stand in the document means nothing.
        let mut items: Vec<_> = openapi.paths.paths.iter().collect();
        items.sort_by_key(|(path, _)| *path);
        for (path, item) in items {
            let ReferenceOr::Item(item) = item else { continue };
            for (field, operation) in operations(item) {
                let (key, path_place) = (field.to_ascii_lowercase(), paths.key(path));
                let operation_place = path_place.key(&key);
                let place = operation_place.key("callbacks");
                let mut keys: Vec<&'a String> = operation.callbacks.keys().collect();
                keys.sort_unstable();
                for name in keys {
                    let found = self.lookup.document().callback(&place.key(name).pointer());
                    let Some(found) = found.filter(|it| seen.insert(it.pointer.clone())) else {
                        continue;
                    };
                    self.warn_unknown(&found);
                    self.models.enter_group(group_of(operation, path));
                    let id = operation.operation_id.as_deref();
                    let id = id.map_or_else(
                        || Name::new(&format!("{} {path}", method_of(field, operation))),
                        Name::new,
                    );
                    let described = Described {
                        wire_name: name_of(&found.pointer, name, self.lookup.components()),
                        longer: id.join(&Name::new(name)),
                        at: found.pointer,
                        items: found.items,
                        are_webhooks: false,
                    };
                    callbacks.extend(self.callback(&described, &mut taken));
                }
            }
        }
        callbacks.extend(self.webhooks(&mut taken));
        callbacks
            .sort_by(|one, other| (&one.wire_name, &one.at).cmp(&(&other.wire_name, &other.at)));
        callbacks
    }

    /// The types of all webhooks, which users of the API may have sent to one URL.
    fn webhooks(&mut self, taken: &mut Scope) -> Option<Callback> {
        let found = self.lookup.document().webhooks()?;
        self.warn_unknown(&found);
        let described = Described {
            wire_name: "webhook",
            longer: Name::new("api webhook"),
            at: found.pointer,
            items: found.items,
            are_webhooks: true,
        };
        self.callback(&described, taken)
    }

    /// Warns of references that lead to no path item. In a document with errors, that is one of them.
    fn warn_unknown(&mut self, found: &document::Callback<'_>) {
        let is_new = !self.diagnostics.has_errors();
        for expression in found.unknown.iter().filter(|_| is_new) {
            Place::at_pointer(&found.pointer, |place| {
                let message = "the reference leads to no path item of a callback";
                self.warn_ignored(place.key(expression), message);
            });
        }
    }

    /// The types for some path items; none if nothing is left of them.
    fn callback(&mut self, described: &Described<'a>, taken: &mut Scope) -> Option<Callback> {
        let Described { wire_name, longer, at, items, are_webhooks } = described;
        let mut events = Vec::new();
        for item in items {
            let (called, longer) = match are_webhooks {
                true => (item.expression, Name::new(item.expression).join(&Name::new("webhook"))),
                false => (*wire_name, longer.clone()),
            };
            for (method, operation) in operations(item.item) {
                if method_of(method, operation) != method {
                    Place::at_pointer(&item.pointer, |place| {
                        let message = "the API sends it by a method that nothing is received by";
                        self.warn_ignored(place.key(&method.to_ascii_lowercase()), message);
                    });
                    continue;
                }
                if *are_webhooks {
                    self.models.enter_group(webhook_group(operation));
                }
                let plain = Name::new(called);
                let base = match operation.operation_id.as_deref() {
                    Some(id) => vec![Name::new(id)],
                    // Nearly all are sent so.
                    None if method == "POST" => vec![plain, longer.clone()],
                    None => {
                        let method = Name::new(&method.to_ascii_lowercase());
                        vec![plain.join(&method), longer.join(&method)]
                    }
                };
                let source = Source {
                    callback: called,
                    is_webhook: *are_webhooks,
                    method,
                    item,
                    operation,
                    candidates: &base,
                };
                Place::at_pointer(&item.pointer, |place| {
                    events.extend(self.events(&source, taken, place));
                });
            }
        }
        let any = (events.len() > 1).then(|| {
            let any = |name: &Name| Name::new("any").join(name);
            self.event_name(at, &[any(&Name::new(wire_name)), any(longer)], taken).0
        });
        (!events.is_empty()).then(|| Callback {
            at: at.clone(),
            wire_name: (*wire_name).to_owned(),
            any,
            events,
        })
    }

    /// The events that an operation of a path item describes: one for each kind of content.
    fn events(
        &mut self,
        source: &Source<'a, '_>,
        taken: &mut Scope,
        item_place: Place<'_>,
    ) -> Vec<Event> {
        let Source { method, item, operation, candidates, .. } = *source;
        let key = method.to_ascii_lowercase();
        let place = item_place.key(&key);
        if self.is_too_much(&place) {
            return Vec::new();
        }
        self.effort.spend_on_operation(&[
            operation.summary.as_ref(),
            operation.description.as_ref(),
            item.item.summary.as_ref(),
            item.item.description.as_ref(),
        ]);
        // Those of an operation that is called as well are made for that one.
        let is_called = !item.pointer.contains("/callbacks/");
        for callback in operation.callbacks.keys().filter(|_| !is_called) {
            let place = place.key("callbacks");
            self.warn_ignored(place.key(callback), "callbacks of a callback are left out");
        }
        if !is_called {
            self.warn_of_what_nobody_receives(item.item, operation, item_place, place);
        }
        let bodies = self.received_bodies(operation, place);
        let docs = self.event_docs(source, place);
        let description = operation.description.as_deref().or(operation.summary.as_deref());
        let variants = bodies.iter().map(Some).chain(bodies.is_empty().then_some(None));
        let variants = variants.enumerate().map(|(number, body)| {
            let of_variant = |name: &Name| match body.filter(|_| number > 0) {
                Some(body) => name.join(&body.suffix()),
                None => name.clone(),
            };
            let candidates: Vec<Name> = candidates.iter().map(of_variant).collect();
            // The usual kind of content keeps the place of the operation, whatever kind that is.
            let at = match body.filter(|_| number > 0) {
                Some(body) => body.place(place),
                None => place.pointer(),
            };
            let (name, reason) = self.event_name(&at, &candidates, taken);
            let parameters = self.event_parameters(item.item, operation, &name, place);
            Event {
                method,
                parameters,
                body: body.map(|body| self.event_body(body, &name, place)),
                told: Vec::new(),
                because: EventReason {
                    has_id: operation.operation_id.is_some(),
                    is_webhook: source.is_webhook,
                    name: reason,
                },
                docs: match body.filter(|_| bodies.len() > 1) {
                    Some(body) => docs.clone().and(body.sentence()),
                    None => docs.clone(),
                },
                deprecated: deprecated(operation.deprecated, description),
                at,
                name,
            }
        });
        variants.collect()
    }

    /// Warns of fields that have a meaning for operations that are called, and none for a receiver.
    fn warn_of_what_nobody_receives(
        &mut self,
        item: &PathItem,
        operation: &Operation,
        item_place: Place<'_>,
        place: Place<'_>,
    ) {
        if operation.security.as_ref().is_some_and(|needed| !needed.is_empty()) {
            let message = "the credentials of a callback are left out: receivers check them";
            self.warn_ignored(place.key("security"), message);
        }
        let message = "servers of a callback are left out: its expression says where it goes";
        for (servers, place) in [(&operation.servers, place), (&item.servers, item_place)] {
            if !servers.is_empty() {
                self.warn_ignored(place.key("servers"), message);
            }
        }
    }

    /// Takes the name for the type of what is at a pointer: the one that it had, or else the best one
    /// that is free, and that no other had.
    fn event_name(&self, at: &str, candidates: &[Name], taken: &mut Scope) -> (Name, NameReason) {
        let is_first = |name: &Name| candidates.first() == Some(name);
        if let Some(known) = self.memory.event(at).filter(|known| taken.claim(known)) {
            let reason = if is_first(&known) { NameReason::Rule } else { NameReason::Lock };
            return (known, reason);
        }
        let new: Vec<Name> =
            candidates.iter().filter(|name| !self.memory.has_event(name)).cloned().collect();
        let name = taken.claim_one_of(if new.is_empty() { candidates } else { &new });
        let reason = if is_first(&name) { NameReason::Rule } else { NameReason::Taken };
        (name, reason)
    }
}

/// The group of the types of a webhook, which has no path.
fn webhook_group(operation: &Operation) -> Name {
    match operation.tags.first().filter(|tag| !tag.trim().is_empty()) {
        Some(tag) => Name::new(tag),
        None => Name::new("webhooks"),
    }
}

/// What the document calls a callback: the key of the component that it is, or else how the operation
/// calls it.
fn name_of<'a>(pointer: &str, name: &'a str, components: &'a openapiv3::Components) -> &'a str {
    let key = pointer.strip_prefix("/components/callbacks/").map(document::pointer::unescape);
    let known = key.and_then(|key| components.callbacks.get_key_value(&*key));
    known.map_or(name, |(key, _)| key)
}

impl ReceivedBody<'_> {
    /// Where it is.
    fn place(&self, operation: Place<'_>) -> String {
        let (body, content) = (operation.key("requestBody"), "content");
        body.key(content).key(self.media_types[0]).pointer()
    }
}
