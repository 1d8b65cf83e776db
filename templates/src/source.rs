//! What JSON is read from.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::node::{Name, Node, NodeVisitor, object};

/// JSON, before a node is made of it.
pub(crate) enum Source<'de> {
    /// The text, from `serde_json`, in which integers have all their digits.
    Text(Cow<'de, str>),
    /// What any other format hands over.
    Node(Node<'de>),
}

impl<'de> Deserialize<'de> for Source<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW_VALUE, SourceVisitor)
    }
}

/// What `serde_json` calls its `RawValue` in the data model of `serde`. Other formats do not know it.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = Source<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NodeVisitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Source<'de>, A::Error> {
        match map.next_key()? {
            Some(Name(name)) if name == RAW_VALUE => {
                map.next_value().map(|Name(text)| Source::Text(text))
            }
            first => object(first, map).map(Source::Node),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Source<'de>, D::Error> {
        Node::deserialize(deserializer).map(Source::Node)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Source<'de>, D::Error> {
        Node::deserialize(deserializer).map(Source::Node)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Source<'de>, A::Error> {
        NodeVisitor.visit_seq(list).map(Source::Node)
    }

    fn visit_unit<E: Error>(self) -> Result<Source<'de>, E> {
        Ok(Source::Node(Node::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Source<'de>, E> {
        Ok(Source::Node(Node::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Source<'de>, E> {
        NodeVisitor.visit_bool(value).map(Source::Node)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Source<'de>, E> {
        NodeVisitor.visit_i64(value).map(Source::Node)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Source<'de>, E> {
        NodeVisitor.visit_u64(value).map(Source::Node)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Source<'de>, E> {
        NodeVisitor.visit_f64(value).map(Source::Node)
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Source<'de>, E> {
        NodeVisitor.visit_borrowed_str(value).map(Source::Node)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Source<'de>, E> {
        NodeVisitor.visit_str(value).map(Source::Node)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Source<'de>, E> {
        NodeVisitor.visit_string(value).map(Source::Node)
    }
}
