//! The kinds of problems.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The stable name of a kind of problem, printed as in `error[duplicate-key]`, and what is to be
/// said of it.
///
/// The kinds of this crate are constants of it; whoever uses the crate declares others by
/// [`codes`](crate::codes).
#[derive(Clone, Copy)]
pub struct Code(&'static CodeInfo);

/// What is to be said of a [`Code`].
#[derive(Debug)]
pub struct CodeInfo {
    /// The name as it is printed.
    pub name: &'static str,
    /// What kind of problem it is, in a sentence.
    pub summary: &'static str,
    /// What the problem is, why it is one, a document that has it, and what to do, as Markdown.
    pub explanation: &'static str,
}

impl Code {
    /// A code for a kind of problem.
    #[must_use]
    pub const fn new(kind: &'static CodeInfo) -> Self {
        Self(kind)
    }

    /// The name as it is printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// What kind of problem it is, in a sentence.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        self.0.summary
    }

    /// What the problem is, why it is one, a document that has it, and what to do, as Markdown.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        self.0.explanation
    }
}

/// Declares codes as constants of a type, and a constant `ALL` that lists them by name. What is
/// said about each is in the file of its name below `explanations/`, beside the file with the call.
#[macro_export]
macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $constant:ident = $name:literal,)+) => {
        $(
            $(#[doc = $summary])+
            pub const $constant: $crate::diagnostics::Code =
                $crate::diagnostics::Code::new(&$crate::diagnostics::CodeInfo {
                    name: $name,
                    summary: concat!($($summary),+).trim_ascii(),
                    explanation: include_str!(concat!("explanations/", $name, ".md")),
                });
        )+

        /// All of these codes, by name.
        pub const ALL: &[$crate::diagnostics::Code] = &[$(Self::$constant),+];
    };
}

impl Code {
    codes! {
        /// Two paths differ only in the names of their parameters.
        AMBIGUOUS_PATH = "ambiguous-path",
        /// Two fields are given of which only one may be.
        CONFLICTING_FIELDS = "conflicting-fields",
        /// A mapping has the same key twice.
        DUPLICATE_KEY = "duplicate-key",
        /// Two operations have the same `operationId`.
        DUPLICATE_OPERATION_ID = "duplicate-operation-id",
        /// Two parameters of one list have the same name and location.
        DUPLICATE_PARAMETER = "duplicate-parameter",
        /// The text is not UTF-8.
        ENCODING = "encoding",
        /// An example or a default that is not as its schema says.
        INVALID_EXAMPLE = "invalid-example",
        /// A path that does not begin with `/` or has unbalanced braces.
        INVALID_PATH = "invalid-path",
        /// A key of a Responses Object that is not a status code.
        INVALID_STATUS_CODE = "invalid-status-code",
        /// The target of an overlay's action that is no JSONPath, or selects what the action cannot
        /// be applied to.
        INVALID_TARGET = "invalid-target",
        /// A required field is absent.
        MISSING_FIELD = "missing-field",
        /// Values are nested deeper than any sensible document.
        NESTING_LIMIT = "nesting-limit",
        /// A number that JSON cannot express.
        NUMBER_NOT_FINITE = "number-not-finite",
        /// An integer that does not fit 64 bits.
        NUMBER_ROUNDED = "number-rounded",
        /// An overlay that says it is for another document.
        OTHER_DOCUMENT = "other-document",
        /// Path templates and path parameters that do not match.
        PATH_PARAMETER = "path-parameter",
        /// A chain of references that ends nowhere.
        REFERENCE_CYCLE = "reference-cycle",
        /// Fields beside a `$ref`, which have no effect.
        REFERENCE_SIBLINGS = "reference-siblings",
        /// Something small that becomes huge, or takes too much effort.
        SIZE_LIMIT = "size-limit",
        /// The text is not YAML or JSON.
        SYNTAX = "syntax",
        /// A security requirement names a scheme that is not declared.
        UNDECLARED_SECURITY_SCHEME = "undeclared-security-scheme",
        /// An extension for this generator that it does not know.
        UNKNOWN_EXTENSION = "unknown-extension",
        /// A field the object does not have.
        UNKNOWN_KEYWORD = "unknown-keyword",
        /// A string that is not one of those allowed.
        UNKNOWN_VALUE = "unknown-value",
        /// The target of an overlay's action that selects nothing.
        UNMATCHED_TARGET = "unmatched-target",
        /// A reference to something that is not in the document.
        UNRESOLVED_REFERENCE = "unresolved-reference",
        /// Something legal that this generator cannot turn into a client.
        UNSUPPORTED = "unsupported",
        /// A reference to another document, or to something that cannot be referred to.
        UNSUPPORTED_REFERENCE = "unsupported-reference",
        /// A YAML tag of an application.
        UNSUPPORTED_TAG = "unsupported-tag",
        /// Not OpenAPI 3.0, 3.1 or 3.2.
        UNSUPPORTED_VERSION = "unsupported-version",
        /// A reference to a component of another kind than is needed.
        WRONG_REFERENCE = "wrong-reference",
        /// A value of another type than is needed.
        WRONG_TYPE = "wrong-type",
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
