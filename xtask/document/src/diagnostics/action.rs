//! Actions for an overlay that nobody has to be told of a problem to want.

use super::{Diagnostics, DocumentView, Fix};

impl Diagnostics {
    /// Actions on nodes of the model of the document that these diagnostics are about, as an overlay of
    /// the text that was read has to say them. None if it cannot.
    #[must_use]
    pub fn action(&self, model: &impl DocumentView, mut action: Fix) -> Option<Fix> {
        let is_there = action.resolve_target(model, &|pointer| model.pointer_in_document(pointer));
        if !is_there || !action.is_readable() {
            return None;
        }
        match &self.written {
            Some(written) => action.as_written(&**written),
            None => Some(action),
        }
    }
}
