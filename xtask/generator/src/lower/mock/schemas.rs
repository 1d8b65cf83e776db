//! Schemas as the table has them: what values are checked by, and nothing else.

use serde_json::{Map, Value};

use document::pointer::{escape, find, of_reference, unescape};
use document::value::total_size;

/// The keywords that are kept, in the order in which the table has them.
const KEPT: [&str; 22] = [
    "type",
    "nullable",
    "readOnly",
    "format",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "items",
    "required",
    "properties",
    "additionalProperties",
    "discriminator",
    "allOf",
    "anyOf",
    "oneOf",
];

/// How many references may lead from one to another where they do not lead to a component.
const LONGEST_CHAIN: usize = 8;

/// The schemas of a table: those that are referred to, by name.
pub(super) struct Schemas<'v> {
    document: &'v Value,
    /// How much more may be made: what many refer to in the document stands in the table as often.
    left: usize,
    reduced: Map<String, Value>,
    /// The components that are still to be reduced.
    pending: Vec<&'v str>,
}

impl<'v> Schemas<'v> {
    pub(super) fn new(document: &'v Value) -> Self {
        const BASE: usize = 1_000_000;

        let left = total_size(document).saturating_mul(2).saturating_add(BASE);
        Self { document, left, reduced: Map::new(), pending: Vec::new() }
    }

    /// Whether there is room for a value.
    pub(super) fn has_room(&mut self, value: &Value) -> bool {
        let left = self.left.checked_sub(total_size(value));
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// A schema, reduced. Without room it allows everything.
    pub(super) fn reduce(&mut self, schema: &'v Value) -> Value {
        let reduced = self.reduced(schema, 0);
        while let Some(name) = self.pending.pop() {
            let schema = &self.document["components"]["schemas"][name];
            let reduced = self.reduced(schema, 0);
            self.reduced.insert(name.to_owned(), reduced);
        }
        if self.has_room(&reduced) { reduced } else { Value::Object(Map::new()) }
    }

    /// All that were referred to, sorted by name.
    pub(super) fn finish(mut self) -> Map<String, Value> {
        self.reduced.sort_keys();
        self.reduced
    }

    fn reduced(&mut self, schema: &'v Value, chain: usize) -> Value {
        self.left = self.left.saturating_sub(1);
        let Some(schema) = schema.as_object().filter(|_| self.left > 0) else {
            return Value::Object(Map::new());
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, chain);
        }
        let mut reduced = Map::new();
        for keyword in KEPT {
            let Some(value) = schema.get(keyword) else { continue };
            let value = match keyword {
                _ if *value == Value::Bool(false) && keyword != "additionalProperties" => continue,
                "required" => sorted(value),
                "properties" => self.each(value, chain),
                "items" => self.reduced(value, chain),
                "additionalProperties" if value.is_object() => self.reduced(value, chain),
                "allOf" | "anyOf" | "oneOf" => {
                    let parts = value.as_array().into_iter().flatten();
                    parts.map(|part| self.reduced(part, chain)).collect()
                }
                "discriminator" => {
                    let property = value.get("propertyName").cloned();
                    property.into_iter().map(|it| ("propertyName".to_owned(), it)).collect()
                }
                _ => value.clone(),
            };
            reduced.insert(keyword.to_owned(), value);
        }
        Value::Object(reduced)
    }

    fn each(&mut self, schemas: &'v Value, chain: usize) -> Value {
        let schemas = schemas.as_object().into_iter().flatten();
        schemas.map(|(name, schema)| (name.clone(), self.reduced(schema, chain))).collect()
    }

    /// A reference to a component as one within the table; what any other leads to itself.
    fn reference(&mut self, reference: &'v str, chain: usize) -> Value {
        let nothing = || Value::Object(Map::new());
        let Some(pointer) = of_reference(reference) else { return nothing() };
        let name = pointer.strip_prefix("/components/schemas/").filter(|it| !it.contains('/'));
        let component = name.and_then(|name| {
            let schemas = self.document["components"]["schemas"].as_object()?;
            Some(schemas.get_key_value(&*unescape(name))?.0.as_str())
        });
        match component {
            Some(name) => {
                if !self.reduced.contains_key(name) {
                    self.reduced.insert(name.to_owned(), Value::Null);
                    self.pending.push(name);
                }
                let target = format!("#/schemas/{}", escape(name));
                Value::Object(Map::from_iter([("$ref".to_owned(), Value::from(target))]))
            }
            None if chain < LONGEST_CHAIN => match find(self.document, &pointer) {
                Some(schema) => self.reduced(schema, chain + 1),
                None => nothing(),
            },
            None => nothing(),
        }
    }
}

/// Names whose order means nothing.
fn sorted(names: &Value) -> Value {
    let mut names: Vec<&str> =
        names.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    names.sort_unstable();
    names.into()
}
