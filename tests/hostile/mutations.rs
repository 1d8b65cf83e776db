//! Real documents with random changes.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

use super::words::{name, text};

/// Changes some values or keys of a document.
pub(crate) fn change_values(u: &mut Unstructured<'_>, document: &mut Value) -> Result<()> {
    for _ in 0..=u.int_in_range(0..=3)? {
        let donor = node(u, document)?.clone();
        let target = node(u, document)?;
        match u.int_in_range(0..=6)? {
            0 => *target = donor,
            1 => *target = scalar(u)?,
            2 => *target = text(u)?.into(),
            3 => rename(u, target)?,
            4 => remove(u, target)?,
            5 => add(u, target, donor)?,
            _ => *target = json!({"$ref": reference(u)?}),
        }
    }
    Ok(())
}

/// Changes some bytes of a text.
pub(crate) fn change_bytes(u: &mut Unstructured<'_>, text: &mut Vec<u8>) -> Result<()> {
    for _ in 0..=u.int_in_range(0..=3)? {
        let start = u.int_in_range(0..=text.len())?;
        let end = (start + u.int_in_range(0..=40)?).min(text.len());
        match u.int_in_range(0..=3)? {
            0 => drop(text.drain(start..end)),
            1 => {
                let copy = text[start..end].to_vec();
                text.splice(start..start, copy);
            }
            2 => {
                text.splice(start..end, u.bytes(2)?.iter().copied());
            }
            _ => {
                let token = u.choose(&TOKENS)?;
                text.splice(start..start, token.bytes());
            }
        }
    }
    Ok(())
}

/// What means something in YAML, JSON or OpenAPI.
const TOKENS: [&str; 24] = [
    "\n",
    "\r\n",
    "\t",
    ": ",
    "- ",
    "? ",
    "# ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "\\u0000",
    "&a ",
    "*a",
    "!!binary ",
    "<<: ",
    "---\n",
    "%YAML 1.1\n",
    ".inf",
    "$ref: '#'",
    "\u{feff}",
];

/// Some node of a document.
fn node<'v>(u: &mut Unstructured<'_>, value: &'v mut Value) -> Result<&'v mut Value> {
    let count = match value {
        Value::Object(fields) => fields.len(),
        Value::Array(entries) => entries.len(),
        _ => 0,
    };
    if count == 0 || u.ratio(1, 12)? {
        return Ok(value);
    }
    let index = u.choose_index(count)?;
    let child = match value {
        Value::Object(fields) => fields.values_mut().nth(index),
        Value::Array(entries) => entries.get_mut(index),
        _ => None,
    };
    node(u, child.expect("it has so many children"))
}

fn scalar(u: &mut Unstructured<'_>) -> Result<Value> {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"": null}),
    ];
    Ok(if u.arbitrary()? { u.choose(&values)?.clone() } else { name(u)?.into() })
}

fn reference(u: &mut Unstructured<'_>) -> Result<String> {
    let references =
        ["#", "#/", "#/paths", "#/components/schemas", "#/info/title", "", "other.yaml", "#/%ff"];
    Ok((*u.choose(&references)?).to_owned())
}

fn rename(u: &mut Unstructured<'_>, value: &mut Value) -> Result<()> {
    if let Some(fields) = value.as_object_mut().filter(|fields| !fields.is_empty()) {
        let key = key(u, fields)?;
        let value = fields.shift_remove(&key).unwrap_or_default();
        fields.insert(name(u)?, value);
    }
    Ok(())
}

/// Some key of an object that has one.
fn key(u: &mut Unstructured<'_>, fields: &Map<String, Value>) -> Result<String> {
    let index = u.choose_index(fields.len())?;
    Ok(fields.keys().nth(index).cloned().unwrap_or_default())
}

fn remove(u: &mut Unstructured<'_>, value: &mut Value) -> Result<()> {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.shift_remove(&key(u, fields)?);
        }
        Value::Array(entries) if !entries.is_empty() => {
            entries.remove(u.choose_index(entries.len())?);
        }
        _ => {}
    }
    Ok(())
}

fn add(u: &mut Unstructured<'_>, value: &mut Value, addition: Value) -> Result<()> {
    match value {
        Value::Object(fields) => {
            fields.insert(name(u)?, addition);
        }
        Value::Array(entries) => entries.push(addition),
        _ => {}
    }
    Ok(())
}
