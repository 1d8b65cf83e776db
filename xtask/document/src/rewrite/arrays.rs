//! Lists whose first entries have schemas of their own, and lists that do not say what is in them.

use serde_json::{Value, json};

use super::is_never;
use super::node::{Node, Part};

/// Gives a list the one schema of all its entries.
pub(super) fn array(node: &mut Node<'_>) {
    let prefix = node.take("prefixItems");
    let items = node.take("items");
    let is_closed = items.as_ref().is_some_and(|items| is_never(&items.value));
    let Some(prefix) = prefix.filter(|prefix| prefix.value.is_array()) else {
        match items {
            Some(_) if is_closed => {
                node.set("items", json!({}), "items");
                node.set("maxItems", json!(0), "items");
            }
            Some(items) => node.put("items", items),
            // Without a word, they are anything.
            None if node.get("type").is_some_and(is_array) => {
                node.set("items", json!({}), "type");
            }
            None => {}
        }
        return;
    };
    let from = prefix.pointer().to_owned();
    let mut parts = prefix.into_entries();
    let count = parts.len();
    let kinds: Vec<String> = parts.iter().map(|part| kind_of(&part.value)).collect();
    node.document(&format!("The entries are, in this order: {}.", kinds.join(", ")), "prefixItems");
    if is_closed && !node.has("maxItems") {
        node.set("maxItems", json!(count), "items");
    }
    // Entries behind these may be anything unless the list says what they are; they are kept.
    parts.extend(items.filter(|_| !is_closed));
    match Part::any_of(from, parts) {
        Some(items) => node.put("items", items),
        None => node.set("items", json!({}), "prefixItems"),
    }
}

/// Whether a type, or one of several, is an array.
fn is_array(kind: &Value) -> bool {
    let names = kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice);
    names.iter().any(|name| name == "array")
}

/// What an entry is called in documentation.
fn kind_of(schema: &Value) -> String {
    let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_owned);
    let reference = || Some(text("$ref")?.rsplit('/').next()?.to_owned());
    let name = text("title").or_else(reference).or_else(|| text("type"));
    format!("`{}`", name.unwrap_or_else(|| "any".to_owned()).replace('`', "'"))
}
