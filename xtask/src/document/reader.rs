//! Text to values.
//!
//! The values are JSON values whatever the text is, with their keys in the order of the text. The
//! parsers are asked for them through a visitor of our own, because the values they would build
//! themselves silently drop repeated keys, refuse keys that are not strings, and round numbers.

mod visitor;

use std::collections::HashMap;

use serde::de::{self, DeserializeSeed};
use serde_json::Value;
use visitor::Node;

use super::source::SourceFile;
use super::{locate, syntax};
use crate::diagnostics::{Code, Diagnostics, Location, Part, Place, quoted};

/// How deep values may be nested. Both parsers give up a little later.
pub(super) const DEEPEST: usize = 100;

/// How many values and bytes of text a document may consist of besides twice the length of its
/// text. Only aliases make more of a text than it holds.
const ALLOWANCE: usize = 1_000_000;

/// Reads the text of a document.
pub(super) fn read(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Value> {
    let text = source.text.as_str();
    if !source.is_json() && !syntax::is_cheap_to_parse(text, diagnostics) {
        return None;
    }

    let mut reading = Reading {
        text,
        merges: !source.is_json(),
        budget: ALLOWANCE.saturating_add(text.len().saturating_mul(2)),
        stopped: false,
        field: String::new(),
        repeated: HashMap::new(),
        large: Vec::new(),
        diagnostics,
    };
    let root = Node { reading: &mut reading, place: Place::ROOT, depth: 0 };
    let value = if source.is_json() {
        let mut parser = serde_json::Deserializer::from_str(text);
        let value = root.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
        value.map_err(|error| reading.explain_json(&error))
    } else {
        let value = root.deserialize(serde_yaml::Deserializer::from_str(text));
        value.map_err(|error| reading.explain_yaml(&error))
    };
    reading.report_rounded();
    // What stands under a repeated key is lost, and would be missed wherever it is referred to.
    value.ok().filter(|_| reading.repeated.is_empty())
}

/// What is known across all values while reading them.
struct Reading<'r> {
    text: &'r str,
    /// Whether [`MERGE_KEY`](super::MERGE_KEY) merges.
    merges: bool,
    /// What is left of the size that a document may have.
    budget: usize,
    /// Whether reading was given up for a reason that is reported already.
    stopped: bool,
    /// The field of the document that was being read last.
    field: String,
    /// How often keys were repeated, by their pointers.
    repeated: HashMap<String, usize>,
    /// Pointers to numbers that may have been rounded.
    large: Vec<String>,
    diagnostics: &'r mut Diagnostics,
}

impl Reading<'_> {
    /// Reports an error of the parser, unless it is the one by which reading was given up.
    fn explain_json(&mut self, error: &serde_json::Error) {
        if !self.stopped {
            syntax::explain_json(self.text, error, self.diagnostics);
        }
    }

    /// Reports an error of the parser, unless it is the one by which reading was given up.
    fn explain_yaml(&mut self, error: &serde_yaml::Error) {
        if self.stopped {
            return;
        }
        if error.to_string().starts_with("repetition limit") {
            self.report_size();
        } else {
            syntax::explain_yaml(self.text, error, self.diagnostics);
        }
    }

    /// Gives reading up.
    fn stop<E: de::Error>(&mut self) -> E {
        self.stopped = true;
        E::custom("given up")
    }

    fn spend<E: de::Error>(&mut self, size: usize) -> Result<(), E> {
        let Some(budget) = self.budget.checked_sub(size) else {
            self.report_size();
            return Err(self.stop());
        };
        self.budget = budget;
        Ok(())
    }

    fn report_size(&mut self) {
        self.diagnostics
            .error(Code::SizeLimit, &Place::ROOT.key(&self.field), "aliases make this too large")
            .at_key()
            .help("each alias (`*name`) stands for a copy; share components by `$ref` instead");
    }

    fn report_repeated(&mut self, place: &Place<'_>, key: &str) {
        let pointer = place.pointer();
        let times = self.repeated.entry(pointer.clone()).or_default();
        *times += 1;
        let first = Location::node(pointer.clone(), Part::Key);
        let again = Location::node(pointer, Part::RepeatedKey(*times));
        let message = format!("the key {} is repeated", quoted(key));
        self.diagnostics
            .error(Code::DuplicateKey, again, message)
            .help("remove one of the two, or merge them")
            .related(first, "first written here");
    }

    /// Reports integers that were rounded. They are told from numbers like `1e20` by their text.
    fn report_rounded(&mut self) {
        if self.large.is_empty() {
            return;
        }
        let is_integer = |number: &str| {
            let digits = number.trim_start_matches(['+', '-']);
            digits.starts_with("0x") || digits.bytes().all(|digit| digit.is_ascii_digit())
        };
        let texts = locate::scalars(&locate::Nodes::parse(self.text), &self.large);
        for (pointer, text) in self.large.drain(..).zip(texts) {
            if text.as_deref().is_none_or(is_integer) {
                let location = Location::node(pointer, Part::Value);
                let message = "this integer does not fit 64 bits, so it is rounded";
                self.diagnostics.warning(Code::NumberRounded, location, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;
    use crate::diagnostics::Diagnostics;
    use crate::document::SourceFile;

    fn values(name: &str, text: &str) -> Value {
        let mut diagnostics = Diagnostics::new();
        let value = read(&SourceFile::new(name, text), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        value.expect("nothing is wrong with the text")
    }

    #[test]
    fn scalars_are_those_of_yaml_1_2() {
        let text =
            "[no, yes, on, true, 012, 0o14, 0x1F, 1_000, 1e3, ~, 12:30:45, 2020-01-01, !!str 1]";
        let expected = json!([
            "no",
            "yes",
            "on",
            true,
            "012",
            12,
            31,
            "1_000",
            1000.0,
            null,
            "12:30:45",
            "2020-01-01",
            "1"
        ]);
        assert_eq!(values("a.yaml", text), expected);
    }

    #[test]
    fn keys_are_strings_as_they_are_written() {
        let text = "{200: a, 1.10: b, no: c, 0x10: d, ~: e, true: f, 'g': g}";
        let expected = r#"{"200":"a","1.10":"b","no":"c","0x10":"d","~":"e","true":"f","g":"g"}"#;
        assert_eq!(values("a.yaml", text).to_string(), expected);
    }

    #[test]
    fn integers_of_64_bits_are_exact() {
        let text = "[18446744073709551615, -9223372036854775808]";
        assert_eq!(values("a.yaml", text), json!([u64::MAX, i64::MIN]));
        assert_eq!(values("a.json", text), json!([u64::MAX, i64::MIN]));
    }

    #[test]
    fn merged_keys_stand_where_the_merge_stands() {
        let text = "
            a: &a {x: 1, y: 1}
            b: &b {x: 2, z: 2}
            c: {first: 0, y: 3, <<: [*a, *b], z: 3}
        ";
        let merged = values("a.yaml", text)["c"].to_string();
        assert_eq!(merged, r#"{"first":0,"y":3,"x":1,"z":3}"#);
    }

    #[test]
    fn json_merges_nothing() {
        let text = r#"{"<<": {"a": "\ud83d\ude00"}}"#;
        assert_eq!(values("a.json", text), json!({"<<": {"a": "😀"}}));
    }
}
