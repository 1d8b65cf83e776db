//! The model of a document: the one door to `openapiv3`, whose own errors do not say where they
//! are.
//!
//! 1. `repair`: what the model has no room for is taken out of the values.
//! 2. `siblings`: what stands beside references to schemas goes into an `allOf` with them.
//! 3. `hoist`: what references into the middle of the document lead to becomes components.
//! 4. The model is made. If that fails, `unmodelled` says what it cannot be made from, and
//!    `salvage` takes out what has errors.

mod hoist;
mod repair;
mod salvage;
mod siblings;
mod unmodelled;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use crate::check::Repairs;
use crate::diagnostics::Diagnostics;
use crate::source_map::SourceMap;
use crate::text::Sources;

/// A model, and how it was made.
pub(crate) struct Modelled {
    pub(crate) openapi: OpenAPI,
    /// Where nodes of the model are in the values.
    pub(crate) source_map: SourceMap,
    /// Whether the model has everything that is in the values.
    pub(crate) is_whole: bool,
}

/// Makes the model of a document. The only change to the values themselves is that numbers and
/// flags become strings where a string is needed.
pub(crate) fn model(
    value: &mut Value,
    repairs: Repairs,
    sources: Sources<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Modelled> {
    repair::read_strings(value, &repairs, sources, diagnostics);
    let mut source_map = SourceMap::default();
    let (openapi, is_whole) = if repairs.are_of_values() {
        let mut repaired = value.clone();
        repair::repair(&mut repaired, &repairs);
        let Repairs { siblings, mut deep_references, .. } = repairs;
        let origins = siblings::take_siblings(&mut repaired, siblings, &mut deep_references);
        source_map = hoist::hoist(&mut repaired, deep_references, origins, diagnostics);
        deserialize(&repaired, diagnostics)?
    } else {
        deserialize(value, diagnostics)?
    };
    Some(Modelled { openapi, source_map, is_whole })
}

/// The model of values, and whether it is whole. Of a document with errors, it may be the model of
/// what is left.
fn deserialize(document: &Value, diagnostics: &mut Diagnostics) -> Option<(OpenAPI, bool)> {
    if let Ok(openapi) = OpenAPI::deserialize(document) {
        return Some((openapi, true));
    }
    if !diagnostics.has_errors() {
        unmodelled::report_unmodelled(document, diagnostics);
    }
    let mut rest = document.clone();
    salvage::salvage(&mut rest);
    Some((OpenAPI::deserialize(rest).ok()?, false))
}
