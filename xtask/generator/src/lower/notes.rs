//! What lowering notes of operations for the passes, which do not see the document.

pub(super) mod pagination;
pub(super) mod response_descriptions;
pub(super) mod waits;

use pagination::Pagination;
use response_descriptions::ResponseDescriptions;
use waits::Waits;

/// All notes. Each is written by the method `add` of its type, once for each operation.
#[derive(Default)]
pub(super) struct Notes {
    /// For the pass `pages`.
    pub(super) pagination: Pagination,
    /// For the pass `response_docs`.
    pub(super) responses: ResponseDescriptions,
    /// For the pass `waits`.
    pub(super) waits: Waits,
}
