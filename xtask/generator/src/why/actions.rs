//! Actions for an overlay that would change something.

use serde_json::{Value, json};

use super::Crate;
use document::diagnostics::{Fix, FixTarget};
use document::pointer;

impl Crate<'_> {
    /// Merges something into the object at a place.
    pub(super) fn update(self, at: &str, update: Value) -> Option<Fix> {
        let (found, node) = self.resolved(at);
        node.filter(|node| node.is_object())?;
        Some(Fix::update(FixTarget::of(&self.document().value, &found), update))
    }

    /// Gives the type of a schema another name.
    pub(super) fn rename_type(self, at: &str) -> Option<Fix> {
        let (_, schema) = self.resolved(at);
        // What is a reference has the type of what it leads to.
        schema.filter(|schema| schema.get("$ref").is_none())?;
        self.update(at, json!({"x-rust-name": "NewName"}))
    }

    /// Requires a property that is not required.
    pub(super) fn require(self, property_at: &str, name: &str) -> Option<Fix> {
        let (found, _) = self.resolved(property_at);
        let properties = found.rsplit_once('/')?.0;
        let object = properties.strip_suffix("/properties")?;
        self.update(object, json!({ "required": [name] }))
    }

    /// Requires a property no more.
    pub(super) fn let_be_missing(self, object: &str, name: &str) -> Option<Fix> {
        let (entry, all) = self.required(object, name)?;
        self.without(&entry, all)
    }

    /// Takes an entry out of a list of texts: no action of an overlay removes one that is no object, so
    /// that the list is removed, and what is left of it is added.
    pub(super) fn without(self, entry: &str, all: &[Value]) -> Option<Fix> {
        let (list, index) = entry.rsplit_once('/')?;
        let index: usize = index.parse().ok()?;
        let (object, key) = list.rsplit_once('/')?;
        let values = &self.document().value;
        let mut left = all.to_vec();
        if index >= left.len() {
            return None;
        }
        left.remove(index);
        let removed = Fix::remove(FixTarget::of(values, list));
        if left.is_empty() {
            return Some(removed);
        }
        let key = pointer::unescape(key);
        let rest = Fix::update(FixTarget::of(values, object), json!({ &*key: left }));
        Some(removed.and(rest))
    }
}
