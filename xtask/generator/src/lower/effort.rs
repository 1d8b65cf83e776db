//! How much is made of a document, which is to be in proportion to it.
//!
//! A property stands in the document once, and in the crate as often as schemas inherit it; a
//! description as often as it is referred to. Chains and products of these multiply.

use std::cell::Cell;

use serde_json::Value;

use document::value::total_size;

/// What a field, a variant or a parameter costs beside its description.
const MEMBER: usize = 100;

/// What is left of what may be made of a document.
pub(super) struct Effort(Cell<usize>);

impl Effort {
    /// So much for whatever is in the document, and as much again for each of its nodes and bytes
    /// of text as a reasonable document needs.
    pub(super) fn for_document(document: &Value) -> Self {
        const BASE: usize = 10_000_000;
        const FOR_EACH: usize = 50;

        Self(Cell::new(total_size(document).saturating_mul(FOR_EACH).saturating_add(BASE)))
    }

    /// Accounts for work, or for what it makes.
    pub(super) fn spend(&self, amount: usize) {
        self.0.set(self.0.get().saturating_sub(amount));
    }

    /// Accounts for a field, a variant or a parameter that is described.
    pub(super) fn spend_on_member(&self, description: Option<&str>) {
        self.spend(MEMBER + description.map_or(0, str::len));
    }

    /// Accounts for an operation, of which all of this is said.
    pub(super) fn spend_on_operation(&self, texts: &[Option<&String>]) {
        self.spend(MEMBER + texts.iter().flatten().map(|text| text.len()).sum::<usize>());
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.0.get() == 0
    }
}
