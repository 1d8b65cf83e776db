//! Where the nodes of a document come from once it has been changed: by what is in other files, by an
//! overlay, by the rewrite of later versions as OpenAPI 3.0, or for the model.
//!
//! Only nodes that are elsewhere than before have entries. What is below a node comes from
//! below the origin of that node, unless it has an entry of its own.

use std::collections::HashMap;

use crate::diagnostics::{OriginLookup, Text};
use crate::pointer::{push, segments, unescape};

/// Where a node and those below it come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceMap {
    own: Origin,
    /// What is noted of the fields of an object, and of the entries of an array in which none was
    /// moved.
    fields: HashMap<String, SourceMap>,
    /// The entries of an array in which any was moved, all of them.
    entries: Option<Vec<SourceMap>>,
}

#[derive(Clone, Debug, Default)]
enum Origin {
    /// From where its parent comes from, under the same key or index.
    #[default]
    Kept,
    /// From the array its parent comes from, under this index.
    Moved(usize),
    /// From this pointer of a text.
    At(Text, String),
}

impl SourceMap {
    /// A node that is taken from the overlay with all that is below it.
    pub(crate) fn overlay(pointer: String) -> Self {
        Self { own: Origin::At(Text::Overlay, pointer), ..Self::default() }
    }

    /// A node that was at another place of the document, with all that is below it.
    pub(crate) fn at(pointer: String) -> Self {
        Self { own: Origin::At(Text::Spec, pointer), ..Self::default() }
    }

    /// Says where the node comes from, unless that is known.
    pub(crate) fn come_from(&mut self, text: Text, pointer: String) {
        if let Origin::Kept = self.own {
            self.own = Origin::At(text, pointer);
        }
    }

    /// The entry of a field of an object. One that is left of a field that was removed is replaced
    /// when the field is added again.
    pub(crate) fn field(&mut self, key: &str) -> &mut Self {
        self.fields.entry(key.to_owned()).or_default()
    }

    /// The entries for an array with `count` elements. Every change to the array has to be made to
    /// them, too.
    pub(crate) fn entries(&mut self, count: usize) -> &mut Vec<Self> {
        let fields = &mut self.fields;
        self.entries.get_or_insert_with(|| {
            let entry = |index: usize| {
                let known = fields.remove(&index.to_string()).unwrap_or_default();
                let own = match known.own {
                    Origin::Kept => Origin::Moved(index),
                    own => own,
                };
                Self { own, ..known }
            };
            (0..count).map(entry).collect()
        })
    }

    /// What is known of a node, for another place that it is put to.
    pub(crate) fn of(&self, pointer: &str) -> Self {
        let (text, origin) = self.resolve(pointer);
        let node = segments(pointer).try_fold(self, |node, key| node.child(&key));
        Self { own: Origin::At(text, origin), ..node.cloned().unwrap_or_default() }
    }

    /// Says where a field of an object comes from.
    pub(crate) fn set(&mut self, key: &str, origins: Self) {
        self.fields.insert(key.to_owned(), origins);
    }

    /// The same for a node that is put elsewhere: what has not been moved yet comes from a pointer.
    pub(crate) fn pinned(self, pointer: impl FnOnce() -> String) -> Self {
        let own = match self.own {
            Origin::Kept => Origin::At(Text::Spec, pointer()),
            own => own,
        };
        Self { own, ..self }
    }

    /// The pointer that it was given.
    pub(crate) fn pinned_at(&self) -> &str {
        match &self.own {
            Origin::At(_, pointer) => pointer,
            Origin::Kept | Origin::Moved(_) => "",
        }
    }

    /// What is noted of a field.
    pub(crate) fn of_field(&self, key: &str) -> Self {
        self.fields.get(key).cloned().unwrap_or_default()
    }

    /// Takes out what is noted of a field.
    pub(crate) fn take(&mut self, key: &str) -> Self {
        self.fields.remove(key).unwrap_or_default()
    }

    /// Says where a field comes from, if there is anything to say.
    pub(crate) fn keep(&mut self, key: &str, origins: Self) {
        if !origins.is_plain() {
            self.fields.insert(key.to_owned(), origins);
        }
    }

    /// Whether the node and all below it are where they were.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.own, Origin::Kept) && self.fields.is_empty() && self.entries.is_none()
    }

    /// Visits the nodes that were moved: where each is, and the pointer that it comes from.
    pub(crate) fn each_moved(&self, pointer: &mut String, visit: &mut impl FnMut(&str, &str)) {
        if let Origin::At(_, origin) = &self.own {
            visit(pointer, origin);
        }
        for (key, node) in &self.fields {
            let length = pointer.len();
            push(pointer, key);
            node.each_moved(pointer, visit);
            pointer.truncate(length);
        }
    }

    fn child(&self, key: &str) -> Option<&Self> {
        match &self.entries {
            Some(entries) => entries.get(key.parse::<usize>().ok()?),
            None => self.fields.get(key),
        }
    }
}

impl OriginLookup for SourceMap {
    fn resolve(&self, pointer: &str) -> (Text, String) {
        let mut text = Text::Spec;
        let mut resolved = String::with_capacity(pointer.len());
        let mut node = Some(self);
        for segment in pointer.split('/').skip(1) {
            node = node.and_then(|node| node.child(&unescape(segment)));
            match node.map(|node| &node.own) {
                Some(Origin::At(origin, pointer)) => {
                    text = *origin;
                    resolved.clone_from(pointer);
                }
                Some(Origin::Moved(index)) => resolved.push_str(&format!("/{index}")),
                Some(Origin::Kept) | None => resolved.extend(["/", segment]),
            }
        }
        (text, resolved)
    }
}
