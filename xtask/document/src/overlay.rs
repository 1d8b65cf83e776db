//! OpenAPI Overlay 1.0: changes to a document that are written down apart from it.
//!
//! An overlay is a list of actions. Each (`action`) selects nodes of the document by a
//! JSONPath (`target`) and either merges something into all of them or removes them (`apply`).
//!
//! In two points this is stricter than the specification, lest an overlay stops doing what it is
//! there for without anybody noticing: an action that selects nothing is an error, and so is one
//! that merges what does not fit, such as an object into a string. An action for what only some
//! documents have says so with an extension.

mod action;
mod apply;
mod jsonpath;
mod target;

use serde_json::{Map, Value};

use self::action::Action;
use self::apply::Application;
use crate::check::check_objects;
use crate::diagnostics::{Code, Diagnostics, Place, Text, quoted};
use crate::extensions::Extensions;
use crate::files::Refusals;
use crate::shape::{OVERLAY, Version};
use crate::source_map::SourceMap;
use crate::text::{self, SourceFile};
use crate::value::type_with_article;

/// How many actions an overlay may have.
const MOST_ACTIONS: usize = 10_000;

/// An overlay without errors, as far as that can be told without the document.
pub(crate) struct Overlay {
    /// The address of the document that it is meant for.
    extends: Option<String>,
    /// What is to be done, in this order.
    actions: Vec<Action>,
}

impl Overlay {
    /// Reads an overlay, and reports all problems found in it.
    ///
    /// Returns nothing if any of them is an error.
    pub(crate) fn read(
        source: &SourceFile,
        extensions: &Extensions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        diagnostics.about(Text::Overlay, |diagnostics| {
            let value = text::read(source, diagnostics)?;
            let fields = overlay_1_0(value, diagnostics)?;
            let mut overlay = Value::Object(fields);
            let known = (extensions, &Refusals::default());
            check_objects(&overlay, (&OVERLAY, Version::V3_0), known, diagnostics);
            let extends = overlay.get("extends").and_then(Value::as_str).map(str::to_owned);
            let actions = match overlay.get_mut("actions").map(Value::take) {
                Some(Value::Array(actions)) => actions,
                _ => Vec::new(),
            };
            let list = Place::ROOT.key("actions");
            if actions.len() > MOST_ACTIONS {
                let message = format!("an overlay has at most {MOST_ACTIONS} actions");
                diagnostics
                    .error(Code::SIZE_LIMIT, &list.index(MOST_ACTIONS), message)
                    .help("let actions select more than one node each");
                return None;
            }
            let mut effort = target::PARSING;
            let actions = actions.into_iter().enumerate().filter_map(|(number, action)| {
                Action::read(action, &list.index(number), extensions, &mut effort, diagnostics)
            });
            let actions = actions.collect();
            (!diagnostics.has_errors()).then_some(Self { extends, actions })
        })
    }

    /// Does what the overlay says to a document, of which it is known where everything comes from.
    /// Returns the same of what it is from then on.
    pub(crate) fn apply(
        &self,
        document: &mut Value,
        origins: SourceMap,
        spec: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) -> SourceMap {
        diagnostics.about(Text::Overlay, |diagnostics| {
            self.check_extends(spec, diagnostics);
            let mut application = Application::new(document, origins, diagnostics);
            let list = Place::ROOT.key("actions");
            for (number, action) in self.actions.iter().enumerate() {
                if application.apply(action, number, &list.index(number)).is_err() {
                    break;
                }
            }
            application.origins
        })
    }

    /// Warns if the overlay is for another document, as far as the names of the files tell.
    fn check_extends(&self, spec: &SourceFile, diagnostics: &mut Diagnostics) {
        let Some(extends) = &self.extends else {
            return;
        };
        let path = extends.split(['?', '#']).next().unwrap_or_default();
        let meant = path.rsplit('/').next().unwrap_or_default();
        let found = spec.name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !meant.is_empty() && meant != found {
            let message = format!(
                "this overlay is for {}, but is applied to {}",
                quoted(meant),
                quoted(found)
            );
            diagnostics.warning(Code::OTHER_DOCUMENT, &Place::ROOT.key("extends"), message).help(
                "correct `extends`, or remove it if the overlay is for more than one document",
            );
        }
    }
}

/// The fields of an overlay if it says that it is Overlay 1.0; otherwise, what it is instead is
/// reported.
fn overlay_1_0(value: Value, diagnostics: &mut Diagnostics) -> Option<Map<String, Value>> {
    const HELP: &str = "an overlay begins with `overlay: 1.0.0`";

    let fields = match value {
        Value::Object(fields) => fields,
        Value::Null => {
            diagnostics.error(Code::WRONG_TYPE, &Place::ROOT, "the overlay is empty").help(HELP);
            return None;
        }
        other => {
            let found = type_with_article(&other);
            let message = format!("an overlay must be an object, but this is {found}");
            diagnostics.error(Code::WRONG_TYPE, &Place::ROOT, message).help(HELP);
            return None;
        }
    };
    let place = Place::ROOT.key("overlay");
    match fields.get("overlay") {
        Some(Value::String(version)) if is_1_0(version) => return Some(fields),
        Some(Value::String(version)) => {
            let message = format!("Overlay {} is not supported", quoted(version));
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &place, message)
                .help("this generator reads Overlay 1.0, such as `overlay: 1.0.0`");
        }
        Some(other) => {
            let message =
                format!("`overlay` must be a string, but is {}", type_with_article(other));
            diagnostics
                .error(Code::UNSUPPORTED_VERSION, &place, message)
                .help("write all three numbers of the version, such as `overlay: 1.0.0`");
        }
        None => {
            let message = "this is not an Overlay 1.0 document";
            diagnostics.error(Code::UNSUPPORTED_VERSION, &Place::ROOT, message).help(HELP);
        }
    }
    None
}

/// Whether a version is 1.0 with any number of the patch.
fn is_1_0(version: &str) -> bool {
    let patch = version.strip_prefix("1.0.");
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Extensions, Overlay, SourceMap};
    use crate::diagnostics::{Diagnostics, Text};
    use crate::pointer::escape;
    use crate::text::SourceFile;

    /// Checks that what is at and below a node is what is where the node is said to come from.
    /// Returns how many values come from the overlay.
    fn check(node: &Value, pointer: &str, texts: [&Value; 2], diagnostics: &Diagnostics) -> usize {
        let (text, origin) = diagnostics.origin_of(pointer);
        let found = texts[usize::from(text == Text::Overlay)].pointer(&origin);
        let found = found.unwrap_or_else(|| panic!("{pointer} is not at {origin}"));
        let child = |key: &str, child: &Value| {
            check(child, &format!("{pointer}/{}", escape(key)), texts, diagnostics)
        };
        match node {
            Value::Object(fields) => {
                assert!(found.is_object(), "{pointer} is not at {origin}");
                fields.iter().map(|(key, field)| child(key, field)).sum()
            }
            Value::Array(entries) => {
                assert!(found.is_array(), "{pointer} is not at {origin}");
                entries.iter().enumerate().map(|(n, entry)| child(&n.to_string(), entry)).sum()
            }
            _ => {
                assert_eq!(node, found, "{pointer} is not at {origin}");
                usize::from(text == Text::Overlay)
            }
        }
    }

    #[test]
    fn every_value_is_where_it_is_said_to_come_from() {
        let spec = json!({
            "a/b": {"c~d": [{"n": 0}, {"n": 1}, {"n": 2}, {"n": 3, "more": [30, 31]}]},
            "object": {"kept": "k", "changed": "old", "removed": "r", "inner": {"x": 1}},
            "nested": [[1, 2], [3, {"deep": [4, 5]}]],
        });
        let overlay = json!({
            "overlay": "1.0.0",
            "info": {"title": "t", "version": "1"},
            "actions": [
                {"target": "$['a/b']['c~d'][?@.n == 0 || @.n == 2]", "remove": true},
                {"target": "$['a/b']['c~d']", "update": {"n": 10, "list": [{"m": 11}]}},
                {"target": "$['a/b']['c~d'][?@.n == 3]", "update": {"more": [32, [33]], "n": 34}},
                {"target": "$['a/b']['c~d'][0]", "remove": true},
                {"target": "$..list", "update": {"m": 12}},
                {"target": "$..list[?@.m == 11]", "remove": true},
                {"target": "$.object", "update": {"changed": "new", "inner": {"y": {"z": [2]}}}},
                {"target": "$.object.removed", "remove": true},
                {"target": "$.object", "update": {"removed": {"again": "s"}, "added": {"~/": 3}}},
                {"target": "$.object.added", "update": {"~/": 4}},
                {"target": "$.object.inner", "remove": true},
                {"target": "$.object", "update": {"inner": {"x": 5}}},
                {"target": "$.nested[0]", "remove": true},
                {"target": "$.nested[0][1].deep", "update": 6},
                {"target": "$.nested", "update": [7, 8]},
            ],
        });
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::new("overlay.json", &overlay.to_string());
        let read = Overlay::read(&source, &Extensions::NONE, &mut diagnostics)
            .expect("nothing is wrong with it");
        let mut document = spec.clone();
        let source = SourceFile::new("spec.json", "");
        let origins = read.apply(&mut document, SourceMap::default(), &source, &mut diagnostics);
        diagnostics.set_source_map(origins);

        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let expected = json!({
            "a/b": {"c~d": [
                {"n": 34, "more": [30, 31, 32, [33]]},
                {"n": 10, "list": [{"m": 12}]},
            ]},
            "object": {
                "kept": "k",
                "changed": "new",
                "removed": {"again": "s"},
                "added": {"~/": 4},
                "inner": {"x": 5},
            },
            "nested": [[3, {"deep": [4, 5, 6]}], [7, 8]],
        });
        assert_eq!(document, expected);
        let from_overlay = check(&document, "", [&spec, &overlay], &diagnostics);
        assert_eq!(from_overlay, 12);
    }
}
