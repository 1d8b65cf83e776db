//! What a schema says of values, in words that neither prose nor an order changes.

use serde_json::Value;

use crate::lower::schema::view::SchemaRef;
use crate::names::fnv1a;

/// Fields of schemas that say nothing of values.
const PROSE: &[&str] =
    &["title", "description", "example", "examples", "externalDocs", "deprecated", "default"];

/// What a schema that is written out says. Nothing if it is made of several.
pub(super) fn words_of(schema: SchemaRef<'_>) -> String {
    match schema {
        SchemaRef::Reference(reference) => reference.to_owned(),
        SchemaRef::Inline(schema) => serde_json::to_value(schema).map_or_else(
            |_| String::new(),
            |mut value| {
                settle(&mut value, false);
                value.to_string()
            },
        ),
        SchemaRef::Merged(_) => String::new(),
    }
}

/// What stands for the words of a schema: the same for the same, and most likely another for others.
pub(super) fn digest_of(words: &str) -> String {
    format!("{:08x}", fnv1a(words))
}

/// What the schemas of a content say, by media type.
pub(in crate::lower) fn words_of_content(content: &Value) -> String {
    let mut content = content.clone();
    settle(&mut content, true);
    content.to_string()
}

/// Takes what says nothing of values out of a schema or out of those that have names, and sorts
/// everything that has an order.
fn settle(value: &mut Value, has_names: bool) {
    match value {
        Value::Object(fields) => {
            if !has_names {
                fields.retain(|field, _| !PROSE.contains(&field.as_str()));
            }
            for (field, value) in fields.iter_mut() {
                settle(value, !has_names && field == "properties");
            }
            fields.sort_keys();
        }
        Value::Array(entries) => {
            for entry in entries.iter_mut() {
                settle(entry, false);
            }
            entries.sort_by_cached_key(Value::to_string);
        }
        _ => {}
    }
}
