//! Values of the nodes of a YAML text.

use granit_parser::Tag;
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::super::nodes::{DEEPEST, MERGE_KEY, NodeKind, Nodes};
use super::Repeated;
use super::scalar::{self, Plain};
use crate::diagnostics::{Code, Diagnostics, Place, quoted};

/// How many values and bytes of text a document may consist of besides twice the length of its
/// text. Only aliases make more of a text than it holds.
const ALLOWANCE: usize = 1_000_000;

/// What tags of YAML itself begin with when they are written in full.
const YAML_TAGS: &str = "tag:yaml.org,2002:";

/// The value of a text whose nodes are these; none if reading it was given up for a reason that is
/// reported.
pub(super) fn value(
    nodes: &Nodes,
    text: &str,
    repeated: &mut Repeated,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let budget = ALLOWANCE.saturating_add(text.len().saturating_mul(2));
    let mut reader = YamlReader { nodes, text, budget, field: 0, repeated, diagnostics };
    reader.value(0, &Place::ROOT, 0)
}

struct YamlReader<'r> {
    nodes: &'r Nodes,
    text: &'r str,
    /// What is left of the size that a document may have.
    budget: usize,
    /// The number of the key of the field of the document that was begun last.
    field: usize,
    repeated: &'r mut Repeated,
    diagnostics: &'r mut Diagnostics,
}

impl<'r> YamlReader<'r> {
    /// The value of a node; none if reading was given up.
    fn value(&mut self, number: usize, place: &Place<'_>, depth: usize) -> Option<Value> {
        let Some(node) = self.nodes.get(number) else {
            // Nothing but comments.
            return Some(Value::Null);
        };
        self.spend(1)?;
        let is_collection = matches!(node.kind, NodeKind::Array | NodeKind::Object);
        if is_collection && depth >= DEEPEST {
            let message = format!("values are nested more than {DEEPEST} levels deep");
            self.diagnostics.error(Code::NESTING_LIMIT, place, message);
            return None;
        }
        let tag = self.nodes.tag(number);
        match &node.kind {
            NodeKind::Alias(_) => {
                let target = self.nodes.resolved(number);
                if self.nodes.is_within(number, target) {
                    let message = "this alias stands within the value it stands for";
                    self.diagnostics.error(Code::SYNTAX, node.range.clone(), message);
                    return None;
                }
                self.value(target, place, depth)
            }
            NodeKind::Scalar { is_plain, .. } => {
                let text = self.nodes.scalar(number, self.text).unwrap_or_default();
                self.spend(text.len())?;
                Some(self.scalar(text, *is_plain, tag, place))
            }
            NodeKind::Array => {
                self.check_tag(tag, "seq", place);
                self.array(number, place, depth)
            }
            NodeKind::Object => {
                self.check_tag(tag, "map", place);
                self.object(number, place, depth)
            }
        }
    }

    fn array(&mut self, number: usize, place: &Place<'_>, depth: usize) -> Option<Value> {
        let nodes = self.nodes;
        let entries = nodes.children(number).enumerate();
        entries
            .map(|(index, entry)| self.value(entry, &place.index(index), depth + 1))
            .collect::<Option<_>>()
            .map(Value::Array)
    }

    fn object(&mut self, number: usize, place: &Place<'_>, depth: usize) -> Option<Value> {
        let nodes = self.nodes;
        let mut object = Map::with_capacity(nodes.children(number).count() / 2);
        let mut merge = None;
        let mut children = nodes.children(number);
        while let (Some(key_node), Some(value)) = (children.next(), children.next()) {
            if depth == 0 {
                self.field = key_node;
            }
            let key = self.key(key_node)?;
            let value = self.value(value, &place.key(key), depth + 1)?;
            if key == MERGE_KEY {
                if merge.replace((object.len(), value)).is_some() {
                    self.repeated.report(&place.key(key), key, self.diagnostics);
                }
                continue;
            }
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(_) => {
                    self.repeated.report(&place.key(key), key, self.diagnostics);
                }
            }
        }
        if let Some((position, merged)) = merge {
            object = self.merge(object, position, merged, place);
        }
        Some(Value::Object(object))
    }

    /// A key, as it is written: `200` and `1.10` too.
    fn key(&mut self, number: usize) -> Option<&'r str> {
        let nodes = self.nodes;
        let Some(key) = nodes.scalar(nodes.resolved(number), self.text) else {
            let start = nodes.get(number).map_or(0, |node| node.range.start);
            let message = "a key must be a scalar, but this is an array or object";
            self.diagnostics.error(Code::SYNTAX, start..start + 1, message);
            return None;
        };
        self.spend(key.len())?;
        Some(key)
    }

    fn scalar(
        &mut self,
        text: &str,
        is_plain: bool,
        tag: Option<&Tag>,
        place: &Place<'_>,
    ) -> Value {
        let plain = match tag.map(|tag| (tag.core_suffix(), tag)) {
            None if is_plain => scalar::plain(text),
            None | Some((Some("str"), _)) => Plain::Text,
            Some((Some(name), _)) => {
                let plain = scalar::plain(text);
                if !plain.is(name) {
                    let message = format!("the tag `!!{name}` does not fit this value");
                    self.diagnostics.error(Code::SYNTAX, place, message);
                }
                plain
            }
            Some((None, tag)) => {
                self.check_tag(Some(tag), "", place);
                Plain::Text
            }
        };
        match plain {
            Plain::Text => Value::String(text.to_owned()),
            Plain::Value(value) => value,
            Plain::Rounded(number) => {
                super::report_rounded(place, self.diagnostics);
                number.map_or(Value::Null, Value::Number)
            }
            Plain::NotFinite => {
                self.diagnostics
                    .error(Code::NUMBER_NOT_FINITE, place, "this number has no place in JSON")
                    .help("if text is meant, put it in quotes");
                Value::Null
            }
        }
    }

    /// Tags of applications mean nothing here; what they tag is read all the same, to find all
    /// problems. Those of YAML that name a type that JSON has must name this one.
    fn check_tag(&mut self, tag: Option<&Tag>, expected: &str, place: &Place<'_>) {
        let Some(tag) = tag else { return };
        if let Some(name) = tag.core_suffix() {
            if name != expected {
                let message = format!("the tag `!!{name}` does not fit this value");
                self.diagnostics.error(Code::SYNTAX, place, message);
            }
        } else if tag.suffix_in_namespace(YAML_TAGS).is_none() && tag.original() != "!" {
            let message = format!("the tag {} has no meaning in OpenAPI", quoted(&tag.original()));
            self.diagnostics
                .error(Code::UNSUPPORTED_TAG, place, message)
                .help("remove the tag; if text that begins with `!` is meant, put it in quotes");
        }
    }

    /// Puts what is merged into an object where the merge key stands. Fields that the object has
    /// itself win over merged ones, and what is merged first wins over what is merged later.
    fn merge(
        &mut self,
        own: Map<String, Value>,
        position: usize,
        merge: Value,
        place: &Place<'_>,
    ) -> Map<String, Value> {
        let sources = match merge {
            Value::Array(sources) => sources,
            source => vec![source],
        };
        let mut merged = Map::new();
        for source in sources {
            let Value::Object(source) = source else {
                let message = "`<<` merges mappings, but this is none";
                self.diagnostics.error(Code::SYNTAX, &place.key(MERGE_KEY), message);
                continue;
            };
            for (key, value) in source {
                if !own.contains_key(&key) {
                    merged.entry(key).or_insert(value);
                }
            }
        }
        let mut object = Map::with_capacity(own.len() + merged.len());
        for (index, (key, value)) in own.into_iter().enumerate() {
            if index == position {
                object.append(&mut merged);
            }
            object.insert(key, value);
        }
        object.append(&mut merged);
        object
    }

    /// Counts what the document consists of; none if it is too much.
    fn spend(&mut self, size: usize) -> Option<()> {
        match self.budget.checked_sub(size) {
            Some(budget) => {
                self.budget = budget;
                Some(())
            }
            None => {
                let nodes = self.nodes;
                let field = nodes.scalar(self.field, self.text).unwrap_or_default();
                self.diagnostics
                    .error(
                        Code::SIZE_LIMIT,
                        &Place::ROOT.key(field),
                        "aliases make this too large",
                    )
                    .at_key()
                    .help(
                        "each alias (`*name`) stands for a copy; share components by `$ref` instead",
                    );
                None
            }
        }
    }
}
