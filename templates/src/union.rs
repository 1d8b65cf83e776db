//! Unions: a variant is taken only if nothing is lost by it.

#![allow(dead_code, reason = "an API may have unions of one kind only")]

use std::any::TypeId;
use std::mem;

use serde_json::Value;

use crate::from_json::{FromJson, Losses, Reading};
use crate::node::Node;

/// Implements reading for a [`Union`].
macro_rules! json_union {
    ($name:ident) => {
        impl $crate::from_json::FromJson for $name {
            fn from_json(
                node: &$crate::node::Node<'_>,
                reading: &mut $crate::from_json::Reading,
            ) -> Result<Self, $crate::from_json::Misfit> {
                Ok($crate::union::read(node, reading))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::from_json::deserialize(deserializer)
            }
        }

        /// Any JSON: a known variant if it fits, and otherwise kept as it is.
        impl From<serde_json::Value> for $name {
            fn from(value: serde_json::Value) -> Self {
                $crate::union::from_value(value)
            }
        }
    };
}

pub(crate) use json_union;

/// An enum of types, and of any other JSON.
pub(crate) trait Union: Clone + 'static {
    /// Chooses among the variants.
    fn read(choice: Choice<'_, Self>) -> Choice<'_, Self>;

    /// What is none of them.
    fn other(value: Value) -> Self;
}

/// A variant that is being chosen for a node.
pub(crate) struct Choice<'a, U> {
    node: &'a Node<'a>,
    reading: &'a mut Reading,
    /// Whether the JSON itself says which variant it is.
    is_tagged: bool,
    chosen: Option<U>,
}

impl<'a, U> Choice<'a, U> {
    /// The text of the property that says which variant the JSON is.
    pub(crate) fn tag(&mut self, name: &str) -> Option<&'a str> {
        self.is_tagged = true;
        let Node::Object(entries) = self.node else { return None };
        entries.iter().find(|(found, _)| found == name)?.1.as_str()
    }

    /// Takes a variant if the JSON fits it, unless one was taken before.
    pub(crate) fn variant<T: FromJson>(mut self, variant: impl FnOnce(T) -> U) -> Self {
        if self.chosen.is_none() {
            // Where the next variant reads the same again, what unions make of it is kept.
            let again = usize::from(!self.is_tagged);
            self.reading.unions += again;
            self.chosen = read_exactly(self.node, self.reading).map(variant);
            self.reading.unions -= again;
        }
        self
    }
}

/// Reads a union.
pub(crate) fn read<U: Union>(node: &Node<'_>, reading: &mut Reading) -> U {
    if reading.unions == 0 {
        return choose(node, reading).unwrap_or_else(|| U::other(node.to_value()));
    }
    let key = (std::ptr::from_ref(node).addr(), TypeId::of::<U>());
    if let Some((known, losses)) = reading.known.get(&key)
        && let Some(known) = known.downcast_ref::<U>()
    {
        reading.losses = reading.losses.and(*losses);
        return known.clone();
    }
    let before = mem::take(&mut reading.losses);
    let value = choose(node, reading).unwrap_or_else(|| U::other(node.to_value()));
    reading.known.insert(key, (Box::new(value.clone()), reading.losses));
    reading.losses = before.and(reading.losses);
    value
}

fn choose<U: Union>(node: &Node<'_>, reading: &mut Reading) -> Option<U> {
    U::read(Choice { node, reading, is_tagged: false, chosen: None }).chosen
}

/// Makes a union of JSON that is to be sent.
pub(crate) fn from_value<U: Union>(value: Value) -> U {
    choose(&Node::from(&value), &mut Reading::given()).unwrap_or_else(|| U::other(value))
}

/// Reads a value, unless writing it would not give the same again.
pub(crate) fn read_exactly<T: FromJson>(node: &Node<'_>, reading: &mut Reading) -> Option<T> {
    let before = mem::take(&mut reading.losses);
    let value = T::from_json(node, reading).ok().filter(|_| reading.is_exact());
    // What is not taken loses nothing.
    let losses = if value.is_some() { reading.losses } else { Losses::default() };
    reading.losses = before.and(losses);
    value
}
