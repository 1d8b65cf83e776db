//! Webhooks: requests that the API sends without being asked. OpenAPI 3.0 has callbacks, which are the
//! same but for who says where they are sent.

use serde_json::{Map, Value, json};

use crate::pointer::escape;
use crate::source_map::SourceMap;

/// Makes a callback of the components of all webhooks: each is a path item, whose name stands in the
/// place of the expression for the URL. Returns the pointer to it.
pub(super) fn put(document: &mut Value, origins: &mut SourceMap) -> Option<String> {
    let fields = document.as_object_mut()?;
    let webhooks = fields.shift_remove("webhooks").filter(is_some)?;
    let origin = origins.take("webhooks").pinned(|| "/webhooks".to_owned());
    let components = fields.entry("components").or_insert_with(|| json!({}));
    let callbacks = components.as_object_mut()?.entry("callbacks").or_insert_with(|| json!({}));
    let callbacks = callbacks.as_object_mut()?;
    let key = free_key(callbacks);
    origins.field("components").field("callbacks").set(&key, origin);
    let pointer = format!("/components/callbacks/{}", escape(&key));
    callbacks.insert(key, webhooks);
    Some(pointer)
}

/// Whether there are any. What is no object is reported where it is put.
fn is_some(webhooks: &Value) -> bool {
    webhooks.as_object().is_none_or(|webhooks| !webhooks.is_empty())
}

fn free_key(callbacks: &Map<String, Value>) -> String {
    let mut key = "webhooks".to_owned();
    let mut number = 1;
    while callbacks.contains_key(&key) {
        number += 1;
        key = format!("webhooks {number}");
    }
    key
}
