//! Callbacks: the path items of requests that the API sends to servers of its users.
//!
//! The model has no room for a callback that is a reference, nor for a path item of one that is. So the
//! entries of callbacks are looked up in the values, and each path item is taken from the model where it
//! is written.

use openapiv3::{OpenAPI, PathItem, ReferenceOr};
use serde_json::Value;

use crate::pointer::{find, push, segments};
use crate::reference::target;

/// A callback where it is written.
#[derive(Debug, Clone)]
pub struct Callback<'d> {
    /// The JSON pointer to it.
    pub pointer: String,
    /// Its path items, in the order of their expressions.
    pub items: Vec<CallbackItem<'d>>,
    /// The expressions behind which there is no path item that the model has.
    pub unknown: Vec<&'d str>,
}

/// A path item of a callback.
#[derive(Debug, Clone)]
pub struct CallbackItem<'d> {
    /// The expression for the URL.
    pub expression: &'d str,
    /// The JSON pointer to the path item, where it is written.
    pub pointer: String,
    /// The path item, as the model has it.
    pub item: &'d PathItem,
}

/// The callback that values have at a pointer. None if that is a reference that leads nowhere, which has
/// been reported.
pub(crate) fn callback<'d>(
    value: &'d Value,
    openapi: &'d OpenAPI,
    pointer: String,
) -> Option<Callback<'d>> {
    let (pointer, written) = end_of(value, pointer)?;
    let mut callback = Callback { pointer, items: Vec::new(), unknown: Vec::new() };
    let mut expressions: Vec<&String> = written.as_object()?.keys().collect();
    expressions.retain(|expression| !expression.starts_with("x-"));
    expressions.sort_unstable();
    for expression in expressions {
        let mut place = callback.pointer.clone();
        push(&mut place, expression);
        let found = end_of(value, place);
        match found.and_then(|(at, _)| Some((item_at(openapi, &at)?, at))) {
            Some((item, pointer)) => {
                callback.items.push(CallbackItem { expression, pointer, item });
            }
            None => callback.unknown.push(expression),
        }
    }
    Some(callback)
}

/// The value at a pointer, and where it is written: at the end of its references.
fn end_of(document: &Value, pointer: String) -> Option<(String, &Value)> {
    let pointer = target(document, find(document, &pointer)?).unwrap_or(pointer);
    let value = find(document, &pointer)?;
    value.get("$ref").is_none().then_some((pointer, value))
}

/// The path item that the model has at a pointer.
fn item_at<'d>(openapi: &'d OpenAPI, pointer: &str) -> Option<&'d PathItem> {
    let keys: Vec<_> = segments(pointer).collect();
    let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
    match keys.as_slice() {
        ["components", "callbacks", name, expression, rest @ ..] => {
            let callbacks = &openapi.components.as_ref()?.callbacks;
            within(callbacks.get(*name)?.as_item()?.get(*expression)?, rest)
        }
        ["paths", path, rest @ ..] => match openapi.paths.paths.get(*path)? {
            ReferenceOr::Item(item) => within(item, rest),
            ReferenceOr::Reference { .. } => None,
        },
        _ => None,
    }
}

/// A path item, or one of a callback within it.
fn within<'d>(item: &'d PathItem, keys: &[&str]) -> Option<&'d PathItem> {
    let [method, "callbacks", name, expression, rest @ ..] = keys else {
        return keys.is_empty().then_some(item);
    };
    let (_, operation) = item.iter().find(|(known, _)| known == method)?;
    within(operation.callbacks.get(*name)?.get(*expression)?, rest)
}
