//! An object while it is rewritten: its fields, and where each comes from.

use serde_json::{Map, Value};

use super::within;
use crate::diagnostics::Place;
use crate::source_map::SourceMap;

/// An object at a place of the document as it was written.
pub(super) struct Node<'n> {
    pub(super) fields: &'n mut Map<String, Value>,
    pub(super) origins: SourceMap,
    pub(super) place: &'n Place<'n>,
}

/// A value that was taken from somewhere, with where everything in it comes from.
pub(super) struct Part {
    pub(super) value: Value,
    pub(super) origins: SourceMap,
}

impl Node<'_> {
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// Whether a flag is set.
    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    /// The pointer to a field of the object as it was written.
    pub(super) fn pointer(&self, key: &str) -> String {
        self.place.key(key).pointer()
    }

    /// Takes a field out.
    pub(super) fn take(&mut self, key: &str) -> Option<Part> {
        let value = self.fields.shift_remove(key)?;
        let origins = self.origins.take(key).pinned(|| self.place.key(key).pointer());
        Some(Part { value, origins })
    }

    /// Takes out a field that is no schema and of no use any more.
    pub(super) fn remove(&mut self, key: &str) {
        self.take(key);
    }

    /// Sets a field to something that was elsewhere.
    pub(super) fn put(&mut self, key: &str, part: Part) {
        self.fields.insert(key.to_owned(), part.value);
        self.origins.set(key, part.origins);
    }

    /// Sets a field to a value that says what another field said.
    pub(super) fn set(&mut self, key: &str, value: Value, from: &str) {
        let origins = SourceMap::at(self.pointer(from));
        self.put(key, Part { value, origins });
    }

    /// Adds a sentence to the description.
    pub(super) fn document(&mut self, sentence: &str, from: &str) {
        match self.fields.get_mut("description") {
            Some(Value::String(description)) if !description.trim().is_empty() => {
                let text = format!("{}\n\n{sentence}", description.trim_end());
                *description = text;
            }
            _ => self.set("description", Value::String(sentence.to_owned()), from),
        }
    }
}

impl Part {
    /// The pointer to where it was.
    pub(super) fn pointer(&self) -> &str {
        self.origins.pinned_at()
    }

    /// The entries of a list.
    pub(super) fn into_entries(mut self) -> Vec<Self> {
        let Value::Array(entries) = self.value else { return Vec::new() };
        let around = self.origins.pinned_at().to_owned();
        let entry = |(index, value): (usize, Value)| {
            let key = index.to_string();
            let origins = self.origins.take(&key).pinned(|| within(&around, &key));
            Self { value, origins }
        };
        entries.into_iter().enumerate().map(entry).collect()
    }

    /// The fields of an object.
    pub(super) fn into_fields(mut self) -> Vec<(String, Self)> {
        let Value::Object(fields) = self.value else { return Vec::new() };
        let around = self.origins.pinned_at().to_owned();
        let field = |(key, value): (String, Value)| {
            let origins = self.origins.take(&key).pinned(|| within(&around, &key));
            (key, Self { value, origins })
        };
        fields.into_iter().map(field).collect()
    }

    /// A list of what was in several places, for one that was at a pointer.
    pub(super) fn list(pointer: String, parts: Vec<Self>) -> Self {
        let mut origins = SourceMap::at(pointer);
        let mut values = Vec::with_capacity(parts.len());
        for (index, part) in parts.into_iter().enumerate() {
            origins.set(&index.to_string(), part.origins);
            values.push(part.value);
        }
        Self { value: Value::Array(values), origins }
    }

    /// An object of what was in several places, for one that was at a pointer.
    pub(super) fn object(pointer: String, fields: Vec<(String, Self)>) -> Self {
        let mut origins = SourceMap::at(pointer);
        let mut values = Map::new();
        for (key, part) in fields {
            origins.set(&key, part.origins);
            values.insert(key, part.value);
        }
        Self { value: Value::Object(values), origins }
    }

    /// What any of some schemas describes: it, if it is one, with those that are alike as one.
    pub(super) fn any_of(pointer: String, parts: Vec<Self>) -> Option<Self> {
        let mut different: Vec<Self> = Vec::new();
        for part in parts {
            if !different.iter().any(|known| known.value == part.value) {
                different.push(part);
            }
        }
        if different.len() > 1 {
            let list = Self::list(pointer.clone(), different);
            return Some(Self::object(pointer, vec![("anyOf".to_owned(), list)]));
        }
        different.pop()
    }
}
