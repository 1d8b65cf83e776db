//! The actions that an overlay consists of.

use serde_json::Value;

use super::target::Target;
use crate::diagnostics::{Diagnostics, Place};
use crate::extensions::Extensions;

/// One change of a document.
pub(super) struct Action {
    pub(super) target: Target,
    /// A JSONPath, and the key that has it. Where it finds nothing, the action is skipped.
    pub(super) condition: Option<(Target, &'static str)>,
    pub(super) description: Option<String>,
    pub(super) change: Change,
}

/// What is done to the nodes that are selected.
pub(super) enum Change {
    /// Objects are merged with this, and arrays get it as one more entry.
    Update(Value),
    /// They are removed from the object or array they are in.
    Remove,
    /// Nothing, which is legal.
    None,
}

impl Action {
    /// Takes an action from its object. What has the wrong type is reported already.
    pub(super) fn read(
        action: Value,
        place: &Place<'_>,
        extensions: &Extensions,
        effort: &mut usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Value::Object(mut fields) = action else {
            return None;
        };
        let target = fields.get("target")?.as_str()?;
        let target = Target::parse(target, &place.key("target"), effort, diagnostics)?;
        let key = extensions.condition;
        let condition = match fields.get(key).and_then(Value::as_str) {
            Some(condition) => {
                let target = Target::parse(condition, &place.key(key), effort, diagnostics)?;
                Some((target, key))
            }
            None => None,
        };
        let description = fields.get("description").and_then(Value::as_str).map(str::to_owned);
        let change = if fields.get("remove") == Some(&Value::Bool(true)) {
            Change::Remove
        } else {
            fields.shift_remove("update").map_or(Change::None, Change::Update)
        };
        Some(Self { target, condition, description, change })
    }
}
