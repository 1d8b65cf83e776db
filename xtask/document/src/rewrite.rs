//! OpenAPI 3.1 and 3.2 as OpenAPI 3.0, which is all that later stages know.
//!
//! The values are walked by the tables of `shape`, which know where schemas are. What is within an
//! object is rewritten before the object itself (`objects`, `schema`). What later versions say in
//! other words becomes what OpenAPI 3.0 says the same with; what it has no words for is documented or
//! reported. Then references are pointed at where their targets are now (`references`), and path items
//! of the components are put where paths refer to them (`path_items`).
//!
//! A [`SourceMap`] says where everything was (`written`), so that whatever is reported is about the
//! text as it was written. A document of OpenAPI 3.0 takes no part in this.

mod arrays;
mod keys;
mod node;
mod null;
mod objects;
mod path_items;
mod references;
mod schema;
mod streams;
#[cfg(test)]
mod tests;
mod types;
mod webhooks;
mod written;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use self::node::Node;
use self::references::References;
use self::written::Written;
use crate::diagnostics::{Code, Diagnostics, Fix, Location, NodePart, Place, Text};
use crate::pointer::push;
use crate::shape::{OPENAPI, Object, PATH_ITEM, SCHEMA, Shape, Version};
use crate::source_map::SourceMap;

/// Makes a document of OpenAPI 3.0 of one of a version, and says so to the diagnostics. Returns the
/// pointer to the callback that has the webhooks, if there are any. An operation of a method that
/// OpenAPI 3.0 does not have says so by an extension.
pub(crate) fn as_openapi_3_0(
    document: &mut Value,
    version: Version,
    method_extension: &'static str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    if version == Version::V3_0 {
        return None;
    }
    let values = document.clone();
    let mut webhooks = None;
    let origins = diagnostics.about(Text::Written, |diagnostics| {
        let mut rewriter = Rewriter {
            version,
            method_extension,
            certificates: objects::certificates(&values),
            json_of_events: streams::json_of_events(&values),
            owner: String::new(),
            definitions: Vec::new(),
            references: References::default(),
            leftovers: Vec::new(),
            diagnostics: &mut *diagnostics,
        };
        let shape = Shape::Object(&OPENAPI);
        let mut origins = rewriter.node(document, shape, &Place::ROOT);
        rewriter.add_definitions(document, &mut origins);
        rewriter.report_leftovers();
        let Rewriter { references, .. } = rewriter;
        path_items::put(document, &mut origins, diagnostics);
        webhooks = webhooks::put(document, &mut origins);
        references.point(&values, document, &origins, diagnostics);
        origins
    });
    diagnostics.set_written(Written::new(values, origins));
    webhooks
}

struct Rewriter<'r> {
    version: Version,
    /// The extension of an operation that says which method it has.
    method_extension: &'static str,
    /// The security schemes for which the HTTP client has a certificate.
    certificates: HashSet<String>,
    /// The schemas of texts that are the data of events and have JSON in them.
    json_of_events: HashSet<String>,
    /// What is named after the component or the operation that is walked.
    owner: String,
    /// Schemas that were in `$defs`, with names that no two have.
    definitions: Vec<(String, Value, SourceMap)>,
    references: References,
    /// Where keywords of OpenAPI 3.0 are that later versions do not have.
    leftovers: Vec<String>,
    diagnostics: &'r mut Diagnostics,
}

impl Rewriter<'_> {
    /// Rewrites what is at a place of the document as it was written. Returns where it and what is in
    /// it come from.
    fn node(&mut self, value: &mut Value, shape: Shape, place: &Place<'_>) -> SourceMap {
        let mut origins = SourceMap::default();
        match (shape, &mut *value) {
            (Shape::Array(shape), Value::Array(entries)) => {
                for (index, entry) in entries.iter_mut().enumerate() {
                    let entry = self.node(entry, *shape, &place.index(index));
                    origins.keep(&index.to_string(), entry);
                }
            }
            (Shape::Map(shape), Value::Object(entries)) => {
                for (key, entry) in entries {
                    let owner = self.enter(place, key);
                    origins.keep(key, self.node(entry, *shape, &place.key(key)));
                    self.leave(owner);
                }
            }
            (
                Shape::Object(kind) | Shape::Referable(kind) | Shape::FlagOrReferable(kind),
                Value::Object(fields),
            ) => {
                if let Some(Value::String(reference)) = fields.get("$ref")
                    && !kind.is(&PATH_ITEM)
                {
                    self.references.note(reference, place);
                }
                let owner = self.enter_operation(kind, fields);
                let base = self.references.enter(fields, kind.is(&SCHEMA), place);
                for (key, value) in fields.iter_mut() {
                    if let Some(shape) = kind.shape_in(self.version, key) {
                        origins.keep(key, self.node(value, shape, &place.key(key)));
                    }
                }
                self.references.leave(base);
                let mut node = Node { fields, origins, place };
                self.object(&mut node, kind);
                let Node { origins, .. } = node;
                self.leave(owner);
                return origins;
            }
            // Schemas that all values are valid against, and none.
            (Shape::Referable(kind), Value::Bool(all)) if kind.is(&SCHEMA) => {
                *value = if *all { json!({}) } else { never() };
            }
            _ => {}
        }
        origins
    }

    /// Notes what is walked next, if it has a name. Returns what it was before.
    fn enter(&mut self, place: &Place<'_>, key: &str) -> Option<String> {
        let (around, name) = place.field()?;
        let section = around.field().filter(|(document, _)| document.field().is_none());
        let owner = match (section, name) {
            (Some((_, "components")), _) => key.to_owned(),
            (_, "paths" | "webhooks") if around.field().is_none() => key.to_owned(),
            (_, "$defs" | "definitions") => format!("{} {key}", self.owner),
            _ => return None,
        };
        Some(std::mem::replace(&mut self.owner, owner))
    }

    /// Notes the operation that is walked next, if it has an id. Returns what it was before.
    fn enter_operation(&mut self, kind: &Object, fields: &Map<String, Value>) -> Option<String> {
        let id = fields.get("operationId").filter(|_| kind.name == "Operation")?.as_str()?;
        Some(std::mem::replace(&mut self.owner, id.to_owned()))
    }

    fn leave(&mut self, owner: Option<String>) {
        if let Some(owner) = owner {
            self.owner = owner;
        }
    }

    /// Makes components of what was in `$defs`.
    fn add_definitions(&mut self, document: &mut Value, origins: &mut SourceMap) {
        if self.definitions.is_empty() {
            return;
        }
        let Some(fields) = document.as_object_mut() else { return };
        let components = fields.entry("components").or_insert_with(|| json!({}));
        let Some(components) = components.as_object_mut() else { return };
        let schemas = components.entry("schemas").or_insert_with(|| json!({}));
        let Some(schemas) = schemas.as_object_mut() else { return };
        let origins = origins.field("components").field("schemas");
        for (name, value, origin) in self.definitions.drain(..) {
            let mut key = name.clone();
            let mut number = 1;
            while schemas.contains_key(&key) {
                number += 1;
                key = format!("{name} {number}");
            }
            origins.set(&key, origin);
            schemas.insert(key, value);
        }
    }

    /// Warns of keywords that later versions do not have, once: they are often left over.
    fn report_leftovers(&mut self) {
        let Some(first) = self.leftovers.first() else { return };
        let others = match self.leftovers.len() - 1 {
            0 => String::new(),
            1 => ", and in another place".to_owned(),
            number => format!(", and in {number} other places"),
        };
        let message = format!(
            "OpenAPI {} has no `nullable`; it is taken as meant here{others}",
            if self.version == Version::V3_1 { "3.1" } else { "3.2" }
        );
        let location = Location::node(first.clone(), NodePart::Key);
        self.diagnostics
            .warning(Code::UNKNOWN_KEYWORD, location, message)
            .help("write a list of types, such as `type: [string, \"null\"]`");
    }

    /// Warns of a field that has no influence on the client.
    fn report_unsupported(&mut self, place: &Place<'_>, message: &str) {
        let fix = Fix::remove(place);
        self.diagnostics.warning(Code::UNSUPPORTED, place, message).at_key().fix(fix);
    }
}

/// The schema that no value is valid against.
fn never() -> Value {
    json!({ "not": {} })
}

fn is_never(schema: &Value) -> bool {
    let fields = schema.as_object().filter(|fields| fields.len() == 1);
    fields.and_then(|fields| fields.get("not")?.as_object()).is_some_and(Map::is_empty)
}

/// The pointer to something in what another pointer leads to.
fn within(pointer: &str, key: &str) -> String {
    let mut within = pointer.to_owned();
    push(&mut within, key);
    within
}
