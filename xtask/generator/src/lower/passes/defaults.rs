//! Pass: says which structs have a default.

use super::{Draft, models_mut};
use crate::ir::{FieldArgument, ModelKind};

/// A struct has a default if users make it, and nothing of it has to be given. What is only received has
/// none: it would lose it when something is required, or when it is sent as well.
pub(super) fn infer_defaults(draft: &mut Draft<'_, '_>) {
    for model in models_mut(&mut draft.models) {
        if let ModelKind::Struct(shape) = &mut model.kind {
            let mut fields = shape.fields.iter();
            shape.has_default =
                shape.is_sent && fields.all(|field| field.argument != FieldArgument::Required);
        }
    }
}
