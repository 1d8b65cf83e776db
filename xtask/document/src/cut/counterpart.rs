//! What in another document is about the same as a node of a document.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::operations::{is_method, shape_of_path};
use super::{Shape, inside};
use crate::pointer::{self, escape, push};
use crate::reference::{property, resolve};
use crate::shape::OPENAPI;

/// What is about the same in another document, by JSON pointers into the part.
///
/// Operations are the same by method and path, parameters by name and location, and what is in them by where
/// it stands. What a reference stands for is the same as what the other document has there, written out
/// or by a reference of its own; what several references lead to, as what is met first.
pub(super) struct Counterparts<'v> {
    other: &'v Value,
    found: HashMap<String, &'v Value>,
    /// What references lead to and has not been visited yet: the pointer to it, what is about the same,
    /// and its shape.
    pending: VecDeque<(String, &'v Value, Shape)>,
}

/// Where a node of the part is.
#[derive(Clone, Copy)]
struct Node<'a> {
    pointer: &'a str,
    shape: Shape,
}

impl<'v> Counterparts<'v> {
    pub(super) fn find(part: &Value, other: &'v Value) -> Self {
        let mut found = Self { other, found: HashMap::new(), pending: VecDeque::new() };
        let mut pointer = String::new();
        found.visit(part, part, other, Shape::Object(&OPENAPI), &mut pointer);
        // References are followed one after the other: chains of them may be long.
        while let Some((mut pointer, other, shape)) = found.pending.pop_front() {
            if let Some(node) = pointer::find(part, &pointer) {
                found.visit(part, node, other, shape, &mut pointer);
            }
        }
        found
    }

    /// What is about the same as the node at a pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<&'v Value> {
        self.found.get(pointer).copied()
    }

    /// The same, once references have been followed.
    pub(super) fn resolved_at(&self, pointer: &str) -> Option<&'v Value> {
        self.at(pointer).map(|node| resolve(self.other, node))
    }

    /// A field of a node of the other document, also if that refers to what has it or is made of such
    /// schemas.
    pub(super) fn field(&self, node: &'v Value, key: &str) -> Option<&'v Value> {
        const DEEPEST: usize = 8;
        self.field_within(node, key, DEEPEST)
    }

    fn field_within(&self, node: &'v Value, key: &str, deepest: usize) -> Option<&'v Value> {
        if let Some(field) = node.get(key) {
            return Some(field);
        }
        let target = resolve(self.other, node);
        if let Some(field) = target.get(key) {
            return Some(field);
        }
        let parts = target.get("allOf").and_then(Value::as_array).into_iter().flatten();
        parts.take(deepest).find_map(|part| self.field_within(part, key, deepest.checked_sub(1)?))
    }

    /// What a node refers to, if it is nothing but a reference with a text of its own; else the node.
    fn named(&self, node: &'v Value) -> &'v Value {
        let parts = node.get("allOf").and_then(Value::as_array);
        match parts.map(Vec::as_slice) {
            Some([part]) if part.get("$ref").is_some() => resolve(self.other, part),
            _ => resolve(self.other, node),
        }
    }

    fn visit(
        &mut self,
        part: &Value,
        node: &Value,
        other: &'v Value,
        shape: Shape,
        pointer: &mut String,
    ) {
        if self.found.contains_key(pointer.as_str()) {
            return;
        }
        self.found.insert(pointer.clone(), other);
        if shape.object().is_some()
            && let Some(target) = node.get("$ref").and_then(Value::as_str)
            && let Some(target) = pointer::of_reference(target)
            && !self.found.contains_key(&target)
        {
            self.pending.push_back((target, self.named(other), shape));
        }
        match node {
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let place = Node { pointer, shape };
                    let same = self.same_entry((resolve(part, entry), index), other, place);
                    self.go_on(part, entry, same, inside(shape, ""), pointer, &index.to_string());
                }
            }
            Value::Object(fields) => {
                // Components are what references lead to, but for what is named without one.
                let is_document = pointer.is_empty();
                let fields = fields.iter().filter(|(key, _)| !is_document || *key != "components");
                for (key, field) in fields {
                    let same = self.same_field(other, key, Node { pointer, shape });
                    self.go_on(part, field, same, inside(shape, key), pointer, key);
                }
            }
            _ => {}
        }
        if pointer.is_empty() {
            self.visit_schemes(part);
        }
    }

    fn go_on(
        &mut self,
        part: &Value,
        node: &Value,
        same: Option<&'v Value>,
        shape: Shape,
        pointer: &mut String,
        key: &str,
    ) {
        let Some(same) = same.filter(|_| !matches!(shape, Shape::Free)) else { return };
        let length = pointer.len();
        push(pointer, key);
        self.visit(part, node, same, shape, pointer);
        pointer.truncate(length);
    }

    /// Security schemes are the same by name.
    fn visit_schemes(&mut self, part: &Value) {
        let schemes = part.pointer("/components/securitySchemes").and_then(Value::as_object);
        for (name, scheme) in schemes.into_iter().flatten() {
            let mut pointer = format!("/components/securitySchemes/{}", escape(name));
            if let Some(same) = pointer::find(self.other, &pointer) {
                self.visit(part, scheme, same, Shape::Free, &mut pointer);
            }
        }
    }

    /// The entry of an array that is about the same. Servers and tags are called something, and
    /// parameters may be those of the whole path item; everything else is where it is.
    fn same_entry(
        &self,
        entry: (&Value, usize),
        other: &'v Value,
        place: Node<'_>,
    ) -> Option<&'v Value> {
        let (entry, index) = entry;
        let Shape::Array(kind) = place.shape else { return None };
        let key = match kind.object().map(|kind| kind.name) {
            Some("Parameter") => return self.parameter(entry, other, place.pointer),
            Some("Server") => "url",
            Some("Tag") => "name",
            _ => return other.get(index),
        };
        let others = other.as_array().into_iter().flatten();
        others.into_iter().find(|other| other.get(key) == entry.get(key))
    }

    /// The parameter with the same name and location: of the operation, or of the path item and all of its
    /// operations.
    fn parameter(&self, parameter: &Value, other: &'v Value, pointer: &str) -> Option<&'v Value> {
        let item = pointer.split('/').nth(2).map(|path| format!("/paths/{path}"));
        let item = item.and_then(|item| self.at(&item)).map(|item| resolve(self.other, item));
        let fields = item.and_then(Value::as_object).into_iter().flatten();
        let around =
            fields.map(|(key, field)| if is_method(key) { &field["parameters"] } else { field });
        let all = std::iter::once(other).chain(around).filter_map(Value::as_array).flatten();
        let mut all = all.map(|other| (other, resolve(self.other, other)));
        let same = all.find(|(_, other)| {
            ["name", "in"].iter().all(|key| other.get(*key) == parameter.get(*key))
        });
        same.map(|(other, _)| other)
    }

    /// The field of an object that is about the same.
    fn same_field(&self, other: &'v Value, key: &str, place: Node<'_>) -> Option<&'v Value> {
        match (place.pointer.rsplit_once('/'), place.shape) {
            (Some(("", "paths")), _) => {
                let shape = shape_of_path(key);
                let mut paths = other.as_object()?.iter();
                paths.find(|(path, _)| shape_of_path(path) == shape).map(|(_, item)| item)
            }
            (Some((schema, "properties")), Shape::Map(_)) => {
                property(self.other, self.at(schema)?, key)
            }
            (Some((item, _)), _) if key == "parameters" => {
                self.field(other, key).or_else(|| self.at(item))
            }
            (_, Shape::Object(kind)) if kind.name == "Responses" => {
                // A status of the same class says the same, usually.
                let mut fields = other.as_object()?.iter();
                let class = key.get(..1);
                let mut of_class = || fields.find(|(status, _)| status.get(..1) == class);
                other.get(key).or_else(|| of_class().map(|(_, response)| response))
            }
            _ => self.field(other, key),
        }
    }
}
