//! Where the parts of other files come to stand in the document, and the references to them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::names::names;
use super::resolve::FileNode;
use crate::pointer::{ancestors, escape, segments};
use crate::shape::{Object, Shape, Version};
use crate::source_map::SourceMap;

/// A component that is made of a node of another file.
pub(super) struct Component {
    pub(super) kind: &'static Object,
    pub(super) section: &'static str,
    pub(super) source: FileNode,
    pub(super) value: Value,
    pub(super) origins: SourceMap,
}

/// A place in the document, or in a component that is made.
#[derive(Clone, Debug)]
pub(super) struct PartPlace {
    pub(super) component: Option<usize>,
    pub(super) pointer: String,
}

/// What a reference leads to.
pub(super) enum Target {
    Component(usize),
    Place(PartPlace),
}

/// A reference, and where its text is.
pub(super) struct Reference {
    pub(super) place: PartPlace,
    pub(super) to: Target,
}

/// What is to be put into a document.
pub(super) struct Parts {
    pub(super) components: Vec<Component>,
    /// The files of the components.
    pub(super) paths: Vec<String>,
    pub(super) references: Vec<Reference>,
    pub(super) version: Version,
}

impl Parts {
    /// Adds the components to the document, and points the references at where everything is.
    pub(super) fn place(mut self, document: &mut Value, origins: &mut SourceMap) {
        let around = self.around();
        let names =
            names(document, &self.components, &self.paths, |number| around.contains_key(&number));
        let pointers: Vec<String> = (0..self.components.len())
            .map(|number| {
                let (outer, rest) = around
                    .get(&number)
                    .map_or((number, ""), |(outer, rest)| (*outer, rest.as_str()));
                let section = self.components[outer].section;
                let name = names.get(&outer).map_or("", String::as_str);
                format!("/components/{section}/{}{rest}", escape(name))
            })
            .collect();
        for (number, name) in &names {
            let Component { section, value, origins: from, .. } = &mut self.components[*number];
            let Some(list) = section_in(document, section) else { continue };
            list.insert(name.clone(), value.take());
            origins.field("components").field(section).set(name, std::mem::take(from));
        }
        let pointer_to = |place: &PartPlace| match place.component {
            Some(number) => format!("{}{}", pointers[number], place.pointer),
            None => place.pointer.clone(),
        };
        for Reference { place, to } in &self.references {
            // What is around a component has the same references.
            if place.component.is_some_and(|number| around.contains_key(&number)) {
                continue;
            }
            let to = match to {
                Target::Component(number) => pointers[*number].clone(),
                Target::Place(place) => pointer_to(place),
            };
            if let Some(text) = document.pointer_mut(&pointer_to(place)) {
                *text = Value::String(format!("#{}", to.replace('%', "%25")));
            }
        }
    }

    /// The schemas that are within other schemas that become components: they stay there. Returns by
    /// their numbers that of the outermost around them, and the way from there.
    fn around(&self) -> HashMap<usize, (usize, String)> {
        let is_schema = |(_, component): &(usize, &Component)| component.section == "schemas";
        let schemas = || self.components.iter().enumerate().filter(is_schema);
        let by_node: HashMap<&FileNode, usize> =
            schemas().map(|(number, component)| (&component.source, number)).collect();
        let mut around = HashMap::new();
        for (number, Component { kind, source, .. }) in schemas() {
            let outer = ancestors(&source.pointer).find_map(|outer| {
                let node = FileNode { file: source.file, pointer: outer.to_owned() };
                let outer_number = *by_node.get(&node)?;
                let rest = &source.pointer[outer.len()..];
                let is_inside = !rest.is_empty() && self.leads_to_schema(kind, rest);
                is_inside.then(|| (outer_number, rest.to_owned()))
            });
            if let Some(outer) = outer {
                around.insert(number, outer);
            }
        }
        around
    }

    /// Whether a way from one schema leads to another.
    fn leads_to_schema(&self, kind: &'static Object, way: &str) -> bool {
        let mut shape = Shape::Referable(kind);
        for key in segments(way) {
            shape = match shape {
                Shape::Array(shape) | Shape::Map(shape) => *shape,
                shape => {
                    let shape = shape.object().and_then(|it| it.shape_in(self.version, &key));
                    shape.unwrap_or(Shape::Free)
                }
            };
        }
        matches!(shape, Shape::Referable(found) | Shape::FlagOrReferable(found) if found.is(kind))
    }
}

/// The components of a kind, to which some may be added.
fn section_in<'v>(document: &'v mut Value, section: &str) -> Option<&'v mut Map<String, Value>> {
    let list = |fields: &'v mut Map<String, Value>, key: &str| {
        let list = fields.entry(key).or_insert_with(|| json!({}));
        if list.is_null() {
            *list = json!({});
        }
        list.as_object_mut()
    };
    list(list(document.as_object_mut()?, "components")?, section)
}
