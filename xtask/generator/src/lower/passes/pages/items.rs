//! What a page lists.

use super::super::fields::{Objects, received};
use crate::ir::{FieldPath, Operation, Struct, Type};
use crate::lower::notes::pagination::items_of;
use crate::names::Name;

/// What a response consists of that may be a page.
#[derive(Clone, Copy)]
pub(super) enum Content<'m> {
    /// An object.
    Object(&'m Name, &'m Struct),
    /// The list of the items.
    List(&'m Type),
}

/// The items of a page.
#[derive(Debug, Clone)]
pub(super) struct Items {
    /// Where they are in the content.
    pub(super) path: FieldPath,
    /// The type of each.
    pub(super) item: Type,
    /// Whether it is said, or known from before, which they are.
    pub(super) is_known: bool,
}

impl<'m> Content<'m> {
    /// What the response of an operation is, if it is fetched and may be a page.
    pub(super) fn of(operation: &'m Operation, objects: &Objects<'m>) -> Option<Self> {
        match operation.output.json().filter(|_| operation.method == "GET")? {
            Type::Model(name) => Some(Self::Object(name, objects.get(name)?)),
            Type::List(item) => Some(Self::List(item)),
            _ => None,
        }
    }

    pub(super) fn object(self) -> Option<&'m Struct> {
        match self {
            Self::Object(_, shape) => Some(shape),
            Self::List(_) => None,
        }
    }
}

/// What a page lists by the rules: what it is known to list, or the array that the operation is called
/// after, or one that is called as items usually are, or the only one.
pub(super) fn items(
    content: Content<'_>,
    objects: &Objects<'_>,
    operation: &Operation,
    known: Option<&str>,
) -> Option<Items> {
    let shape = match content {
        Content::Object(_, shape) => shape,
        Content::List(item) => {
            return Some(Items { path: Vec::new(), item: item.clone(), is_known: true });
        }
    };
    let lists: Vec<&str> = received(shape)
        .filter(|field| matches!(field.ty, Type::List(_)))
        .map(|field| field.wire_name.as_str())
        .collect();
    let known = known.filter(|known| lists.contains(known));
    let name = known.or_else(|| items_of(&lists, &operation.path, &operation.id))?;
    let (path, field) = objects.at(shape, &[name])?;
    match &field.ty {
        Type::List(item) => Some(Items { path, item: (**item).clone(), is_known: known.is_some() }),
        _ => None,
    }
}
