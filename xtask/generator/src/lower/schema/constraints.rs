//! The constraints of a schema beyond its type, as sentences for the documentation.
//!
//! The client does not check them: the API does, and its rules change.

use openapiv3::{ExternalDocumentation, ReferenceOr, Schema};
use serde_json::Value;

use crate::docs::code_span;
use crate::lower::external_docs::see_also;
use crate::lower::schema::limits::Limits;
use crate::lower::schema::view::{ValueKind, View};

/// What is said of a value beyond its type.
pub(in crate::lower) struct Constraints<'v, 'a> {
    pub(in crate::lower) kind: &'v ValueKind<'a>,
    pub(in crate::lower) limits: Limits<'a>,
    /// `enum`.
    pub(in crate::lower) values: &'v [Value],
    pub(in crate::lower) default: Option<&'a Value>,
    pub(in crate::lower) external_docs: Option<&'a ExternalDocumentation>,
}

impl Constraints<'_, '_> {
    /// Sentences about limits, values, the default and where to read more; none if there are none of
    /// these.
    pub(in crate::lower) fn sentences(&self) -> Option<String> {
        let mut sentences = self.limits.sentences(self.kind);
        sentences.extend(self.limits.excluded().iter().map(|schema| excluded(schema)));
        // Several values of strings become the variants of an enumeration.
        let is_text = matches!(self.kind, ValueKind::String { .. });
        match self.values {
            [] => {}
            [Value::String(only)] if is_text => {
                sentences.push(format!("Always {}.", code_span(only)));
            }
            _ if is_text => {}
            [only] => sentences.push(format!("Always {}.", code_span(&only.to_string()))),
            several => sentences.push(format!("One of {}.", listed(several))),
        }
        if let Some(default) = self.default {
            let text = match default {
                Value::String(text) => code_span(text),
                other => code_span(&other.to_string()),
            };
            sentences.push(format!("Default: {text}."));
        }
        sentences.extend(self.external_docs.and_then(see_also));
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

/// The constraints of a schema as sentences.
pub(in crate::lower) fn constraints_of(view: &View<'_>) -> Option<String> {
    let constraints = Constraints {
        kind: &view.kind,
        limits: Limits::of(view.schema),
        values: &view.values,
        default: view.data.default.as_ref(),
        external_docs: view.data.external_docs.as_ref(),
    };
    constraints.sentences()
}

/// A sentence about `not`.
fn excluded(schema: &ReferenceOr<Schema>) -> String {
    let text = match schema {
        ReferenceOr::Reference { reference } => {
            reference.rsplit('/').next().unwrap_or_default().to_owned()
        }
        ReferenceOr::Item(schema) => match View::new(schema).values.as_slice() {
            [] => serde_json::to_string(schema).unwrap_or_default(),
            values => return format!("None of {}.", listed(values)),
        },
    };
    format!("Not {}.", code_span(&text))
}

fn listed(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(|value| code_span(&value.to_string())).collect();
    values.join(", ")
}
