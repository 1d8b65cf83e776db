//! The limit of what is made of a document, in proportion to its size.
//!
//! A property stands in the document once, and in the crate as often as schemas inherit it; a
//! description as often as it is referred to. Chains and products of these multiply.

use std::cell::Cell;

use serde_json::Value;

use super::Lowering;
use document::diagnostics::{Code, Place};
use document::value::total_size;

/// What a field, a variant or a parameter costs beside its description.
const MEMBER: usize = 100;

/// What is left of what may be made of a document.
pub(super) struct Effort {
    left: Cell<usize>,
    /// Whether it has been reported that too much is made.
    is_reported: bool,
}

impl Effort {
    /// A fixed amount, and an amount for each node and each byte of text that is more than reasonable
    /// documents need.
    pub(super) fn for_document(document: &Value) -> Self {
        const BASE: usize = 10_000_000;
        const FOR_EACH: usize = 50;

        let left = total_size(document).saturating_mul(FOR_EACH).saturating_add(BASE);
        Self { left: Cell::new(left), is_reported: false }
    }

    /// Accounts for work, or for what it makes.
    pub(super) fn spend(&self, amount: usize) {
        self.left.set(self.left.get().saturating_sub(amount));
    }

    /// Accounts for a field, a variant or a parameter that is described.
    pub(super) fn spend_on_member(&self, description: Option<&str>) {
        self.spend(MEMBER + description.map_or(0, str::len));
    }

    /// Accounts for an operation with these descriptions.
    pub(super) fn spend_on_operation(&self, texts: &[Option<&String>]) {
        self.spend(MEMBER + texts.iter().flatten().map(|text| text.len()).sum::<usize>());
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.left.get() == 0
    }
}

impl Lowering<'_> {
    /// Whether a limit has been reached: of nesting, of the number of models or of effort. That is
    /// reported once.
    pub(super) fn is_too_much(&mut self, place: &Place<'_>) -> bool {
        const DEEPEST: usize = 1000;
        const MOST: usize = 100_000;

        let (code, message) = if self.schema_types.depth() >= DEEPEST {
            let message = format!("schemas lead to this one in more than {DEEPEST} steps");
            (Code::NESTING_LIMIT, message)
        } else if self.models.count() >= MOST {
            (Code::SIZE_LIMIT, format!("schemas within others become more than {MOST} types"))
        } else if self.effort.is_exhausted() {
            let message = "what is made of this document is far larger than the document: \
                           properties, descriptions or alternatives are repeated too often";
            if !std::mem::replace(&mut self.effort.is_reported, true) {
                self.diagnostics.error(Code::SIZE_LIMIT, place, message).help(
                    "let fewer schemas inherit from each other (`allOf`), and refer to what many \
                     have in common by a property of its own",
                );
            }
            return true;
        } else {
            return false;
        };
        if !std::mem::replace(&mut self.effort.is_reported, true) {
            self.diagnostics.error(code, place, message).help(
                "give schemas that stand within others a name under `components`, and let fewer depend on others",
            );
        }
        true
    }
}
