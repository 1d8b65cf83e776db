//! Changes to the values that the model cannot be made from as they are, although nothing is wrong
//! with them or the remedy is plain.

use serde_json::{Map, Value};

use crate::check::Repairs;
use crate::diagnostics::Diagnostics;
use crate::pointer;
use crate::text::Sources;

/// Puts strings in place of numbers and flags where a string is needed: what the text has there.
pub(super) fn read_strings(
    document: &mut Value,
    repairs: &Repairs,
    sources: Sources<'_>,
    diagnostics: &Diagnostics,
) {
    let origin = |pointer: &String| diagnostics.origin_of(pointer);
    let origins: Vec<_> = repairs.unquoted_strings.iter().map(origin).collect();
    let strings = sources.scalars(&origins);
    for (pointer, string) in repairs.unquoted_strings.iter().zip(strings) {
        if let (Some(value), Some(string)) = (document.pointer_mut(pointer), string) {
            *value = Value::String(string);
        }
    }
}

/// Takes what the model has no room for out of a document, and says what it could not tell.
pub(super) fn repair(document: &mut Value, repairs: &Repairs) {
    for pointer in &repairs.referenced_callbacks {
        if let Some(callback) = document.pointer_mut(pointer) {
            *callback = Value::Object(Map::new());
        }
    }
    for pointer in &repairs.ignored_fields {
        let Some((parent, key)) = pointer::parent_and_key(pointer) else { continue };
        if let Some(Value::Object(parent)) = document.pointer_mut(parent) {
            parent.shift_remove(&*key);
        }
    }
    for pointer in &repairs.styled_encodings {
        if let Some(Value::Object(encoding)) = document.pointer_mut(pointer) {
            let style = encoding.entry("style").or_insert_with(|| "form".into());
            let explode = style == "form";
            encoding.entry("explode").or_insert_with(|| explode.into());
        }
    }
}
