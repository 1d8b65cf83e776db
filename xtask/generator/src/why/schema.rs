//! What the document says of a value, as it says it.

use serde_json::Value;

use super::Crate;
use super::words::innermost;
use crate::docs::code_span;
use crate::ir::Type;
use crate::names::Name;
use document::diagnostics::DocumentView as _;
use document::pointer::{self, escape};

/// How many references and parts are looked through for something.
const MOST_STEPS: usize = 64;

impl<'a> Crate<'a> {
    /// Where a node of the model is in the document, and what is there.
    pub(super) fn resolved(self, pointer: &str) -> (String, Option<&'a Value>) {
        let document = self.document();
        let (found, is_there) = document.follow(&document.pointer_in_document(pointer));
        let node = if is_there { pointer::find(&document.value, &found) } else { None };
        (found, node)
    }

    /// Whether the document has a node.
    pub(super) fn has(self, pointer: &str) -> bool {
        self.resolved(pointer).1.is_some()
    }

    /// What the schema at a place says of its type, in its own words; nothing if it says nothing.
    pub(super) fn said(self, pointer: &str) -> Option<String> {
        let (_, schema) = self.resolved(pointer);
        let said = keywords(schema?);
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// Where the schema of a parameter or of a field is.
    pub(super) fn schema_of(self, at: &str) -> String {
        let own = format!("{at}/schema");
        if self.has(&own) {
            return own;
        }
        let (content, media_types) = self.resolved(&format!("{at}/content"));
        let media_type = media_types.and_then(Value::as_object).and_then(|it| it.keys().next());
        match media_type {
            Some(media_type) => format!("{content}/{}/schema", escape(media_type)),
            None => at.to_owned(),
        }
    }

    /// Where the model, the enumeration or the identifier of a type is described.
    pub(super) fn described(self, ty: &Type) -> Option<(String, &'a str)> {
        match innermost(ty) {
            Type::Model(name) | Type::Enum(name) => {
                let models = self.api().models.iter().flat_map(|group| &group.models);
                let model = models.into_iter().find(|model| model.name == *name)?;
                Some((format!("models::{}", name.type_name()), &model.at))
            }
            Type::Identifier(name) => {
                let found = self.api().identifiers.iter().find(|it| it.name == *name)?;
                Some((name.type_name(), &found.at))
            }
            _ => None,
        }
    }

    /// Where the list of required properties has one, of the object at a place.
    pub(super) fn required(self, object: &str, property: &str) -> Option<(String, &'a [Value])> {
        let (entry, node) = self.resolved(&format!("{object}/required/{}", escape(property)));
        node.filter(|node| node.as_str() == Some(property))?;
        let list = entry.rsplit_once('/')?.0;
        let all = pointer::find(&self.document().value, list)?.as_array()?;
        Some((entry.clone(), all))
    }

    /// Where a value of an enumeration is listed that is described at a place.
    pub(super) fn listed(self, at: &str, value: &str) -> Option<String> {
        let mut pending = vec![self.resolved(at).0];
        let mut steps = 0;
        while let Some(at) = pending.pop().filter(|_| steps < MOST_STEPS) {
            steps += 1;
            let Some(schema) = pointer::find(&self.document().value, &at) else { continue };
            let values = schema.get("enum").and_then(Value::as_array);
            let is_it = |listed: &Value| match listed {
                Value::String(text) => text == value,
                other => other.to_string().as_str() == value,
            };
            if let Some(index) = values.and_then(|values| values.iter().position(is_it)) {
                return Some(format!("{at}/enum/{index}"));
            }
            let reference = schema.get("$ref").and_then(Value::as_str);
            pending.extend(reference.and_then(pointer::of_reference));
            for keyword in ["allOf", "anyOf", "oneOf"] {
                let parts = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
                pending.extend((0..parts).map(|index| format!("{at}/{keyword}/{index}")));
            }
        }
        None
    }

    /// The name that a type would have by the rules, if the lock has another one.
    pub(super) fn usual_name(self, name: &Name) -> Option<&'a str> {
        self.api().lock.types.get(&name.type_name())?.usual.as_deref()
    }
}

/// The keywords that say of which type a value is.
fn keywords(schema: &Value) -> Vec<String> {
    let mut said = Vec::new();
    for keyword in ["$ref", "type", "format", "pattern"] {
        if let Some(text) = schema.get(keyword).and_then(Value::as_str) {
            said.push(code_span(&format!("{keyword}: {text}")));
        }
    }
    for keyword in ["enum", "allOf", "anyOf", "oneOf", "properties", "additionalProperties"] {
        if schema.get(keyword).is_some() {
            said.push(code_span(keyword));
        }
    }
    if let Some(items) = schema.get("items") {
        let of_items = keywords(items);
        if !of_items.is_empty() {
            said.push(format!("`items` with {}", of_items.join(", ")));
        }
    }
    said
}
