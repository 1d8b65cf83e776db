//! What responses that are errors contain, over all operations.

use crate::ir::Type;
use crate::names::Name;

/// The types of the JSON of all errors.
#[derive(Default)]
pub(in crate::lower) struct ErrorTypes(Vec<Type>);

impl ErrorTypes {
    pub(in crate::lower) fn extend<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>) {
        self.0.extend(types.into_iter().cloned());
    }

    /// The model that all errors share, if there is one.
    pub(in crate::lower) fn common(&self) -> Option<Name> {
        match self.0.split_first()? {
            (first @ Type::Model(name), rest) if rest.iter().all(|ty| ty == first) => {
                Some(name.clone())
            }
            _ => None,
        }
    }
}
