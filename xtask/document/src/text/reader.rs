//! Text to values.
//!
//! The values are JSON values whatever the text is, with their keys in the order of the text. No
//! parser builds them: those that do silently drop repeated keys, refuse keys that are not strings,
//! and round numbers.

mod json;
mod scalar;
mod yaml;

use std::collections::HashMap;

use serde_json::Value;

use super::nodes::End;
use super::source::SourceFile;
use super::syntax;
use crate::diagnostics::{Code, Diagnostics, Location, NodePart, Place, quoted};

/// Reads the text of a document.
pub(crate) fn read(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Value> {
    let text = source.text.as_str();
    let mut repeated = Repeated::default();
    let value = if source.is_json() {
        json::value(source, &mut repeated, diagnostics)
    } else {
        let nodes = source.nodes();
        match nodes.end() {
            End::Text => yaml::value(nodes, text, &mut repeated, diagnostics),
            End::Error(error) => {
                syntax::explain_yaml(text, nodes.read_to(), error, diagnostics);
                None
            }
            End::Document(start) => {
                diagnostics
                    .error(Code::SYNTAX, start.clone(), "a second YAML document begins here")
                    .help("keep one document in the file");
                None
            }
        }
    };
    // The value of a repeated key is lost, and references to it would be reported as wrong.
    value.filter(|_| repeated.0.is_empty())
}

/// How often keys were repeated, by their pointers.
#[derive(Default)]
struct Repeated(HashMap<String, usize>);

impl Repeated {
    fn report(&mut self, place: &Place<'_>, key: &str, diagnostics: &mut Diagnostics) {
        let pointer = place.pointer();
        let times = self.0.entry(pointer.clone()).or_default();
        *times += 1;
        let first = Location::node(pointer.clone(), NodePart::Key);
        let again = Location::node(pointer, NodePart::RepeatedKey(*times));
        let message = format!("the key {} is repeated", quoted(key));
        diagnostics
            .error(Code::DUPLICATE_KEY, again, message)
            .help("remove one of the two, or merge them")
            .related(first, "first written here");
    }
}

/// Reports an integer that was rounded.
fn report_rounded(location: impl Into<Location>, diagnostics: &mut Diagnostics) {
    let message = "this integer does not fit 64 bits, so it is rounded";
    diagnostics.warning(Code::NUMBER_ROUNDED, location, message).help(
        "the client keeps such an integer as JSON, with its digits; its field has no value then",
    );
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use serde_json::{Value, json};

    use super::read;
    use crate::diagnostics::Diagnostics;
    use crate::text::SourceFile;

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
    fn scalars_are_what_another_reader_takes_them_for() {
        let scalars = "~ null nULL True tRUE +1 -1 +-1 + 1. .5 . -.5 +.5e-3 1e 1e5 1E+5 1e999 .e5 \
            0 -0 00 007 -007 0.7 00.7 0x 0xg 0xff 0o8 0o7 0x+1 1x 1-1 1,5 12:30 2020-01-01 1.2.3 \
            infinity inf nan -inf 9223372036854775808 -9223372036854775808 0xffffffffffffffff é1";
        for scalar in scalars.split_whitespace() {
            let text = format!("a: {scalar}");
            let expected: Value = serde_yaml::from_str(&text).expect("it is YAML");
            assert_eq!(values("a.yaml", &text), expected, "{scalar}");
        }
    }

    #[test]
    fn documents_are_what_another_reader_takes_them_for() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut compared = 0;
        for folder in ["spec", "tests/fixtures", "tests/apis", "tests/fixtures/overlay/good"] {
            for file in fs::read_dir(root.join(folder)).expect("the folder is there") {
                let path = file.expect("it can be listed").path();
                let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
                let Some(text) = is_yaml.then(|| fs::read_to_string(&path).expect("it is text"))
                else {
                    continue;
                };
                // It refuses keys that are numbers.
                if let Ok(expected) = serde_yaml::from_str::<Value>(&text) {
                    assert_eq!(values("a.yaml", &text), expected, "{}", path.display());
                    compared += 1;
                }
            }
        }
        assert!(compared > 50, "{compared}");
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
