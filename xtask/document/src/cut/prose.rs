//! What people read of a document, taken from another one.

use serde_json::{Map, Value};

use super::counterpart::Counterparts;
use super::inside;
use crate::pointer::{self, push};
use crate::shape::{OPENAPI, Object, Shape};

/// The fields of objects that people read.
const TEXTS: [&str; 3] = ["summary", "description", "externalDocs"];

/// The fields of objects that have examples.
const EXAMPLES: [&str; 2] = ["example", "examples"];

/// Puts the texts, examples and tags of another document in place of those of a part. Returns the
/// pointers to what has some in the part, and none in the other document.
pub(super) fn set(part: &mut Value, other: &Value, counterparts: &Counterparts<'_>) -> Vec<String> {
    let mut prose = Prose { counterparts, without: Vec::new() };
    prose.visit(part, Shape::Object(&OPENAPI), &mut String::new());
    for field in ["info", "externalDocs", "tags"] {
        if let (Some(whole), Some(taken)) = (part.as_object_mut(), other.get(field)) {
            whole.insert(field.to_owned(), taken.clone());
        }
    }
    bring_examples(part, other);
    prose.without.retain(|pointer| !has_example_around(part, pointer));
    prose.without
}

struct Prose<'a, 'v> {
    counterparts: &'a Counterparts<'v>,
    without: Vec<String>,
}

impl Prose<'_, '_> {
    fn visit(&mut self, value: &mut Value, shape: Shape, pointer: &mut String) {
        match value {
            Value::Array(entries) => {
                for (index, entry) in entries.iter_mut().enumerate() {
                    self.enter(entry, inside(shape, ""), pointer, &index.to_string());
                }
            }
            Value::Object(fields) => {
                let is_reference = fields.contains_key("$ref");
                let kind = shape.object();
                match kind {
                    Some(_) if is_reference => self.write_beside(fields, pointer),
                    Some(kind) => self.write(fields, kind, pointer),
                    None => {}
                }
                let is_of_document = pointer.is_empty();
                for (key, field) in fields {
                    let key = key.as_str();
                    let is_whole = kind.is_some()
                        && (EXAMPLES.contains(&key) || TEXTS.contains(&key))
                        || is_of_document && ["info", "tags"].contains(&key);
                    if !is_whole {
                        self.enter(field, inside(shape, key), pointer, key);
                    }
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, value: &mut Value, shape: Shape, pointer: &mut String, key: &str) {
        if matches!(shape, Shape::Free) {
            return;
        }
        let length = pointer.len();
        push(pointer, key);
        self.visit(value, shape, pointer);
        pointer.truncate(length);
    }

    /// Writes what people read of the use of something that a reference stands for.
    fn write_beside(&mut self, fields: &mut Map<String, Value>, pointer: &str) {
        let same = self.counterparts.at(pointer);
        for key in ["summary", "description"] {
            match same.and_then(|same| same.get(key)) {
                Some(text) => drop(fields.insert(key.to_owned(), text.clone())),
                None => drop(fields.shift_remove(key)),
            }
        }
    }

    /// Writes what people read of an object.
    fn write(&mut self, fields: &mut Map<String, Value>, kind: &Object, pointer: &str) {
        let same = self.counterparts.at(pointer);
        let of_same = |key: &str| self.counterparts.field(same?, key).cloned();
        let has = |key: &str| kind.fields.iter().any(|field| field.name == key);
        let mut missing = Vec::new();
        let groups: [&[&str]; 3] = [&TEXTS, &EXAMPLES, &["tags"]];
        for group in groups {
            let known = || group.iter().copied().filter(|key| has(key));
            let is_there = known().any(|key| fields.get(key).is_some_and(|it| !is_empty(it)));
            let taken: Vec<_> = known().filter_map(|key| Some((key, of_same(key)?))).collect();
            if is_there && taken.is_empty() && group[0] != "tags" {
                missing.push(if group[0] == TEXTS[0] { "description" } else { "example" });
            }
            for key in known() {
                // A text that has to be there stays until there is another.
                if !taken.is_empty() || kind.can_omit(key) {
                    fields.shift_remove(key);
                }
            }
            fields.extend(taken.into_iter().map(|(key, value)| (key.to_owned(), value)));
        }
        for key in missing {
            let mut pointer = pointer.to_owned();
            push(&mut pointer, key);
            self.without.push(pointer);
        }
    }
}

/// Whether what lacks an example is the schema of a parameter or the like that has one.
fn has_example_around(part: &Value, pointer: &str) -> bool {
    let around = pointer.strip_suffix("/schema/example");
    let around = around.and_then(|pointer| pointer::find(part, pointer));
    around.is_some_and(|around| EXAMPLES.iter().any(|key| around.get(*key).is_some()))
}

/// Brings along the components that examples of the other document refer to.
fn bring_examples(part: &mut Value, other: &Value) {
    let mut wanted = Vec::new();
    collect_references(part, &mut wanted);
    wanted.sort();
    for target in wanted {
        let Some(name) = target.strip_prefix("/components/examples/") else { continue };
        let (Some(example), Some(whole)) = (pointer::find(other, &target), part.as_object_mut())
        else {
            continue;
        };
        let object = || Value::Object(Map::new());
        let components = whole.entry("components").or_insert_with(object);
        let Some(components) = components.as_object_mut() else { continue };
        if let Some(examples) = components.entry("examples").or_insert_with(object).as_object_mut()
        {
            examples.insert(pointer::unescape(name).into_owned(), example.clone());
        }
    }
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(entries) => entries.iter().for_each(|entry| collect_references(entry, found)),
        Value::Object(fields) => {
            let reference = fields.get("$ref").and_then(Value::as_str);
            found.extend(reference.and_then(pointer::of_reference));
            fields.values().for_each(|field| collect_references(field, found));
        }
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty)
}
