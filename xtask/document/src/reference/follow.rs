//! Pointers that lead through references.

use std::collections::HashSet;

use serde_json::Value;

use super::target;
use crate::pointer;

/// The pointer to a node where the document has it, and whether it does.
///
/// Later stages write pointers as if a reference were what it leads to, and as if a schema had the
/// properties and the required names of the parts of its `allOf`. Entries of `required` go by name.
pub(crate) fn follow(document: &Value, pointer: &str) -> (String, bool) {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut found = String::new();
    let mut rest = segments.as_slice();
    while let [segment, behind @ ..] = rest {
        if let [name, behind @ ..] = behind
            && let Some(node) = named(document, &found, segment, name, &mut HashSet::new())
        {
            (found, rest) = (node, behind);
        } else if let Some(node) = step(document, &found, segment) {
            (found, rest) = (node, behind);
        } else {
            return (format!("{found}/{}", rest.join("/")), false);
        }
    }
    (found, true)
}

/// The pointer to a child of a node, or of what the node refers to.
fn step(document: &Value, parent: &str, segment: &str) -> Option<String> {
    let own = format!("{parent}/{segment}");
    if document.pointer(&own).is_some() {
        return Some(own);
    }
    let behind = format!("{}/{segment}", target(document, document.pointer(parent)?)?);
    document.pointer(&behind).is_some().then_some(behind)
}

/// The pointer to what a schema, or one of those that it consists of, has under a keyword and a
/// name; where several do, the last counts.
fn named(
    document: &Value,
    schema: &str,
    keyword: &str,
    name: &str,
    seen: &mut HashSet<String>,
) -> Option<String> {
    if !matches!(keyword, "properties" | "required") {
        return None;
    }
    let node = document.pointer(schema)?;
    let schema = target(document, node).unwrap_or_else(|| schema.to_owned());
    let node = document.pointer(&schema)?;
    let own = match (keyword, node.get(keyword)) {
        ("properties", Some(Value::Object(_))) => Some(format!("{schema}/properties/{name}")),
        ("required", Some(Value::Array(names))) => {
            let name = pointer::unescape(name);
            let index = names.iter().position(|required| *required == *name);
            index.map(|index| format!("{schema}/required/{index}"))
        }
        _ => None,
    };
    let own = own.filter(|own| document.pointer(own).is_some());
    if own.is_some() || !seen.insert(schema.clone()) {
        return own;
    }
    let parts = node.get("allOf")?.as_array()?.len();
    let mut parts = (0..parts).rev();
    parts.find_map(|part| named(document, &format!("{schema}/allOf/{part}"), keyword, name, seen))
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
            "base": {"required": ["x", "c/d"], "allOf": [{"properties": {"a/b": {}, "b": {"items": {}}}}]},
        });
        let check = |pointer: &str, expected: &str| {
            assert_eq!(follow(&document, pointer), (expected.to_owned(), true));
        };
        check("/all/properties/own", "/all/properties/own");
        check("/all/properties/a~1b", "/all/allOf/1/properties/a~1b");
        check("/all/properties/b/items", "/base/allOf/0/properties/b/items");
        check("/all/required/c~1d", "/base/required/1");
        check("/base/required/1", "/base/required/1");
        assert!(!follow(&document, "/all/properties/c").1);
        assert!(!follow(&document, "/all/required/c").1);
    }
}
