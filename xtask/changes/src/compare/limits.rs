//! What the client does not check: limits, defaults, and other keywords of schemas in the same place of
//! both versions.
//!
//! The representation has only sentences about them, so that the documents are compared. A schema that
//! is used in many places is compared once.

mod facets;

use std::collections::{BTreeMap, HashSet};

use document::diagnostics::DocumentView;
use document::{Document, pointer, reference};
use generator::ir::{OperationInput, StructField};
use serde_json::Value;

use self::facets::{Facets, Facing};
use super::Comparison;
use crate::Version;
use crate::kind::{Kind, Side};

/// How many schemas are read for one value, its parts and its elements included. Those of real documents
/// are a handful.
const MOST_SCHEMAS: usize = 1000;

/// Pairs of schemas in the same place, by where they are in both documents.
#[derive(Default)]
pub(super) struct SchemaPairs(BTreeMap<(String, String), Use>);

/// How a pair of schemas is used.
struct Use {
    side: Side,
    /// What messages call the first that has them.
    what: String,
    items: Vec<String>,
}

impl SchemaPairs {
    /// Notes the schemas of a property.
    pub(super) fn add_property(
        &mut self,
        documents: Documents<'_>,
        (was, is): (&StructField, &StructField),
        side: Side,
        (what, item): (String, String),
    ) {
        self.add(documents, (&was.at, &is.at), side, (what, item));
    }

    /// Notes the schemas of an input.
    pub(super) fn add_input(
        &mut self,
        documents: Documents<'_>,
        (was, is): (&OperationInput, &OperationInput),
        (what, item): (String, String),
    ) {
        let old = schema_of_input(documents.old, was);
        let new = schema_of_input(documents.new, is);
        if let (Some(old), Some(new)) = (old, new) {
            self.add(documents, (&old, &new), Side::Sent, (what, item));
        }
    }

    fn add(
        &mut self,
        documents: Documents<'_>,
        (old, new): (&str, &str),
        side: Side,
        (what, item): (String, String),
    ) {
        let old = find(documents.old, old);
        let new = find(documents.new, new);
        let (Some((old, _)), Some((new, _))) = (old, new) else { return };
        let component = new.strip_prefix("/components/schemas/").filter(|it| !it.contains('/'));
        let component = component.map(|name| format!("the schema `{}`", pointer::unescape(name)));
        let what = component.unwrap_or(what);
        let used = self.0.entry((old, new)).or_insert(Use { side, what, items: Vec::new() });
        used.side = used.side.and(side);
        used.items.push(item);
    }
}

/// The documents of both versions.
#[derive(Clone, Copy)]
pub(super) struct Documents<'a> {
    pub(super) old: &'a Document,
    pub(super) new: &'a Document,
}

impl<'a> Documents<'a> {
    pub(super) fn of(old: Version<'a>, new: Version<'a>) -> Self {
        Self { old: old.document, new: new.document }
    }

    /// Whether null is allowed in place of two values.
    pub(super) fn are_nullable(self, old: &str, new: &str) -> Option<(bool, bool)> {
        let is_nullable = |value: &Value| value.get("nullable") == Some(&Value::Bool(true));
        let (_, old) = find(self.old, old)?;
        let (_, new) = find(self.new, new)?;
        Some((is_nullable(old), is_nullable(new)))
    }
}

impl Comparison<'_> {
    /// Tells of what is different in the schemas that have been noted.
    pub(super) fn limits(&mut self) {
        let documents = self.documents;
        for ((old, new), used) in std::mem::take(&mut self.schemas.0) {
            let was = Facets::of(documents.old, &old);
            let is = Facets::of(documents.new, &new);
            for (place, was, is) in facets::pairs(&was, &is) {
                let differences = was.differences(is);
                let of = |facing: Facing| -> Vec<String> {
                    let those = differences.iter().filter(|(it, _)| *it == facing);
                    those.map(|(_, text)| text.clone()).collect()
                };
                let (narrower, wider) = (of(Facing::Narrower), of(Facing::Wider));
                let kind = match (narrower.is_empty(), wider.is_empty()) {
                    (false, true) if of(Facing::Other).is_empty() => Some(Kind::LimitTightened),
                    (true, false) if of(Facing::Other).is_empty() => Some(Kind::LimitLoosened),
                    (true, true) if of(Facing::Other).is_empty() => None,
                    _ => Some(Kind::LimitChanged),
                };
                let limits = [narrower, wider, of(Facing::Other)].concat();
                let defaults = of(Facing::Default);
                let defaults = (!defaults.is_empty()).then_some((Kind::DefaultChanged, defaults));
                let limits = kind.map(|kind| (kind, limits));
                for (kind, texts) in limits.into_iter().chain(defaults) {
                    let what = format!("{}{place}: {}", used.what, texts.join(", "));
                    self.tell(kind, used.side, what)
                        .was(&was.at)
                        .is(&is.at)
                        .items(used.items.iter().cloned());
                }
            }
        }
    }
}

/// Where the schema of an input is.
fn schema_of_input(document: &Document, input: &OperationInput) -> Option<String> {
    if input.is_parameter() {
        let (at, value) = find(document, &input.at)?;
        if value.get("schema").is_some() {
            return Some(format!("{at}/schema"));
        }
        let (media_type, _) = value.get("content")?.as_object()?.iter().next()?;
        return Some(format!("{at}/content/{}/schema", pointer::escape(media_type)));
    }
    match input.place() {
        "field" | "part" => Some(input.at.clone()),
        "body" => Some(format!("{}/schema", input.at)),
        _ => None,
    }
}

/// Where a node is in the document, and the node: references are followed, and a property that stands in
/// a part of its object is found there.
pub(super) fn find<'d>(document: &'d Document, at: &str) -> Option<(String, &'d Value)> {
    if let Some(found) = target(document, &document.pointer_in_document(at)) {
        return Some(found);
    }
    let (object, name) = at.rsplit_once("/properties/")?;
    property(document, object, name, &mut HashSet::new())
}

/// A property of an object, or of one of its parts. Those that have been looked at do not have it.
fn property<'d>(
    document: &'d Document,
    object: &str,
    name: &str,
    met: &mut HashSet<String>,
) -> Option<(String, &'d Value)> {
    let (pointer, value) = target(document, &document.pointer_in_document(object))?;
    if let Some(found) = target(document, &format!("{pointer}/properties/{name}")) {
        return Some(found);
    }
    if met.len() >= MOST_SCHEMAS || !met.insert(pointer.clone()) {
        return None;
    }
    let parts = value.get("allOf")?.as_array()?.len();
    (0..parts).find_map(|part| property(document, &format!("{pointer}/allOf/{part}"), name, met))
}

/// What a pointer leads to, behind references.
fn target<'d>(document: &'d Document, at: &str) -> Option<(String, &'d Value)> {
    let (pointer, is_there) = document.follow(at);
    let value = pointer::find(&document.value, &pointer).filter(|_| is_there)?;
    match reference::target(&document.value, value) {
        None => Some((pointer, value)),
        Some(pointer) => {
            let value = pointer::find(&document.value, &pointer)?;
            Some((pointer, value))
        }
    }
}
