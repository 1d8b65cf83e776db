//! Objects that a document spells out again and again: they become one type.

use std::collections::{HashMap, HashSet};

use openapiv3::{SchemaKind, Type};
use serde_json::Value;

use super::Lowering;
use super::schema::Lowered;
use super::view::SchemaRef;
use crate::diagnostics::{Place, escape_segment};
use crate::names::Name;

/// Pointers to the objects that are properties of the same name and described the same, word for
/// word, as others.
pub(super) fn repeated(document: &Value) -> HashSet<String> {
    let mut found = HashMap::new();
    find(document, &mut String::new(), &mut found);
    found.into_values().filter(|places: &Vec<String>| places.len() > 1).flatten().collect()
}

type Found<'v> = HashMap<(&'v str, &'v Value), Vec<String>>;

fn find<'v>(value: &'v Value, pointer: &mut String, found: &mut Found<'v>) {
    let length = pointer.len();
    match value {
        Value::Object(fields) => {
            let is_of_properties = pointer.ends_with("/properties");
            for (key, value) in fields {
                // What these hold is not described but shown.
                if matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    continue;
                }
                pointer.push('/');
                pointer.push_str(&escape_segment(key));
                if is_of_properties && value["properties"].as_object().is_some() {
                    found.entry((key, value)).or_default().push(pointer.clone());
                }
                find(value, pointer, found);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                find(item, pointer, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

impl<'a> Lowering<'a> {
    /// The type of a property. One that is repeated elsewhere is called like the property alone.
    pub(super) fn property(
        &mut self,
        wire: &'a str,
        schema: SchemaRef<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let SchemaRef::Inline(inline) = schema else { return self.schema(schema, name, place) };
        let is_object = matches!(inline.schema_kind, SchemaKind::Type(Type::Object(_)));
        if !is_object || !self.repeated.contains(&place.pointer()) {
            return self.schema(schema, name, place);
        }
        let same = self.shared.get(wire).into_iter().flatten().find(|(known, _)| *known == inline);
        if let Some((_, lowered)) = same {
            return lowered.clone();
        }
        let lowered = self.schema(schema, &Name::new(wire), place);
        self.shared.entry(wire).or_default().push((inline, lowered.clone()));
        lowered
    }
}
