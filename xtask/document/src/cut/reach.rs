//! Everything that some operations refer to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operations::{ADDITIONAL, Chosen, is_method};
use super::{Wanted, inside};
use crate::pointer::{self, escape, segments};
use crate::reference::resolve;
use crate::shape::{OPENAPI, PATH_ITEM, Shape};

/// What some operations of a document consist of, with all that they refer to.
#[derive(Debug, Default)]
pub struct Reach {
    /// The sections and names of the components.
    components: BTreeSet<(String, String)>,
    /// The names of the tags.
    pub(super) tags: BTreeSet<String>,
    /// Whether an operation has no security requirements of its own.
    pub(super) asks_for_default: bool,
    /// References to what is not in the document.
    pub(super) unresolved: Vec<String>,
    /// JSON pointers to the operations, and to what else their path items have.
    places: Vec<String>,
}

impl Reach {
    /// What the operations of a document that are wanted consist of.
    #[must_use]
    pub fn of(document: &Value, wanted: Wanted<'_>) -> Self {
        Self::of_chosen(document, &Chosen::of(document, wanted))
    }

    pub(super) fn of_chosen(document: &Value, chosen: &Chosen<'_>) -> Self {
        let mut walk = Walk { document, reach: Self::default(), pending: Vec::new() };
        for path in chosen.paths() {
            let pointer = format!("/paths/{}", escape(path));
            let Some(item) = pointer::find(document, &pointer) else { continue };
            let item = resolve(document, item);
            for (key, field) in item.as_object().into_iter().flatten() {
                let place = format!("{pointer}/{}", escape(key));
                let shape = inside(Shape::Object(&PATH_ITEM), key);
                if key == ADDITIONAL {
                    for (method, operation) in field.as_object().into_iter().flatten() {
                        if chosen.has(path, method) {
                            let place = format!("{place}/{}", escape(method));
                            walk.operation(operation, inside(shape, method), place);
                        }
                    }
                } else if !is_method(key) {
                    walk.reach.places.push(place);
                    walk.visit(field, shape);
                } else if chosen.has(path, key) {
                    walk.operation(field, shape, place);
                }
            }
        }
        if walk.reach.asks_for_default
            && let Some(security) = document.get("security")
        {
            walk.visit_security(security);
        }
        // References are followed one after the other: chains of them may be long.
        while let Some((value, shape)) = walk.pending.pop() {
            walk.visit(value, shape);
        }
        walk.visit_parents_of_tags();
        walk.reach
    }

    /// Whether a node of the document belongs to the operations: it is in one of them, in what they refer to,
    /// or neither of an operation nor a component.
    #[must_use]
    pub fn has(&self, pointer: &str) -> bool {
        let mut keys = segments(pointer);
        match keys.next().as_deref() {
            Some("paths") => self.places.iter().any(|place| {
                let rest = pointer.strip_prefix(place.as_str());
                // A path is of those whose operations are.
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    || place.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
            }),
            Some("components") => match (keys.next(), keys.next()) {
                (Some(section), Some(name)) => self.has_component(&section, &name),
                _ => true,
            },
            _ => true,
        }
    }

    pub(super) fn has_component(&self, section: &str, name: &str) -> bool {
        self.components.contains(&(section.to_owned(), name.to_owned()))
    }
}

/// A way through a document along its references.
struct Walk<'v> {
    document: &'v Value,
    reach: Reach,
    /// What references lead to, and has not been visited yet.
    pending: Vec<(&'v Value, Shape)>,
}

impl<'v> Walk<'v> {
    fn operation(&mut self, operation: &'v Value, shape: Shape, place: String) {
        self.reach.places.push(place);
        self.reach.asks_for_default |= operation.get("security").is_none();
        self.visit(operation, shape);
    }

    fn visit(&mut self, value: &'v Value, shape: Shape) {
        if let (Some(reference), Some(_)) = (value.get("$ref"), shape.object()) {
            // Later versions allow fields beside it, which are visited below.
            if let Some(reference) = reference.as_str() {
                self.follow(reference, shape);
            }
        }
        match (value, shape) {
            (Value::String(name), Shape::SchemaName) => {
                let is_name = self.is_component("schemas", name);
                let name = format!("#/components/schemas/{}", escape(name));
                let reference = if is_name { &name } else { value.as_str().unwrap_or_default() };
                self.follow(reference, Shape::SchemaName);
            }
            (_, Shape::Free) => {}
            (Value::Array(entries), _) => {
                for entry in entries {
                    self.visit(entry, inside(shape, ""));
                }
            }
            (Value::Object(fields), _) => {
                for (key, field) in fields {
                    match (shape.object().map(|kind| kind.name), key.as_str()) {
                        (Some("Operation"), "security") => self.visit_security(field),
                        (Some("Operation"), "tags") => {
                            let tags = field.as_array().into_iter().flatten();
                            let tags = tags.filter_map(Value::as_str).map(str::to_owned);
                            self.reach.tags.extend(tags);
                        }
                        _ => self.visit(field, inside(shape, key)),
                    }
                }
            }
            _ => {}
        }
    }

    /// Notes what a reference leads to, unless that was done before.
    fn follow(&mut self, reference: &str, shape: Shape) {
        let target = pointer::of_reference(reference);
        let target = target.filter(|it| it.is_empty() || it.starts_with('/'));
        let Some(target) = target else {
            // An anchor is in what is taken, or nobody can tell where.
            if !reference.starts_with('#') {
                self.note_unresolved(reference);
            }
            return;
        };
        let Some(value) = pointer::find(self.document, &target) else {
            self.note_unresolved(reference);
            return;
        };
        let keys: Vec<_> = segments(&target).collect();
        let (value, shape) = match keys.as_slice() {
            [components, section, name, ..] if components == "components" => {
                if !self.reach.components.insert((section.to_string(), name.to_string())) {
                    return;
                }
                let whole = format!("/components/{}/{}", escape(section), escape(name));
                let shape =
                    inside(inside(inside(Shape::Object(&OPENAPI), components), section), name);
                (pointer::find(self.document, &whole).unwrap_or(value), shape)
            }
            // What is in the middle of something else is copied to where the reference stands. It is
            // visited once, as it may refer to itself.
            _ if !self.reach.components.insert((String::new(), target.clone())) => return,
            _ => (value, shape),
        };
        self.pending.push((value, shape));
    }

    fn is_component(&self, section: &str, name: &str) -> bool {
        let pointer = format!("/components/{section}/{}", escape(name));
        pointer::find(self.document, &pointer).is_some()
    }

    fn note_unresolved(&mut self, reference: &str) {
        if !self.reach.unresolved.iter().any(|known| known == reference) {
            self.reach.unresolved.push(reference.to_owned());
        }
    }

    /// Notes the security schemes that some requirements name.
    fn visit_security(&mut self, security: &'v Value) {
        let requirements = security.as_array().into_iter().flatten();
        for name in requirements.filter_map(Value::as_object).flat_map(|it| it.keys()) {
            self.follow(
                &format!("#/components/securitySchemes/{}", escape(name).replace('%', "%25")),
                Shape::Free,
            );
        }
    }

    /// Tags of OpenAPI 3.2 have parents.
    fn visit_parents_of_tags(&mut self) {
        let tags = self.document.get("tags").and_then(Value::as_array);
        let tags: Vec<_> = tags.into_iter().flatten().collect();
        for _ in 0..tags.len() {
            let parents = tags.iter().filter(|tag| {
                tag["name"].as_str().is_some_and(|name| self.reach.tags.contains(name))
            });
            let parents: Vec<_> =
                parents.filter_map(|tag| tag["parent"].as_str().map(str::to_owned)).collect();
            let before = self.reach.tags.len();
            self.reach.tags.extend(parents);
            if self.reach.tags.len() == before {
                break;
            }
        }
    }
}
