//! Values of a JSON text.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::super::nodes::DEEPEST;
use super::super::source::SourceFile;
use super::super::syntax;
use super::Repeated;
use crate::diagnostics::{Code, Diagnostics, Location, NodePart, Place};

/// The value of a text; none if there is none, for a reason that is reported.
pub(super) fn value(
    source: &SourceFile,
    repeated: &mut Repeated,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let mut reader = JsonReader { stopped: false, repeated, large: Vec::new(), diagnostics };
    let root = JsonSeed { reader: &mut reader, place: Place::ROOT, depth: 0 };
    let mut parser = serde_json::Deserializer::from_str(&source.text);
    let value = root.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    reader.report_rounded(source);
    if let Err(error) = &value
        && !reader.stopped
    {
        syntax::explain_json(&source.text, error, reader.diagnostics);
    }
    value.ok()
}

/// What is known across all values while reading them.
struct JsonReader<'r> {
    /// Whether reading was given up for a reason that is reported already.
    stopped: bool,
    repeated: &'r mut Repeated,
    /// Pointers to numbers that may have been rounded.
    large: Vec<String>,
    diagnostics: &'r mut Diagnostics,
}

impl JsonReader<'_> {
    /// Reports integers that were rounded. They are told from numbers like `1e20` by their text.
    fn report_rounded(&mut self, source: &SourceFile) {
        if self.large.is_empty() {
            return;
        }
        let is_integer = |number: &str| {
            let digits = number.strip_prefix('-').unwrap_or(number);
            digits.bytes().all(|digit| digit.is_ascii_digit())
        };
        let texts = source.scalars(&self.large);
        for (pointer, text) in self.large.drain(..).zip(texts) {
            if text.as_deref().is_none_or(is_integer) {
                super::report_rounded(Location::node(pointer, NodePart::Value), self.diagnostics);
            }
        }
    }
}

/// One value that is about to be read.
struct JsonSeed<'n, 'r> {
    reader: &'n mut JsonReader<'r>,
    place: Place<'n>,
    depth: usize,
}

impl JsonSeed<'_, '_> {
    /// Begins an array or object.
    fn descend<E: de::Error>(&mut self) -> Result<(), E> {
        if self.depth < DEEPEST {
            return Ok(());
        }
        let message = format!("values are nested more than {DEEPEST} levels deep");
        self.reader.diagnostics.error(Code::NESTING_LIMIT, &self.place, message);
        self.reader.stopped = true;
        Err(E::custom("given up"))
    }
}

impl<'de> DeserializeSeed<'de> for JsonSeed<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonSeed<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // From here on neighbouring numbers are more than 1 apart.
        const LARGE: f64 = 9_223_372_036_854_775_808.0;

        if value.abs() >= LARGE {
            self.reader.large.push(self.place.pointer());
        }
        // A number without a value in JSON is an error of the parser.
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        self.descend()?;
        let mut array = Vec::new();
        while let Some(entry) = entries.next_element_seed(JsonSeed {
            reader: self.reader,
            place: self.place.index(array.len()),
            depth: self.depth + 1,
        })? {
            array.push(entry);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        self.descend()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(JsonSeed {
                reader: self.reader,
                place: self.place.key(&key),
                depth: self.depth + 1,
            })?;
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let key = entry.key();
                    self.reader.repeated.report(&self.place.key(key), key, self.reader.diagnostics);
                }
            }
        }
        Ok(Value::Object(object))
    }
}
