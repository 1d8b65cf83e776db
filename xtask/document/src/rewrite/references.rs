//! References: by pointers to where something was, by the names of anchors, and by the addresses that
//! schemas give themselves. All become pointers to where their targets are now.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::written::Moves;
use crate::diagnostics::{Code, Diagnostics, Location, NodePart, Place, quoted};
use crate::pointer::{self, ancestors, find, segments};
use crate::source_map::SourceMap;

/// What is found on the way through a document, by pointers into it as it was written.
#[derive(Default)]
pub(super) struct References {
    /// The objects that have a reference elsewhere than to a component, and the schemas with an `$id`
    /// around them.
    elsewhere: Vec<(String, Option<String>)>,
    /// The schemas with an anchor, by its name.
    anchors: HashMap<String, Vec<String>>,
    /// The schemas with an `$id`, by that.
    ids: HashMap<String, String>,
    /// The address of the document.
    address: Option<String>,
    /// The nearest schema around that has an `$id`.
    base: Option<String>,
    /// Schemas that became one with the schema around them: where both were.
    pub(super) absorbed: Vec<(String, String)>,
}

/// What a reference means.
struct Meant {
    /// The pointer to it.
    target: String,
    /// Why somebody has to know.
    doubt: Option<Doubt>,
}

enum Doubt {
    /// Several schemas have the anchor.
    Ambiguous,
    /// It is in a schema around the reference rather than in the document.
    Around,
}

impl References {
    /// Notes a reference, unless it is to a component.
    pub(super) fn note(&mut self, reference: &str, place: &Place<'_>) {
        let component = reference.strip_prefix("#/components/");
        let is_component = component.is_some_and(|rest| rest.split('/').count() == 2);
        if !is_component {
            self.elsewhere.push((place.pointer(), self.base.clone()));
        }
    }

    /// Notes what a schema can be referred to by. Returns the schema that had an `$id` until then.
    pub(super) fn enter(
        &mut self,
        fields: &Map<String, Value>,
        is_schema: bool,
        place: &Place<'_>,
    ) -> Option<String> {
        let before = self.base.clone();
        if let Some(Value::String(address)) = fields.get("$self") {
            self.address = Some(address.clone());
        }
        if is_schema {
            for anchor in ["$anchor", "$dynamicAnchor"] {
                if let Some(Value::String(name)) = fields.get(anchor) {
                    self.anchors.entry(name.clone()).or_default().push(place.pointer());
                }
            }
            if let Some(Value::String(id)) = fields.get("$id") {
                self.base = Some(place.pointer());
                self.ids.entry(id.trim_end_matches('#').to_owned()).or_insert(place.pointer());
            }
            if let (Some(Value::String(reference)), false) =
                (fields.get("$dynamicRef"), fields.contains_key("$ref"))
            {
                self.note(reference, place);
            }
        }
        before
    }

    pub(super) fn leave(&mut self, base: Option<String>) {
        self.base = base;
    }

    /// Points all references at where their targets are now.
    pub(super) fn point(
        self,
        written: &Value,
        document: &mut Value,
        origins: &SourceMap,
        diagnostics: &mut Diagnostics,
    ) {
        if self.elsewhere.is_empty() {
            return;
        }
        let moves = Moves::new(origins, self.absorbed.clone());
        for (place, base) in &self.elsewhere {
            let Some(object) = find(written, place) else { continue };
            let reference = object.get("$ref").or_else(|| object.get("$dynamicRef"));
            let Some(reference) = reference.and_then(Value::as_str) else { continue };
            // The checks say what is wrong with others.
            let Some(meant) = self.meant(written, reference, (place, base.as_deref())) else {
                continue;
            };
            report(&meant, reference, place, diagnostics);
            let target = meant.target;
            let Some(target) = moves.now(&target).into_iter().next() else { continue };
            let reference = format!("#{}", target.replace('%', "%25"));
            for place in moves.now(place) {
                let field = document.pointer_mut(&place).and_then(|it| it.get_mut("$ref"));
                if let Some(field) = field {
                    *field = Value::String(reference.clone());
                }
            }
        }
    }

    /// What a reference means that stands at a place, perhaps in a schema with an `$id`.
    fn meant(
        &self,
        written: &Value,
        reference: &str,
        (place, base): (&str, Option<&str>),
    ) -> Option<Meant> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = match address {
            "" => base,
            address => Some(self.by_address(address)?),
        };
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        if !is_pointer {
            let schemas = self.anchors.get(fragment)?;
            let doubt = (schemas.len() > 1).then_some(Doubt::Ambiguous);
            return Some(Meant { target: schemas.first()?.clone(), doubt });
        }
        let within = pointer::of_reference(&format!("#{fragment}"))?;
        let from = |start: &str| {
            let pointer = format!("{start}{within}");
            find(written, &pointer).is_some().then_some(pointer)
        };
        if let Some(target) = base.and_then(from).or_else(|| from("")) {
            return Some(Meant { target, doubt: None });
        }
        // Schemas of JSON Schema are put into a document as they are.
        let first = segments(&within).next()?;
        let around: Vec<&str> = ancestors(place).collect();
        let mut around = around.into_iter().rev().filter(|_| is_definitions(&first));
        Some(Meant { target: around.find_map(from)?, doubt: Some(Doubt::Around) })
    }

    /// The pointer to the schema that has an address, or to the document.
    fn by_address(&self, address: &str) -> Option<&str> {
        if self.address.as_deref() == Some(address) {
            return Some("");
        }
        let is_it = |id: &&String| {
            id.as_str() == address
                || id.rsplit('/').next() == Some(address.trim_start_matches("./"))
        };
        let mut ids: Vec<_> = self.ids.keys().filter(is_it).collect();
        ids.sort();
        self.ids.get(*ids.first()?).map(String::as_str)
    }
}

fn is_definitions(key: &str) -> bool {
    key == "$defs" || key == "definitions"
}

/// Reports what is doubtful about a reference in an object at a place.
fn report(meant: &Meant, reference: &str, place: &str, diagnostics: &mut Diagnostics) {
    let location = Location::node(format!("{place}/$ref"), NodePart::Value);
    match meant.doubt {
        Some(Doubt::Ambiguous) => {
            let message = format!("several schemas have the anchor of {}", quoted(reference));
            diagnostics
                .error(Code::UNSUPPORTED_REFERENCE, location, message)
                .help("refer to one of them by a pointer, such as `#/components/schemas/A`");
        }
        Some(Doubt::Around) => {
            let message = format!(
                "{} is not in the document; what the schema around it has there is taken",
                quoted(reference)
            );
            let target = format!("#{}", meant.target);
            diagnostics
                .warning(Code::UNRESOLVED_REFERENCE, location, message)
                .help(format!("write {}", quoted(&target)));
        }
        None => {}
    }
}
