//! Places of types: where the document has what they are made from.
//!
//! A place is a pointer that depends on no order, and not on which of several schemas for one value says
//! something: `*` stands for the entry of a list, and `allOf` is left out, because its parts are the same
//! value. References are followed up to the schema that a type is found in.

use std::collections::HashSet;

use serde_json::Value;

use document::Document;
use document::diagnostics::DocumentView;
use document::pointer::{push, segments};
use document::reference::resolve;

/// How many schemas are looked through for a place. One that is not found among them may be there.
const MOST_SCHEMAS: usize = 1000;

/// The place of what a pointer leads to.
pub(super) fn place_of(document: &Document, pointer: &str) -> String {
    let pointer = document.pointer_in_document(pointer);
    let keys: Vec<_> = segments(&pointer).collect();
    let (around, within) = keys.split_at(schema_start(&keys));
    let mut root = String::new();
    for key in around {
        push(&mut root, key);
    }
    let (root, _) = document.follow(&root);
    let mut place = String::with_capacity(pointer.len());
    let mut value = Some(&document.value);
    for key in segments(&root) {
        match value {
            Some(Value::Array(entries)) => {
                place.push_str("/*");
                value = key.parse().ok().and_then(|index: usize| entries.get(index));
            }
            other => {
                push(&mut place, &key);
                value = other.and_then(|value| value.get(&*key));
            }
        }
    }
    let mut within = within.iter();
    while let Some(key) = within.next() {
        if key == "allOf" {
            within.next();
            continue;
        }
        push(&mut place, key);
        if is_choice(key) {
            within.next();
            place.push_str("/*");
        } else if has_names(key)
            && let Some(name) = within.next()
        {
            push(&mut place, name);
        }
    }
    place
}

/// Whether a document has something at a place.
pub(super) fn is_present(document: &Value, place: &str) -> bool {
    let keys: Vec<_> = segments(place).collect();
    let (around, within) = keys.split_at(schema_start(&keys));
    let mut schemas = vec![document];
    for key in around {
        let entries = schemas.into_iter().flat_map(|value| match value {
            Value::Array(entries) if key == "*" => entries.iter().collect(),
            value => Vec::from_iter(value.get(&**key)),
        });
        schemas = entries.collect();
    }
    let mut within = within.iter();
    while let Some(key) = within.next() {
        let Some(all) = together(document, schemas) else { return true };
        let children = all.iter().filter_map(|schema| schema.get(&**key));
        schemas = if has_names(key) {
            let name = within.next().map_or("", |name| name);
            children.filter_map(|properties| properties.get(name)).collect()
        } else if is_choice(key) {
            within.next();
            let entries = children.filter_map(Value::as_array).flatten().collect::<Vec<_>>();
            // What stands beside the alternatives is in each of them.
            if entries.is_empty() { entries } else { entries.into_iter().chain(all).collect() }
        } else {
            children.collect()
        };
    }
    !schemas.is_empty()
}

/// The schemas that a value has to satisfy together with some: what they refer to, and the parts of their
/// `allOf`. None if there are too many.
fn together<'v>(document: &'v Value, schemas: Vec<&'v Value>) -> Option<Vec<&'v Value>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut pending = schemas;
    while let Some(schema) = pending.pop() {
        let schema = resolve(document, schema);
        if !seen.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        if found.len() == MOST_SCHEMAS {
            return None;
        }
        found.push(schema);
        pending.extend(schema.get("allOf").and_then(Value::as_array).into_iter().flatten());
    }
    Some(found)
}

/// How many keys lead to the schema that a pointer leads into; all of them, if it leads into none.
fn schema_start(keys: &[impl AsRef<str>]) -> usize {
    let mut index = 0;
    while let Some(key) = keys.get(index) {
        index += match key.as_ref() {
            "schema" => return index + 1,
            "schemas" => return keys.len().min(index + 2),
            // A name or an index follows.
            "callbacks" | "content" | "encoding" | "headers" | "parameters" | "paths"
            | "requestBodies" | "responses" => 2,
            _ => 1,
        };
    }
    keys.len()
}

/// Whether a keyword of a schema has schemas by names.
fn has_names(keyword: &str) -> bool {
    keyword == "properties"
}

/// Whether a keyword of a schema has a list of alternatives.
fn is_choice(keyword: &str) -> bool {
    matches!(keyword, "oneOf" | "anyOf")
}

#[cfg(test)]
mod tests {
    use super::{is_present, place_of};
    use document::diagnostics::Diagnostics;
    use document::{Document, Extensions, SourceFile};

    fn document() -> Document {
        let text = "openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /gates:
    get:
      parameters: [{$ref: '#/components/parameters/Kind'}, {name: schema, in: query, schema: {type: string}}]
      responses:
        '200':
          description: It.
          content: {application/json: {schema: {$ref: '#/components/schemas/Gate'}}}
components:
  parameters:
    Kind: {name: kind, in: query, schema: {type: string}}
  schemas:
    Base: {properties: {state: {type: string}, list: {items: {properties: {x: {}}}}}}
    Gate:
      allOf: [{$ref: '#/components/schemas/Base'}, {properties: {own: {}, list: {}}}]
    Paid:
      properties: {currency: {type: string}}
      oneOf: [{$ref: '#/components/schemas/Base'}, {properties: {coins: {}}}]
    Receipt:
      allOf: [{$ref: '#/components/schemas/Paid'}, {properties: {id: {}}}]
";
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::new("a.yaml", text);
        let document = Document::read(&source, &Extensions::NONE, &mut diagnostics);
        document.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }

    #[test]
    fn places_depend_on_no_order() {
        let document = document();
        let check = |pointer: &str, expected: &str| {
            assert_eq!(place_of(&document, pointer), expected);
            assert!(is_present(&document.value, expected), "{expected}");
        };
        check("/components/schemas/Gate", "/components/schemas/Gate");
        check(
            "/components/schemas/Gate/properties/state",
            "/components/schemas/Gate/properties/state",
        );
        check(
            "/components/schemas/Gate/allOf/1/properties/own",
            "/components/schemas/Gate/properties/own",
        );
        check(
            "/components/schemas/Gate/properties/list/allOf/0/items/properties/x",
            "/components/schemas/Gate/properties/list/items/properties/x",
        );
        for name in ["coins", "currency", "id", "state"] {
            check(
                &format!("/components/schemas/Receipt/oneOf/1/properties/{name}"),
                &format!("/components/schemas/Receipt/oneOf/*/properties/{name}"),
            );
        }
        check("/paths/~1gates/get/parameters/0/schema", "/components/parameters/Kind/schema");
        check("/paths/~1gates/get/parameters/1/schema", "/paths/~1gates/get/parameters/*/schema");
        check(
            "/paths/~1gates/get/responses/200/content/application~1json/schema/properties/state",
            "/paths/~1gates/get/responses/200/content/application~1json/schema/properties/state",
        );
    }

    #[test]
    fn what_is_gone_is_not_there() {
        let document = document();
        for place in [
            "/components/schemas/Fence",
            "/components/schemas/Gate/properties/none",
            "/components/schemas/Gate/properties/state/items",
            "/components/schemas/Gate/oneOf/*",
            "/components/schemas/Paid/oneOf/*/properties/id",
            "/paths/~1gates/get/parameters/*/content",
        ] {
            assert!(!is_present(&document.value, place), "{place}");
        }
    }
}
