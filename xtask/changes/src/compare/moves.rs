//! Code that only moved: callers do not see in which module something is.

use std::collections::BTreeMap;

use generator::ir::Api;
use generator::names::Name;

use super::Comparison;
use crate::kind::{Kind, Side};

impl Comparison<'_> {
    /// Tells of operations and models that are in another file, together if they went the same way.
    pub(super) fn moves(&mut self, old: &Api, new: &Api) {
        let (were, are) = (files(old), files(new));
        let mut moves: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for (item, was) in &were {
            if let Some(is) = are.get(item).filter(|is| *is != was) {
                moves.entry((was, is)).or_default().push(item.clone());
            }
        }
        for ((was, is), items) in moves {
            self.tell(Kind::CodeMoved, Side::Any, format!("from `{was}` to `{is}`")).items(items);
        }
    }
}

/// The file of each item.
fn files(api: &Api) -> BTreeMap<String, String> {
    let file = |folder: &str, name: &Name| format!("src/{folder}/{}.rs", name.module());
    let operations = api.resources.iter().flat_map(|resource| {
        let methods = resource.operations.iter().map(super::operations::method);
        methods.map(|method| (method, file("operations", &resource.name)))
    });
    let models = api.models.iter().flat_map(|group| {
        let models = group.models.iter().map(super::models::item);
        models.map(|item| (item, file("models", &group.name)))
    });
    operations.chain(models).collect()
}
