//! Examples: values that are as a schema says.

use serde_json::{Map, Value, json};

use super::Maker;

/// How deep values are nested before they have only what they must have.
const DEPTH: usize = 4;

/// Where a value goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Sent,
    Received,
}

impl Maker {
    /// A value of a schema; one that may go either way if none is given.
    pub(super) fn value(&mut self, schema: &Value, way: Option<Way>) -> Value {
        self.value_within(schema, way, 0)
    }

    fn value_within(&mut self, schema: &Value, way: Option<Way>, depth: usize) -> Value {
        let schema = self.schemas.resolve(schema).clone();
        if schema["nullable"] == true && schema.get("enum").is_none() && self.one_in(4) {
            return Value::Null;
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.pick(values);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts: Vec<_> =
                parts.iter().map(|part| self.value_within(part, way, depth)).collect();
            return together(parts);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(variants) = schema[keyword].as_array() {
                let index = self.rng.usize(..variants.len());
                let mut value = self.value_within(&variants[index], way, depth);
                let mapping = schema["discriminator"]["mapping"].as_object();
                if let Some(value) = value.get_mut("kind")
                    && let Some(name) = mapping.and_then(|mapping| mapping.keys().nth(index))
                {
                    *value = name.as_str().into();
                }
                return value;
            }
        }
        match schema["type"].as_str() {
            Some("string") => self.text_of(&schema),
            Some("integer") => self.integer_of(&schema),
            Some("number") => json!(self.pick(&[0.5, 1.25, -3.0, 42.0])),
            Some("boolean") => self.rng.bool().into(),
            Some("array") => {
                let least = usize::from(schema["minItems"].is_number());
                let count = if depth < DEPTH { self.rng.usize(least..3) } else { least };
                (0..count).map(|_| self.value_within(&schema["items"], way, depth + 1)).collect()
            }
            Some(_) => self.object_of(&schema, way, depth),
            None => self.pick(&[
                json!({"any": ["thing", 1, null]}),
                json!("text"),
                json!(7),
                json!(false),
            ]),
        }
    }

    fn text_of(&mut self, schema: &Value) -> Value {
        let text = match schema["format"].as_str() {
            Some("date-time") => {
                self.pick(&["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.123+01:00"])
            }
            Some("date") => "2024-02-29",
            Some("date-time-rfc-2822") => "Thu, 29 Feb 2024 12:00:00 +0000",
            Some("byte") => "aGVsbG8=",
            Some("uuid") => "2f7a1f9e-6f0e-4b0a-9a3b-5a0f1f3c7d11",
            Some("uri") => "https://www.example.com/a?b=c",
            Some("email") => "ann@example.com",
            _ if schema["pattern"] == "^ID[0-9]{2}$" => "ID42",
            _ if schema["pattern"].is_string() => "abc",
            _ => self.pick(&["text", "two words", "größer & <better>", "5"]),
        };
        text.into()
    }

    fn integer_of(&mut self, schema: &Value) -> Value {
        let values: &[i64] = match schema["format"].as_str() {
            Some("int64") => &[9_007_199_254_740_993, -1],
            Some("uint32") => &[4_294_967_295],
            _ => &[2, 4, 10],
        };
        self.pick(values).into()
    }

    fn object_of(&mut self, schema: &Value, way: Option<Way>, depth: usize) -> Value {
        let mut object = Map::new();
        let required = |name: &str| {
            let required = schema["required"].as_array();
            required.is_some_and(|required| required.iter().any(|it| it == name))
        };
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_left_out = (property["readOnly"] == true && way != Some(Way::Received))
                || (property["writeOnly"] == true && way != Some(Way::Sent));
            // A value that may go either way has neither, unless it must.
            let is_there = required(name) && !(is_left_out && way.is_some())
                || !is_left_out && depth < DEPTH && self.rng.bool();
            if is_there {
                let value = self.value_within(property, way, depth + 1);
                object.insert(name.clone(), value);
            }
        }
        let additional = &schema["additionalProperties"];
        if additional.is_object() || (*additional == true && depth < DEPTH) {
            let value = self.value_within(additional, way, depth + 1);
            object.insert("more".to_owned(), value);
        } else if *additional != false && self.one_in(8) {
            // What the API adds some day. In a form it is text.
            let value = if depth == 0 { json!("text") } else { json!([1, null, {"a": "b"}]) };
            object.insert("unheard_of".to_owned(), value);
        }
        object.into()
    }
}

/// The values of the parts of an `allOf` as one.
fn together(parts: Vec<Value>) -> Value {
    let mut whole = Map::new();
    for part in parts {
        match part {
            Value::Object(part) => whole.extend(part),
            other => return other,
        }
    }
    whole.into()
}
