//! Path items of the components, which OpenAPI 3.0 does not have. They are put where paths refer to
//! them.

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Diagnostics, Location, NodePart, Place};
use crate::pointer::{escape, unescape};
use crate::reference::LONGEST_CHAIN;
use crate::shape::METHODS;
use crate::source_map::SourceMap;
use crate::value::total_size;

const COMPONENTS: &str = "#/components/pathItems/";

/// How large all copies may be together, besides an allowance in proportion to the document.
const ALLOWANCE: usize = 1_000_000;

/// Puts path items in the place of references to them, and takes them out of the components.
pub(super) fn put(document: &mut Value, origins: &mut SourceMap, diagnostics: &mut Diagnostics) {
    let components = document.get_mut("components").and_then(Value::as_object_mut);
    let items = components.and_then(|components| components.shift_remove("pathItems"));
    let Some(Value::Object(items)) = items else { return };
    let mut items = Items {
        origins: origins.field("components").take("pathItems"),
        used: Vec::new(),
        allowance: ALLOWANCE + items.values().map(total_size).sum::<usize>().saturating_mul(10),
        all: items,
    };
    for list in ["paths", "webhooks"] {
        let Some(Value::Object(paths)) = document.get_mut(list) else { continue };
        for (path, item) in paths.iter_mut() {
            let Some((copy, origin)) = items.meant(item) else { continue };
            let Some(copy) = copy else {
                let list = Place::ROOT.key(list);
                let location = Location::node(list.key(path).pointer(), NodePart::Key);
                let message = "references to path items make the document too large";
                diagnostics.error(Code::SIZE_LIMIT, location, message).help(
                    "each stands for a copy of what it refers to; refer to the parts that paths \
                     have in common instead",
                );
                return;
            };
            *item = Value::Object(copy);
            origins.field(list).set(path, origin);
        }
    }
}

struct Items {
    all: Map<String, Value>,
    origins: SourceMap,
    /// Those that a path has already.
    used: Vec<String>,
    allowance: usize,
}

impl Items {
    /// The path item that a reference leads to, and where it comes from; no path item if it would be
    /// too much.
    fn meant(&mut self, reference: &Value) -> Option<(Option<Map<String, Value>>, SourceMap)> {
        let mut name = name_in(reference)?;
        for _ in 0..LONGEST_CHAIN {
            match self.all.get(&name).and_then(name_in) {
                Some(next) => name = next,
                None => break,
            }
        }
        let item = self.all.get(&name)?;
        let mut copy = item.as_object().filter(|item| !item.contains_key("$ref"))?.clone();
        let pointer = format!("/components/pathItems/{}", escape(&name));
        let origins = self.origins.of_field(&name).pinned(|| pointer);
        match self.allowance.checked_sub(total_size(item)) {
            Some(left) => self.allowance = left,
            None => return Some((None, origins)),
        }
        if self.used.contains(&name) {
            // The ids of its operations are taken.
            for method in METHODS {
                if let Some(Value::Object(operation)) = copy.get_mut(method) {
                    operation.shift_remove("operationId");
                }
            }
        } else {
            self.used.push(name);
        }
        Some((Some(copy), origins))
    }
}

/// The path item of the components that a reference names.
fn name_in(item: &Value) -> Option<String> {
    let name = item.get("$ref")?.as_str()?.strip_prefix(COMPONENTS)?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some(unescape(&name).into_owned())
}
