//! Responses that are streams.

use super::Type;
use crate::names::Name;

/// A response that is read item by item, as it arrives.
#[derive(Debug, Clone)]
pub struct EventStream {
    /// The name of the method that asks for it.
    pub name: Name,
    /// The media type to ask for.
    pub media_type: String,
    /// How it is split into items.
    pub framing: Framing,
    /// What the items are; of events with fields that are not described, the data.
    pub item: Type,
    /// The data of what is no item, but ends the stream.
    pub end: Option<String>,
}

/// How a stream is split into items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Events of a server whose data is JSON.
    JsonEvents,
    /// Events of a server whose data is text.
    TextEvents,
    /// Events of a server whose fields are described.
    Fields,
    /// The same, and their data is text.
    TextFields,
    /// JSON on lines.
    JsonLines,
    /// JSON text sequences.
    JsonSequence,
}
