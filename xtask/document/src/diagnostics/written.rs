//! Documents of later versions of OpenAPI, of which all stages see a document of OpenAPI 3.0: what is
//! said of them is about the text as it was written.

use std::fmt;

use serde_json::{Value, json};

use super::fix::{Fix, FixTarget};
use crate::pointer::{self, find};

/// A document as it was before it was rewritten.
pub trait WrittenDocument: fmt::Debug + Send + Sync {
    /// Its values, with the overlay applied.
    fn values(&self) -> &Value;

    /// The pointer in it to a node of the document that was made of it.
    fn pointer_to(&self, pointer: &str) -> String;
}

impl Fix {
    /// The same for the document as it was written, if it can be said there.
    pub(super) fn as_written(&self, document: &dyn WrittenDocument) -> Option<Self> {
        let next = match &self.next {
            Some(next) => Some(Box::new(next.as_written(document)?)),
            None => None,
        };
        // A path that selects several nodes is about all of the document.
        if self.target.pointer.is_empty() {
            let mut fix = self.clone();
            fix.next = next;
            return Some(fix);
        }
        let pointer = document.pointer_to(&self.target.pointer);
        let node = find(document.values(), &pointer)?;
        if let Some(fix) = self.without_entry(node, &pointer, document.values()) {
            return Some(match next {
                Some(next) => fix.and(*next),
                None => fix,
            });
        }
        if self.update == Some(json!({"nullable": true})) {
            return or_null(node, &pointer, document.values());
        }
        if let Some(Value::Object(fields)) = &self.update {
            // A field that has become another is better left to whoever reads the message.
            let is_there = |key: &String| {
                let key = pointer::escape(key);
                let now = document.pointer_to(&format!("{}/{key}", self.target.pointer));
                now == format!("{pointer}/{key}")
            };
            if !fields.keys().all(is_there) {
                return None;
            }
        }
        let mut fix = self.clone();
        fix.target = FixTarget::of(document.values(), &pointer);
        fix.next = next;
        Some(fix)
    }

    /// Removes an entry that is neither an object nor an array, which no action can: the list is
    /// removed, and what is left of it is added.
    fn without_entry(&self, node: &Value, pointer: &str, document: &Value) -> Option<Self> {
        let (list, index) = pointer::parent_and_key(pointer)?;
        let index: usize = index.parse().ok()?;
        if self.update.is_some() || node.is_object() || node.is_array() {
            return None;
        }
        let mut left = find(document, list)?.as_array()?.clone();
        left.remove(index);
        let removed = Self::remove(FixTarget::of(document, list));
        if left.is_empty() {
            return Some(removed);
        }
        let (object, key) = pointer::parent_and_key(list)?;
        let added = Self::update(FixTarget::of(document, object), json!({ &*key: left }));
        Some(removed.and(added))
    }
}

/// Allows null as well, as OpenAPI 3.1 says it. Merging appends to lists, and replaces nothing by one.
fn or_null(schema: &Value, pointer: &str, document: &Value) -> Option<Fix> {
    let at = |pointer: &str| FixTarget::of(document, pointer);
    let mut update = match schema.get("type") {
        Some(Value::String(only)) => json!({"type": [only, "null"]}),
        Some(Value::Array(_)) => json!({"type": ["null"]}),
        Some(_) => return None,
        None => {
            let union = ["anyOf", "oneOf"].into_iter().find(|key| schema.get(key).is_some())?;
            return Some(Fix::update(at(pointer), json!({ union: [{"type": "null"}] })));
        }
    };
    if schema.get("const").is_some() {
        return None;
    }
    if schema.get("enum").is_some_and(Value::is_array) {
        update["enum"] = json!([null]);
    }
    let update = Fix::update(at(pointer), update);
    if schema["type"].is_string() {
        return Some(Fix::remove(at(&format!("{pointer}/type"))).and(update));
    }
    Some(update)
}
