//! Objects that a document repeats in the same words: they become one type.

use std::collections::{HashMap, HashSet};

use openapiv3::{SchemaKind, Type};
use serde_json::Value;

use crate::lower::Lowering;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::SchemaRef;
use crate::names::Name;
use document::diagnostics::Place;
use document::pointer::escape;

/// Pointers to the objects for which there are others that are equal, and properties of the same name.
pub(in crate::lower) fn find_repeated(document: &Value) -> HashSet<String> {
    let mut found = HashMap::new();
    find(document, &mut Vec::new(), &mut found);
    found.into_values().filter(|places: &Vec<String>| places.len() > 1).flatten().collect()
}

type Occurrences<'v> = HashMap<(&'v str, &'v Value), Vec<String>>;

/// A step of a path. Paths are kept as steps, because few of them are needed as pointers.
#[derive(Clone, Copy)]
enum PointerStep<'v> {
    Key(&'v str),
    Index(usize),
}

fn find<'v>(value: &'v Value, path: &mut Vec<PointerStep<'v>>, found: &mut Occurrences<'v>) {
    match value {
        Value::Object(fields) => {
            let is_of_properties = matches!(path.last(), Some(PointerStep::Key("properties")));
            for (key, value) in fields {
                // These have values, and no schemas.
                if matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    continue;
                }
                path.push(PointerStep::Key(key));
                if is_of_properties && value["properties"].is_object() {
                    found.entry((key, value)).or_default().push(pointer(path));
                }
                find(value, path, found);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(PointerStep::Index(index));
                find(item, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn pointer(path: &[PointerStep<'_>]) -> String {
    let segment = |step: &PointerStep<'_>| match step {
        PointerStep::Key(key) => format!("/{}", escape(key)),
        PointerStep::Index(index) => format!("/{index}"),
    };
    path.iter().map(segment).collect()
}

impl<'a> Lowering<'a> {
    /// The type of a property. A repeated object is named after the property alone.
    pub(in crate::lower) fn property(
        &mut self,
        wire_name: &'a str,
        schema: SchemaRef<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let SchemaRef::Inline(inline) = schema else { return self.schema(schema, name, place) };
        let is_object = matches!(inline.schema_kind, SchemaKind::Type(Type::Object(_)));
        if !is_object || !self.lookup.is_repeated(place) {
            return self.schema(schema, name, place);
        }
        if let Some(lowered) = self.schema_types.repeated(wire_name, inline) {
            return lowered.clone();
        }
        let lowered = self.schema(schema, &Name::new(wire_name), place);
        self.schema_types.add_repeated(wire_name, inline, lowered.clone());
        lowered
    }
}
