//! References into the middle of a document: what they lead to becomes a component, and stands
//! where it stood as a reference to that. Later stages know components only.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::check::{DeepReference, is_component};
use crate::diagnostics::{Code, Diagnostics, Location, NodePart};
use crate::pointer::{self, escape, segments};
use crate::reference::LONGEST_CHAIN;
use crate::shape::METHODS;
use crate::source_map::SourceMap;
use crate::value::total_size;

/// The components that are looked up by the stages after this one.
const LOOKED_UP: [&str; 5] = ["schemas", "responses", "parameters", "requestBodies", "headers"];

/// How large all path items may be together that are copied to where references stand, besides an
/// allowance in proportion to the document.
const ALLOWANCE: usize = 1_000_000;

/// Makes components of what references lead to, and path items of references to them. Returns where
/// everything comes from, which `origins` says of what was moved before. References that go in a
/// circle stay as they are.
pub(super) fn hoist(
    document: &mut Value,
    deep: Vec<DeepReference>,
    origins: SourceMap,
    diagnostics: &mut Diagnostics,
) -> SourceMap {
    let mut allowance = ALLOWANCE.saturating_add(total_size(document).saturating_mul(10));
    let mut hoisting = Hoisting { document, origins, numbers: HashMap::new() };
    let (paths, others): (Vec<_>, Vec<_>) =
        deep.into_iter().partition(|deep| deep.section.is_none());
    hoisting.components(&others);
    for path in paths {
        let Some(left) = allowance.checked_sub(hoisting.path_item(&path)) else {
            let message = "references to path items make the document too large";
            let location = Location::node(path.place, NodePart::Value);
            diagnostics.error(Code::SIZE_LIMIT, location, message).help(
                "each stands for a copy of what it refers to; refer to the parts that paths have in \
                 common (`components`) instead",
            );
            break;
        };
        allowance = left;
    }
    hoisting.origins
}

struct Hoisting<'d> {
    document: &'d mut Value,
    origins: SourceMap,
    /// The last numbers of names that were taken again.
    numbers: HashMap<(&'static str, String), usize>,
}

impl Hoisting<'_> {
    fn components(&mut self, references: &[DeepReference]) {
        // By the pointer, as two references to one place are one component.
        let mut moves: BTreeMap<String, (&'static str, String)> = BTreeMap::new();
        for DeepReference { place, target, section } in references {
            let Some(section) = section.filter(|section| LOOKED_UP.contains(section)) else {
                continue;
            };
            let Some(target) = self.end_of(target) else { continue };
            let pointer = if is_component(&target, section) {
                target
            } else {
                let (_, key) = moves.entry(target).or_insert_with_key(|target| {
                    let key = self.free_key(section, &self.name_of(target));
                    // Reserves the key.
                    if let Some(components) = components(self.document, section) {
                        components.insert(key.clone(), Value::Null);
                    }
                    (section, key)
                });
                format!("/components/{section}/{}", escape(key))
            };
            if let Some(place) = self.document.pointer_mut(place) {
                *place = Value::String(format!("#{pointer}"));
            }
        }
        // Inner values are moved before those around them, which have references to the inner ones
        // then.
        let mut moves: Vec<_> = moves.into_iter().collect();
        moves.sort_by_key(|(target, _)| std::cmp::Reverse(segments(target).count()));
        for (target, (section, key)) in moves {
            let reference = format!("#/components/{section}/{}", escape(&key));
            let origin = self.origins.of(&target);
            self.origins.field("components").field(section).set(&key, origin);
            if let Some(place) = self.document.pointer_mut(&target) {
                let value = std::mem::replace(place, json!({ "$ref": reference }));
                if let Some(components) = components(self.document, section) {
                    components.insert(key, value);
                }
            }
        }
    }

    /// Writes down a path item where a reference to it stands, and returns how large it is. The ids
    /// of its operations stay where they are.
    fn path_item(&mut self, reference: &DeepReference) -> usize {
        let Some(target) = self.end_of(&reference.target) else { return 0 };
        let Some(mut item) = self.document.pointer(&target).cloned() else { return 0 };
        let size = total_size(&item);
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(method) {
                operation.shift_remove("operationId");
            }
        }
        // The place is that of the text.
        let place = reference.place.strip_suffix("/$ref").unwrap_or(&reference.place);
        let keys: Vec<_> = segments(place).collect();
        let [paths, path] = keys.as_slice() else { return 0 };
        let copied = self.origins.of(&target);
        self.origins.field(paths).set(path, copied);
        if let Some(place) = self.document.pointer_mut(place) {
            *place = item;
        }
        size
    }

    /// The pointer to the value that is reached from a pointer by following references.
    fn end_of(&self, pointer: &str) -> Option<String> {
        let mut pointer = pointer.to_owned();
        for _ in 0..LONGEST_CHAIN {
            match self.document.pointer(&pointer)?.get("$ref") {
                Some(reference) => pointer = pointer::of_reference(reference.as_str()?)?,
                None => return Some(pointer),
            }
        }
        None
    }

    /// A name for a value in the middle of the document, made of the keys that lead to it. A parameter
    /// has a name of its own, which its number in the list is not.
    fn name_of(&self, pointer: &str) -> String {
        let keys: Vec<String> = segments(pointer).map(Cow::into_owned).collect();
        let (mut words, rest) = match keys.as_slice() {
            [components, _, name, rest @ ..] if components == "components" => {
                (vec![name.clone()], rest)
            }
            [paths, path, method, rest @ ..]
                if paths == "paths" && METHODS.contains(&method.as_str()) =>
            {
                let operation = &self.document[paths][path][method];
                let id = operation["operationId"].as_str().map(str::to_owned);
                (vec![id.unwrap_or_else(|| format!("{method} {path}"))], rest)
            }
            [paths, path, rest @ ..] if paths == "paths" => (vec![path.clone()], rest),
            all => (Vec::new(), all),
        };
        let mut rest = keys.len() - rest.len()..keys.len();
        while let Some(position) = rest.next() {
            match keys[position].as_str() {
                "schema" | "allOf" | "oneOf" | "anyOf" => {}
                "parameters" => {
                    words.extend(rest.next().map(|position| self.parameter(&keys[..=position])));
                }
                "properties" | "headers" => {
                    words.extend(rest.next().map(|position| keys[position].clone()));
                }
                "content" => drop(rest.next()),
                "responses" => {
                    rest.next();
                    words.push("response".to_owned());
                }
                "requestBody" => words.push("body".to_owned()),
                "items" => words.push("item".to_owned()),
                "additionalProperties" => words.push("value".to_owned()),
                other => words.push(other.to_owned()),
            }
        }
        words.join(" ")
    }

    /// The name of the parameter that some keys lead to, or the last of these.
    fn parameter(&self, keys: &[String]) -> String {
        let mut pointer = String::new();
        for key in keys {
            pointer::push(&mut pointer, key);
        }
        let parameter = self.end_of(&pointer).and_then(|pointer| self.document.pointer(&pointer));
        let name = parameter.and_then(|parameter| parameter["name"].as_str());
        name.or(keys.last().map(String::as_str)).unwrap_or_default().to_owned()
    }

    /// A key that no component of a section has.
    fn free_key(&mut self, section: &'static str, name: &str) -> String {
        let known = &self.document["components"][section];
        let mut key = name.to_owned();
        let number = self.numbers.entry((section, name.to_owned())).or_insert(1);
        while known.get(&key).is_some() {
            *number += 1;
            key = format!("{name} {number}");
        }
        key
    }
}

/// The components of a section, which there may have been none of.
fn components<'d>(document: &'d mut Value, section: &str) -> Option<&'d mut Map<String, Value>> {
    let empty = || Value::Object(Map::new());
    let components = document.as_object_mut()?.entry("components").or_insert_with(empty);
    components.as_object_mut()?.entry(section).or_insert_with(empty).as_object_mut()
}
