//! The objects of OpenAPI 3.0 and of Overlay 1.0 as tables: which fields each has, of which type,
//! and what holds between them.
//!
//! `types` is what the tables are made of, `openapi` and `overlay` are the tables, and `rules` are
//! what the tables cannot say. Whether a document is like this is found out by `check`.

mod openapi;
mod overlay;
mod rules;
mod types;

pub(crate) use openapi::{
    CALLBACK, ENCODING, HEADER, MEDIA_TYPE, METHODS, OPENAPI, PARAMETER, REQUEST_BODY, RESPONSE,
    SCHEMA, section_of,
};
pub(crate) use overlay::OVERLAY;
pub(crate) use rules::{TYPES, has_style};
pub(crate) use types::{Object, Shape};

/// All fields of all objects of OpenAPI 3.0: the name of the object, and that of the field.
#[must_use]
pub fn keywords() -> Vec<(&'static str, &'static str)> {
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
    let fields = |kind: &&'static Object| kind.field_names().map(|field| (kind.name, field));
    kinds.iter().flat_map(|kind| fields(kind).collect::<Vec<_>>()).collect()
}
