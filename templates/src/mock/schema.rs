//! What of a request does not fit the API's document.

use std::cell::Cell;

use regex::Regex;
use serde_json::{Map, Value};

use super::table::Table;

/// How deep schemas and values are looked into.
const DEEPEST: usize = 100;

/// How many times a value is looked at: alternatives may lead round in a circle.
const MOST_EFFORT: usize = 100_000;

/// Looks for what a value has that its schema does not allow.
pub(super) struct Validator<'t> {
    table: &'t Table,
    /// Whether enumerations, patterns, lengths and ranges count, which APIs extend.
    is_strict: bool,
    /// The effort that is left. What is not looked at any more counts as right.
    effort: Cell<usize>,
}

impl<'t> Validator<'t> {
    pub(super) fn new(table: &'t Table, is_strict: bool) -> Self {
        Self { table, is_strict, effort: Cell::new(MOST_EFFORT) }
    }

    /// What is wrong first, after where that is; none if the value fits.
    pub(super) fn violation(&self, schema: &Value, value: &Value) -> Option<String> {
        let (path, problem) = self.at(schema, value, DEEPEST)?;
        let path = path.iter().rev().map(String::as_str).collect::<Vec<_>>().join(".");
        Some(if path.is_empty() { problem } else { format!("`{path}` {problem}") })
    }

    fn at(&self, schema: &Value, value: &Value, depth: usize) -> Violation {
        let depth = depth.checked_sub(1)?;
        self.effort.set(self.effort.get().checked_sub(1)?);
        let schema = self.table.resolve(schema);
        if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
            return None;
        }
        let facts = if self.is_strict { strict(schema, value) } else { None };
        wrong_type(schema, value)
            .or(facts)
            .map(|problem| (Vec::new(), problem))
            .or_else(|| self.parts(schema, value, depth))
            .or_else(|| self.alternatives(schema, value, depth))
    }

    /// What is wrong with properties and elements.
    fn parts(&self, schema: &Value, value: &Value, depth: usize) -> Violation {
        match value {
            Value::Object(fields) => self.missing(schema, fields).or_else(|| {
                fields.iter().find_map(|(name, value)| {
                    let declared = schema.get("properties").and_then(|all| all.get(name));
                    let others = || schema.get("additionalProperties");
                    within(name, self.at(declared.or_else(others)?, value, depth))
                })
            }),
            Value::Array(items) => {
                let schema = schema.get("items")?;
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| {
                    within(&index.to_string(), self.at(schema, item, depth))
                })
            }
            _ => None,
        }
    }

    /// The first property that has to be sent and is not there.
    fn missing(&self, schema: &Value, fields: &Map<String, Value>) -> Violation {
        let mut required = schema.get("required")?.as_array()?.iter().filter_map(Value::as_str);
        let is_read_only = |name: &str| {
            let property = schema.get("properties").and_then(|all| all.get(name));
            let property = property.map(|property| self.table.resolve(property));
            property.and_then(|property| property.get("readOnly")) == Some(&Value::Bool(true))
        };
        let name = required.find(|name| !fields.contains_key(*name) && !is_read_only(name))?;
        Some((vec![name.to_owned()], "is required".to_owned()))
    }

    fn alternatives(&self, schema: &Value, value: &Value, depth: usize) -> Violation {
        let all = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
        let mut parts = all("allOf").into_iter().flatten();
        let wrong = parts.find_map(|part| self.at(part, value, depth));
        wrong.or_else(|| {
            ["oneOf", "anyOf"].into_iter().filter_map(all).find_map(|alternatives| {
                let mut wrong = alternatives.iter().map(|one| self.at(one, value, depth));
                // What is wrong with the only alternative says more than that none fits.
                match alternatives.as_slice() {
                    [] => None,
                    [_] => wrong.next().flatten(),
                    _ if wrong.any(|violation| violation.is_none()) => None,
                    _ => Some((Vec::new(), "is none of the alternatives".to_owned())),
                }
            })
        })
    }
}

/// The names on the way to what is wrong, the last one first, and what that is.
type Violation = Option<(Vec<String>, String)>;

fn within(name: &str, violation: Violation) -> Violation {
    let (mut path, problem) = violation?;
    path.push(name.to_owned());
    Some((path, problem))
}

fn wrong_type(schema: &Value, value: &Value) -> Option<String> {
    let expected = schema.get("type")?.as_str()?;
    let fits = match (expected, value) {
        ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        // 1.0 is an integer.
        ("integer", Value::Number(number)) => {
            number.is_i64()
                || number.is_u64()
                || number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        ("string" | "boolean" | "number" | "array" | "object" | "integer", _) => false,
        _ => true,
    };
    (!fits).then(|| format!("is {} and has to be {}", kind(value), with_article(expected)))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn with_article(expected: &str) -> &'static str {
    match expected {
        "string" => "a text",
        "boolean" => "a boolean",
        "number" => "a number",
        "integer" => "an integer",
        "array" => "an array",
        _ => "an object",
    }
}

/// Enumerations, patterns, lengths and ranges.
fn strict(schema: &Value, value: &Value) -> Option<String> {
    let values = schema.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| !values.contains(value)) {
        return Some("is none of the values of its enumeration".to_owned());
    }
    let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
    let is_set = |name: &str| schema.get(name) == Some(&Value::Bool(true));
    match value {
        Value::String(text) => pattern(schema, text).or_else(|| {
            size("character", text.chars().count(), limit("minLength"), limit("maxLength"))
        }),
        Value::Array(items) => size("item", items.len(), limit("minItems"), limit("maxItems")),
        Value::Number(number) => {
            let number = number.as_f64()?;
            let below = limit("minimum").filter(|least| {
                number < *least || (is_set("exclusiveMinimum") && number <= *least)
            });
            let above = limit("maximum")
                .filter(|most| number > *most || (is_set("exclusiveMaximum") && number >= *most));
            below
                .map(|least| format!("is too small: the least is {least}"))
                .or(above.map(|most| format!("is too large: the most is {most}")))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

fn pattern(schema: &Value, text: &str) -> Option<String> {
    let pattern = schema.get("pattern")?.as_str()?;
    // What only other engines understand cannot be checked.
    let regex = Regex::new(pattern).ok()?;
    (!regex.is_match(text)).then(|| format!("does not match the pattern `{pattern}`"))
}

#[allow(clippy::cast_precision_loss, reason = "no content is that long")]
fn size(of: &str, size: usize, least: Option<f64>, most: Option<f64>) -> Option<String> {
    let s = if size == 1 { "" } else { "s" };
    let too = |limit: &str, number: f64| format!("has {size} {of}{s}, and {limit} {number}");
    least
        .filter(|least| (size as f64) < *least)
        .map(|least| too("at least", least))
        .or_else(|| most.filter(|most| size as f64 > *most).map(|most| too("at most", most)))
}
