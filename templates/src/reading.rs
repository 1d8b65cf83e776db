//! What is known while values are made of JSON, and what becomes of a property that does not fit.

#![allow(dead_code, reason = "an API may have no unions")]

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use crate::from_json::{FromJson, Misfit, Step};
use crate::node::Node;

/// Reads a value, and tells which properties do not fit their types, as many as are worth it.
///
/// Nearly all JSON fits, and is read at once. Otherwise it is decided first which properties are kept
/// as they are, without making any values: what is within one that is kept would be made in vain, on
/// each level again.
pub(crate) fn read<T: FromJson>(node: &Node<'_>) -> Result<(T, Vec<Misfit>), Misfit> {
    read_as(node, Reading::received()).map(|(value, reading)| (value, reading.misfits))
}

/// The same of what is known to be something, and tells what is known afterwards.
pub(crate) fn read_as<T: FromJson>(
    node: &Node<'_>,
    mut reading: Reading,
) -> Result<(T, Reading), Misfit> {
    let mut value = T::from_json(node, &mut reading);
    if value.is_err() && node.has_parts() {
        reading.misfits.clear();
        reading.keeps = true;
        reading.is_deciding = true;
        T::from_json(node, &mut reading)?;
        reading.is_deciding = false;
        value = T::from_json(node, &mut reading);
    }
    Ok((value?, reading))
}

/// What is known beside a node while values are made of it.
#[allow(clippy::struct_excessive_bools, reason = "each of them says something of its own")]
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Whether the JSON is given by the user of this crate, to be sent: then it matters whether a
    /// property is `null` or missing.
    is_given: bool,
    /// Whether the values are texts, as those of a form and of a query are: then text may stand for a
    /// number, for a flag, for JSON and for a list of one.
    pub(crate) of_texts: bool,
    /// Whether writing the values would not give the same again, or a closed object has properties
    /// that it does not describe.
    pub(crate) is_lossy: bool,
    /// How many properties and values nothing is known of. They are kept, so that nothing is lost
    /// by them; of types that fit, the one is meant that leaves the fewest.
    pub(crate) unknown: usize,
    /// How many values are being read that may turn out to be something else, one within the other.
    pub(crate) attempts: usize,
    /// Whether it only matters whether values can be made: then texts, names of
    /// properties and JSON are left empty.
    pub(crate) is_deciding: bool,
    /// Where the node is that a union has just read as other JSON.
    pub(crate) other: Option<usize>,
    /// Which variant of a union a node is, by the node and the type.
    pub(crate) decisions: HashMap<(usize, TypeId), Option<Decision>>,
    /// Whether a property that does not fit its type is kept as it is, if its field need not have a
    /// value. Unions look first for what fits without that.
    pub(crate) keeps: bool,
    /// The properties of which this was decided, by the node and the type.
    kept: HashSet<(usize, TypeId)>,
    /// Why properties are kept, for the first of them.
    pub(crate) misfits: Vec<Misfit>,
}

/// Which variant of a union a node is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decision {
    /// The number of the variant.
    pub(crate) variant: usize,
    /// How much it leaves unknown.
    pub(crate) unknown: usize,
    /// Whether some properties do not fit their types.
    pub(crate) keeps: bool,
}

/// For how many properties it is said why they do not fit: that of a thousand says no more.
pub(crate) const MOST_MISFITS: usize = 100;

impl Reading {
    /// For JSON that the API sent.
    pub(crate) fn received() -> Self {
        Self::default()
    }

    /// For a form or a query that the API sent.
    pub(crate) fn of_texts() -> Self {
        Self { of_texts: true, ..Self::default() }
    }

    /// For JSON that is to be sent.
    pub(crate) fn given() -> Self {
        Self { is_given: true, ..Self::default() }
    }

    /// Notes that a property is `null` and would be missing, or the other way round.
    pub(crate) fn lose_null(&mut self) {
        self.is_lossy |= self.is_given;
    }

    /// Notes why a property is kept.
    pub(crate) fn note(&mut self, misfit: Misfit) {
        if !self.is_deciding && self.misfits.len() < MOST_MISFITS {
            self.misfits.push(misfit);
        }
    }

    /// Reads what is one step away from the value that is being read.
    pub(crate) fn read_at<T: FromJson>(
        &mut self,
        node: &Node<'_>,
        step: impl Fn() -> Step,
    ) -> Result<T, Misfit> {
        let earlier = self.misfits.len();
        let value = match node {
            Node::Text(text) if self.of_texts => self.read_text(node, text),
            node => T::from_json(node, self),
        };
        match value {
            Ok(value) => {
                if self.misfits.len() > earlier {
                    self.add_step(earlier, &step());
                }
                Ok(value)
            }
            Err(misfit) => Err(self.fail(misfit, earlier, step())),
        }
    }

    /// Reads a text that may be JSON: if it looks like a list or an object, and the type takes it.
    #[cold]
    fn read_text<T: FromJson>(&mut self, node: &Node<'_>, text: &str) -> Result<T, Misfit> {
        let json = text.trim_start().starts_with(['[', '{']).then(|| Node::parse(text).ok());
        let read = json.flatten().and_then(|json| read_as(&json, Self::received()).ok());
        let Some((value, reading)) = read else { return T::from_json(node, self) };
        self.unknown += reading.unknown;
        self.is_lossy |= reading.is_lossy;
        reading.misfits.into_iter().for_each(|misfit| self.note(misfit));
        Ok(value)
    }

    /// Adds the step to what was noted behind it.
    #[cold]
    fn add_step(&mut self, earlier: usize, step: &Step) {
        for misfit in self.misfits.iter_mut().skip(earlier) {
            misfit.path.push(step.clone());
        }
    }

    /// Adds the step to why a value was not read, and forgets what was noted in it.
    #[cold]
    fn fail(&mut self, mut misfit: Misfit, earlier: usize, step: Step) -> Misfit {
        self.misfits.truncate(earlier);
        misfit.path.push(step);
        misfit
    }

    /// Reads a field that need not have a value.
    pub(crate) fn read_optional<T: FromJson + 'static>(
        &mut self,
        node: &Node<'_>,
        name: &'static str,
    ) -> Result<T, Misfit> {
        if !self.keeps {
            return self.read_at(node, || Step::Field(name));
        }
        let key = (address(node), TypeId::of::<T>());
        let was_deciding = self.is_deciding;
        // No values are made of what is kept; only the reason is looked for again.
        self.is_deciding |= self.kept.contains(&key);
        let value = self.read_at(node, || Step::Field(name));
        if value.is_err() {
            self.kept.insert(key);
        }
        self.is_deciding = was_deciding;
        value
    }

    /// Reads what may turn out to be something else, so that what it would lose and leave unknown does
    /// not count.
    pub(crate) fn attempt<T>(&mut self, keeps: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.is_lossy, self.unknown, self.keeps);
        self.keeps = keeps;
        self.attempts += 1;
        let value = read(self);
        self.attempts -= 1;
        (self.is_lossy, self.unknown, self.keeps) = before;
        value
    }
}

/// Where a node is, which no other one is as long as it is read.
pub(crate) fn address(node: &Node<'_>) -> usize {
    std::ptr::from_ref(node).addr()
}
