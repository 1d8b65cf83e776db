//! JSON as it was read, before anything is known of what it means.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use crate::digits;

/// A JSON value that borrows its text from where it was read, as far as that is possible.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    /// The digits of an integer beyond 64 bits.
    Digits(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<Entry<'a>>),
}

/// A property of an object: its name and its value.
pub(crate) type Entry<'a> = (Cow<'a, str>, Node<'a>);

impl Node<'_> {
    /// The same as a value of its own.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Digits(digits) => digits.parse().map_or(Value::Null, Value::Number),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(entries) => entries
                .iter()
                .map(|(name, node)| (name.clone().into_owned(), node.to_value()))
                .collect(),
        }
    }

    /// Whether there are integers beyond 64 bits in it.
    pub(crate) fn has_digits(&self) -> bool {
        self.has(|node| matches!(node, Self::Digits(_)))
    }

    /// Whether this is so of a value that is no list and no object, or of one within it.
    pub(crate) fn has(&self, is_so: fn(&Self) -> bool) -> bool {
        match self {
            Self::List(items) => items.iter().any(|item| item.has(is_so)),
            Self::Object(entries) => entries.iter().any(|(_, node)| node.has(is_so)),
            node => is_so(node),
        }
    }

    /// Whether this is a list or an object.
    pub(crate) fn has_parts(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
    }

    /// The text, if this is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> Node<'a> {
    /// Reads JSON. Integers beyond 64 bits, which `serde_json` rounds, are taken from the text.
    pub(crate) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let mut node: Self = serde_json::from_str(text)?;
        digits::restore(&mut node, text);
        Ok(node)
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => value.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Digits(digits) => match RawValue::from_string(digits.clone().into_owned()) {
                Ok(digits) => digits.serialize(serializer),
                Err(error) => Err(S::Error::custom(error)),
            },
            Self::Text(text) => text.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(name, node)| (name, node)))
            }
        }
    }
}

impl<'a> From<&'a Value> for Node<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(fields) => Self::Object(
                fields.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect(),
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Makes a node of what a format hands over.
pub(crate) struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value.into()))
    }

    /// As `serde_json` has it: JSON has no number that is not finite.
    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        object(map.next_key()?, map)
    }
}

/// An object of which the first name has been read.
pub(crate) fn object<'de, A: MapAccess<'de>>(
    first: Option<Name<'de>>,
    mut map: A,
) -> Result<Node<'de>, A::Error> {
    let mut entries = Vec::with_capacity(8);
    let mut next = first;
    while let Some(Name(name)) = next {
        entries.push((name, map.next_value()?));
        next = map.next_key()?;
    }
    if let [(name, Node::Text(digits))] = entries.as_slice()
        && let Some(number) = number(name, digits)
    {
        return Ok(Node::Number(number));
    }
    match repeated(&entries) {
        Some(name) => Err(A::Error::custom(format_args!("duplicate field `{name}`"))),
        None => Ok(Node::Object(entries)),
    }
}

/// The number that is handed over as an object: `serde_json` does that with all numbers, if its
/// feature `arbitrary_precision` is turned on by any crate of a program.
fn number(name: &str, digits: &str) -> Option<Number> {
    if name != "$serde_json::private::Number" {
        return None;
    }
    // Without the feature this is an object like any other, and this number has no place.
    serde_json::from_str::<Number>("1e999").ok()?;
    digits.parse().ok()
}

/// The name of a property that an object has twice.
fn repeated<'n>(entries: &'n [Entry<'_>]) -> Option<&'n str> {
    if entries.len() <= FEW {
        let mut earlier = entries.iter().enumerate();
        let is_there_before = |(index, (name, _)): &(usize, &Entry<'_>)| {
            entries[..*index].iter().any(|(earlier, _)| earlier == name)
        };
        return earlier.find(is_there_before).map(|(_, (name, _))| &**name);
    }
    let mut names: Vec<&str> = entries.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// Up to how many properties comparing each with each costs less than sorting them.
pub(crate) const FEW: usize = 16;

/// A name, which is copied only if it has to be.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}
