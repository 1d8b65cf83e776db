//! The objects of OpenAPI and of Overlay 1.0 as tables: which fields each has, since which version,
//! of which type, and what holds between them. What holds is about OpenAPI 3.0, which `rewrite` makes
//! of later versions.
//!
//! `types` is what the tables are made of, `openapi` and `overlay` are the tables, and `rules` are
//! what the tables cannot say. Whether a document is like this is found out by `check`.

mod openapi;
mod overlay;
mod rules;
mod types;

pub(crate) use openapi::{
    CALLBACK, ENCODING, HEADER, MEDIA_TYPE, METHODS, OPENAPI, PARAMETER, PATH_ITEM, REQUEST_BODY,
    RESPONSE, SCHEMA, section_of,
};
pub(crate) use overlay::OVERLAY;
pub(crate) use rules::{TYPES, has_style};
pub use types::Version;
pub(crate) use types::{Object, Shape};

/// All fields of all objects of OpenAPI: the name of the object, that of the field, and the version
/// that has it first.
#[must_use]
pub fn keywords() -> Vec<(&'static str, &'static str, Version)> {
    let mut kinds: Vec<&'static Object> = vec![&OPENAPI];
    let mut next = 0;
    while let Some(&kind) = kinds.get(next) {
        next += 1;
        let shapes = kind.fields.iter().map(|field| field.shape);
        for shape in shapes.chain(kind.entries.map(|entries| entries.shape)) {
            if let Some(found) = shape.innermost().object()
                && !kinds.iter().any(|known| known.is(found))
            {
                kinds.push(found);
            }
        }
    }
    let fields = |kind: &&'static Object| {
        let kind = *kind;
        kind.fields.iter().map(|field| (kind.name, field.name, field.since))
    };
    kinds.iter().flat_map(fields).collect()
}
