//! Callbacks: requests that the API sends to servers of its users.

use super::{Deprecated, EventReason, InputLocation, OperationInput, Type};
use crate::docs::Docs;
use crate::names::Name;

/// A callback: its events, of which one comes at a time.
#[derive(Debug, Clone)]
pub struct Callback {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// What the document calls it.
    pub wire_name: String,
    /// The name of the enum of its events, if there are several.
    pub any: Option<Name>,
    /// Its events.
    pub events: Vec<Event>,
}

/// A request that the API sends.
#[derive(Debug, Clone)]
pub struct Event {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its type's name.
    pub name: Name,
    /// What it says.
    pub docs: Docs,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The parameters of the query, and the headers.
    pub parameters: Vec<OperationInput>,
    /// What it contains, if it contains something.
    pub body: Option<EventBody>,
    /// The properties of its content that tell it from the other events of its callback, and the values
    /// that they have in it.
    pub told: Vec<(String, Vec<String>)>,
    /// Why it has its name.
    pub because: EventReason,
    /// Whether it should not be used any more.
    pub deprecated: Option<Deprecated>,
}

/// The content of an [`Event`].
#[derive(Debug, Clone)]
pub struct EventBody {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// What it means.
    pub docs: Docs,
    /// Whether it is always there.
    pub required: bool,
    /// The media types that it may have, the usual one first.
    pub media_types: Vec<String>,
    /// What it is read as.
    pub content: EventContent,
}

/// What the content of an [`Event`] is read as.
#[derive(Debug, Clone, PartialEq)]
pub enum EventContent {
    /// JSON.
    Json(Type),
    /// A form, and the fields of it that are written in a way of their own.
    Form(Type, Vec<WrittenField>),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A field of a form that is written as a parameter of a query would be.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenField {
    /// Its name in the form.
    pub wire_name: String,
    /// What it is.
    pub ty: Type,
    /// How it is written.
    pub location: InputLocation,
}

impl Callback {
    /// The names of the types that it defines.
    pub fn type_names(&self) -> impl Iterator<Item = &Name> {
        self.events.iter().map(|event| &event.name).chain(&self.any)
    }
}

impl Event {
    /// The types of all that it consists of.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let content = self.body.as_ref().and_then(|body| body.content.ty());
        self.parameters.iter().map(|input| &input.ty).chain(content)
    }
}

impl EventContent {
    /// The type, if it is read as one of the document.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Form(ty, _) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}
