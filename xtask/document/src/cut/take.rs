//! A document of what has been chosen.

use serde_json::{Map, Value};

use super::operations::{ADDITIONAL, Chosen, is_method};
use super::reach::Reach;
use super::{inside, shape_of};
use crate::extensions::Extensions;
use crate::pointer;
use crate::reference::{LONGEST_CHAIN, resolve};
use crate::shape::{OPENAPI, Object, Shape};

/// A document that has the operations, what they refer to, and what is about all of the API.
pub(super) fn take(
    document: &Value,
    chosen: &Chosen<'_>,
    reach: &Reach,
    extensions: &Extensions,
) -> Value {
    let mut part = Map::new();
    for (key, field) in document.as_object().into_iter().flatten() {
        let taken = match key.as_str() {
            "paths" => paths(document, chosen),
            "components" => components(field, reach),
            "tags" => tags(field, reach),
            "webhooks" => continue,
            "security" if !reach.asks_for_default => continue,
            _ => field.clone(),
        };
        let is_empty = matches!(key.as_str(), "components" | "tags") && is_empty(&taken);
        if !is_empty {
            part.insert(key.clone(), taken);
        }
    }
    let mut part = Value::Object(part);
    let cleaning = Cleaning { document, chosen, reach, extensions };
    cleaning.clean(&mut part, Shape::Object(&OPENAPI), LONGEST_CHAIN);
    part
}

/// The path items with the operations that are chosen. What a reference to a path item leads to is
/// written out, as it may have other operations, too.
fn paths(document: &Value, chosen: &Chosen<'_>) -> Value {
    let mut paths = Map::new();
    for path in chosen.paths() {
        let item = document.get("paths").and_then(|paths| paths.get(path));
        let Some(Value::Object(item)) = item.map(|item| resolve(document, item)) else { continue };
        let mut item = item.clone();
        item.retain(|key, _| !is_method(key) || chosen.has(path, key));
        if let Some(Value::Object(others)) = item.get_mut(ADDITIONAL) {
            others.retain(|method, _| chosen.has(path, method));
            if others.is_empty() {
                item.shift_remove(ADDITIONAL);
            }
        }
        paths.insert(path.to_owned(), Value::Object(item));
    }
    Value::Object(paths)
}

fn components(all: &Value, reach: &Reach) -> Value {
    let sections = all.as_object().into_iter().flatten();
    let sections = sections.filter_map(|(section, components)| {
        let mut components = components.as_object()?.clone();
        components.retain(|name, _| reach.has_component(section, name));
        (!components.is_empty()).then(|| (section.clone(), Value::Object(components)))
    });
    Value::Object(sections.collect())
}

fn tags(all: &Value, reach: &Reach) -> Value {
    let is_used = |tag: &&Value| tag["name"].as_str().is_some_and(|name| reach.tags.contains(name));
    all.as_array().into_iter().flatten().filter(is_used).cloned().collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(entries) => entries.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Takes out what means nothing in a part of a document.
struct Cleaning<'a> {
    document: &'a Value,
    chosen: &'a Chosen<'a>,
    reach: &'a Reach,
    extensions: &'a Extensions,
}

impl Cleaning<'_> {
    /// Cleans a value and what is in it. `copies` says how many copies may be in one another.
    fn clean(&self, value: &mut Value, shape: Shape, mut copies: usize) {
        if shape.object().is_some() {
            while let Some(copy) = self.copy_of(value).filter(|_| copies > 0) {
                *value = copy;
                copies -= 1;
            }
        }
        match value {
            Value::Array(entries) => {
                for entry in entries {
                    self.clean(entry, inside(shape, ""), copies);
                }
            }
            Value::Object(fields) => {
                if let Some(kind) = shape.object() {
                    fields.retain(|key, field| self.has_meaning(key, field, kind));
                }
                for (key, field) in fields {
                    self.clean(field, inside(shape, key), copies);
                }
            }
            _ => {}
        }
    }

    /// What a reference leads to that is not in the part.
    fn copy_of(&self, value: &Value) -> Option<Value> {
        let target = pointer::of_reference(value.get("$ref")?.as_str()?)?;
        if !target.starts_with('/') || self.reach.has(&target) {
            return None;
        }
        pointer::find(self.document, &target).cloned()
    }

    /// Whether a field is not an extension for other tools, and no link to an operation that is not
    /// taken.
    fn has_meaning(&self, key: &str, field: &mut Value, kind: &Object) -> bool {
        if kind.name == "Response"
            && key == "links"
            && let Value::Object(links) = field
        {
            links.retain(|_, link| self.is_kept(link));
            return !links.is_empty();
        }
        // What follows a pattern may begin so as well.
        !key.starts_with("x-")
            || kind.entries.is_some() && shape_of(kind, key).is_none()
            || self.extensions.has(key, field)
    }

    fn is_kept(&self, link: &Value) -> bool {
        let link = resolve(self.document, link);
        let id = link.get("operationId").and_then(Value::as_str);
        id.is_some_and(|id| self.chosen.operations.iter().any(|it| it.id == Some(id)))
    }
}
