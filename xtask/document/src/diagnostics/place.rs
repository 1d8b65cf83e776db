use std::borrow::Cow;

use super::quoted;
use crate::pointer::{push, segments};

/// A place in the document, kept while walking it.
///
/// Each step of a walk makes the place of the child from the place of the parent on the stack.
/// Nothing is allocated until [`Place::pointer`] is called to report a problem.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a>(PlaceKind<'a>);

#[derive(Clone, Copy, Debug)]
enum PlaceKind<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    /// The document itself.
    pub const ROOT: Self = Self(PlaceKind::Root);

    /// The value under a key of the object at this place.
    #[must_use]
    pub const fn key(&'a self, key: &'a str) -> Self {
        Self(PlaceKind::Key(self, key))
    }

    /// An entry of the array at this place, counted from 0.
    #[must_use]
    pub const fn index(&'a self, index: usize) -> Self {
        Self(PlaceKind::Index(self, index))
    }

    /// Does something at the place that a JSON pointer leads to.
    pub fn at_pointer<T>(pointer: &str, work: impl FnOnce(Place<'_>) -> T) -> T {
        let keys: Vec<_> = segments(pointer).collect();
        Place::ROOT.within(&keys, work)
    }

    fn within<T>(&self, keys: &[Cow<'_, str>], work: impl FnOnce(Place<'_>) -> T) -> T {
        match keys {
            [] => work(*self),
            [key, rest @ ..] => self.key(key).within(rest, work),
        }
    }

    /// The JSON pointer (RFC 6901) of the place.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::with_capacity(64);
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        match self.0 {
            PlaceKind::Root => {}
            PlaceKind::Key(parent, key) => {
                parent.write(pointer);
                push(pointer, key);
            }
            PlaceKind::Index(parent, index) => {
                parent.write(pointer);
                pointer.push_str(&format!("/{index}"));
            }
        }
    }

    /// The object that has the value at this place, and under which key, if it is an object.
    pub(crate) const fn field(&self) -> Option<(&'a Place<'a>, &'a str)> {
        match self.0 {
            PlaceKind::Key(parent, key) => Some((parent, key)),
            PlaceKind::Root | PlaceKind::Index(..) => None,
        }
    }

    /// Visits the steps from the document to this place: each a key, or an index.
    pub(super) fn each(&self, visit: &mut impl FnMut(&str, Option<usize>)) {
        match self.0 {
            PlaceKind::Root => {}
            PlaceKind::Key(parent, key) => {
                parent.each(visit);
                visit(key, None);
            }
            PlaceKind::Index(parent, index) => {
                parent.each(visit);
                visit("", Some(index));
            }
        }
    }

    /// The key of the value at this place, or of the array it is in.
    pub fn name(&self) -> &'a str {
        match self.0 {
            PlaceKind::Root => "",
            PlaceKind::Key(_, key) => key,
            PlaceKind::Index(parent, _) => parent.name(),
        }
    }

    /// What to call the value at this place in a message.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.0 {
            PlaceKind::Root => "the document".to_owned(),
            PlaceKind::Key(_, key) => quoted(key),
            PlaceKind::Index(Self(PlaceKind::Key(_, key)), _) => {
                format!("an entry of {}", quoted(key))
            }
            PlaceKind::Index(..) => "an entry of an array".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn pointers_are_escaped() {
        let paths = Place::ROOT.key("paths");
        let path = paths.key("/a~b");
        let entry = path.index(2);

        assert_eq!(Place::ROOT.pointer(), "");
        assert_eq!(entry.pointer(), "/paths/~1a~0b/2");
        assert_eq!(entry.describe(), "an entry of `/a~b`");
        let found = Place::at_pointer("/paths/~1a~0b/get", |place| place.key("x").pointer());
        assert_eq!(found, "/paths/~1a~0b/get/x");
    }
}
