//! What a schema says of values beyond their type.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use document::Document;
use serde_json::{Number, Value};

use super::{MOST_SCHEMAS, target};
use crate::compare::operations::spans;

/// Keywords that say how much of something there may be at most.
const MOST: &[&str] = &["maxLength", "maximum", "maxItems", "maxProperties"];

/// Keywords that say how much of something there has to be.
const LEAST: &[&str] = &["minLength", "minimum", "minItems", "minProperties"];

/// Keywords of which a value is another limit, neither narrower nor wider.
const OTHER: &[&str] = &["pattern", "multipleOf", "not", "format"];

/// Keywords that allow less if they are true.
const FLAGS: &[&str] = &["uniqueItems", "exclusiveMinimum", "exclusiveMaximum"];

/// What a schema says, with all of its parts, of values of one place: the value itself, an element of
/// it, an element of that, and so on.
pub(super) struct Facets<'d> {
    /// Where the schema is.
    pub(super) at: String,
    /// The keywords that are compared, with the narrowest of those in several parts.
    keywords: BTreeMap<&'static str, &'d Value>,
    /// Values that are no text: those are variants of an enumeration.
    values: Option<Vec<&'d Value>>,
    /// The schemas of elements and of other properties, with what they are of.
    below: Vec<(&'static str, Facets<'d>)>,
}

/// Which way a limit has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facing {
    /// It allows less.
    Narrower,
    /// It allows more.
    Wider,
    /// It allows something else.
    Other,
    /// It is the default, and no limit.
    Default,
}

impl<'d> Facets<'d> {
    pub(super) fn of(document: &'d Document, at: &str) -> Self {
        Self::within(document, at, &mut HashSet::new())
    }

    /// The facets of a schema within another. Schemas that have been met are not read again: one that is
    /// repeated says nothing new, and one that leads to itself would have no end.
    fn within(document: &'d Document, at: &str, met: &mut HashSet<String>) -> Self {
        let mut facets =
            Self { at: at.to_owned(), keywords: BTreeMap::new(), values: None, below: Vec::new() };
        facets.read(document, at, met);
        facets
    }

    /// Adds what a schema says, and its parts.
    fn read(&mut self, document: &'d Document, at: &str, met: &mut HashSet<String>) {
        let Some((at, value)) = target(document, at) else { return };
        let Some(schema) = value.as_object() else { return };
        if met.len() >= MOST_SCHEMAS || !met.insert(at.clone()) {
            return;
        }
        for keyword in keywords() {
            let Some(value) = schema.get(keyword) else { continue };
            let known = self.keywords.entry(keyword).or_insert(value);
            if facing(keyword, known, value) == Some(Facing::Narrower) {
                *known = value;
            }
        }
        let values = schema.get("enum").and_then(Value::as_array);
        if let Some(values) = values.filter(|values| !values.iter().any(Value::is_string)) {
            self.values = Some(values.iter().collect());
        }
        for (keyword, what) in [("items", ", an element"), ("additionalProperties", ", a value")] {
            if schema.get(keyword).is_some_and(Value::is_object) {
                let below = Self::within(document, &format!("{at}/{keyword}"), met);
                self.below.push((what, below));
            }
        }
        let parts = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        for part in 0..parts {
            self.read(document, &format!("{at}/allOf/{part}"), met);
        }
    }

    /// What is different, in words.
    pub(super) fn differences(&self, new: &Self) -> Vec<(Facing, String)> {
        let mut differences = Vec::new();
        for keyword in keywords() {
            let (was, is) = (self.keywords.get(keyword), new.keywords.get(keyword));
            if was == is {
                continue;
            }
            let text = match (was, is) {
                (Some(was), Some(is)) => format!("`{keyword}` {was} is {is}"),
                (None, Some(is)) => format!("`{keyword}` {is} is new"),
                (Some(was), None) => format!("`{keyword}` {was} is gone"),
                (None, None) => continue,
            };
            let facing = match (keyword, was, is) {
                ("default", ..) => Some(Facing::Default),
                (flag, ..) if FLAGS.contains(&flag) => match (is_true(was), is_true(is)) {
                    (false, true) => Some(Facing::Narrower),
                    (true, false) => Some(Facing::Wider),
                    _ => None,
                },
                (_, Some(was), Some(is)) => facing(keyword, was, is),
                (_, None, _) => Some(Facing::Narrower),
                (_, _, None) => Some(Facing::Wider),
            };
            differences.extend(facing.map(|facing| (facing, text)));
        }
        differences.extend(self.values_differ(new));
        differences
    }

    /// What is different in the list of values.
    fn values_differ(&self, new: &Self) -> Option<(Facing, String)> {
        let list = |values: &[&Value]| spans(values, ", ");
        match (&self.values, &new.values) {
            (None, None) => None,
            (None, Some(is)) => Some((Facing::Narrower, format!("only {}", list(is)))),
            (Some(was), None) => Some((Facing::Wider, format!("not only {}", list(was)))),
            (Some(was), Some(is)) => {
                let less = |one: &[&'d Value], other: &[&Value]| -> Vec<&'d Value> {
                    one.iter().copied().filter(|value| !other.contains(value)).collect()
                };
                let (gone, come) = (less(was, is), less(is, was));
                match (gone.is_empty(), come.is_empty()) {
                    (true, true) => None,
                    (false, true) => Some((Facing::Narrower, format!("not {}", list(&gone)))),
                    (true, false) => Some((Facing::Wider, format!("also {}", list(&come)))),
                    (false, false) => {
                        let text = format!("not {}, but {}", list(&gone), list(&come));
                        Some((Facing::Other, text))
                    }
                }
            }
        }
    }
}

/// All keywords that are compared.
fn keywords() -> impl Iterator<Item = &'static str> {
    [MOST, LEAST, OTHER, FLAGS, &["default"]].into_iter().flatten().copied()
}

/// The facets of the same place in both versions, with words for the place.
pub(super) fn pairs<'f, 'd>(
    old: &'f Facets<'d>,
    new: &'f Facets<'d>,
) -> Vec<(String, &'f Facets<'d>, &'f Facets<'d>)> {
    let mut found = vec![(String::new(), old, new)];
    for (what, was) in &old.below {
        let is = new.below.iter().find(|(other, _)| other == what);
        let below = is.map(|(_, is)| pairs(was, is)).unwrap_or_default();
        found.extend(below.into_iter().map(|(place, was, is)| (format!("{what}{place}"), was, is)));
    }
    found
}

/// Which way the value of a keyword has gone; none if it means the same.
fn facing(keyword: &str, was: &Value, is: &Value) -> Option<Facing> {
    if was == is {
        return None;
    }
    let number = |value: &Value| value.as_number().and_then(Number::as_f64);
    let (old, new) = (number(was), number(is));
    match old.zip(new).and_then(|(old, new)| new.partial_cmp(&old)) {
        Some(Ordering::Equal) => None,
        Some(Ordering::Less) if MOST.contains(&keyword) => Some(Facing::Narrower),
        Some(Ordering::Greater) if MOST.contains(&keyword) => Some(Facing::Wider),
        Some(Ordering::Greater) if LEAST.contains(&keyword) => Some(Facing::Narrower),
        Some(Ordering::Less) if LEAST.contains(&keyword) => Some(Facing::Wider),
        _ => Some(Facing::Other),
    }
}

fn is_true(value: Option<&&Value>) -> bool {
    value.is_some_and(|value| **value == Value::Bool(true))
}
