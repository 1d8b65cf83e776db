//! Objects of JSON, which keep the properties that they do not know.

#![allow(dead_code, reason = "an API may have fields of one kind only")]

use std::collections::BTreeMap;
use std::mem;

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

use crate::from_json::{FromJson, Misfit, Step, property};
use crate::node::{Entry, FEW, Node};
use crate::reading::Reading;

/// Implements `Deserialize` for an object by what [`FromJson`] reads.
macro_rules! json_object {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::from_json::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use json_object;

/// The properties of an object, which are taken out by name.
pub(crate) struct Fields<'a> {
    entries: &'a [Entry<'a>],
    /// Those that are values of fields.
    taken: Marks,
    /// Those that fields cannot hold, and that are kept as they are: `null`, which says the same as
    /// if they were missing, and what does not fit.
    kept: Marks,
    /// Why the latter do not fit, but for those that the document allows.
    misfits: Vec<(usize, Misfit)>,
    /// Why the object is not what it should be. Nothing more is read then.
    refusal: Option<Misfit>,
    /// What becomes of the value of the field that is read if it does not fit.
    unfit: Unfit,
    /// The same of the field after it.
    next_unfit: Unfit,
    /// Where the next one is looked for first: properties mostly come in the order of the document.
    next: usize,
    /// The entries by name, if there are many, and once something was not where it was looked for.
    sorted: Vec<usize>,
    reading: &'a mut Reading,
}

/// What becomes of a value that does not fit its field.
#[derive(Clone, Copy, PartialEq)]
enum Unfit {
    /// It is kept if the field need not have a value, unless a union looks for a variant that fits.
    Kept,
    /// It is kept by any union, if it is no list or object and should be one.
    Allowed,
    /// It is an error.
    Refused,
}

/// Marks on the properties of an object; those of the first 64 need no memory of their own.
#[derive(Default)]
struct Marks {
    first: u64,
    others: Vec<bool>,
}

impl Marks {
    fn set(&mut self, index: usize) {
        if index < 64 {
            self.first |= 1 << index;
        } else {
            if self.others.len() <= index {
                self.others.resize(index + 1, false);
            }
            self.others[index] = true;
        }
    }

    fn has(&self, index: usize) -> bool {
        if index < 64 {
            self.first & (1 << index) != 0
        } else {
            self.others.get(index).is_some_and(|is_set| *is_set)
        }
    }
}

impl<'a> Fields<'a> {
    /// The properties of a node, which has to be an object.
    pub(crate) fn of(node: &'a Node<'a>, reading: &'a mut Reading) -> Result<Self, Misfit> {
        let Node::Object(entries) = node else {
            return Err(Misfit::other_type(node, "a map"));
        };
        Ok(Self {
            entries,
            taken: Marks::default(),
            kept: Marks::default(),
            misfits: Vec::new(),
            refusal: None,
            unfit: Unfit::Kept,
            next_unfit: Unfit::Kept,
            next: 0,
            sorted: Vec::new(),
            reading,
        })
    }

    /// A field that is always there, and never `null`.
    pub(crate) fn required<T: FromJson>(&mut self, name: &'static str) -> Result<T, Misfit> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        match self.take(name) {
            Some(node) => self.reading.read_at(node, || Step::Field(name)),
            None => Err(Misfit::missing(name)),
        }
    }

    /// A field that is written as `null` if it has no value.
    ///
    /// If the value does not fit and is not kept either, [`rest`](Self::rest) says so, as it does
    /// for [`optional`](Self::optional) and [`optional_nullable`](Self::optional_nullable).
    pub(crate) fn nullable<T: FromJson + 'static>(&mut self, name: &'static str) -> Option<T> {
        if let Some(node) = self.take(name) {
            return self.read_or_keep(name, node);
        }
        self.reading.lose_null();
        None
    }

    /// A field that is left out if it has no value. If it is `null` nevertheless, that is kept
    /// among the other fields, to be written again.
    pub(crate) fn optional<T: FromJson + 'static>(&mut self, name: &'static str) -> Option<T> {
        let node = self.take(name)?;
        if *node == Node::Null {
            self.kept.set(self.next - 1);
            return None;
        }
        self.read_or_keep(name, node)
    }

    /// A field that is left out, or `null`, or has a value.
    pub(crate) fn optional_nullable<T: FromJson + Default + 'static>(
        &mut self,
        name: &'static str,
    ) -> T {
        self.take(name).map_or_else(T::default, |node| self.read_or_keep(name, node))
    }

    /// Takes the next field for a list or an object, where the document does not say that a value has
    /// to be one. One of another type is kept among the other fields, to be written again.
    pub(crate) fn lenient(&mut self) -> &mut Self {
        self.next_unfit = Unfit::Allowed;
        self
    }

    /// Takes the next field for what callers ask for. It has to fit its type if it is there, so that
    /// they do not take it as missing.
    pub(crate) fn strict(&mut self) -> &mut Self {
        self.next_unfit = Unfit::Refused;
        self
    }

    /// All fields that were not taken, of an object that should have none.
    pub(crate) fn unexpected<T: FromJson>(&mut self) -> Result<BTreeMap<String, T>, Misfit> {
        let is_taken = |index| self.taken.has(index) || self.kept.has(index);
        self.reading.is_lossy |= !(0..self.entries.len()).all(is_taken);
        self.rest()
    }

    /// All fields that were not taken, or why the object is not what it should be. What does not fit
    /// its own field and has no place here either does not fit as a whole.
    pub(crate) fn rest<T: FromJson>(&mut self) -> Result<BTreeMap<String, T>, Misfit> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let mut misfits = mem::take(&mut self.misfits);
        // It would be read twice on each level.
        let is_deep = |(_, misfit): &(usize, Misfit)| !misfit.is_of_field();
        if !T::IS_ANY
            && let Some(deep) = misfits.iter().position(is_deep)
        {
            return Err(misfits.swap_remove(deep).1);
        }
        let entries = self.entries.iter().enumerate();
        let rest = entries.filter_map(|(index, (name, node))| {
            let is_kept = self.kept.has(index);
            if self.taken.has(index) && !is_kept {
                return None;
            }
            self.reading.unknown += usize::from(!is_kept);
            let property = property::<T>(name, node, self.reading);
            if !is_kept || property.is_ok() {
                return Some(property);
            }
            if *node == Node::Null {
                self.reading.lose_null();
                return None;
            }
            let own = misfits.iter().position(|(kept, _)| *kept == index);
            Some(own.map_or(property, |own| Err(misfits.swap_remove(own).1)))
        });
        let rest = rest.collect::<Result<_, Misfit>>()?;
        for (_, misfit) in misfits {
            self.reading.note(misfit);
        }
        Ok(rest)
    }

    /// Reads the property that was taken last, for a field that need not have a value. What does not
    /// fit is kept among the other fields, to be written again.
    fn read_or_keep<T: FromJson + Default + 'static>(
        &mut self,
        name: &'static str,
        node: &Node<'_>,
    ) -> T {
        let before = (self.reading.is_lossy, self.reading.unknown);
        let misfit = match self.reading.read_optional(node, name) {
            Ok(value) => return value,
            Err(misfit) => misfit,
        };
        let is_allowed = self.unfit == Unfit::Allowed && misfit.is_of_other_type();
        let has_no_room = misfit.is_out_of_range();
        let is_kept = is_allowed || has_no_room || self.reading.keeps;
        if self.unfit == Unfit::Refused || !is_kept {
            self.refusal = Some(misfit);
            return T::default();
        }
        (self.reading.is_lossy, self.reading.unknown) = before;
        self.reading.unknown += usize::from(!has_no_room);
        let index = self.next - 1;
        self.kept.set(index);
        if !is_allowed {
            self.misfits.push((index, misfit));
        }
        T::default()
    }

    /// The value of a property; none after a refusal.
    fn take(&mut self, name: &str) -> Option<&'a Node<'a>> {
        self.unfit = mem::replace(&mut self.next_unfit, Unfit::Kept);
        if self.refusal.is_some() {
            return None;
        }
        let index = self.find(name)?;
        self.taken.set(index);
        self.next = index + 1;
        Some(&self.entries[index].1)
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        let is_there = |index: &usize| self.entries[*index].0 == name;
        let count = self.entries.len();
        if count <= FEW {
            return (self.next..count).chain(0..self.next).find(is_there);
        }
        if self.next < count && is_there(&self.next) {
            return Some(self.next);
        }
        if self.sorted.is_empty() {
            self.sorted.extend(0..count);
            self.sorted.sort_unstable_by_key(|index| &*self.entries[*index].0);
        }
        let place = self.sorted.binary_search_by_key(&name, |index| &*self.entries[*index].0);
        place.ok().map(|place| self.sorted[place])
    }
}

/// What the fields of an object are written to, or why that failed.
pub(crate) struct Writer<'a, S: Serializer, T> {
    map: Result<S::SerializeMap, S::Error>,
    extra: &'a BTreeMap<String, T>,
    /// Which of the other fields are not written: they are `null`, and a field has a value instead.
    replaced: Vec<&'static str>,
}

impl<'a, S: Serializer, T: Serialize> Writer<'a, S, T> {
    /// Begins to write an object with some properties that are no fields, which come last.
    pub(crate) fn new(serializer: S, extra: &'a BTreeMap<String, T>) -> Self {
        Self { map: serializer.serialize_map(None), extra, replaced: Vec::new() }
    }

    /// Writes a field.
    pub(crate) fn required<F: Serialize>(mut self, name: &'static str, value: &F) -> Self {
        self.map = self.map.and_then(|mut map| {
            if let Some(other) = self.extra.get(name) {
                let is_null = serde_json::to_value(other).is_ok_and(|other| other.is_null());
                if !is_null {
                    let message = "is set twice, as itself and among the unknown fields";
                    return Err(S::Error::custom(format_args!("`{name}` {message}")));
                }
                self.replaced.push(name);
            }
            map.serialize_entry(name, value)?;
            Ok(map)
        });
        self
    }

    /// Writes a field, which is `null` if it has no value.
    #[allow(clippy::ref_option, reason = "all fields are given in the same way")]
    pub(crate) fn nullable<F: Serialize>(self, name: &'static str, value: &Option<F>) -> Self {
        // What no value was made of stands among the other fields.
        let is_kept = value.is_none() && self.extra.contains_key(name);
        if is_kept { self } else { self.required(name, value) }
    }

    /// Writes a field, if it has a value.
    #[allow(clippy::ref_option, reason = "all fields are given in the same way")]
    pub(crate) fn optional<F: Serialize>(self, name: &'static str, value: &Option<F>) -> Self {
        match value {
            Some(value) => self.required(name, value),
            None => self,
        }
    }

    /// Writes all other fields.
    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        let mut map = self.map?;
        for (name, value) in self.extra {
            if !self.replaced.contains(&name.as_str()) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}
