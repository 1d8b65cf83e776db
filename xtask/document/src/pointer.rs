//! JSON pointers (RFC 6901).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The keys and indices that a pointer consists of.
pub fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// A key as a segment of a pointer.
#[must_use]
pub fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}

/// The key that a segment of a pointer stands for.
#[must_use]
pub fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~").into()
    } else {
        segment.into()
    }
}

/// The node that a pointer leads to, as [`Value::pointer`] finds it, which allocates at each step.
#[must_use]
pub fn find<'v>(document: &'v Value, pointer: &str) -> Option<&'v Value> {
    match pointer.strip_prefix('/') {
        Some(segments) => segments.split('/').try_fold(document, child),
        None => pointer.is_empty().then_some(document),
    }
}

/// The child of a node that a segment of a pointer leads to.
pub(crate) fn child<'v>(node: &'v Value, segment: &str) -> Option<&'v Value> {
    match node {
        Value::Object(fields) => fields.get(&*unescape(segment)),
        // An index has no sign and no zeros before it.
        Value::Array(_) if segment.starts_with(['+', '0']) && segment != "0" => None,
        Value::Array(entries) => entries.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The pointer in a reference to a place in the same document, such as `#/components/schemas/Pet`.
#[must_use]
pub fn of_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decode_str(fragment).decode_utf8();
    Some(decoded.map_or_else(|_| fragment.to_owned(), Into::into))
}

/// The pointer to the node around another, and the key or index of that one in it; none for the
/// document.
pub(crate) fn parent_and_key(pointer: &str) -> Option<(&str, Cow<'_, str>)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    Some((parent, unescape(key)))
}

/// Adds a key as the last segment of a pointer.
pub fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&escape(key));
}

/// The pointers to a node and to all nodes around it.
pub(crate) fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    let ends = pointer.match_indices('/').map(|(end, _)| end);
    ends.chain([pointer.len()]).map(|end| &pointer[..end])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ancestors, escape, find, of_reference, parent_and_key, push, segments};

    #[test]
    fn keys_are_escaped_and_read_again() {
        let keys = ["a", "b/c", "~1", "", "ä"];
        let escaped: Vec<_> = keys.iter().map(|key| escape(key)).collect();
        let pointer = format!("/{}", escaped.join("/"));
        assert_eq!(pointer, "/a/b~1c/~01//ä");
        assert!(segments(&pointer).eq(keys));
        assert_eq!(segments("").count(), 0);
    }

    #[test]
    fn nodes_are_found_as_by_others() {
        let document = json!({"a/~": [{"": 1}, [2]], "01": {"+0": 3}});
        for pointer in [
            "",
            "/",
            "a",
            "/a~1~0",
            "/a~1~0/0/",
            "/a~1~0/1/0",
            "/a~1~0/01",
            "/a~1~0/00",
            "/a~1~0/+1",
            "/01/+0",
            "/01/0",
            "/a~1~0/2",
        ] {
            assert_eq!(find(&document, pointer), document.pointer(pointer), "{pointer}");
        }
    }

    #[test]
    fn references_are_percent_encoded() {
        let check = |reference: &str, expected: Option<&str>| {
            assert_eq!(of_reference(reference).as_deref(), expected);
        };
        check("#/paths/~1a%20b%7Bc%7D", Some("/paths/~1a b{c}"));
        check("#/%ff", Some("/%ff"));
        check("other.yaml#/a", None);
    }

    #[test]
    fn parents_and_keys_are_taken_apart_and_put_together() {
        let check = |pointer: &str, parent: &str, key: &str| {
            assert_eq!(parent_and_key(pointer), Some((parent, key.into())));
            let mut made = parent.to_owned();
            push(&mut made, key);
            assert_eq!(made, pointer);
        };
        check("/a/b~1c", "/a", "b/c");
        check("/0", "", "0");
        assert_eq!(parent_and_key(""), None);
    }

    #[test]
    fn ancestors_end_with_the_node() {
        assert!(ancestors("/a/b").eq(["", "/a", "/a/b"]));
    }
}
