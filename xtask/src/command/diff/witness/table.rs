//! The operations of a version, as its mock knows them.

use serde::Deserialize;
use serde_json::Value;

/// What a mock knows of an API, as far as requests are made of it.
#[derive(Deserialize)]
pub(super) struct Table {
    #[serde(default)]
    pub(super) operations: Vec<Operation>,
    /// Kinds of credentials, by name.
    #[serde(default)]
    pub(super) schemes: serde_json::Map<String, Value>,
}

/// An operation, or one of the ways in which its body is sent.
#[derive(Deserialize)]
pub(super) struct Operation {
    /// The HTTP method.
    pub(super) verb: String,
    pub(super) path: String,
    #[serde(default)]
    pub(super) security: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) media_types: Vec<String>,
    #[serde(default)]
    pub(super) inputs: Vec<Input>,
}

/// A parameter, a field or a part of a form, or a body.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub(super) struct Input {
    #[serde(rename = "in")]
    pub(super) place: String,
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) style: Option<String>,
    pub(super) explode: bool,
    pub(super) json: bool,
    pub(super) each: bool,
    pub(super) file: bool,
    pub(super) form: bool,
    pub(super) example: Option<Value>,
}
