//! Unions: a variant is taken only if nothing is lost by it.

#![allow(dead_code, reason = "an API may have unions of one kind only")]

use std::any::TypeId;
use std::mem;

use serde_json::Value;

use crate::any_json::AnyJson;
use crate::from_json::FromJson;
use crate::node::Node;
use crate::reading::{Decision, Reading, address};

/// Implements reading for a [`Union`].
macro_rules! json_union {
    ($name:ident) => {
        impl $crate::from_json::FromJson for $name {
            fn from_json(
                node: &$crate::node::Node<'_>,
                reading: &mut $crate::reading::Reading,
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
///
/// If none fits, those are looked at that keep properties which do not fit their types. Such properties
/// count as unknown, and of several variants that leave the fewest, none is chosen.
pub(crate) struct Choice<'a, U> {
    node: &'a Node<'a>,
    reading: &'a mut Reading,
    task: Task,
    /// How many variants came before.
    index: usize,
    /// The best one so far.
    best: Option<Decision>,
    /// Whether another one is as good.
    is_tied: bool,
    chosen: Option<U>,
    /// How many misfits there were before the first variant.
    earlier: usize,
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
    fn new(node: &'a Node<'a>, reading: &'a mut Reading, task: Task) -> Self {
        let earlier = reading.misfits.len();
        let (best, chosen) = (None, None);
        Self { node, reading, task, index: 0, best, is_tied: false, chosen, earlier }
    }

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
        let fewest = self.best.map_or(usize::MAX, |best| best.unknown);
        if fewest == 0 {
            return self;
        }
        let earlier = self.reading.misfits.len();
        match read_exactly(self.node, self.reading) {
            Some((value, unknown)) if unknown < fewest => {
                self.reading.misfits.drain(self.earlier..earlier);
                self.best = Some(Decision { variant: index, unknown, keeps: self.reading.keeps });
                self.is_tied = false;
                self.chosen = matches!(self.task, Task::Try).then(|| variant(value));
            }
            other => {
                self.is_tied |= other.is_some_and(|(_, unknown)| unknown == fewest);
                self.reading.misfits.truncate(earlier);
            }
        }
        self
    }

    /// What has been decided, and the value if one was made.
    fn outcome(self) -> (Option<Decision>, Option<U>) {
        let is_doubtful = self.reading.keeps && self.is_tied;
        (self.best.filter(|_| !is_doubtful), self.chosen)
    }
}

/// Reads a union.
pub(crate) fn read<U: Union>(node: &Node<'_>, reading: &mut Reading) -> U {
    let chosen = choose::<U>(node, reading);
    chosen.unwrap_or_else(|| U::other(AnyJson::of_node(node, reading)))
}

/// Makes a union of JSON that is to be sent.
pub(crate) fn from_value<U: Union>(value: Value) -> U {
    let chosen = choose(&Node::from(&value), &mut Reading::given());
    chosen.unwrap_or_else(|| U::other(value.into()))
}

fn choose<U: Union>(node: &Node<'_>, reading: &mut Reading) -> Option<U> {
    read_one_of::<U, U>(node, reading, |reading, task| {
        U::read(Choice::new(node, reading, task)).outcome()
    })
}

/// Reads a type in whose place other JSON may stand, as a type `K` has it; none if that is the case.
pub(crate) fn read_open<K: 'static, T: FromJson>(
    node: &Node<'_>,
    reading: &mut Reading,
) -> Option<T> {
    read_one_of::<K, T>(node, reading, |reading, task| {
        Choice::new(node, reading, task).variant(|known: T| known).outcome()
    })
}

/// Reads what may turn out to be one of several types or something else; none in the latter case, and
/// if that is all that is to be decided.
///
/// What was read within an attempt that fails is lost, and would be read again in the next one, on
/// each level below. So only the outermost attempts are made at once; within them, it is decided first,
/// without making any values, and decisions are kept.
fn read_one_of<K: 'static, U>(
    node: &Node<'_>,
    reading: &mut Reading,
    choose: impl Fn(&mut Reading, Task) -> (Option<Decision>, Option<U>),
) -> Option<U> {
    let is_outermost = reading.attempts == 0 && !reading.is_deciding;
    if is_outermost {
        let (best, value) = reading.attempt(false, |reading| choose(reading, Task::Try));
        if let Some(best) = best {
            reading.unknown += best.unknown;
            reading.other = None;
            return value;
        }
    }
    // What fits was just tried.
    let rounds: &[bool] = if is_outermost { &[true] } else { &[false, true] };
    let decide_by = |reading: &mut Reading| choose(reading, Task::Decide).0;
    let decision = decide::<K>(node, reading, rounds, decide_by);
    let value = decision.filter(|_| !reading.is_deciding).and_then(|decision| {
        let task = Task::Take(decision.variant);
        reading.attempt(decision.keeps, |reading| choose(reading, task)).1
    });
    // A union on the same node looks for another variant before it takes one that keeps something.
    let is_other = decision.is_none_or(|decision| decision.keeps && !reading.keeps);
    reading.other = is_other.then(|| address(node));
    value
}

/// Which variant a node is for a type `K`, and none if it is other JSON: in one round without, and in
/// one with properties that are kept. How much that leaves unknown is counted: other JSON, and what
/// has such properties, is unknown as a whole.
fn decide<K: 'static>(
    node: &Node<'_>,
    reading: &mut Reading,
    rounds: &[bool],
    decide_by: impl Fn(&mut Reading) -> Option<Decision>,
) -> Option<Decision> {
    let key = (address(node), TypeId::of::<K>());
    let known = reading.decisions.get(&key).copied();
    let decision = known.unwrap_or_else(|| {
        let was_deciding = mem::replace(&mut reading.is_deciding, true);
        // A union may lead to itself by others alone. That is no way for a node to be one.
        reading.decisions.insert(key, None);
        // Only in a list or in an object is something kept.
        let mut rounds = rounds.iter().filter(|keeps| !**keeps || node.has_parts());
        let decision = rounds.find_map(|keeps| reading.attempt(*keeps, &decide_by));
        reading.is_deciding = was_deciding;
        reading.decisions.insert(key, decision);
        decision
    });
    let unknown = decision.filter(|decision| !decision.keeps).map(|decision| decision.unknown);
    reading.unknown += unknown.unwrap_or(1);
    decision
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
