//! Whether sending a request twice does no more than sending it once.

use serde_json::Value;

use super::DeclaredOperation;
use crate::codes::Codes;
use crate::ir;
use crate::lower::Lowering;
use document::diagnostics::{Fix, Place};

/// What says it of an operation, in place of its method.
const IDEMPOTENT: &str = "x-rust-idempotent";

impl Lowering<'_> {
    /// What is said of an operation, unless its method says the same.
    pub(super) fn idempotent(
        &mut self,
        declared: DeclaredOperation<'_>,
        place: Place<'_>,
    ) -> Option<bool> {
        let DeclaredOperation { method, operation, .. } = declared;
        // It is a safe method, which HTTP libraries do not know yet.
        let is_query = method == "QUERY";
        let told = operation.extensions.get(IDEMPOTENT).and_then(Value::as_bool);
        let Some(told) = told else { return is_query.then_some(true) };
        if told != (ir::is_idempotent(method) || is_query) {
            return Some(told);
        }
        let place = place.key(IDEMPOTENT);
        let does = if told { "does no more" } else { "may do more" };
        let message = format!(
            "`{IDEMPOTENT}: {told}` says what the method says: sending a {method} twice {does} than \
             sending it once"
        );
        self.diagnostics
            .warning(Codes::REDUNDANT_EXTENSION, &place, message)
            .at_key()
            .help("remove it; it is for operations that are not as their method says")
            .fix(Fix::remove(&place));
        is_query.then_some(true)
    }
}

/// What the documentation says of an operation that is not as its method says.
pub(super) fn sentence(idempotent: bool) -> &'static str {
    if idempotent {
        "Sending the request twice does no more than sending it once."
    } else {
        "Sending the request twice may do more than sending it once."
    }
}
