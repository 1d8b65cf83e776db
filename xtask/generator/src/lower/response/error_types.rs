//! What responses that are errors contain, over all operations.

use crate::ir::Type;
use crate::lock::ANY_ERROR;
use crate::names::Name;

/// The types of the JSON of all errors.
#[derive(Default)]
pub(in crate::lower) struct ErrorTypes(Vec<Type>);

impl ErrorTypes {
    pub(in crate::lower) fn extend<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>) {
        self.0.extend(types.into_iter().cloned());
    }

    /// The model that all errors share, if there is one; or the one that they shared when only they
    /// were there, which is still that of some.
    pub(in crate::lower) fn common(&self, known: Option<&str>) -> Option<Name> {
        if known == Some(ANY_ERROR) {
            return None;
        }
        let is_known = |name: &&Name| known == Some(name.type_name().as_str());
        let models = self.0.iter().filter_map(|ty| match ty {
            Type::Model(name) => Some(name),
            _ => None,
        });
        if let Some(name) = models.into_iter().find(is_known) {
            return Some(name.clone());
        }
        match self.0.split_first()? {
            (first @ Type::Model(name), rest) if rest.iter().all(|ty| ty == first) => {
                Some(name.clone())
            }
            _ => None,
        }
    }
}
