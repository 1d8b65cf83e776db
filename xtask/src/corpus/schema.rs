//! Whether a value is what a schema says.
//!
//! This is about what an example looks like: types, nulls, required and surplus properties, and
//! values out of a list. Patterns, lengths and ranges are left alone, as the client leaves them.

use std::cell::Cell;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// How many references may lead to one another; longer chains are cycles.
const LONGEST_CHAIN: usize = 16;

/// How deep schemas may be nested.
const DEEPEST: usize = 64;

/// How many schemas are looked at for one value. Few documents need many; some, in which schemas
/// refer to others several times each, would need more than can be counted.
const MOST_SCHEMAS: usize = 100_000;

/// What a reference leads to, and every other value itself.
pub(super) fn resolve<'v>(document: &'v Value, mut value: &'v Value) -> &'v Value {
    for _ in 0..LONGEST_CHAIN {
        let Some(pointer) = value.get("$ref").and_then(Value::as_str) else { break };
        let pointer = percent_decode_str(pointer.trim_start_matches('#')).decode_utf8_lossy();
        value = document.pointer(&pointer).unwrap_or(&Value::Null);
    }
    value
}

/// The schema of a property, also if a part of an `allOf` declares it.
pub(super) fn property<'v>(
    document: &'v Value,
    schema: &'v Value,
    name: &str,
) -> Option<&'v Value> {
    let mut pending = vec![schema];
    for _ in 0..MOST_SCHEMAS {
        let schema = resolve(document, pending.pop()?);
        if let Some(property) = schema.get("properties").and_then(|all| all.get(name)) {
            return Some(resolve(document, property));
        }
        pending.extend(list(schema, "allOf"));
    }
    None
}

/// On which way a value is: some properties are for one of them only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In a request.
    Sent,
    /// In a response.
    Received,
}

/// The first thing about a value that is not as its schema says. What would take too long to find
/// out is taken to be right.
pub(super) fn violation(
    document: &Value,
    schema: &Value,
    value: &Value,
    way: Way,
) -> Option<String> {
    let check = Check { document, way, left: Cell::new(MOST_SCHEMAS) };
    check.value(schema, value, "", 0).err()
}

struct Check<'v> {
    document: &'v Value,
    way: Way,
    /// How many more schemas are looked at.
    left: Cell<usize>,
}

impl Check<'_> {
    fn value(&self, schema: &Value, value: &Value, at: &str, depth: usize) -> Result<(), String> {
        let schema = resolve(self.document, schema);
        let Some(left) = self.left.get().checked_sub(1).filter(|_| depth < DEEPEST) else {
            return Ok(());
        };
        self.left.set(left);
        if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
            return Ok(());
        }
        if let Some(expected) = schema.get("type").and_then(Value::as_str)
            && !is_type(value, expected)
        {
            return Err(format!("{} is {}, not {expected}", name(at), type_of(value)));
        }
        let allowed = list(schema, "enum");
        if !allowed.is_empty() && !allowed.contains(value) {
            return Err(format!("{} is {value}, which is not one of its values", name(at)));
        }
        self.composition(schema, value, at, depth)?;
        match value {
            Value::Object(fields) => self.object(schema, fields, at, depth),
            Value::Array(items) => match schema.get("items") {
                Some(schema) => items.iter().enumerate().try_for_each(|(index, item)| {
                    self.value(schema, item, &format!("{at}/{index}"), depth + 1)
                }),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn composition(
        &self,
        schema: &Value,
        value: &Value,
        at: &str,
        depth: usize,
    ) -> Result<(), String> {
        let fits = |part: &&Value| self.value(part, value, at, depth + 1).is_ok();
        list(schema, "allOf").iter().try_for_each(|part| self.value(part, value, at, depth + 1))?;
        let any = list(schema, "anyOf");
        if !any.is_empty() && !any.iter().any(|part| fits(&part)) {
            return Err(format!("{} fits no schema of its `anyOf`", name(at)));
        }
        let one = list(schema, "oneOf");
        if !one.is_empty() && one.iter().filter(fits).count() != 1 {
            return Err(format!("{} does not fit exactly one schema of its `oneOf`", name(at)));
        }
        match schema.get("not") {
            Some(not) if fits(&not) => Err(format!("{} fits its `not`", name(at))),
            _ => Ok(()),
        }
    }

    fn object(
        &self,
        schema: &Value,
        fields: &Map<String, Value>,
        at: &str,
        depth: usize,
    ) -> Result<(), String> {
        let properties = schema.get("properties");
        let declared = |field: &str| properties.and_then(|properties| properties.get(field));
        for required in list(schema, "required").iter().filter_map(Value::as_str) {
            if !fields.contains_key(required) && !self.is_elsewhere(declared(required)) {
                return Err(format!("{} lacks `{required}`", name(at)));
            }
        }
        let additional = schema.get("additionalProperties");
        for (field, value) in fields {
            let here = format!("{at}/{field}");
            match (declared(field), additional) {
                (Some(schema), _) | (None, Some(schema @ Value::Object(_))) => {
                    self.value(schema, value, &here, depth + 1)?;
                }
                (None, Some(Value::Bool(false))) => {
                    return Err(format!("{} has no property `{field}`", name(at)));
                }
                (None, _) => {}
            }
        }
        Ok(())
    }

    /// Whether a property is for the other way only.
    fn is_elsewhere(&self, schema: Option<&Value>) -> bool {
        let keyword = match self.way {
            Way::Sent => "readOnly",
            Way::Received => "writeOnly",
        };
        let schema = schema.map(|schema| resolve(self.document, schema));
        schema.and_then(|schema| schema.get(keyword)) == Some(&Value::Bool(true))
    }
}

fn list<'v>(schema: &'v Value, keyword: &str) -> &'v [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn is_type(value: &Value, expected: &str) -> bool {
    match expected {
        "integer" => value.is_i64() || value.is_u64() || is_whole(value),
        "number" => value.is_number(),
        expected => type_of(value) == expected,
    }
}

/// Whether a number has a fraction that is zero.
fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn name(at: &str) -> String {
    if at.is_empty() { "the example".to_owned() } else { format!("`{at}`") }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Way, violation};

    fn check(schema: &Value, value: &Value, expected: Option<&str>) {
        let document = json!({ "components": { "schemas": {
            "Id": { "type": "string", "nullable": true },
            "Loop": { "$ref": "#/components/schemas/Loop" },
            "Node": { "properties": { "next": { "$ref": "#/components/schemas/Node" } } },
        } } });
        let found = violation(&document, schema, value, Way::Received);
        assert_eq!(found.as_deref(), expected, "{schema} {value}");
    }

    #[test]
    fn types_and_nulls() {
        check(&json!({}), &json!([1, null]), None);
        check(&json!({ "type": "integer" }), &json!(2.0), None);
        check(
            &json!({ "type": "integer" }),
            &json!(2.5),
            Some("the example is number, not integer"),
        );
        check(&json!({ "type": "string" }), &json!(null), Some("the example is null, not string"));
        check(&json!({ "type": "string", "nullable": true }), &json!(null), None);
        check(&json!({ "$ref": "#/components/schemas/Id" }), &json!(null), None);
        let colors = json!({ "enum": ["red"] });
        let unknown = "the example is \"blue\", which is not one of its values";
        check(&colors, &json!("blue"), Some(unknown));
    }

    #[test]
    fn objects_and_arrays() {
        let schema = json!({
            "type": "object",
            "required": ["id", "secret"],
            "properties": {
                "id": { "$ref": "#/components/schemas/Id" },
                "secret": { "type": "string", "writeOnly": true },
                "tags": { "type": "array", "items": { "type": "string" } },
            },
            "additionalProperties": false,
        });
        check(&schema, &json!({ "id": null, "tags": ["a"] }), None);
        check(&schema, &json!({}), Some("the example lacks `id`"));
        check(&schema, &json!({ "id": "a", "tags": [1] }), Some("`/tags/0` is number, not string"));
        check(&schema, &json!({ "id": "a", "b": 1 }), Some("the example has no property `b`"));
        let map = json!({ "additionalProperties": { "type": "boolean" } });
        check(&map, &json!({ "a": 1 }), Some("`/a` is number, not boolean"));
    }

    #[test]
    fn compositions() {
        let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
        let both = json!({ "allOf": [text, { "enum": ["a"] }] });
        check(&both, &json!("a"), None);
        check(&both, &json!("b"), Some("the example is \"b\", which is not one of its values"));
        check(&json!({ "anyOf": [text, number] }), &json!(1), None);
        let none = Some("the example fits no schema of its `anyOf`");
        check(&json!({ "anyOf": [text, number] }), &json!(true), none);
        let several = Some("the example does not fit exactly one schema of its `oneOf`");
        check(&json!({ "oneOf": [text, {}] }), &json!("a"), several);
        check(&json!({ "not": text }), &json!("a"), Some("the example fits its `not`"));
    }

    #[test]
    fn cycles_end() {
        check(&json!({ "$ref": "#/components/schemas/Loop" }), &json!(1), None);
        let node = json!({ "$ref": "#/components/schemas/Node" });
        check(&node, &json!({ "next": { "next": {} } }), None);
    }
}
