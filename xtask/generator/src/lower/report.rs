//! Reports about what the client does not do.

use super::Lowering;
use crate::codes::Codes;
use document::diagnostics::{Code, Diagnostic, Fix, LeftOut, Place};

impl Lowering<'_> {
    /// An error: the generator has no support for this, and a client without it would be wrong.
    pub(super) fn report_unsupported(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.diagnostics.error(Code::UNSUPPORTED, &place, message);
    }

    /// A warning: the client does without this, and is right without it.
    pub(super) fn warn_unsupported(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message);
    }

    /// A warning: the client does without this, and so could the document. Offers an action for the
    /// overlay that removes it.
    pub(super) fn warn_ignored(&mut self, place: Place<'_>, message: impl Into<String>) {
        let fix = Fix::remove(&place);
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message).fix(fix);
    }

    /// A warning: the client cannot do a part of the API, and is right without it.
    pub(super) fn leave_out(
        &mut self,
        part: LeftOut,
        place: Place<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics.warning(Codes::LEFT_OUT, &place, message).leaves_out(part)
    }
}
