//! References to other files that are not followed, and why.

use std::collections::HashMap;

use crate::diagnostics::{Code, Text};

/// What to do about a reference that cannot be followed.
pub(crate) const BUNDLE: &str = "bundle the document to one file first, for example by \
    `npx @redocly/cli bundle openapi.yaml --output bundled.yaml`";

/// Why a reference is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    /// What is said of the reference.
    pub(crate) problem: String,
    /// What to do.
    pub(crate) help: String,
}

impl Refusal {
    pub(super) fn new(code: Code, problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, problem: problem.into(), help: help.into() }
    }

    /// It leads to where no file is read.
    pub(super) fn unsupported(problem: &str) -> Self {
        let help = format!("other files are read below the folder of the document; {BUNDLE}");
        Self::new(Code::UNSUPPORTED_REFERENCE, problem, help)
    }

    pub(super) fn outside() -> Self {
        Self::unsupported("is outside of the folder of the document")
    }
}

/// The references that are not followed, by where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusals(HashMap<(Text, String), (String, Refusal)>);

impl Refusals {
    /// Notes why the reference that is a node is not followed.
    pub(super) fn note(&mut self, node: (Text, String), reference: &str, why: Refusal) {
        self.0.insert(node, (reference.to_owned(), why));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Why a reference that comes from a node is not followed, unless it has become another: later
    /// versions have addresses that are no files.
    pub(crate) fn of(&self, node: &(Text, String), reference: &str) -> Option<&Refusal> {
        let (written, why) = self.0.get(node)?;
        (written == reference || written.starts_with('#')).then_some(why)
    }
}
