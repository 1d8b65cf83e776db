//! Which method an operation has.

use openapiv3::Operation;
use serde_json::Value;

use crate::extensions::METHOD;

/// The method of an operation, which stands in the field of another if OpenAPI 3.0 does not have it.
pub(super) fn method_of<'a>(field: &'a str, operation: &'a Operation) -> &'a str {
    operation.extensions.get(METHOD).and_then(Value::as_str).unwrap_or(field)
}
