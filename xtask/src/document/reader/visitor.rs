//! One value after another, from whichever parser reads the text.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess};
use serde::de::{VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{DEEPEST, Reading};
use crate::diagnostics::{Code, Place, quoted};
use crate::document::{MERGE_KEY, syntax};

/// One value that is about to be read.
pub(super) struct Node<'n, 'r> {
    pub(super) reading: &'n mut Reading<'r>,
    pub(super) place: Place<'n>,
    pub(super) depth: usize,
}

impl Node<'_, '_> {
    /// Begins an array or object.
    fn descend<E: de::Error>(&mut self) -> Result<(), E> {
        if self.depth < DEEPEST {
            return Ok(());
        }
        let reading = &mut *self.reading;
        if let Some(alias) = syntax::alias_within_its_anchor(reading.text) {
            let message = "this alias stands within the value it stands for";
            reading.diagnostics.error(Code::Syntax, alias, message);
        } else {
            let message = format!("values are nested more than {DEEPEST} levels deep");
            reading.diagnostics.error(Code::NestingLimit, &self.place, message);
        }
        Err(reading.stop())
    }

    /// An integer of more than 64 bits as the nearest number.
    fn rounded(self, digits: &str) -> Value {
        self.reading.large.push(self.place.pointer());
        let number = digits.parse().ok().and_then(Number::from_f64);
        number.map_or(Value::Null, Value::Number)
    }

    /// Puts what is merged into an object where the merge key stands. Fields that the object has
    /// itself win over merged ones, and what is merged first wins over what is merged later.
    fn merge(
        &mut self,
        own: Map<String, Value>,
        position: usize,
        merge: Value,
    ) -> Map<String, Value> {
        let sources = match merge {
            Value::Object(source) => vec![Value::Object(source)],
            Value::Array(sources) => sources,
            other => vec![other],
        };
        let mut merged = Map::new();
        for source in sources {
            let Value::Object(source) = source else {
                let place = self.place.key(MERGE_KEY);
                let message = "`<<` merges mappings, but this is none";
                self.reading.diagnostics.error(Code::Syntax, &place, message);
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
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.reading.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
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

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(self.rounded(&value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(self.rounded(&value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // From here on neighbouring numbers are more than 1 apart.
        const LARGE: f64 = 9_223_372_036_854_775_808.0;

        let Some(number) = Number::from_f64(value) else {
            self.reading
                .diagnostics
                .error(Code::NumberNotFinite, &self.place, "this number has no place in JSON")
                .help("if text is meant, put it in quotes");
            return Ok(Value::Null);
        };
        if value.abs() >= LARGE {
            self.reading.large.push(self.place.pointer());
        }
        Ok(Value::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        self.reading.spend(text.len())?;
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        self.descend()?;
        let mut array = Vec::new();
        while let Some(entry) = entries.next_element_seed(Node {
            reading: self.reading,
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
        let mut merge = None;
        while let Some(key) = entries.next_key_seed(Key)? {
            self.reading.spend(key.len())?;
            if self.depth == 0 {
                self.reading.field.clone_from(&key);
            }
            let value = entries.next_value_seed(Node {
                reading: self.reading,
                place: self.place.key(&key),
                depth: self.depth + 1,
            })?;
            if self.reading.merges && key == MERGE_KEY {
                if merge.replace((object.len(), value)).is_some() {
                    self.reading.report_repeated(&self.place.key(&key), &key);
                }
                continue;
            }
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let key = entry.key();
                    self.reading.report_repeated(&self.place.key(key), key);
                }
            }
        }
        if let Some((position, merged)) = merge {
            object = self.merge(object, position, merged);
        }
        Ok(Value::Object(object))
    }

    /// A value with a tag. Tags of applications mean nothing here; what they tag is read all the
    /// same, to find all problems. (The tags of YAML itself are dealt with by the parser.)
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, value) = tagged.variant::<String>()?;
        let message = format!("the tag {} has no meaning in OpenAPI", quoted(&format!("!{tag}")));
        self.reading
            .diagnostics
            .error(Code::UnsupportedTag, &self.place, message)
            .help("remove the tag; if text that begins with `!` is meant, put it in quotes");
        value.newtype_variant_seed(self)
    }
}

/// A key. It is asked for as a string, which gives it as it is written: `200` and `1.10` too.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(syntax::KEY_EXPECTED)
    }

    fn visit_str<E>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }
}
