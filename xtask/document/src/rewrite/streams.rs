//! Streams of items: OpenAPI 3.2 describes one of them, and the schema of an event has JSON as text.
//! OpenAPI 3.0 has the list of all, and JSON.

use std::collections::HashSet;

use serde_json::Value;

use super::node::{Node, Part};
use super::{Rewriter, schema, within};
use crate::media_type::{StreamKind, is_json};
use crate::pointer::{find, of_reference, push};
use crate::reference::LONGEST_CHAIN;

/// How many schemas are looked at for the data of events.
const MOST_SCHEMAS: usize = 10_000;

impl Rewriter<'_> {
    /// Makes the schema of a list of that of an item.
    pub(super) fn media_type(&mut self, node: &mut Node<'_>) {
        self.encodings(node, &["prefixEncoding", "itemEncoding"]);
        let is_stream = node.place.field().is_some_and(|(_, it)| StreamKind::of(it).is_some());
        let Some(item) = node.take("itemSchema") else { return };
        if !is_stream {
            let place = node.place.key("itemSchema");
            let message =
                "the client reads no items of this content: it is no stream of events or of JSON";
            self.report_unsupported(&place, message);
            return;
        }
        let pointer = item.pointer().to_owned();
        node.remove("schema");
        node.put("schema", Part::object(pointer, vec![("items".to_owned(), item)]));
        if let Some(Value::Object(list)) = node.fields.get_mut("schema") {
            list.insert("type".to_owned(), "array".into());
        }
    }

    /// Reports how parts are encoded that have no names.
    pub(super) fn encodings(&mut self, node: &mut Node<'_>, fields: &[&str]) {
        for field in fields {
            if node.has(field) {
                let place = node.place.key(field);
                self.report_unsupported(
                    &place,
                    "parts of parts, and parts without a name, are not encoded",
                );
                node.remove(field);
            }
        }
    }

    /// Makes JSON of the data of an event that is text with JSON in it: it is read as that.
    pub(super) fn event_data(&mut self, node: &mut Node<'_>) {
        if !self.json_of_events.contains(&node.place.pointer()) {
            return;
        }
        let Some(content) = node.take("contentSchema") else { return };
        let of_text: Vec<String> =
            node.fields.keys().filter(|key| !schema::is_annotation(key)).cloned().collect();
        for key in of_text {
            node.remove(&key);
        }
        for (key, part) in content.into_fields() {
            node.put(&key, part);
        }
    }
}

/// The schemas that describe the data of an event and the JSON in it, by their pointers.
pub(super) fn json_of_events(document: &Value) -> HashSet<String> {
    let mut pending = Vec::new();
    contents(document, &mut String::new(), &mut pending);
    let mut found = HashSet::new();
    let mut seen = HashSet::new();
    while let Some(pointer) = pending.pop() {
        if seen.len() == MOST_SCHEMAS || !seen.insert(pointer.clone()) {
            continue;
        }
        let Some(Value::Object(schema)) = find(document, &pointer) else { continue };
        let reference = schema.get("$ref").and_then(Value::as_str);
        pending.extend(reference.and_then(of_reference));
        pending.push(within(&pointer, "items"));
        for list in ["allOf", "anyOf", "oneOf"] {
            let parts = schema.get(list).and_then(Value::as_array).map_or(0, Vec::len);
            let list = within(&pointer, list);
            pending.extend((0..parts).map(|index| within(&list, &index.to_string())));
        }
        let data = within(&within(&pointer, "properties"), "data");
        found.extend(text_with_json(document, data));
    }
    found
}

/// Finds the schemas of content that is a stream of events, below a pointer.
fn contents(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let length = pointer.len();
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                push(pointer, key);
                if StreamKind::of(key) == Some(StreamKind::Events) {
                    found.extend(["schema", "itemSchema"].map(|field| within(pointer, field)));
                } else {
                    contents(field, pointer, found);
                }
                pointer.truncate(length);
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                push(pointer, &index.to_string());
                contents(entry, pointer, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// The schema at a pointer, or that it refers to, if it describes the JSON in a text.
fn text_with_json(document: &Value, mut pointer: String) -> Option<String> {
    for _ in 0..LONGEST_CHAIN {
        let schema = find(document, &pointer)?;
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => pointer = of_reference(reference)?,
            None => {
                let media_type = schema.get("contentMediaType").and_then(Value::as_str);
                let is_json =
                    schema.get("contentSchema").is_some() && media_type.is_none_or(is_json);
                return is_json.then_some(pointer);
            }
        }
    }
    None
}
