//! Fixes: actions that solve a problem when they are pasted into an overlay, mostly a single one.

use std::fmt;

use serde_json::{Map, Value};

use super::DocumentView;
use super::place::Place;
use crate::pointer::{self, find};

/// An action of an overlay, or several in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub(super) target: FixTarget,
    /// What the target is merged with; none if it is removed.
    pub(super) update: Option<Value>,
    /// A field that the target has; if it is a reference, the object is meant that has it.
    has: Option<&'static str>,
    /// The name of the list of which the target is an entry. If that is a reference, all entries of
    /// such lists are meant that refer to the same.
    entry_of: Option<&'static str>,
    /// What is done after it.
    pub(super) next: Option<Box<Fix>>,
}

impl Fix {
    /// Removes what is at a place.
    pub fn remove(place: impl Into<FixTarget>) -> Self {
        Self { target: place.into(), update: None, has: None, entry_of: None, next: None }
    }

    /// Removes the entry of a list at a place. If it is a reference, what is reported is said once for
    /// all that refer to the same, so that all of them are removed.
    pub fn remove_entry(list: &'static str, place: impl Into<FixTarget>) -> Self {
        Self { entry_of: Some(list), ..Self::remove(place) }
    }

    /// Merges something into the object at a place, or appends it to an array.
    pub fn update(place: impl Into<FixTarget>, update: Value) -> Self {
        Self { target: place.into(), update: Some(update), has: None, entry_of: None, next: None }
    }

    /// Points it at the object that has a field, if there is a reference to that at the place.
    #[must_use]
    pub fn of_object_with(mut self, field: &'static str) -> Self {
        self.has = Some(field);
        self
    }

    /// Adds an action that is done after this one.
    #[must_use]
    pub fn and(mut self, next: Self) -> Self {
        self.next = Some(Box::new(next));
        self
    }

    /// Whether it is short enough to be shown.
    pub(super) fn is_readable(&self) -> bool {
        self.target.path.len() <= 1000 && self.next.as_ref().is_none_or(|next| next.is_readable())
    }

    /// Points it at the node that the document has behind references, because overlays do not
    /// follow references. `in_document` says where a pointer leads in the document. Returns whether
    /// the document has the node.
    pub(super) fn resolve_target(
        &mut self,
        model: &impl DocumentView,
        in_document: &impl Fn(&str) -> String,
    ) -> bool {
        let pointer = &in_document(&self.target.pointer);
        let (found, is_there) = match self.has {
            Some(field) => {
                let (found, is_there) = model.follow(&format!("{pointer}/{field}"));
                (found.trim_end_matches(field).trim_end_matches('/').to_owned(), is_there)
            }
            None => model.follow(pointer),
        };
        let entry = find(model.values(), &found).filter(|_| is_there);
        let reference = entry.and_then(|entry| entry.get("$ref")?.as_str());
        if let Some((list, reference)) = self.entry_of.zip(reference) {
            self.target = FixTarget::references(list, reference);
        } else if is_there && found != self.target.pointer {
            self.target = FixTarget::of(model.values(), &found);
        }
        is_there && self.next.as_mut().is_none_or(|next| next.resolve_target(model, in_document))
    }

    /// Replaces a field by another value that is no object or array; nothing else can be replaced.
    pub fn replace(place: &Place<'_>, value: Value) -> Option<Self> {
        let (object, key) = place.field()?;
        let update = Map::from_iter([(key.to_owned(), value)]);
        Some(Self::update(object, Value::Object(update)))
    }
}

/// Entries of `actions` in YAML.
impl fmt::Display for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "- target: {}", quoted(&self.target.path))?;
        match &self.update {
            Some(update) => write!(f, "  update: {}", flow(update)),
            None => f.write_str("  remove: true"),
        }?;
        match &self.next {
            Some(next) => write!(f, "\n{next}"),
            None => Ok(()),
        }
    }
}

/// One node of a document, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixTarget {
    /// The JSONPath (RFC 9535).
    path: String,
    /// The JSON pointer of the node, or of one around all.
    pub(super) pointer: String,
}

impl FixTarget {
    /// The node that a JSON pointer leads to in a document, which tells entries of arrays from
    /// fields that are called by a number.
    pub fn of(document: &Value, pointer: &str) -> Self {
        let mut path = String::from("$");
        let mut node = Some(document);
        for key in pointer::segments(pointer) {
            let index = key.parse::<usize>().ok().filter(|_| node.is_some_and(Value::is_array));
            match index {
                Some(index) => {
                    path.push_str(&format!("[{index}]"));
                    node = node.and_then(|node| node.get(index));
                }
                None => {
                    push_key(&mut path, &key);
                    node = node.and_then(|node| node.get(&*key));
                }
            }
        }
        Self { path, pointer: pointer.to_owned() }
    }

    /// The entries of all lists of a name that have a field.
    pub fn entries_with(list: &str, field: &str) -> Self {
        let mut has = String::from("@");
        push_key(&mut has, field);
        Self { path: format!("$..{list}[?{has}]"), pointer: String::new() }
    }

    /// The entries of lists of operations that are a reference.
    fn references(list: &str, reference: &str) -> Self {
        let reference = text_literal(reference);
        Self { path: format!("$.paths..{list}[?@['$ref'] == {reference}]"), pointer: String::new() }
    }

    /// A field of the entries of all lists of a name.
    pub fn field_of_entries(list: &str, field: &str) -> Self {
        let mut path = format!("$..{list}[*]");
        push_key(&mut path, field);
        Self { path, pointer: String::new() }
    }
}

impl From<&Place<'_>> for FixTarget {
    fn from(place: &Place<'_>) -> Self {
        let mut path = String::from("$");
        place.each(&mut |key, index| match index {
            Some(index) => path.push_str(&format!("[{index}]")),
            None => push_key(&mut path, key),
        });
        Self { path, pointer: place.pointer() }
    }
}

/// Adds the step to a field.
fn push_key(path: &mut String, key: &str) {
    if is_word(key) {
        path.push('.');
        path.push_str(key);
        return;
    }
    path.push_str(&format!("[{}]", text_literal(key)));
}

/// A text in a JSONPath.
fn text_literal(text: &str) -> String {
    let mut literal = String::from("'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => literal.extend(['\\', character]),
            // JSONPath has no other way to write them.
            '\0'..'\u{20}' => literal.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => literal.push(character),
        }
    }
    literal.push('\'');
    literal
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A value on one line of YAML.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                // Some words are something else than text: `null`, `yes`.
                let key = if is_word(key)
                    && key.len() > 3
                    && key != "null"
                    && key != "true"
                    && key != "false"
                {
                    key.clone()
                } else {
                    quoted(key)
                };
                format!("{key}: {}", flow(value))
            };
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Value::Array(entries) => {
            format!("[{}]", entries.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Text in the quotes that both YAML and JSON have, without a character that cannot be seen.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            ' '..='~' => quoted.push(character),
            character if character.is_alphanumeric() => quoted.push(character),
            character => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fix, FixTarget};
    use crate::diagnostics::Place;

    #[test]
    fn actions_are_yaml_on_two_lines() {
        let paths = Place::ROOT.key("paths");
        let path = paths.key("/it's/{a}\\\n");
        let get = path.key("get");
        let list = get.key("parameters");
        let fix = Fix::remove(&list.index(0));
        let target = r#""$.paths['/it\\'s/{a}\\\\\\u000a'].get.parameters[0]""#;
        assert_eq!(fix.to_string(), format!("- target: {target}\n  remove: true"));

        let document = json!({"a": [{"0": 1}]});
        let fix = Fix::update(FixTarget::of(&document, "/a/0/0"), json!({"on": ["x\u{1b}"]}));
        let expected = "- target: \"$.a[0]['0']\"\n  update: {\"on\": [\"x\\u001b\"]}";
        assert_eq!(fix.to_string(), expected);
    }
}
