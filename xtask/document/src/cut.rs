//! Takes operations out of a large document, with all that they refer to and nothing else.
//!
//! Companies publish all of their API in one document, of which a client may need a part. `operations`
//! says which of the operations are meant, `reach` what they refer to, and `take` makes a document of
//! that: without extensions of other tools, and in an order that does not depend on the order of the
//! large one. What people read (descriptions, summaries, examples and tags) can be taken from a document that
//! has the same operations (`prose`), and then the order is taken from it as well.
//!
//! This is about the values as they are written, whichever version of OpenAPI they are of. What refers
//! into the middle of something that is not taken gets a copy of it.

mod counterpart;
mod operations;
mod order;
mod prose;
mod reach;
mod take;

use serde_json::Value;

use crate::extensions::Extensions;
use crate::shape::{Object, Shape, Version};

use counterpart::Counterparts;
use operations::Chosen;

pub use operations::Missing;
pub use reach::Reach;

/// Which operations of a document are meant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Those that another document has: by method and path, whatever the parameters of the path are
    /// called, or else by `operationId`.
    pub like: Option<&'a Value>,
    /// Those with these ids, or with these methods and paths, such as `GET /pets/{id}`.
    pub named: &'a [String],
}

impl<'a> Wanted<'a> {
    /// The operations that another document has.
    #[must_use]
    pub const fn like(document: &'a Value) -> Self {
        Self { like: Some(document), named: &[] }
    }

    /// Operations by their names.
    #[must_use]
    pub const fn named(names: &'a [String]) -> Self {
        Self { like: None, named: names }
    }
}

/// A part of a document.
#[derive(Debug)]
pub struct Cut {
    /// The part, a document of its own.
    pub document: Value,
    /// How many operations it has.
    pub operations: usize,
    /// How many the large document has.
    pub all_operations: usize,
    /// What is wanted, and is not in the large document.
    pub missing: Vec<Missing>,
    /// Operations that are not taken, though they are below a path that is: the method and the path
    /// of each.
    pub beside: Vec<String>,
    /// References to what is not in the large document.
    pub unresolved: Vec<String>,
    /// JSON pointers to what has a text or an example in the large document, and none in the one that
    /// texts are taken from.
    pub without_prose: Vec<String>,
}

/// Takes some operations out of a document. If there is another document with `prose`, what people read
/// comes from there.
#[must_use]
pub fn cut(
    document: &Value,
    wanted: Wanted<'_>,
    prose: Option<&Value>,
    extensions: &Extensions,
) -> Cut {
    let chosen = Chosen::of(document, wanted);
    let reach = Reach::of_chosen(document, &chosen);
    let mut part = take::take(document, &chosen, &reach, extensions);
    let mut without_prose = Vec::new();
    match prose {
        None => order::arrange(&mut part, None),
        Some(prose) => {
            // What is told of a place is about where it is in the end, so that entries of arrays
            // get there first; texts then come to where the tables have them.
            let counterparts = Counterparts::find(&part, prose);
            order::arrange(&mut part, Some(&counterparts));
            let counterparts = Counterparts::find(&part, prose);
            without_prose = prose::set(&mut part, prose, &counterparts);
            order::arrange(&mut part, Some(&counterparts));
        }
    }
    Cut {
        document: part,
        operations: chosen.operations.len(),
        all_operations: operations::operations(document).len(),
        beside: chosen.beside(document),
        missing: chosen.missing,
        unresolved: reach.unresolved,
        without_prose,
    }
}

/// The shape of the value under a key or index, in whichever version of OpenAPI.
fn inside(shape: Shape, key: &str) -> Shape {
    match shape {
        Shape::Array(shape) | Shape::Map(shape) => *shape,
        _ => shape.object().and_then(|kind| shape_of(kind, key)).unwrap_or(Shape::Free),
    }
}

fn shape_of(kind: &Object, key: &str) -> Option<Shape> {
    kind.shape_in(Version::V3_2, key)
}
