//! The constraints of a schema beyond its type, as sentences for the documentation.
//!
//! The client does not check them: the API does, and its rules change.

use std::fmt::{self, Display};

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use crate::docs::code_span;
use crate::lower::external_docs::see_also;
use crate::lower::schema::view::{ValueKind, View};

/// The singular and the plural of what is counted.
type CountedNoun = (&'static str, &'static str);

const CHARACTERS: CountedNoun = ("character", "characters");
const ELEMENTS: CountedNoun = ("element", "elements");
const PROPERTIES: CountedNoun = ("property", "properties");

/// Sentences about limits, values, the default and where to read more; none if a schema has none of
/// these.
pub(in crate::lower) fn constraints_of(view: &View<'_>) -> Option<String> {
    let mut sentences = Vec::new();
    match &view.schema.schema_kind {
        SchemaKind::Type(ty) => of_type(ty, &mut sentences),
        SchemaKind::Any(any) => of_any(any, &mut sentences),
        SchemaKind::Not { not } => sentences.push(excluded(not)),
        SchemaKind::OneOf { .. } | SchemaKind::AllOf { .. } | SchemaKind::AnyOf { .. } => {}
    }
    // The values of strings become the variants of an enumeration.
    if !matches!(view.kind, ValueKind::String { .. }) && !view.values.is_empty() {
        let one = if view.values.len() == 1 { "Always" } else { "One of" };
        sentences.push(format!("{one} {}.", listed(&view.values)));
    }
    if let Some(default) = &view.data.default {
        let text = match default {
            Value::String(text) => code_span(text),
            other => code_span(&other.to_string()),
        };
        sentences.push(format!("Default: {text}."));
    }
    sentences.extend(view.data.external_docs.as_ref().and_then(see_also));
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn of_type(ty: &Type, sentences: &mut Vec<String>) {
    match ty {
        Type::String(string) => {
            sentences.extend(size(string.min_length, string.max_length, CHARACTERS));
            sentences.extend(string.pattern.as_deref().map(pattern));
        }
        Type::Integer(integer) => {
            let exclusive = (integer.exclusive_minimum, integer.exclusive_maximum);
            sentences.extend(range(integer.minimum, integer.maximum, exclusive));
            sentences.extend(integer.multiple_of.map(multiple));
        }
        Type::Number(number) => {
            let exclusive = (number.exclusive_minimum, number.exclusive_maximum);
            sentences.extend(range(
                number.minimum.map(Limit),
                number.maximum.map(Limit),
                exclusive,
            ));
            sentences.extend(number.multiple_of.map(multiple));
        }
        Type::Array(array) => {
            sentences.extend(size(array.min_items, array.max_items, ELEMENTS));
            sentences.extend(array.unique_items.then(unique));
        }
        Type::Object(object) => {
            sentences.extend(size(object.min_properties, object.max_properties, PROPERTIES));
        }
        Type::Boolean(_) => {}
    }
}

/// Adds the constraints of a schema whose keywords do not all belong to one type.
fn of_any(any: &AnySchema, sentences: &mut Vec<String>) {
    let exclusive = (any.exclusive_minimum == Some(true), any.exclusive_maximum == Some(true));
    sentences.extend(size(any.min_length, any.max_length, CHARACTERS));
    sentences.extend(any.pattern.as_deref().map(pattern));
    sentences.extend(range(any.minimum.map(Limit), any.maximum.map(Limit), exclusive));
    sentences.extend(any.multiple_of.map(multiple));
    sentences.extend(size(any.min_items, any.max_items, ELEMENTS));
    sentences.extend((any.unique_items == Some(true)).then(unique));
    sentences.extend(size(any.min_properties, any.max_properties, PROPERTIES));
    sentences.extend(any.not.as_deref().map(excluded));
}

fn pattern(pattern: &str) -> String {
    format!("Pattern: {}.", code_span(pattern))
}

fn multiple(of: impl Display) -> String {
    format!("A multiple of {of}.")
}

fn unique() -> String {
    "No element twice.".to_owned()
}

/// A sentence about `not`.
fn excluded(schema: &ReferenceOr<Schema>) -> String {
    let text = match schema {
        ReferenceOr::Reference { reference } => {
            reference.rsplit('/').next().unwrap_or_default().to_owned()
        }
        ReferenceOr::Item(schema) => match View::new(schema).values.as_slice() {
            [] => serde_json::to_string(schema).unwrap_or_default(),
            values => return format!("None of {}.", listed(values)),
        },
    };
    format!("Not {}.", code_span(&text))
}

fn listed(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(|value| code_span(&value.to_string())).collect();
    values.join(", ")
}

/// A sentence about a length or a number of parts.
fn size(minimum: Option<usize>, maximum: Option<usize>, unit: CountedNoun) -> Option<String> {
    let what = between(minimum, maximum, (false, false))?;
    let unit = if what.ends_with(" 1") { unit.0 } else { unit.1 };
    Some(format!("{what} {unit}."))
}

/// A limit of a number. One with more digits than are known is shown by its power of ten.
#[derive(PartialEq)]
struct Limit(f64);

impl Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.abs() < 1e18 { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

/// A sentence about the range of a number.
fn range<T: Display + PartialEq>(
    minimum: Option<T>,
    maximum: Option<T>,
    exclusive: (bool, bool),
) -> Option<String> {
    Some(between(minimum, maximum, exclusive)? + ".")
}

fn between<T: Display + PartialEq>(
    minimum: Option<T>,
    maximum: Option<T>,
    (above, below): (bool, bool),
) -> Option<String> {
    let least = if above { "More than" } else { "At least" };
    let most = if below { "less than" } else { "at most" };
    Some(match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if above || below => {
            format!("{least} {minimum} and {most} {maximum}")
        }
        (Some(minimum), Some(maximum)) if minimum == maximum => format!("Exactly {minimum}"),
        (Some(minimum), Some(maximum)) => format!("From {minimum} to {maximum}"),
        (Some(minimum), None) => format!("{least} {minimum}"),
        (None, Some(maximum)) if below => format!("Less than {maximum}"),
        (None, Some(maximum)) => format!("At most {maximum}"),
        (None, None) => return None,
    })
}
