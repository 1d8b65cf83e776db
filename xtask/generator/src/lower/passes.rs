//! What is settled once everything has been made: passes over the result, each of which needs to
//! see all operations or all models.

pub(super) mod boxes;
pub(super) mod defaults;
mod fields;
pub(super) mod open_types;
pub(super) mod pages;
pub(super) mod recall;
pub(super) mod request_names;
pub(super) mod response_docs;
pub(super) mod status_types;
pub(super) mod tags;
pub(super) mod usage;
pub(super) mod waits;

use crate::ir::{Callback, Model, ModelGroup, ModelKind, Resource, Type};
use crate::lower::memory::Memory;
use crate::lower::notes::Notes;
use crate::lower::schema::naming::TypeNames;
use crate::names::{Name, Scope};
use document::diagnostics::Diagnostics;

/// What lowering has made, as the passes change it.
pub(super) struct Draft<'a, 'd> {
    /// The operations.
    pub(super) resources: Vec<Resource>,
    /// What is received by servers. Only read.
    pub(super) callbacks: Vec<Callback>,
    /// The models.
    pub(super) models: Vec<ModelGroup>,
    /// The model of all errors, if there is one. Only read.
    pub(super) error: Option<Name>,
    /// The names of types, for those that a pass gives.
    pub(super) type_names: TypeNames<'a>,
    /// The names of the client's methods, for those that a pass gives.
    pub(super) methods: Scope,
    /// What has been noted for the passes. Only read.
    pub(super) notes: Notes,
    /// What the lock remembers. Only read.
    pub(super) memory: &'d Memory<'d>,
    /// For what a pass reports.
    pub(super) diagnostics: &'d mut Diagnostics,
}

/// All passes in their order, each with the reason for its place.
const PASSES: &[fn(&mut Draft<'_, '_>)] = &[
    // Renames fields, before anything is named after them.
    recall::recall_members,
    // Renames methods, so that it comes before types are named after them.
    pages::mark_pages,
    // Has the last word on the names of methods.
    recall::recall_methods,
    // Inputs have these names from here on, but for what the lock says.
    request_names::settle_request_names,
    // Has the last word on the names of inputs.
    recall::recall_inputs,
    // Takes the last names of types.
    status_types::name_status_types,
    // Needs to know which statuses have a type.
    response_docs::document_responses,
    // Looks at all fields, so that it comes before some are dropped.
    open_types::mark_open_types,
    // Says which arguments are needed, before others say more of them.
    tags::set_tags,
    // Drops fields, and says which are required.
    usage::infer_usage,
    // Needs to know which fields can be sent as null.
    recall::recall_options,
    // Needs to know which fields are there.
    pages::settle_pages,
    // Only the fields that are left can contain their own type.
    boxes::box_recursive_types,
    // Needs to know what is sent and what is required.
    defaults::infer_defaults,
    // Needs all names, and all types as they are in the end.
    waits::settle_waits,
];

/// Runs the passes until one reports an error. In a document that has errors already, only the first
/// runs, because it may report more.
pub(super) fn run(draft: &mut Draft<'_, '_>) {
    for pass in PASSES {
        pass(draft);
        if draft.diagnostics.has_errors() {
            return;
        }
    }
}

fn models_mut(groups: &mut [ModelGroup]) -> impl Iterator<Item = &mut Model> {
    groups.iter_mut().flat_map(|group| &mut group.models)
}

/// The types that a model consists of.
fn part_types(model: &mut Model) -> Vec<&mut Type> {
    match &mut model.kind {
        ModelKind::Struct(shape) => {
            let fields = shape.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain([&mut shape.extra_type]).collect()
        }
        ModelKind::Union(shape) => {
            shape.variants.iter_mut().map(|variant| &mut variant.ty).collect()
        }
        ModelKind::Enum(_) => Vec::new(),
    }
}
