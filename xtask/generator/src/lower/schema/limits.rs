//! The limits of values, and those of several schemas together.

use std::cmp::Ordering;
use std::fmt::{self, Display};

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use crate::docs::code_span;
use crate::lower::schema::view::ValueKind;

/// The singular and the plural of what is counted.
type CountedNoun = (&'static str, &'static str);

const CHARACTERS: CountedNoun = ("character", "characters");
const ELEMENTS: CountedNoun = ("element", "elements");
const PROPERTIES: CountedNoun = ("property", "properties");

/// What a schema allows of the values of each type.
#[derive(Debug, Default, Clone)]
pub(in crate::lower) struct Limits<'a> {
    characters: Range<usize>,
    patterns: Vec<&'a str>,
    numbers: Range<Number>,
    multiples: Vec<Number>,
    elements: Range<usize>,
    is_unique: bool,
    properties: Range<usize>,
    excluded: Vec<&'a ReferenceOr<Schema>>,
}

impl<'a> Limits<'a> {
    pub(in crate::lower) fn of(schema: &'a Schema) -> Self {
        match &schema.schema_kind {
            SchemaKind::Type(ty) => Self::of_type(ty),
            SchemaKind::Any(any) => Self::of_any(any),
            SchemaKind::Not { not } => Self { excluded: vec![not], ..Self::default() },
            SchemaKind::OneOf { .. } | SchemaKind::AllOf { .. } | SchemaKind::AnyOf { .. } => {
                Self::default()
            }
        }
    }

    fn of_type(ty: &'a Type) -> Self {
        let none = Self::default();
        match ty {
            Type::String(string) => Self {
                characters: Range::closed(string.min_length, string.max_length),
                patterns: string.pattern.as_deref().into_iter().collect(),
                ..none
            },
            Type::Integer(integer) => Self {
                numbers: Range {
                    least: Bound::of(integer.minimum, integer.exclusive_minimum, Number::Integer),
                    most: Bound::of(integer.maximum, integer.exclusive_maximum, Number::Integer),
                },
                multiples: integer.multiple_of.map(Number::Integer).into_iter().collect(),
                ..none
            },
            Type::Number(number) => Self {
                numbers: Range {
                    least: Bound::of(number.minimum, number.exclusive_minimum, Number::Float),
                    most: Bound::of(number.maximum, number.exclusive_maximum, Number::Float),
                },
                multiples: number.multiple_of.map(Number::Float).into_iter().collect(),
                ..none
            },
            Type::Array(array) => Self {
                elements: Range::closed(array.min_items, array.max_items),
                is_unique: array.unique_items,
                ..none
            },
            Type::Object(object) => Self {
                properties: Range::closed(object.min_properties, object.max_properties),
                ..none
            },
            Type::Boolean(_) => none,
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        let (above, below) =
            (any.exclusive_minimum == Some(true), any.exclusive_maximum == Some(true));
        Self {
            characters: Range::closed(any.min_length, any.max_length),
            patterns: any.pattern.as_deref().into_iter().collect(),
            numbers: Range {
                least: Bound::of(any.minimum, above, Number::Float),
                most: Bound::of(any.maximum, below, Number::Float),
            },
            multiples: any.multiple_of.map(Number::Float).into_iter().collect(),
            elements: Range::closed(any.min_items, any.max_items),
            is_unique: any.unique_items == Some(true),
            properties: Range::closed(any.min_properties, any.max_properties),
            excluded: any.not.as_deref().into_iter().collect(),
        }
    }

    /// The limits of values that are within others, too: the narrower of each.
    pub(in crate::lower) fn and(mut self, other: &Self) -> Self {
        self.characters = self.characters.and(other.characters);
        self.numbers = self.numbers.and(other.numbers);
        self.elements = self.elements.and(other.elements);
        self.properties = self.properties.and(other.properties);
        self.is_unique |= other.is_unique;
        add_new(&mut self.patterns, &other.patterns);
        add_new(&mut self.multiples, &other.multiples);
        add_new(&mut self.excluded, &other.excluded);
        self
    }

    /// Whether no value is within these limits.
    pub(in crate::lower) fn are_empty(&self) -> bool {
        self.characters.is_empty()
            || self.numbers.is_empty()
            || self.elements.is_empty()
            || self.properties.is_empty()
    }

    /// Schemas of which a value must be none.
    pub(in crate::lower) fn excluded(&self) -> &[&'a ReferenceOr<Schema>] {
        &self.excluded
    }

    /// Sentences about what means something for values of some kind.
    pub(in crate::lower) fn sentences(&self, kind: &ValueKind<'_>) -> Vec<String> {
        // Values of an unknown type may be of any.
        let is_any = matches!(kind, ValueKind::Any | ValueKind::AllOf(..) | ValueKind::OneOf(_));
        let mut sentences = Vec::new();
        if is_any || matches!(kind, ValueKind::String { .. }) {
            sentences.extend(size(self.characters, CHARACTERS));
            let pattern = |pattern| format!("Pattern: {}.", code_span(pattern));
            sentences.extend(self.patterns.iter().copied().map(pattern));
        }
        if is_any || matches!(kind, ValueKind::Integer { .. } | ValueKind::Number { .. }) {
            sentences.extend(between(&self.numbers).map(|what| what + "."));
            sentences.extend(self.multiples.iter().map(|of| format!("A multiple of {of}.")));
        }
        if is_any || matches!(kind, ValueKind::Array { .. }) {
            sentences.extend(size(self.elements, ELEMENTS));
            sentences.extend(self.is_unique.then(|| "No element twice.".to_owned()));
        }
        if is_any || matches!(kind, ValueKind::Object(_)) {
            sentences.extend(size(self.properties, PROPERTIES));
        }
        sentences
    }
}

/// Adds what is not among some values yet.
fn add_new<T: Copy + PartialEq>(values: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !values.contains(other) {
            values.push(*other);
        }
    }
}

/// A limit of numbers.
#[derive(Debug, Clone, Copy)]
enum Number {
    Integer(i64),
    Float(f64),
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let float = |number: &Self| match number {
            Self::Integer(integer) => serde_json::Number::from(*integer).as_f64(),
            Self::Float(float) => Some(*float),
        };
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.partial_cmp(other),
            (one, other) => float(one)?.partial_cmp(&float(other)?),
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            // One with more digits than are known is shown by its power of ten.
            Self::Float(float) if float.abs() >= 1e18 => write!(f, "{float:e}"),
            Self::Float(float) => float.fmt(f),
        }
    }
}

/// One end of a range, and whether it is outside of the range.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound<T> {
    value: T,
    is_exclusive: bool,
}

impl<T> Bound<T> {
    fn of<V>(value: Option<V>, is_exclusive: bool, of: impl Fn(V) -> T) -> Option<Self> {
        value.map(|value| Self { value: of(value), is_exclusive })
    }
}

#[derive(Debug, Clone, Copy)]
struct Range<T> {
    least: Option<Bound<T>>,
    most: Option<Bound<T>>,
}

impl<T> Default for Range<T> {
    fn default() -> Self {
        Self { least: None, most: None }
    }
}

impl<T: Copy + PartialOrd> Range<T> {
    fn closed(least: Option<T>, most: Option<T>) -> Self {
        let bound = |value| Bound::of(value, false, |value| value);
        Self { least: bound(least), most: bound(most) }
    }

    fn and(self, other: Self) -> Self {
        Self {
            least: narrower(self.least, other.least, Ordering::Greater),
            most: narrower(self.most, other.most, Ordering::Less),
        }
    }

    fn is_empty(&self) -> bool {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least.is_exclusive || most.is_exclusive => {
                least.value >= most.value
            }
            (Some(least), Some(most)) => least.value > most.value,
            _ => false,
        }
    }
}

/// The bound that leaves less of a range: the one that compares so with the other.
fn narrower<T: PartialOrd>(
    one: Option<Bound<T>>,
    other: Option<Bound<T>>,
    narrower: Ordering,
) -> Option<Bound<T>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match one.value.partial_cmp(&other.value) {
            Some(Ordering::Equal) if other.is_exclusive => other,
            Some(order) if order == narrower || order == Ordering::Equal => one,
            _ => other,
        }),
        (one, other) => one.or(other),
    }
}

/// A sentence about a length or a number of parts.
fn size(range: Range<usize>, unit: CountedNoun) -> Option<String> {
    let what = between(&range)?;
    let unit = if what.ends_with(" 1") { unit.0 } else { unit.1 };
    Some(format!("{what} {unit}."))
}

/// Bounds that leave nothing have been reported, and are not repeated.
fn between<T: Copy + Display + PartialOrd>(range: &Range<T>) -> Option<String> {
    if range.is_empty() {
        return None;
    }
    let least = |bound: &Bound<T>| {
        let words = if bound.is_exclusive { "More than" } else { "At least" };
        format!("{words} {}", bound.value)
    };
    let is_exclusive = |bound: &Bound<T>| bound.is_exclusive;
    Some(match (&range.least, &range.most) {
        (Some(minimum), Some(most)) if is_exclusive(minimum) || is_exclusive(most) => {
            let words = if most.is_exclusive { "less than" } else { "at most" };
            format!("{} and {words} {}", least(minimum), most.value)
        }
        (Some(minimum), Some(maximum)) if minimum == maximum => {
            format!("Exactly {}", minimum.value)
        }
        (Some(minimum), Some(maximum)) => format!("From {} to {}", minimum.value, maximum.value),
        (Some(minimum), None) => least(minimum),
        (None, Some(maximum)) if maximum.is_exclusive => format!("Less than {}", maximum.value),
        (None, Some(maximum)) => format!("At most {}", maximum.value),
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use openapiv3::Schema;
    use serde_json::{Value, json};

    use super::Limits;
    use crate::lower::schema::view::View;

    fn both(one: Value, other: Value) -> Result<String, String> {
        let read = |value| serde_json::from_value::<Schema>(value).map_err(|e| e.to_string());
        let (one, other) = (read(one)?, read(other)?);
        let limits = Limits::of(&one).and(&Limits::of(&other));
        let reversed = Limits::of(&other).and(&Limits::of(&one));
        let sentences = limits.sentences(&View::new(&one).kind);
        assert_eq!(limits.are_empty(), reversed.are_empty());
        Ok(if limits.are_empty() { "nothing".to_owned() } else { sentences.join(" ") })
    }

    #[test]
    fn the_narrower_limit_counts() {
        for (one, other, expected) in [
            (
                json!({"type": "string", "minLength": 2, "maxLength": 9}),
                json!({"maxLength": 5, "minLength": 1}),
                "From 2 to 5 characters.",
            ),
            (
                json!({"type": "string", "pattern": "^a"}),
                json!({"pattern": "b$"}),
                "Pattern: `^a`. Pattern: `b$`.",
            ),
            (
                json!({"type": "integer", "minimum": 1, "exclusiveMaximum": true, "maximum": 9}),
                json!({"minimum": 0, "maximum": 9}),
                "At least 1 and less than 9.",
            ),
            (
                json!({"type": "integer", "minimum": 9_223_372_036_854_775_807_i64}),
                json!({"type": "integer", "minimum": 9_223_372_036_854_775_806_i64, "multipleOf": 7}),
                "At least 9223372036854775807. A multiple of 7.",
            ),
            (json!({"type": "integer", "minimum": 5}), json!({"maximum": 4}), "nothing"),
            (
                json!({"type": "number", "minimum": 5, "exclusiveMinimum": true}),
                json!({"maximum": 5}),
                "nothing",
            ),
            (
                json!({"type": "array", "uniqueItems": true}),
                json!({"minItems": 1, "minLength": 3}),
                "At least 1 element. No element twice.",
            ),
        ] {
            assert_eq!(both(one.clone(), other), Ok(expected.to_owned()), "{one}");
        }
    }
}
