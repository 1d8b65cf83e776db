//! Parameters of a path that has a query of its own, as in `/uploads?convert={convert}`, which are declared
//! as those of a query. They would be sent twice if a parameter of the path were added.

use serde_json::{Map, Value, json};

use super::operations::resolve;
use super::paths::template_names;
use crate::diagnostics::{Fix, Place};

/// A path, and what it has.
pub(super) struct DeclaredInQuery<'v> {
    pub(super) document: &'v Value,
    pub(super) path: &'v str,
    pub(super) item: &'v Map<String, Value>,
}

impl DeclaredInQuery<'_> {
    /// An action that makes a parameter of the path of the one in the query that is called by a name in
    /// braces there, if an operation has one. `place` is that of the path.
    pub(super) fn moved(&self, name: &str, method: &str, place: &Place<'_>) -> Option<Fix> {
        let (_, query) = self.path.split_once('?')?;
        if !template_names(query)?.contains(&name) {
            return None;
        }
        let operation = self.item.get(method)?.as_object()?;
        self.moved_within(operation, name, &place.key(method))
            .or_else(|| self.moved_within(self.item, name, place))
    }

    fn moved_within(
        &self,
        owner: &Map<String, Value>,
        name: &str,
        place: &Place<'_>,
    ) -> Option<Fix> {
        let list = owner.get("parameters")?.as_array()?;
        let is_it = |parameter: &Map<String, Value>| {
            parameter.get("name").is_some_and(|it| it == name)
                && parameter.get("in").is_some_and(|it| it == "query")
        };
        let mut found = list.iter().enumerate();
        let (index, entry, parameter) = found.find_map(|(index, entry)| {
            let parameter = resolve(self.document, entry).filter(|parameter| is_it(parameter))?;
            Some((index, entry, parameter))
        })?;
        let mut change = json!({"in": "path", "required": true});
        if parameter.contains_key("style") {
            change["style"] = json!("simple");
        }
        let parameters = place.key("parameters");
        let here = parameters.index(index);
        if entry.get("$ref").is_none() {
            return Some(Fix::update(&here, change));
        }
        // Others may refer to the same.
        let mut own = parameter.clone();
        own.extend(change.as_object().cloned().unwrap_or_default());
        Some(Fix::remove(&here).and(Fix::update(place, json!({"parameters": [own]}))))
    }
}
