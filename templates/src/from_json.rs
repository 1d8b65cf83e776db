//! How values are made of JSON, and what is said where that does not fit.
//!
//! JSON is parsed once, into a tree of nodes that borrow from the text. Every type of this crate
//! is made of such a node, and so knows the path of what does not fit.

#![allow(dead_code, reason = "an API may have fields of one kind only")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde_json::{Map, Number, Value};
use serde_path_to_error::Error as PathError;

use crate::kept;
use crate::node::Node;
use crate::printable::{LONGEST_EXCERPT, shortened};
use crate::reading::{self, Reading};
use crate::source::Source;

/// A type that is made of JSON.
pub(crate) trait FromJson: Sized {
    /// Whether it is any JSON, so that a property which fits nothing else has a place in it.
    const IS_ANY: bool = false;

    /// Makes a value of a node.
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit>;
}

/// Reads a value by way of a tree, as `Deserialize` of all types of this crate does.
pub(crate) fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let (read, text) = match Source::deserialize(deserializer)? {
        Source::Text(text) => {
            let node = Node::parse(&text).map_err(D::Error::custom)?;
            (reading::read(&node), Some(text))
        }
        Source::Node(node) => (reading::read(&node), None),
    };
    let (value, misfits) = read.map_err(Misfit::into_error)?;
    kept::add(misfits, text.as_deref());
    Ok(value)
}

/// Why JSON is not what it should be, and where.
///
/// Unions try several types, so that most of these are thrown away: they become text only where they
/// are shown.
#[derive(Debug)]
pub(crate) struct Misfit {
    problem: Problem,
    /// The path from the value that is read, from its end.
    pub(crate) path: Vec<Step>,
}

#[derive(Debug)]
enum Problem {
    Missing(&'static str),
    Type { found: Found, expected: &'static str },
}

/// What stands in place of a value of another type.
#[derive(Debug)]
enum Found {
    Null,
    Bool(bool),
    Number(Number),
    /// The digits of an integer beyond 64 bits.
    Digits(String),
    Text(String),
    List,
    Object,
}

/// A step on the way from a value to one within it.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// To a field.
    Field(&'static str),
    /// To a property whose name is data.
    Property(String),
    /// To an item of a list.
    Index(usize),
}

thread_local! {
    /// What did not fit last. The errors of `serde` have no room for a path, so that it waits here
    /// for [`Misfit::behind`].
    static LAST: Cell<Option<Misfit>> = const { Cell::new(None) };
}

impl Misfit {
    /// For a required field.
    #[cold]
    pub(crate) fn missing(name: &'static str) -> Self {
        Self { problem: Problem::Missing(name), path: Vec::new() }
    }

    /// For a value of another type than the expected one, in the words of `serde`.
    #[cold]
    pub(crate) fn other_type(node: &Node<'_>, expected: &'static str) -> Self {
        let found = match node {
            Node::Null => Found::Null,
            Node::Bool(value) => Found::Bool(*value),
            Node::Number(number) => Found::Number(number.clone()),
            Node::Digits(digits) => Found::Digits(shortened(digits, LONGEST_EXCERPT).into_owned()),
            Node::Text(text) => Found::Text(shortened(text, LONGEST_EXCERPT).into_owned()),
            Node::List(_) => Found::List,
            Node::Object(_) => Found::Object,
        };
        Self { problem: Problem::Type { found, expected }, path: Vec::new() }
    }

    /// The error of a format, which says both.
    fn into_error<E: Error>(self) -> E {
        let error = E::custom(&self);
        LAST.set(Some(self));
        error
    }

    /// Reads something, and tells what of this kind made the error, if anything did.
    pub(crate) fn behind<T, E: fmt::Display>(
        read: impl FnOnce() -> Result<T, PathError<E>>,
    ) -> Result<T, (PathError<E>, Option<Self>)> {
        LAST.take();
        read().map_err(|error| {
            let last = LAST.take();
            // A type of the user's may have passed over the error, and failed for another reason.
            let reason = error.inner().to_string();
            let last = last.filter(|last| reason.starts_with(&last.to_string()));
            (error, last)
        })
    }

    /// Whether it is an integer for which a type of integers has no room.
    pub(crate) fn is_out_of_range(&self) -> bool {
        let Problem::Type { found, expected } = &self.problem else { return false };
        let is_integer = match found {
            Found::Number(number) => !number.is_f64() || without_fraction(number).is_some(),
            Found::Digits(_) => true,
            Found::Null | Found::Bool(_) | Found::Text(_) | Found::List | Found::Object => false,
        };
        is_integer && ["i32", "i64", "u32", "u64"].contains(expected)
    }

    /// Whether it is a field that should be a list or an object, and is none.
    pub(crate) fn is_of_other_type(&self) -> bool {
        let Problem::Type { expected, .. } = &self.problem else { return false };
        self.is_of_field() && ["a sequence", "a map"].contains(expected)
    }

    /// Whether it is the type of a field itself that does not fit, and not something within it.
    pub(crate) fn is_of_field(&self) -> bool {
        matches!(self.problem, Problem::Type { .. }) && self.path.len() == 1
    }

    /// The path of what does not fit from the value that was read, such as `items[0].name`; empty
    /// for the value itself.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.path.iter().rev() {
            let separator = if path.is_empty() { "" } else { "." };
            match step {
                Step::Field(name) => path.extend([separator, name]),
                Step::Property(name) => path.extend([separator, name]),
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        path
    }

    /// Why it does not fit.
    pub(crate) fn message(&self) -> String {
        let (found, expected) = match &self.problem {
            Problem::Missing(name) => return format!("missing field `{name}`"),
            Problem::Type { found, expected } => (found, expected),
        };
        let problem = if self.is_out_of_range() { "value" } else { "type" };
        let found = match found {
            Found::Null => "null".to_owned(),
            Found::Bool(value) => Unexpected::Bool(*value).to_string(),
            Found::Number(number) if number.is_f64() => format!("floating point `{number}`"),
            Found::Number(number) => format!("integer `{number}`"),
            Found::Digits(digits) => format!("integer `{digits}`"),
            Found::Text(text) => Unexpected::Str(text).to_string(),
            Found::List => Unexpected::Seq.to_string(),
            Found::Object => Unexpected::Map.to_string(),
        };
        format!("invalid {problem}: {found}, expected {expected}")
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        match self.path().as_str() {
            "" => Ok(()),
            path => write!(f, " at `{path}`"),
        }
    }
}

impl FromJson for String {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        text(node).map(|text| if reading.is_deciding { Self::new() } else { text.to_owned() })
    }
}

/// The text of a node that has to be one.
pub(crate) fn text<'n>(node: &'n Node<'_>) -> Result<&'n str, Misfit> {
    node.as_str().ok_or_else(|| Misfit::other_type(node, "a string"))
}

/// The value that a text stands for, in a form or in a query.
fn of_text<T: FromStr>(text: &str, reading: &Reading) -> Option<T> {
    if reading.of_texts { text.parse().ok() } else { None }
}

impl FromJson for bool {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let value = match node {
            Node::Bool(value) => Some(*value),
            Node::Text(text) => of_text(text, reading),
            _ => None,
        };
        value.ok_or_else(|| Misfit::other_type(node, "a boolean"))
    }
}

/// Implements [`FromJson`] for integers, by the method of a number and what is said otherwise.
macro_rules! integers {
    ($($type:ident)*) => {
        $(
            impl FromJson for $type {
                fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
                    let integer = match node {
                        Node::Number(number) => number
                            .as_i64()
                            .or_else(|| without_fraction(number))
                            .and_then(|number| number.try_into().ok())
                            .or_else(|| number.as_u64()?.try_into().ok()),
                        Node::Text(text) => of_text(text, reading),
                        _ => None,
                    };
                    integer.ok_or_else(|| Misfit::other_type(node, stringify!($type)))
                }
            }
        )*
    };
}

integers!(i32 i64 u32 u64);

/// The integer that `1.0` or `1e3` is, as far as a float can tell it from others.
fn without_fraction(number: &Number) -> Option<i64> {
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < EXACT)?;
    #[expect(clippy::cast_possible_truncation, reason = "there is no fraction, and 53 bits fit")]
    Some(value as i64)
}

/// Below this, 2^53, no float stands for more than one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl FromJson for f64 {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let (value, is_integer) = match node {
            Node::Number(number) => (number.as_f64(), !number.is_f64()),
            Node::Digits(digits) => (digits.parse().ok(), true),
            Node::Text(text) => {
                (of_text(text, reading).filter(|value: &f64| value.is_finite()), false)
            }
            _ => (None, false),
        };
        let value = value.ok_or_else(|| Misfit::other_type(node, "f64"))?;
        reading.is_lossy |= is_integer && value.abs() >= EXACT;
        Ok(value)
    }
}

impl FromJson for Value {
    const IS_ANY: bool = true;

    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        Ok(if reading.is_deciding { Self::Null } else { node.to_value() })
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        match node {
            Node::Null => Ok(None),
            node => T::from_json(node, reading).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        T::from_json(node, reading).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let items = match node {
            Node::List(items) => items.as_slice(),
            Node::Text(_) if reading.of_texts => std::slice::from_ref(node),
            node => return Err(Misfit::other_type(node, "a sequence")),
        };
        let item = |(index, item)| reading.read_at(item, || Step::Index(index));
        items.iter().enumerate().map(item).collect()
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        entries(node, reading)
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        entries(node, reading)
    }
}

/// All properties of an object.
fn entries<T: FromJson, M: FromIterator<(String, T)>>(
    node: &Node<'_>,
    reading: &mut Reading,
) -> Result<M, Misfit> {
    let Node::Object(entries) = node else {
        return Err(Misfit::other_type(node, "a map"));
    };
    entries.iter().map(|(name, node)| property(name, node, reading)).collect()
}

/// A property whose name is data.
pub(crate) fn property<T: FromJson>(
    name: &str,
    node: &Node<'_>,
    reading: &mut Reading,
) -> Result<(String, T), Misfit> {
    let value = reading.read_at(node, || Step::Property(name.to_owned()))?;
    Ok((if reading.is_deciding { String::new() } else { name.to_owned() }, value))
}
