//! Where references lead to, in which file.

use std::collections::HashMap;

use serde_json::Value;

use super::address::Address;
use super::refusal::Refusal;
use super::texts::{Files, ROOT};
use crate::diagnostics::{Code, quoted};
use crate::pointer::{self, child, escape, find, segments};
use crate::reference::LONGEST_CHAIN;
use crate::suggest::nearest;

/// A node of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FileNode {
    pub(super) file: usize,
    pub(super) pointer: String,
}

impl Files<'_> {
    /// What a node says.
    pub(super) fn node(&self, node: &FileNode) -> &Value {
        find(self.value(node.file), &node.pointer).unwrap_or(&Value::Null)
    }

    /// Where a reference leads to that stands in a file. References to other references are followed,
    /// but for those that the document has to itself.
    pub(super) fn follow(&mut self, reference: &str, from: usize) -> Result<FileNode, Refusal> {
        self.steps = LONGEST_CHAIN;
        let node = self.target(reference, from)?;
        self.end(node)
    }

    /// What a node is that may be a reference.
    fn end(&mut self, mut node: FileNode) -> Result<FileNode, Refusal> {
        while let Some(next) = only_reference(self.node(&node)).map(str::to_owned) {
            if node.file == ROOT && next.starts_with('#') {
                break;
            }
            node = self.target(&next, node.file)?;
        }
        Ok(node)
    }

    /// The node that a reference names.
    fn target(&mut self, reference: &str, from: usize) -> Result<FileNode, Refusal> {
        self.steps = self.steps.checked_sub(1).ok_or_else(|| {
            let problem = format!(
                "leads to a chain of more than {LONGEST_CHAIN} references, or back to where it \
                 began"
            );
            let help = "in one of these places, write what is meant instead of a reference";
            Refusal::new(Code::REFERENCE_CYCLE, problem, help)
        })?;
        let address = Address::of(reference, self.path(from))?;
        let file = match &address.path {
            Some(path) => self.open(path)?,
            None => from,
        };
        let fragment = format!("#{}", address.fragment);
        let fragment = pointer::of_reference(&fragment).unwrap_or_default();
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        let node = if is_pointer {
            self.found(file, &fragment)?
        } else {
            self.anchored(file, &fragment).map(|pointer| FileNode { file, pointer })
        };
        match node {
            Some(node) => Ok(node),
            None if file == from && find(self.value(ROOT), &fragment).is_some() => {
                Err(self.in_document(from, &fragment))
            }
            None => Err(self.absent(file, &fragment, address.path.is_some())),
        }
    }

    /// The node of a file that a pointer leads to, also through references.
    fn found(&mut self, file: usize, pointer: &str) -> Result<Option<FileNode>, Refusal> {
        let whole = FileNode { file, pointer: pointer.to_owned() };
        // What the document itself does not have is reported as for its own references.
        if file == ROOT || find(self.value(file), pointer).is_some() {
            return Ok(Some(whole));
        }
        let mut node = FileNode { file, pointer: String::new() };
        for segment in pointer.split('/').skip(1) {
            if child(self.node(&node), segment).is_none() {
                node = self.end(node)?;
            }
            if child(self.node(&node), segment).is_none() {
                return Ok(None);
            }
            node.pointer.extend(["/", segment]);
        }
        Ok(Some(node))
    }

    /// The pointer to the schema of a file that has an anchor.
    fn anchored(&mut self, file: usize, anchor: &str) -> Option<String> {
        if !self.anchors.contains_key(&file) {
            let mut anchors = HashMap::new();
            note_anchors(self.value(file), &mut String::new(), &mut anchors);
            self.anchors.insert(file, anchors);
        }
        self.anchors.get(&file)?.get(anchor).cloned()
    }

    /// Says that the document has what another file refers to as its own.
    fn in_document(&self, file: usize, fragment: &str) -> Refusal {
        let shown = self.shown(self.path(file));
        let problem = format!("leads nowhere: {} has nothing there", quoted(&shown));
        let up = "../".repeat(self.path(file).matches('/').count());
        let meant = format!("{up}{}#{fragment}", self.path(ROOT));
        let help = format!("the document has it: write {}", quoted(&meant));
        Refusal::new(Code::UNRESOLVED_REFERENCE, problem, help)
    }

    /// Says that a file does not have what a reference leads to, and what may be meant.
    fn absent(&mut self, file: usize, fragment: &str, is_elsewhere: bool) -> Refusal {
        let shown = self.shown(self.path(file));
        let problem = format!("leads nowhere: {} has nothing there", quoted(&shown));
        // To search the names for one that is meant takes long.
        let suggestions = self.suggestions.checked_sub(1);
        self.suggestions = suggestions.unwrap_or_default();
        let mut known = self.value(file);
        let mut meant = String::new();
        for key in segments(fragment) {
            let Some(fields) = known.as_object() else { break };
            let nearest = || nearest(&key, fields.keys().map(String::as_str));
            let name = if fields.contains_key(&*key) {
                Some(&*key)
            } else {
                suggestions.and_then(|_| nearest())
            };
            let Some(name) = name else { break };
            pointer::push(&mut meant, name);
            known = &fields[name];
        }
        let is_found = segments(&meant).count() == segments(fragment).count();
        let help = if is_found && !meant.is_empty() {
            let place = if is_elsewhere { " there" } else { "" };
            format!("did you mean {}{place}?", quoted(&format!("#{meant}")))
        } else {
            "what stands behind `#` begins at the beginning of that file".to_owned()
        };
        Refusal::new(Code::UNRESOLVED_REFERENCE, problem, help)
    }
}

/// The reference that a node is, if it is nothing else.
pub(super) fn only_reference(node: &Value) -> Option<&str> {
    let fields = node.as_object().filter(|fields| fields.len() == 1)?;
    fields.get("$ref")?.as_str()
}

/// Notes the pointers to the schemas of a value that have an anchor; the first of a name counts.
fn note_anchors(node: &Value, pointer: &mut String, anchors: &mut HashMap<String, String>) {
    let mut child = |segment: &str, child: &Value, pointer: &mut String| {
        let length = pointer.len();
        pointer.extend(["/", segment]);
        note_anchors(child, pointer, anchors);
        pointer.truncate(length);
    };
    match node {
        Value::Object(fields) => {
            for (key, field) in fields {
                child(&escape(key), field, pointer);
            }
            if let Some(Value::String(anchor)) = fields.get("$anchor") {
                anchors.entry(anchor.clone()).or_insert_with(|| pointer.clone());
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                child(&index.to_string(), entry, pointer);
            }
        }
        _ => {}
    }
}
