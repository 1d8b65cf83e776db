//! References to schemas with something beside them, for which the model has no room. They become an
//! `allOf` of the reference, beside which the rest stands.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::check::{DeepReference, Siblings};
use crate::pointer::{push, segments};
use crate::source_map::SourceMap;

/// Rewrites references that have siblings, and says where everything comes from. The places and
/// targets of other references are kept up to date.
pub(super) fn take_siblings(
    document: &mut Value,
    mut all: Vec<Siblings>,
    deep: &mut [DeepReference],
) -> SourceMap {
    let mut origins = SourceMap::default();
    let mut wrapped = HashSet::new();
    // Inner ones are rewritten before those around them, which move them.
    all.sort_by_cached_key(|siblings| std::cmp::Reverse(segments(&siblings.place).count()));
    for siblings in all {
        let kept = kept(document, &siblings);
        let Some(Value::Object(object)) = document.pointer_mut(&siblings.place) else { continue };
        let Some(reference) = object.get("$ref").cloned() else { continue };
        let mut rest: Map<String, Value> = Map::new();
        for key in kept {
            rest.extend(object.get(key).map(|value| (key.clone(), value.clone())));
        }
        if rest.is_empty() {
            *object = Map::from_iter([("$ref".to_owned(), reference)]);
            continue;
        }
        let mut parts = vec![json!({ "$ref": reference })];
        if let Some(Value::Array(own)) = rest.shift_remove("allOf") {
            parts.extend(own);
        }
        let others = parts.len() - 1;
        rest.insert("allOf".to_owned(), Value::Array(parts));
        *object = rest;
        if let Some(node) = node_at(&mut origins, document, &siblings.place) {
            let reference = SourceMap::at(siblings.place.clone());
            node.field("allOf").entries(others).insert(0, reference);
        }
        wrapped.insert(siblings.place);
    }
    for reference in deep {
        reference.place = moved(&reference.place, &wrapped);
        reference.target = moved(&reference.target, &wrapped);
    }
    origins
}

/// The fields that stay beside a reference. Documentation does if the client has a place for it.
fn kept<'s>(document: &Value, siblings: &'s Siblings) -> Vec<&'s String> {
    let documentation: &[String] =
        if is_documented(document, &siblings.place) { &siblings.documentation } else { &[] };
    documentation.iter().chain(&siblings.changes).collect()
}

/// Whether a schema is that of a property, a parameter or a header, or the only part of one.
fn is_documented(document: &Value, place: &str) -> bool {
    if let Some(whole) = place.strip_suffix("/allOf/0") {
        let parts = document.pointer(&format!("{whole}/allOf")).and_then(Value::as_array);
        return parts.is_some_and(|parts| parts.len() == 1) && is_documented(document, whole);
    }
    let keys: Vec<_> = segments(place).collect();
    match keys.as_slice() {
        [.., list, _, schema]
            if schema == "schema" && (list == "parameters" || list == "headers") =>
        {
            true
        }
        [.., properties, _] => properties == "properties",
        _ => false,
    }
}

/// The node of a source map for a place of a document.
fn node_at<'m>(
    mut origins: &'m mut SourceMap,
    mut document: &Value,
    place: &str,
) -> Option<&'m mut SourceMap> {
    for key in segments(place) {
        if let Value::Array(entries) = document {
            let index: usize = key.parse().ok()?;
            origins = origins.entries(entries.len()).get_mut(index)?;
            document = entries.get(index)?;
        } else {
            origins = origins.field(&key);
            document = document.get(&*key)?;
        }
    }
    Some(origins)
}

/// Where a node is once references were put into an `allOf`.
fn moved(pointer: &str, wrapped: &HashSet<String>) -> String {
    if wrapped.is_empty() {
        return pointer.to_owned();
    }
    let (mut before, mut after) = (String::new(), String::new());
    let mut is_part = false;
    for key in segments(pointer) {
        let is_wrapped = wrapped.contains(&before);
        match key.parse::<usize>() {
            Ok(index) if is_part => after.push_str(&format!("/{}", index + 1)),
            _ => {
                if is_wrapped && key == "$ref" {
                    after.push_str("/allOf/0");
                }
                push(&mut after, &key);
            }
        }
        is_part = is_wrapped && key == "allOf";
        push(&mut before, &key);
    }
    after
}
