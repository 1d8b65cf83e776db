//! The walk through a document and the parts of other files that it refers to.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::address::may_be_file;
use super::place::{Component, PartPlace, Parts, Reference, Target};
use super::refusal::{BUNDLE, Refusal, Refusals};
use super::resolve::{FileNode, only_reference};
use super::texts::{Files, ROOT, text_of};
use crate::diagnostics::Code;
use crate::pointer::{escape, push};
use crate::shape::{OPENAPI, Object, PATH_ITEM, SCHEMA, Shape, Version, section_of};
use crate::source_map::SourceMap;
use crate::text::DEEPEST;
use crate::value::{nesting, total_size};

/// How large all parts may be together, besides ten times the size of the files: what stands in many
/// places is copied.
const ALLOWANCE: usize = 1_000_000;

/// Puts what is in other files into a document.
pub(super) struct Bundler<'f> {
    files: Files<'f>,
    version: Version,
    /// The components that the document itself has in other files, by what they are.
    homes: HashMap<(&'static str, FileNode), String>,
    /// The numbers of those that are made.
    known: HashMap<(&'static str, FileNode), usize>,
    components: Vec<Component>,
    /// Those that have not been walked.
    pending: VecDeque<usize>,
    /// Where path items of other files stand now.
    path_items: HashMap<FileNode, PartPlace>,
    references: Vec<Reference>,
    refusals: Refusals,
    /// How large all parts are together.
    spent: usize,
}

/// Where the walk is.
#[derive(Clone)]
struct At {
    place: PartPlace,
    /// How deep that is in the document.
    depth: usize,
    /// Where it stands.
    source: FileNode,
}

impl At {
    fn inside(&self, key: &str) -> Self {
        let mut inside = self.clone();
        push(&mut inside.place.pointer, key);
        push(&mut inside.source.pointer, key);
        inside.depth += 1;
        inside
    }
}

impl<'f> Bundler<'f> {
    pub(super) fn new(files: Files<'f>, version: Version) -> Self {
        Self {
            files,
            version,
            homes: HashMap::new(),
            known: HashMap::new(),
            components: Vec::new(),
            pending: VecDeque::new(),
            path_items: HashMap::new(),
            references: Vec::new(),
            refusals: Refusals::default(),
            spent: 0,
        }
    }

    /// Walks the document and everything that it refers to. Returns where what is in it comes from.
    pub(super) fn document(&mut self, document: &mut Value) -> SourceMap {
        self.note_homes();
        let at = At {
            place: PartPlace { component: None, pointer: String::new() },
            depth: 0,
            source: FileNode { file: ROOT, pointer: String::new() },
        };
        let origins = self.node(document, Shape::Object(&OPENAPI), &at);
        while let Some(number) = self.pending.pop_front() {
            self.component(number);
        }
        origins
    }

    /// What is to be put into the document, the files and the references that are not
    /// followed.
    pub(super) fn finish(self) -> (Parts, Files<'f>, Refusals) {
        let Self { files, version, components, references, refusals, .. } = self;
        let paths = components.iter().map(|it| files.path(it.source.file).to_owned()).collect();
        (Parts { components, paths, references, version }, files, refusals)
    }

    /// Notes which components of the document are those of other files.
    fn note_homes(&mut self) {
        let at = |pointer: &str| FileNode { file: ROOT, pointer: pointer.to_owned() };
        let Some(components) = self.end_of(at("/components")) else { return };
        let Some(sections) = keys(self.files.node(&components)) else { return };
        let shape = Shape::Object(&OPENAPI).inside("components");
        for section in sections {
            let kind = shape.inside(&section).inside("").object();
            let Some(section) = kind.and_then(section_of).filter(|known| *known == section) else {
                continue;
            };
            let Some(list) = self.end_of(child(&components, section)) else { continue };
            for key in keys(self.files.node(&list)).unwrap_or_default() {
                let entry = child(&list, &key);
                let home = format!("/components/{section}/{}", escape(&key));
                let end = self.end_of(entry.clone());
                for node in [Some(entry), end].into_iter().flatten() {
                    if node.file != ROOT {
                        self.homes.entry((section, node)).or_insert_with(|| home.clone());
                    }
                }
            }
        }
    }

    /// What a node is, or refers to in another file.
    fn end_of(&mut self, node: FileNode) -> Option<FileNode> {
        let reference = only_reference(self.files.node(&node)).map(str::to_owned);
        match reference {
            Some(reference) if is_followed(&reference, node.file) => {
                self.files.follow(&reference, node.file).ok()
            }
            _ => Some(node),
        }
    }

    /// Walks a component that is made.
    fn component(&mut self, number: usize) {
        let Some(component) = self.components.get(number) else { return };
        let (source, shape) = (component.source.clone(), Shape::Referable(component.kind));
        let mut value = self.files.node(&source).clone();
        let at = At {
            place: PartPlace { component: Some(number), pointer: String::new() },
            depth: 3,
            source: source.clone(),
        };
        let mut origins = self.node(&mut value, shape, &at);
        origins.come_from(text_of(source.file), source.pointer);
        if let Some(component) = self.components.get_mut(number) {
            (component.value, component.origins) = (value, origins);
        }
    }

    fn node(&mut self, value: &mut Value, shape: Shape, at: &At) -> SourceMap {
        let mut origins = SourceMap::default();
        match (shape, &mut *value) {
            (Shape::SchemaName, Value::String(name)) => self.name(name, at),
            (Shape::Array(shape), Value::Array(entries)) => {
                for (index, entry) in entries.iter_mut().enumerate() {
                    let key = index.to_string();
                    origins.keep(&key, self.node(entry, *shape, &at.inside(&key)));
                }
            }
            (
                Shape::Array(_)
                | Shape::Map(_)
                | Shape::Object(_)
                | Shape::Referable(_)
                | Shape::FlagOrReferable(_),
                Value::Object(fields),
            ) => {
                let reference = fields.get("$ref").and_then(Value::as_str).map(str::to_owned);
                if let Some(reference) = reference.filter(|it| is_followed(it, at.source.file)) {
                    let place = at.inside("$ref");
                    match self.reference(fields, shape, &reference, at) {
                        Ok(None) => {}
                        Ok(Some((put, origins))) => {
                            *value = put;
                            return origins;
                        }
                        Err(why) => self.refuse(&place, &reference, why),
                    }
                }
                origins = self.fields(fields, shape, at);
            }
            _ => {}
        }
        origins
    }

    /// Walks what is in an object.
    fn fields(&mut self, fields: &mut Map<String, Value>, shape: Shape, at: &At) -> SourceMap {
        let mut origins = SourceMap::default();
        let is_schema = shape.object().is_some_and(|kind| kind.is(&SCHEMA));
        if is_schema && at.source.file != ROOT {
            // References to it are pointers by now, and other files may have the same.
            fields.shift_remove("$anchor");
        }
        for (key, field) in fields.iter_mut() {
            let shape = match shape {
                Shape::Map(shape) => Some(*shape),
                shape => shape.object().and_then(|kind| kind.shape_in(self.version, key)),
            };
            if let Some(shape) = shape {
                origins.keep(key, self.node(field, shape, &at.inside(key)));
            }
        }
        origins
    }

    /// Makes a reference in an object to one within the document, or finds what is put in its place.
    fn reference(
        &mut self,
        fields: &Map<String, Value>,
        shape: Shape,
        reference: &str,
        at: &At,
    ) -> Result<Option<(Value, SourceMap)>, Refusal> {
        let target = self.files.follow(reference, at.source.file)?;
        let kind = match shape {
            Shape::Referable(kind) | Shape::FlagOrReferable(kind) => Some(kind),
            _ => None,
        };
        let mut place = at.place.clone();
        push(&mut place.pointer, "$ref");
        if let Some((kind, section)) = kind.and_then(|kind| Some((kind, section_of(kind)?))) {
            let to = self.destination(kind, section, &target, at)?;
            if let Some(to) = to {
                self.references.push(Reference { place, to });
                return Ok(None);
            }
        } else if kind.is_some() {
            // Path items are no components of OpenAPI 3.0.
            let known = match target.file {
                ROOT => Some(PartPlace { component: None, pointer: target.pointer.clone() }),
                _ => self.path_items.get(&target).cloned(),
            };
            if let Some(known) = known {
                self.references.push(Reference { place, to: Target::Place(known) });
                return Ok(None);
            }
        } else if fields.len() > 1 {
            // There is no saying what is meant.
            return Ok(None);
        }
        self.put(fields, shape, target, at).map(Some)
    }

    /// Where a component is that is a node of a file; none if that is the place where the walk is.
    fn destination(
        &mut self,
        kind: &'static Object,
        section: &'static str,
        target: &FileNode,
        at: &At,
    ) -> Result<Option<Target>, Refusal> {
        let in_document = |pointer: &str| {
            Target::Place(PartPlace { component: None, pointer: pointer.to_owned() })
        };
        if target.file == ROOT {
            return Ok(Some(in_document(&target.pointer)));
        }
        let key = (section, target.clone());
        if let Some(home) = self.homes.get(&key) {
            let is_here = at.place.component.is_none() && at.place.pointer == *home;
            return Ok((!is_here).then(|| in_document(home)));
        }
        if let Some(known) = self.known.get(&key) {
            return Ok(Some(Target::Component(*known)));
        }
        self.spend(target, 3)?;
        let number = self.components.len();
        self.components.push(Component {
            kind,
            section,
            source: target.clone(),
            value: Value::Null,
            origins: SourceMap::default(),
        });
        self.known.insert(key, number);
        self.pending.push_back(number);
        Ok(Some(Target::Component(number)))
    }

    /// What a reference leads to, for the place where it stands, with what stands beside it.
    fn put(
        &mut self,
        fields: &Map<String, Value>,
        shape: Shape,
        target: FileNode,
        at: &At,
    ) -> Result<(Value, SourceMap), Refusal> {
        self.spend(&target, at.depth)?;
        let mut value = self.files.node(&target).clone();
        if shape.object().is_some_and(|kind| kind.is(&PATH_ITEM)) {
            self.path_items.insert(target.clone(), at.place.clone());
        }
        let there = At { source: target.clone(), ..at.clone() };
        let mut origins = self.node(&mut value, shape, &there);
        origins.come_from(text_of(target.file), target.pointer);
        if let Value::Object(object) = &mut value {
            let mut beside = fields.clone();
            beside.shift_remove("$ref");
            let mut of_beside = self.fields(&mut beside, shape, at);
            for (key, field) in beside {
                let source = at.inside(&key).source;
                let mut origin = of_beside.take(&key);
                origin.come_from(text_of(source.file), source.pointer);
                origins.set(&key, origin);
                object.insert(key, field);
            }
        }
        Ok((value, origins))
    }

    /// Accounts for a copy of a node that is about to be put somewhere that deep.
    fn spend(&mut self, node: &FileNode, depth: usize) -> Result<(), Refusal> {
        let value = self.files.node(node);
        if depth + nesting(value) > DEEPEST {
            let problem = format!("would nest values more than {DEEPEST} levels deep");
            let help = "let references lead to schemas or other components, which are not nested";
            return Err(Refusal::new(Code::NESTING_LIMIT, problem, help));
        }
        self.spent += total_size(value);
        if self.spent > ALLOWANCE.saturating_add(self.files.size.saturating_mul(10)) {
            return Err(Refusal::new(Code::SIZE_LIMIT, "makes the document too large", BUNDLE));
        }
        Ok(())
    }

    /// Follows the name of a schema in a mapping, if it is a reference.
    fn name(&mut self, name: &str, at: &At) {
        let is_local = name.starts_with('#') && at.source.file != ROOT;
        if !is_local && !may_be_file(name) {
            return;
        }
        let target = self.files.follow(name, at.source.file);
        let to = target.and_then(|target| self.destination(&SCHEMA, "schemas", &target, at));
        match to {
            Ok(Some(to)) => self.references.push(Reference { place: at.place.clone(), to }),
            Ok(None) => {}
            Err(why) => self.refuse(at, name, why),
        }
    }

    fn refuse(&mut self, at: &At, reference: &str, why: Refusal) {
        let node = (text_of(at.source.file), at.source.pointer.clone());
        self.refusals.note(node, reference, why);
    }
}

/// Whether a reference in a file is to be followed. Those within the document stay as they are.
fn is_followed(reference: &str, file: usize) -> bool {
    if reference.starts_with('#') { file != ROOT } else { !reference.trim().is_empty() }
}

fn child(node: &FileNode, key: &str) -> FileNode {
    let mut child = node.clone();
    push(&mut child.pointer, key);
    child
}

/// The keys of an object.
fn keys(value: &Value) -> Option<Vec<String>> {
    Some(value.as_object()?.keys().cloned().collect())
}
