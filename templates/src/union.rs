//! Unions: a variant is taken only if nothing is lost by it.

#![allow(dead_code, reason = "an API may have unions of one kind only")]

use std::any::TypeId;
use std::mem;

use serde_json::Value;

use crate::any_json::AnyJson;
use crate::from_json::{Decision, FromJson, Reading};
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
    fn other(json: AnyJson) -> Self;
}

/// The variants of a union, of which one is chosen for a node: of those that fit, the one that leaves
/// the fewest properties unknown, and of several such the first.
pub(crate) struct Choice<'a, U> {
    node: &'a Node<'a>,
    reading: &'a mut Reading,
    task: Task,
    /// How many variants came before.
    index: usize,
    /// The best one so far.
    best: Option<Decision>,
    chosen: Option<U>,
}

/// The value of a property that says which variant JSON is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Tag<'a> {
    Null,
    Boolean(bool),
    /// Also `1.0`, which is the same number as `1`.
    Integer(i64),
    /// With a fraction, or beyond the integers.
    Number(f64),
    Text(&'a str),
}

/// What is done with the variants of a union.
#[derive(Clone, Copy)]
enum Task {
    /// Takes the best one.
    Try,
    /// Finds out which one is the best.
    Decide,
    /// Takes the one of this number.
    Take(usize),
}

impl<'a, U> Choice<'a, U> {
    /// The text of the property that says which variant the JSON is.
    pub(crate) fn tag(&self, name: &str) -> Option<&'a str> {
        self.property(name)?.as_str()
    }

    /// The value of that property, where it need not be text.
    pub(crate) fn tag_value(&self, name: &str) -> Option<Tag<'a>> {
        let node = self.property(name)?;
        Some(match node {
            Node::Null => Tag::Null,
            Node::Bool(value) => Tag::Boolean(*value),
            Node::Text(text) => Tag::Text(text),
            Node::Number(_) | Node::Digits(_) => {
                let mut reading = Reading::received();
                match i64::from_json(node, &mut reading) {
                    Ok(integer) => Tag::Integer(integer),
                    Err(_) => Tag::Number(f64::from_json(node, &mut reading).ok()?),
                }
            }
            Node::List(_) | Node::Object(_) => return None,
        })
    }

    fn property(&self, name: &str) -> Option<&'a Node<'a>> {
        let Node::Object(entries) = self.node else { return None };
        entries.iter().find(|(found, _)| found == name).map(|(_, node)| node)
    }

    /// Offers a variant.
    pub(crate) fn variant<T: FromJson>(mut self, variant: impl FnOnce(T) -> U) -> Self {
        let index = self.index;
        self.index += 1;
        if let Task::Take(wanted) = self.task {
            if wanted == index {
                self.chosen = T::from_json(self.node, self.reading).ok().map(variant);
            }
            return self;
        }
        // Nothing is better than what leaves nothing unknown.
        if self.best.is_some_and(|best| best.unknown == 0) {
            return self;
        }
        let Some((value, unknown)) = read_exactly(self.node, self.reading) else { return self };
        if self.best.is_none_or(|best| unknown < best.unknown) {
            self.best = Some(Decision { variant: index, unknown });
            self.chosen = matches!(self.task, Task::Try).then(|| variant(value));
        }
        self
    }
}

/// Reads a union.
pub(crate) fn read<U: Union>(node: &Node<'_>, reading: &mut Reading) -> U {
    if reading.is_deciding {
        decide::<U>(node, reading, |reading| choose::<U>(node, reading, Task::Decide).best);
        return U::other(AnyJson::default());
    }
    choose_one(node, reading).unwrap_or_else(|| U::other(AnyJson::of_node(node)))
}

/// Makes a union of JSON that is to be sent.
pub(crate) fn from_value<U: Union>(value: Value) -> U {
    let chosen = choose_one(&Node::from(&value), &mut Reading::given());
    chosen.unwrap_or_else(|| U::other(value.into()))
}

fn choose_one<U: Union>(node: &Node<'_>, reading: &mut Reading) -> Option<U> {
    let decide_by = |reading: &mut Reading| choose::<U>(node, reading, Task::Decide).best;
    attempt::<U, U>(node, reading, decide_by, |reading, variant| {
        let choice = choose(node, reading, variant.map_or(Task::Try, Task::Take));
        Some((choice.chosen?, choice.best.map_or(0, |best| best.unknown)))
    })
}

fn choose<'a, U: Union>(node: &'a Node<'a>, reading: &'a mut Reading, task: Task) -> Choice<'a, U> {
    U::read(Choice { node, reading, task, index: 0, best: None, chosen: None })
}

/// Reads a type in whose place other JSON may stand; none if that is the case.
pub(crate) fn read_open<T: FromJson + 'static>(
    node: &Node<'_>,
    reading: &mut Reading,
) -> Option<T> {
    let fits = |reading: &mut Reading| {
        let (_, unknown) = read_exactly::<T>(node, reading)?;
        Some(Decision { variant: 0, unknown })
    };
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
    decide_by: impl FnOnce(&mut Reading) -> Option<Decision>,
    read: impl FnOnce(&mut Reading, Option<usize>) -> Option<(T, usize)>,
) -> Option<T> {
    let variant = match reading.attempts {
        0 => None,
        _ => Some(decide::<K>(node, reading, decide_by)?),
    };
    let (was_lossy, before) = (reading.is_lossy, reading.unknown);
    reading.attempts += 1;
    let value = read(reading, variant);
    reading.attempts -= 1;
    // What was decided has been counted.
    let unknown = match (&value, variant) {
        (_, Some(_)) => 0,
        (Some((_, unknown)), None) => *unknown,
        (None, None) => 1,
    };
    (reading.is_lossy, reading.unknown) = (was_lossy, before + unknown);
    reading.other = value.is_none().then(|| address(node));
    value.map(|(value, _)| value)
}

/// The number of the variant that a node is for a type `K`, and none if it is other JSON. How much
/// that leaves unknown is counted: other JSON is unknown as a whole.
fn decide<K: 'static>(
    node: &Node<'_>,
    reading: &mut Reading,
    decide_by: impl FnOnce(&mut Reading) -> Option<Decision>,
) -> Option<usize> {
    let key = (address(node), TypeId::of::<K>());
    let known = reading.decisions.get(&key).copied();
    let decision = known.unwrap_or_else(|| {
        let (was_deciding, before) = (reading.is_deciding, reading.unknown);
        reading.is_deciding = true;
        // A union may lead to itself by others alone. That is no way for a node to be one.
        reading.decisions.insert(key, None);
        let decision = decide_by(reading);
        (reading.is_deciding, reading.unknown) = (was_deciding, before);
        reading.decisions.insert(key, decision);
        decision
    });
    reading.unknown += decision.map_or(1, |decision| decision.unknown);
    reading.other = decision.is_none().then(|| address(node));
    decision.map(|decision| decision.variant)
}

/// Where a node is, which no other one is as long as it is read.
fn address(node: &Node<'_>) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Reads a value and how much it leaves unknown, unless writing it would not give the same again, so
/// that nothing is lost either way. What is other JSON to the type does not fit it, either.
fn read_exactly<T: FromJson>(node: &Node<'_>, reading: &mut Reading) -> Option<(T, usize)> {
    let (was_lossy, before) = (mem::take(&mut reading.is_lossy), mem::take(&mut reading.unknown));
    reading.other = None;
    let value = T::from_json(node, reading).ok();
    let value = value.filter(|_| !reading.is_lossy && reading.other != Some(address(node)));
    reading.is_lossy = was_lossy;
    let unknown = mem::replace(&mut reading.unknown, before);
    value.map(|value| (value, unknown))
}
