//! Where a problem is.

use std::ops::Range;

use super::Place;

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The text it is in.
    pub text: Text,
    /// Where it is in the text.
    pub spot: Spot,
}

/// The text that a location is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Text {
    /// The document as OpenAPI 3.0. Each of its nodes stands in one of the other texts.
    Document,
    /// The document with all its files as it is after the overlay, before it is rewritten as OpenAPI 3.0.
    Written,
    /// The OpenAPI document as it was read.
    Spec,
    /// Another file that the document refers to, by its number.
    File(usize),
    /// The overlay.
    Overlay,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A node.
    Node {
        /// The JSON pointer (RFC 6901) of the node.
        pointer: String,
        /// What to underline.
        part: NodePart,
    },
    /// A range of bytes, for problems that keep the text from being a document at all.
    Bytes(Range<usize>),
}

/// The part of a node to underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodePart {
    /// The value if it is a scalar. Arrays and objects are too long to underline: their key stands
    /// for them.
    Value,
    /// The key.
    Key,
    /// The key where it is written again: for the first time (1), the second (2) and so on.
    RepeatedKey(usize),
}

impl Location {
    /// A part of a node of the document.
    #[must_use]
    pub const fn node(pointer: String, part: NodePart) -> Self {
        Self { text: Text::Document, spot: Spot::Node { pointer, part } }
    }

    /// The JSON pointer of the node, if it is one.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match &self.spot {
            Spot::Node { pointer, .. } => Some(pointer),
            Spot::Bytes(_) => None,
        }
    }
}

impl Spot {
    /// The JSON pointer of the node, if it is one.
    pub(super) fn into_pointer(self) -> Option<String> {
        match self {
            Self::Node { pointer, .. } => Some(pointer),
            Self::Bytes(_) => None,
        }
    }
}

impl From<&Place<'_>> for Location {
    fn from(place: &Place<'_>) -> Self {
        Self::node(place.pointer(), NodePart::Value)
    }
}

impl From<Range<usize>> for Location {
    fn from(bytes: Range<usize>) -> Self {
        Self { text: Text::Document, spot: Spot::Bytes(bytes) }
    }
}
