//! What the document says of the pages of an operation beside the types that it has.

use std::collections::HashMap;

use serde_json::Value;

use super::DeclaredOperation;
use super::told_pages::told_pages;
use crate::ir::{InputLocation, OperationInput};
use crate::lower::Lowering;
use crate::lower::notes::pagination::{PAGES, PageNotes};
use crate::lower::references::follow;
use crate::lower::status::{class_of, status_of};
use document::diagnostics::Place;

impl Lowering<'_> {
    /// Notes what has to be known when the types are.
    pub(super) fn note_pages(
        &mut self,
        id: &str,
        declared: DeclaredOperation<'_>,
        inputs: &[OperationInput],
        place: Place<'_>,
    ) {
        let told = declared.operation.extensions.get(PAGES);
        let notes = PageNotes {
            told: told_pages(told, place, self.diagnostics),
            has_link: self.has_link(declared),
            has_next_url: self.has_next_url(place),
            first: self.first_numbers(inputs),
        };
        self.notes.pagination.add(id, notes);
    }

    /// Whether a success declares the header `Link`.
    fn has_link(&self, declared: DeclaredOperation<'_>) -> bool {
        let components = &self.lookup.components().responses;
        let responses = declared.operation.responses.responses.iter();
        let successes = responses.filter(|(key, _)| class_of(status_of(key)) == Some(2));
        let mut found =
            successes.filter_map(|(_, response)| follow(response, "responses", components));
        found.any(|response| response.headers.keys().any(|name| name.eq_ignore_ascii_case("link")))
    }

    /// Whether the content of the usual success has a property `next` that is said to be a URL.
    fn has_next_url(&self, place: Place<'_>) -> bool {
        let schema = "responses/200/content/application~1json/schema";
        let format = format!("{}/{schema}/properties/next/format", place.pointer());
        let format = self.lookup.value_at(&format).and_then(Value::as_str);
        matches!(format, Some("uri" | "url" | "uri-reference"))
    }

    /// What the integers among the query parameters are without a value, or at least.
    fn first_numbers(&self, inputs: &[OperationInput]) -> HashMap<String, u64> {
        let integers = inputs
            .iter()
            .filter(|input| input.location == InputLocation::Query && input.ty.is_integer());
        let numbers = integers.filter_map(|input| {
            let schema = self.lookup.value_at(&format!("{}/schema", input.at))?;
            let first = schema.get("default").or_else(|| schema.get("minimum"))?.as_u64()?;
            Some((input.wire_name.clone(), first))
        });
        numbers.collect()
    }
}
