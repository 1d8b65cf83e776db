//! The surface of a generated crate: its public items as callers see them, and what a change of the crate
//! does to them.
//!
//! An item has the path that callers write, wherever the file is that defines it, and a text with all
//! that callers depend on: types, the order of arguments, what is implemented. Documentation is no part
//! of it. [`Surface::changes`] compares two crates; what was there and is there no longer, or in
//! another form, is a [`Change`] that [breaks](Change::breaks) who used it.
//!
//! The crate is read as Rust and not taken from the intermediate representation, so that the runtime
//! counts as well, and so does whatever emitters add.

mod example;
mod expand;
mod list;
mod modules;
mod print;
mod resolve;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::tree::Tree;
use modules::Modules;
pub use usage::{Lost, Usage};

/// The public items of a crate.
#[derive(Debug, Clone, Default)]
pub struct Surface {
    /// A text for each path.
    texts: BTreeMap<String, String>,
    /// The file of the crate that has each, by path.
    files: BTreeMap<String, String>,
}

/// A file of the crate is not Rust.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {error}")]
pub struct Unreadable {
    /// The file.
    path: String,
    /// What is wrong with it.
    error: syn::Error,
}

/// What has become of a public item. Its `Display` is a line, or two if the item has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is not there any more.
    Gone(Item),
    /// It has not been there before.
    New(Item),
    /// It is there, and is another.
    Changed {
        /// The item as it was.
        old: Item,
        /// The item as it is, under the same path.
        new: Item,
    },
}

/// A public item.
///
/// | what | path | text |
/// | --- | --- | --- |
/// | a type | `models::Pet` | `struct` |
/// | a field | `models::Pet.name` | `String` |
/// | a variant | `models::State::Open` | `variant` |
/// | a method | `models::Pet::name` | `fn(self, value: impl Into<String>) -> Self` |
/// | an implementation | `impl From<&str> for models::State` | its associated types |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What callers write to name it; for what has no name, what it is.
    pub path: String,
    /// All else that callers depend on.
    pub text: String,
}

/// Which file has an item makes no difference to callers.
impl PartialEq for Surface {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Surface {}

impl Surface {
    /// The public items of a crate.
    ///
    /// # Errors
    ///
    /// A file of the crate that is not Rust, which is a mistake of the generator.
    pub fn of(tree: &Tree) -> Result<Self, Unreadable> {
        let modules = Modules::read(tree)?;
        let (texts, files) = list::items(&modules);
        Ok(Self { texts, files })
    }

    /// All items, sorted by path.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.texts.iter().map(|(path, text)| Item::new(path, text))
    }

    /// The file of the crate that has an item.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The text of the item of a path.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// The names that code has to import from the crate: those with which its paths begin.
    #[must_use]
    pub fn roots_in(&self, code: &str) -> Vec<&str> {
        let is_of_path = |letter: char| letter.is_alphanumeric() || "_:".contains(letter);
        let words = code.split(|letter| !is_of_path(letter));
        let first = |path: &str| path.split("::").next().map(str::to_owned);
        let written: BTreeSet<String> = words.filter_map(first).collect();
        let roots = self.texts.keys().filter_map(|path| path.split(['.', ':']).next());
        let roots: BTreeSet<&str> = roots.filter(|root| written.contains(*root)).collect();
        roots.into_iter().collect()
    }

    /// What is different in another crate, sorted by path.
    #[must_use]
    pub fn changes(&self, new: &Self) -> Vec<Change> {
        let mut changes = BTreeMap::new();
        for (path, text) in &self.texts {
            let old = Item::new(path, text);
            let change = match new.texts.get(path) {
                None => Change::Gone(old),
                Some(now) if now != text => Change::Changed { old, new: Item::new(path, now) },
                Some(_) => continue,
            };
            changes.insert(path, change);
        }
        for (path, text) in &new.texts {
            if !self.texts.contains_key(path) {
                changes.insert(path, Change::New(Item::new(path, text)));
            }
        }
        changes.into_values().collect()
    }
}

/// A line for each item.
impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items().try_for_each(|item| writeln!(f, "{item}"))
    }
}

impl Item {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, text } = self;
        if text.is_empty() { write!(f, "{path}") } else { write!(f, "{path}: {text}") }
    }
}

impl Change {
    /// Whether code that uses the crate as it was may not compile. What callers may list in full, such
    /// as the variants of an enum that is not `non_exhaustive`, is in the text of the type, so that an
    /// addition to it is a change of that type.
    #[must_use]
    pub fn breaks(&self) -> bool {
        !matches!(self, Self::New(_))
    }

    /// The path of the item.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Gone(item) | Self::New(item) | Self::Changed { new: item, .. } => &item.path,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(item) => write!(f, "- {item}"),
            Self::New(item) => write!(f, "+ {item}"),
            Self::Changed { old, new } => write!(f, "- {old}\n+ {new}"),
        }
    }
}

#[cfg(test)]
mod tests;
