//! Operations of both versions.

use std::fmt::Display;

use document::{Document, pointer};
use generator::ir::{Api, Operation};
use serde_json::Value;

use super::Comparison;
use super::paired::Paired;
use super::places;
use crate::Version;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self, old: Version<'a>, new: Version<'a>) {
        let mut paired = Paired::new(old.api.operations(), new.api.operations());
        paired.by(|operation| Some(&operation.name));
        let renamed = paired.by(|operation| {
            let body = operation.body.as_ref().filter(|_| operation.is_body_variant);
            Some((operation.method.as_str(), blank(&operation.path), body))
        });
        for (old, new) in renamed {
            self.tell(
                Kind::OperationRenamed,
                Side::Any,
                format!("{} is {}", shown(old), shown(new)),
            )
            .was(&old.at)
            .is(&new.at)
            .item(method(old))
            .item(request(old));
        }
        let both = std::mem::take(&mut paired.both);
        for (was, is) in &both {
            self.operation(was, is, old, new);
        }
        // Types are told of with what they came with only if nothing else has them.
        self.models();
        for (was, is) in &both {
            self.waits(was, is);
        }
        for operation in paired.old {
            let types = self.removed_types(operation.types());
            let is_way = is_body_variant(operation, new.api);
            let kind = if is_way { Kind::RequestMediaTypeRemoved } else { Kind::OperationRemoved };
            let what = if is_way { ways(operation) } else { shown(operation) };
            let place = place(old.document, operation, is_way);
            self.tell(kind, side_of(is_way), what)
                .was(&place)
                .item(method(operation))
                .item(request(operation))
                .items(types);
        }
        for operation in paired.new {
            let types = self.added_types(operation.types());
            let is_way = is_body_variant(operation, old.api);
            let kind = if is_way { Kind::RequestMediaTypeAdded } else { Kind::OperationAdded };
            let what = if is_way { ways(operation) } else { shown(operation) };
            let place = place(new.document, operation, is_way);
            self.tell(kind, side_of(is_way), what)
                .is(&place)
                .item(method(operation))
                .item(request(operation))
                .items(types);
        }
    }

    /// Compares an operation of both versions.
    fn operation(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        was: Version<'a>,
        is: Version<'a>,
    ) {
        let tell = |comparison: &mut Self, kind, what: String| {
            comparison
                .tell(kind, Side::Any, format!("{}: {what}", shown(new)))
                .was(&old.at)
                .is(&new.at)
                .item(method(new));
        };
        if old.method != new.method {
            tell(self, Kind::MethodChanged, format!("{} is {}", old.method, new.method));
        }
        // Where it comes from the method alone, the method says it all.
        let is_told = old.idempotent != new.idempotent;
        if is_told && old.is_idempotent() != new.is_idempotent() {
            let not = if new.is_idempotent() { "" } else { "not " };
            tell(self, Kind::IdempotenceChanged, format!("it is {not}idempotent now"));
        }
        if blank(&old.path) != blank(&new.path) {
            tell(self, Kind::PathChanged, format!("`{}` is `{}`", old.path, new.path));
        }
        if old.server != new.server {
            let [old, new] = [old, new].map(|operation| match &operation.server {
                Some(url) => format!("`{url}`"),
                None => "that of the client".to_owned(),
            });
            tell(self, Kind::OperationServerChanged, format!("{old} is {new}"));
        }
        self.deprecation(
            (old.deprecated.is_some(), &old.at),
            (new.deprecated.is_some(), &new.at),
            (shown(new), method(new)),
        );
        self.media_types(old, new);
        self.security(old, new);
        self.inputs(old, new);
        self.answers(old, new, was, is);
        if old.docs != new.docs || old.response_docs != new.response_docs {
            self.documented.push((method(new), old.at.clone(), new.at.clone()));
        }
    }

    /// Compares which credentials are enough.
    fn security(&mut self, old: &Operation, new: &Operation) {
        let documents = self.documents;
        let gone = old.security.iter().filter(|set| !new.security.contains(set));
        let gone = gone.map(|set| (Kind::OperationSecurityRemoved, set));
        let come = new.security.iter().filter(|set| !old.security.contains(set));
        let come = come.map(|set| (Kind::OperationSecurityAdded, set));
        for (kind, set) in gone.chain(come) {
            self.tell(kind, Side::Any, format!("{}: {}", shown(new), credentials(set)))
                .was(&places::security(documents.old, old))
                .is(&places::security(documents.new, new))
                .item(method(new));
        }
        let (was, is) =
            (places::security(documents.old, old), places::security(documents.new, new));
        let scopes = |document: &Document, place: &str| -> Vec<(String, Value)> {
            let sets = pointer::find(&document.value, place).and_then(Value::as_array);
            let sets = sets.into_iter().flatten().filter_map(Value::as_object).flatten();
            sets.map(|(scheme, scopes)| (scheme.clone(), scopes.clone())).collect()
        };
        let (had, has) = (scopes(documents.old, &was), scopes(documents.new, &is));
        for (scheme, scopes) in &has {
            let before = had.iter().find(|(known, _)| known == scheme);
            if before.is_some_and(|(_, before)| before != scopes) {
                let what = format!("{}: those of `{scheme}`", shown(new));
                self.tell(Kind::OperationScopesChanged, Side::Any, what)
                    .was(&was)
                    .is(&is)
                    .item(method(new));
            }
        }
    }

    /// Compares the media types in which the body of a method is sent. The setter with which they are
    /// chosen is an input.
    fn media_types(&mut self, old: &Operation, new: &Operation) {
        if old.media_types.is_empty() || new.media_types.is_empty() {
            return;
        }
        let added: Vec<&String> =
            new.media_types.iter().filter(|it| !old.media_types.contains(it)).collect();
        let removed: Vec<&String> =
            old.media_types.iter().filter(|it| !new.media_types.contains(it)).collect();
        let (kind, what) = match (removed.is_empty(), added.is_empty()) {
            (true, true) => return,
            (true, false) => (Kind::RequestMediaTypeAllowed, spans(&added, ", ")),
            (false, true) => (Kind::RequestMediaTypeRefused, spans(&removed, ", ")),
            (false, false) => {
                let (removed, added) = (spans(&removed, ", "), spans(&added, ", "));
                (Kind::RequestMediaTypeChanged, format!("{removed} is {added}"))
            }
        };
        let documents = self.documents;
        let place = |document, operation, of_its_own: Option<&&String>| match of_its_own {
            Some(media_type) => places::body(document, operation, media_type),
            None => places::own(document, operation, "requestBody"),
        };
        self.tell(kind, Side::Sent, format!("{}: {what}", shown(new)))
            .was(&place(documents.old, old, removed.first()))
            .is(&place(documents.new, new, added.first()))
            .item(method(new));
    }

    /// Tells whether something is deprecated that was not, or the other way round.
    pub(super) fn deprecation(
        &mut self,
        (was, old): (bool, &str),
        (is, new): (bool, &str),
        (what, item): (String, String),
    ) {
        if was != is {
            let kind = if is { Kind::Deprecated } else { Kind::NoLongerDeprecated };
            self.tell(kind, Side::Any, what).was(old).is(new).item(item);
        }
    }
}

/// What messages call an operation.
pub(super) fn shown(operation: &Operation) -> String {
    format!("`{}`", operation.id)
}

/// The method of the client.
pub(super) fn method(operation: &Operation) -> String {
    format!("Client::{}", operation.name.field())
}

/// The type of the request.
pub(super) fn request(operation: &Operation) -> String {
    format!("operations::{}", operation.name.type_name())
}

/// A path without the names of its parameters, which are not sent.
fn blank(path: &str) -> String {
    let mut blank = String::with_capacity(path.len());
    for (number, part) in path.split('{').enumerate() {
        let rest = if number == 0 { part } else { part.split_once('}').map_or(part, |it| it.1) };
        blank.push_str(if number == 0 { "" } else { "{}" });
        blank.push_str(rest);
    }
    blank
}

/// Texts as they stand in messages, with something between them.
pub(super) fn spans(texts: &[impl Display], between: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    texts.join(between)
}

fn credentials(set: &[String]) -> String {
    match set {
        [] => "no credentials".to_owned(),
        set => spans(set, " and "),
    }
}

fn side_of(is_way: bool) -> Side {
    if is_way { Side::Sent } else { Side::Any }
}

fn ways(operation: &Operation) -> String {
    format!("{}: {}", shown(operation), spans(&operation.media_types, ", "))
}

/// Whether an operation is another way to send the body of one that a version has.
fn is_body_variant(operation: &Operation, other: &Api) -> bool {
    other.operations().any(|known| known.id == operation.id)
}

/// Where an operation is, or the way to send its body.
fn place(document: &Document, operation: &Operation, is_way: bool) -> String {
    match operation.media_types.first().filter(|_| is_way) {
        Some(media_type) => places::body(document, operation, media_type),
        None => operation.at.clone(),
    }
}
