//! Values, taken apart into the texts that a style writes.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::Style;

/// A value, taken apart as far as styles do.
pub(super) enum Parts {
    Nothing,
    Text(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

impl Parts {
    pub(super) fn of(value: impl Serialize, style: Style) -> Result<Self, String> {
        let json = serde_json::to_string(&value);
        let json = json.map_err(|error| format!("cannot be written as JSON: {error}"))?;
        let unread = |error| format!("cannot be read from JSON: {error}");
        Ok(match json.as_bytes().first() {
            _ if json == "null" => Self::Nothing,
            _ if style == Style::Json => Self::Text(json),
            Some(b'{') => {
                let Fields(fields) = serde_json::from_str(&json).map_err(unread)?;
                let mut texts = Vec::new();
                for (name, value) in fields {
                    append(&mut texts, name, value, style)?;
                }
                Self::Fields(texts)
            }
            Some(b'[') if style == Style::DeepObject => {
                let items: Vec<Value> = serde_json::from_str(&json).map_err(unread)?;
                let mut texts = Vec::new();
                for (index, item) in items.into_iter().enumerate() {
                    append(&mut texts, in_list(index, &item), item, style)?;
                }
                Self::Fields(texts)
            }
            Some(b'[') => {
                let items: Vec<Value> = serde_json::from_str(&json).map_err(unread)?;
                let texts = items.into_iter().filter_map(|item| text(item).transpose());
                Self::List(texts.collect::<Result<_, _>>()?)
            }
            _ => match text(serde_json::from_str(&json).map_err(unread)?)? {
                Some(text) => Self::Text(text),
                None => Self::Nothing,
            },
        })
    }
}

/// Appends the text of a property, or those of the properties within it.
fn append(
    texts: &mut Vec<(String, String)>,
    name: String,
    value: Value,
    style: Style,
) -> Result<(), String> {
    match value {
        Value::Object(fields) if style == Style::Dotted => {
            for (field, value) in fields {
                append(texts, format!("{name}.{field}"), value, style)?;
            }
        }
        Value::Array(items) if style == Style::Dotted => {
            for item in items {
                append(texts, name.clone(), item, style)?;
            }
        }
        Value::Object(fields) if style == Style::DeepObject => {
            for (field, value) in fields {
                append(texts, format!("{name}][{field}"), value, style)?;
            }
        }
        Value::Array(items) if style == Style::DeepObject => {
            for (index, item) in items.into_iter().enumerate() {
                append(texts, format!("{name}][{}", in_list(index, &item)), item, style)?;
            }
        }
        value => texts.extend(text(value)?.map(|text| (name, text))),
    }
    Ok(())
}

/// What stands in brackets for an entry of a list. Texts need nothing there; but which parts are of
/// one object only a number can tell.
fn in_list(index: usize, item: &Value) -> String {
    if item.is_object() || item.is_array() { index.to_string() } else { String::new() }
}

/// The text of a value without parts; none of `null`.
fn text(value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => {
            Err("has a list or an object within another, for which its style has no form".into())
        }
    }
}

/// The properties of an object in their order, which a map would not keep.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}
