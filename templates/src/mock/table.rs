//! The table of operations, as it is generated from the API's document.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// All operations that a client has, with what they take and what they answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Table {
    /// The paths of the servers, which may stand in front of those of operations.
    pub(super) bases: Vec<String>,
    /// Kinds of credentials, by name.
    pub(super) schemes: BTreeMap<String, Scheme>,
    pub(super) operations: Vec<Operation>,
    /// What `#/schemas/..` refers to.
    pub(super) schemas: Map<String, Value>,
}

/// Where credentials are in a request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub(super) enum Scheme {
    /// HTTP basic authentication.
    Basic,
    /// A bearer token.
    Bearer,
    /// Any other value of `Authorization`.
    Authorization,
    /// A header.
    Header { name: String },
    /// A query parameter.
    Query { name: String },
    /// A cookie.
    Cookie { name: String },
}

/// An operation, or one of the ways in which its body is sent.
#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    /// The client's method: no two are called alike.
    pub(super) method: String,
    /// As errors name the operation.
    pub(super) id: String,
    /// The HTTP method.
    pub(super) verb: String,
    /// The path with names in braces, and perhaps a query.
    pub(super) path: String,
    /// The schemes of which all in a set are needed, by alternatives.
    #[serde(default)]
    pub(super) security: Vec<Vec<String>>,
    /// Those that the body may have; none if there is no body.
    #[serde(default)]
    pub(super) media_types: Vec<String>,
    #[serde(default)]
    pub(super) body_required: bool,
    #[serde(default)]
    pub(super) inputs: Vec<Input>,
    /// Examples of responses by status. The first success is the usual one.
    #[serde(default)]
    pub(super) answers: Vec<Example>,
    /// How the next page is found, if it is a list.
    #[serde(default)]
    pub(super) next_page: Option<NextPage>,
}

/// A parameter, a field or a part of a form, or a body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub(super) struct Input {
    /// `path`, `query`, `header`, `cookie`, `field`, `part` or `body`.
    #[serde(rename = "in")]
    pub(super) place: String,
    pub(super) name: String,
    pub(super) required: bool,
    /// The style of OpenAPI.
    pub(super) style: Option<String>,
    pub(super) explode: bool,
    /// It is JSON text.
    pub(super) json: bool,
    /// There is one for each element of a list.
    pub(super) each: bool,
    /// It is text, or JSON if it is an object.
    pub(super) value: bool,
    /// It is a part that is a file.
    pub(super) file: bool,
    /// It is a body that is a form with a field for each property.
    pub(super) form: bool,
    /// It is a body of several parts, whatever they are.
    pub(super) parts: bool,
    pub(super) schema: Value,
}

/// What the API may answer.
#[derive(Debug, Deserialize)]
pub(super) struct Example {
    pub(super) status: u16,
    /// What the document calls it.
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) media_type: Option<String>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) json: Option<Value>,
    #[serde(default)]
    pub(super) text: Option<String>,
    /// Pointers to the values of enumerations.
    #[serde(default)]
    pub(super) enums: Vec<String>,
    /// Pointers to properties that have to be there.
    #[serde(default)]
    pub(super) required: Vec<String>,
}

/// How the next page of a list is found.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NextPage {
    /// The content has its URL there.
    pub(super) url: Option<String>,
    /// The content has a token there.
    pub(super) token: Option<String>,
    /// The query parameter that the token is sent as.
    #[serde(rename = "as")]
    pub(super) parameter: Option<String>,
    /// The header `Link` has its URL.
    pub(super) link: bool,
    /// The query parameter that has the number of the first item.
    pub(super) offset: Option<String>,
    /// The query parameter that has the number of the page.
    pub(super) number: Option<String>,
    /// The number of the first page or item.
    pub(super) first: i64,
    /// The content has its items there.
    pub(super) items: Option<String>,
}

/// `null` is JSON that is there.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Table {
    /// Follows references to other schemas, as long as they lead on.
    pub(super) fn resolve<'t>(&'t self, mut schema: &'t Value) -> &'t Value {
        for _ in 0..=self.schemas.len() {
            let name = schema.get("$ref").and_then(Value::as_str);
            let Some(name) = name.and_then(|name| name.strip_prefix("#/schemas/")) else {
                return schema;
            };
            let name = name.replace("~1", "/").replace("~0", "~");
            schema = self.schemas.get(&name).unwrap_or(&Value::Null);
        }
        // The references lead round in a circle.
        &Value::Null
    }

    /// The operation of this method of the client.
    pub(super) fn operation(&self, method: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.method == method)
    }
}

impl Operation {
    /// The usual answer: the first of a success, or else of a redirect.
    pub(super) fn usual(&self) -> Option<&Example> {
        let of_class = |class| self.answers.iter().find(move |answer| answer.status / 100 == class);
        of_class(2).or_else(|| of_class(3)).or_else(|| self.answers.first())
    }

    /// The answer that the document gives a name.
    pub(super) fn named(&self, name: &str) -> Option<&Example> {
        self.answers.iter().find(|answer| answer.name.as_deref() == Some(name))
    }

    /// The first answer with a status.
    pub(super) fn with_status(&self, status: u16) -> Option<&Example> {
        self.answers.iter().find(|answer| answer.status == status)
    }
}
