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
pub(crate) trait Union: Sized + 'static {
    /// Chooses among the variants.
    fn read(choice: Choice<'_, Self>) -> Choice<'_, Self>;

    /// What is none of them.
    fn other(value: Value) -> Self;
}

/// The variants of a union, of which one is chosen for a node.
pub(crate) struct Choice<'a, U> {
    node: &'a Node<'a>,
    reading: &'a mut Reading,
    task: Task,
    /// How many variants came before.
    index: usize,
    decision: Option<usize>,
    chosen: Option<U>,
}

/// What is done with the variants of a union.
#[derive(Clone, Copy)]
enum Task {
    /// Takes the first one that fits.
    Try,
    /// Finds out which one fits first.
    Decide,
    /// Takes the one of this number.
    Take(usize),
}

impl<'a, U> Choice<'a, U> {
    /// The text of the property that says which variant the JSON is.
    pub(crate) fn tag(&self, name: &str) -> Option<&'a str> {
        let Node::Object(entries) = self.node else { return None };
        entries.iter().find(|(found, _)| found == name)?.1.as_str()
    }

    /// Takes a variant if the JSON fits it, unless one was taken before.
    pub(crate) fn variant<T: FromJson>(mut self, variant: impl FnOnce(T) -> U) -> Self {
        match self.task {
            Task::Try if self.chosen.is_none() => {
                self.chosen = read_exactly(self.node, self.reading).map(variant);
            }
            Task::Decide if self.decision.is_none() => {
                let fits = read_exactly::<T>(self.node, self.reading).is_some();
                self.decision = fits.then_some(self.index);
            }
            Task::Take(index) if self.index == index => {
                self.chosen = T::from_json(self.node, self.reading).ok().map(variant);
            }
            Task::Try | Task::Decide | Task::Take(_) => {}
        }
        self.index += 1;
        self
    }
}

/// Reads a union.
pub(crate) fn read<U: Union>(node: &Node<'_>, reading: &mut Reading) -> U {
    if reading.is_deciding {
        decide::<U>(node, reading, |reading| choose::<U>(node, reading, Task::Decide).decision);
        return U::other(Value::Null);
    }
    choose_one(node, reading).unwrap_or_else(|| U::other(node.to_value()))
}

/// Makes a union of JSON that is to be sent.
pub(crate) fn from_value<U: Union>(value: Value) -> U {
    let chosen = choose_one(&Node::from(&value), &mut Reading::given());
    chosen.unwrap_or_else(|| U::other(value))
}

fn choose_one<U: Union>(node: &Node<'_>, reading: &mut Reading) -> Option<U> {
    let decide_by = |reading: &mut Reading| choose::<U>(node, reading, Task::Decide).decision;
    attempt::<U, U>(node, reading, decide_by, |reading, index| {
        choose(node, reading, index.map_or(Task::Try, Task::Take)).chosen
    })
}

fn choose<'a, U: Union>(node: &'a Node<'a>, reading: &'a mut Reading, task: Task) -> Choice<'a, U> {
    U::read(Choice { node, reading, task, index: 0, decision: None, chosen: None })
}

/// Reads a type in whose place other JSON may stand; none if that is the case.
pub(crate) fn read_open<T: FromJson + 'static>(
    node: &Node<'_>,
    reading: &mut Reading,
) -> Option<T> {
    let fits = |reading: &mut Reading| read_exactly::<T>(node, reading).map(|_| 0);
    if reading.is_deciding {
        decide::<T>(node, reading, fits);
        return None;
    }
    attempt::<T, T>(node, reading, fits, |reading, _| read_exactly(node, reading))
}

/// Reads what may turn out to be something else.
///
/// What was read within an attempt that fails is lost, and would be read again in the next one, on
/// each level below. So only the outermost attempts are made at once; within them, it is decided first,
/// without making any values, and decisions are kept.
fn attempt<K: 'static, T>(
    node: &Node<'_>,
    reading: &mut Reading,
    decide_by: impl FnOnce(&mut Reading) -> Option<usize>,
    read: impl FnOnce(&mut Reading, Option<usize>) -> Option<T>,
) -> Option<T> {
    let index = match reading.attempts {
        0 => None,
        _ => Some(decide::<K>(node, reading, decide_by)?),
    };
    reading.attempts += 1;
    let value = read(reading, index);
    reading.attempts -= 1;
    value
}

/// The number of the variant that a node is for a type `K`, and none if it is other JSON.
fn decide<K: 'static>(
    node: &Node<'_>,
    reading: &mut Reading,
    decide_by: impl FnOnce(&mut Reading) -> Option<usize>,
) -> Option<usize> {
    let key = (std::ptr::from_ref(node).addr(), TypeId::of::<K>());
    if let Some((decision, losses)) = reading.decisions.get(&key) {
        reading.losses = reading.losses.and(*losses);
        return *decision;
    }
    let (was_deciding, before) = (reading.is_deciding, reading.losses);
    (reading.is_deciding, reading.losses) = (true, Losses::default());
    let decision = decide_by(reading);
    reading.decisions.insert(key, (decision, reading.losses));
    (reading.is_deciding, reading.losses) = (was_deciding, before.and(reading.losses));
    decision
}

/// Reads a value, unless writing it would not give the same again.
fn read_exactly<T: FromJson>(node: &Node<'_>, reading: &mut Reading) -> Option<T> {
    let before = mem::take(&mut reading.losses);
    let value = T::from_json(node, reading).ok().filter(|_| reading.is_exact());
    // What is not taken loses nothing.
    let losses = if value.is_some() { reading.losses } else { Losses::default() };
    reading.losses = before.and(losses);
    value
}
