//! Changes of documents that mean nothing, or add something: none of them is to move what callers use.

mod components;
mod inputs;
mod operations;
mod order;
mod prose;
mod responses;
mod schemas;
mod service;

use crate::document::Document;

/// A kind of change: its name, and a function that makes it somewhere in a document, if it can be made
/// there.
pub(crate) type Mutation = (&'static str, fn(&mut Document) -> bool);

/// All kinds.
pub(crate) fn all() -> impl Iterator<Item = Mutation> {
    let lists = [
        order::ALL,
        prose::ALL,
        inputs::ALL,
        schemas::ALL,
        responses::ALL,
        operations::ALL,
        components::ALL,
        service::ALL,
    ];
    lists.into_iter().flatten().copied()
}
