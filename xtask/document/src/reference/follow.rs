//! Pointers that lead through references.

use std::collections::HashSet;

use serde_json::Value;

use super::target;
use crate::pointer;

/// The pointer to a node where the document has it, and whether it does.
///
/// Later stages write pointers as if a reference were what it leads to, and as if a schema had the
/// properties and the required names of the parts of its `allOf`. Entries of `required` go by name.
/// What several parts have under one name is written as an `allOf` of what each has.
pub(crate) fn follow(document: &Value, pointer: &str) -> (String, bool) {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut found = String::with_capacity(pointer.len());
    // What is at `found`: looking it up at each step would take quadratic time.
    let mut node = document;
    let mut rest = segments.as_slice();
    while let [segment, behind @ ..] = rest {
        let mut nodes = Vec::new();
        if let [name, ..] = behind {
            named(document, (&found, segment, name), &mut HashSet::new(), &mut nodes);
        }
        let elsewhere = part_of_merged(document, &nodes, behind)
            .or_else(|| Some((nodes.pop()?, behind.get(1..)?)))
            .and_then(|(to, behind)| Some((pointer::find(document, &to)?, to, behind)));
        if let Some((there, to, behind)) = elsewhere {
            (node, found, rest) = (there, to, behind);
        } else if let Some(child) = step(document, node, &mut found, segment) {
            (node, rest) = (child, behind);
        } else {
            return (format!("{found}/{}", rest.join("/")), false);
        }
    }
    (found, true)
}

/// The pointer to one of several nodes that one name has, or to what it has in its items or its other
/// properties, where what all have there is written as an `allOf` of what each has; and the segments
/// behind it. `behind` begins with the name.
fn part_of_merged<'s>(
    document: &Value,
    nodes: &[String],
    behind: &'s [&'s str],
) -> Option<(String, &'s [&'s str])> {
    let (_, inner) = behind.split_first().filter(|_| nodes.len() > 1)?;
    let is_inner = |segment: &&str| matches!(*segment, "items" | "additionalProperties");
    let depth = inner.iter().take_while(|segment| is_inner(segment)).count();
    let (path, ["allOf", index, behind @ ..]) = inner.split_at(depth) else { return None };
    let path: String = path.iter().flat_map(|segment| ["/", segment]).collect();
    let parts = nodes.iter().map(|node| format!("{node}{path}"));
    let mut parts = parts.filter(|part| pointer::find(document, part).is_some());
    Some((parts.nth(index.parse().ok()?)?, behind))
}

/// The child of a node, or of what the node refers to. Its pointer takes the place of the node's.
fn step<'d>(
    document: &'d Value,
    node: &'d Value,
    pointer: &mut String,
    segment: &str,
) -> Option<&'d Value> {
    let child = pointer::child(node, segment).or_else(|| {
        let target = target(document, node)?;
        let child = pointer::child(pointer::find(document, &target)?, segment)?;
        *pointer = target;
        Some(child)
    })?;
    pointer.extend(["/", segment]);
    Some(child)
}

/// Adds the pointers to what a schema, and those that it consists of, have under a keyword and a
/// name; the last counts.
fn named(
    document: &Value,
    (schema, keyword, name): (&str, &str, &str),
    seen: &mut HashSet<String>,
    found: &mut Vec<String>,
) {
    if !matches!(keyword, "properties" | "required") {
        return;
    }
    let Some(node) = pointer::find(document, schema) else { return };
    let schema = target(document, node).unwrap_or_else(|| schema.to_owned());
    let Some(node) = pointer::find(document, &schema).filter(|_| seen.insert(schema.clone()))
    else {
        return;
    };
    let parts = node.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
    for part in 0..parts {
        named(document, (&format!("{schema}/allOf/{part}"), keyword, name), seen, found);
    }
    let own = match (keyword, node.get(keyword)) {
        ("properties", Some(Value::Object(_))) => Some(format!("{schema}/properties/{name}")),
        ("required", Some(Value::Array(names))) => {
            let name = pointer::unescape(name);
            let index = names.iter().position(|required| *required == *name);
            index.map(|index| format!("{schema}/required/{index}"))
        }
        _ => None,
    };
    found.extend(own.filter(|own| pointer::find(document, own).is_some()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::follow;

    #[test]
    fn what_is_behind_references_is_elsewhere() {
        let document = json!({
            "a": {"$ref": "#/c/b~1b", "beside": 1},
            "c": {
                "b/b": {"$ref": "#/c/d"},
                "d": {"list": [{"$ref": "#/c/e"}]},
                "e": {"x": 1},
                "loop": {"$ref": "#/c/loop"},
            },
        });
        let check = |pointer: &str, expected: &str, is_there: bool| {
            assert_eq!(follow(&document, pointer), (expected.to_owned(), is_there));
        };
        check("", "", true);
        check("/a", "/a", true);
        check("/a/beside", "/a/beside", true);
        check("/a/list/0/x", "/c/e/x", true);
        check("/a/list/0/y/z", "/c/d/list/0/y/z", false);
        check("/c/b~1b/list", "/c/d/list", true);
        check("/c/loop/x", "/c/loop/x", false);
    }

    #[test]
    fn properties_are_those_of_parts() {
        let document = json!({
            "all": {
                "allOf": [{"$ref": "#/base"}, {"properties": {"a/b": {}}}, {"$ref": "#/all"}],
                "properties": {"own": {}},
            },
            "twice": {"allOf": [{"$ref": "#/base"}], "properties": {"b": {"items": {}}}},
            "base": {"required": ["x", "c/d"], "allOf": [{"properties": {"a/b": {}, "b": {"items": {}}}}]},
        });
        let check = |pointer: &str, expected: &str| {
            assert_eq!(follow(&document, pointer), (expected.to_owned(), true));
        };
        check("/all/properties/own", "/all/properties/own");
        check("/all/properties/a~1b", "/all/allOf/1/properties/a~1b");
        check("/all/properties/b/items", "/base/allOf/0/properties/b/items");
        check("/twice/properties/b/allOf/0/items", "/base/allOf/0/properties/b/items");
        check("/twice/properties/b/allOf/1", "/twice/properties/b");
        check("/twice/properties/b/items/allOf/0", "/base/allOf/0/properties/b/items");
        check("/twice/properties/b/items/allOf/1", "/twice/properties/b/items");
        check("/all/required/c~1d", "/base/required/1");
        check("/base/required/1", "/base/required/1");
        assert!(!follow(&document, "/all/properties/c").1);
        assert!(!follow(&document, "/all/required/c").1);
    }
}
